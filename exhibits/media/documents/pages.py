"""Makes a book of a document: a picture of each page, a small one for the strip, and the words."""

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image

from exhibits.core.jobs.model import Progress
from exhibits.media.documents.office import check_office, convert_to_pdf
from exhibits.media.documents.pdf import Drawing, inspect_pdf, open_pdf
from exhibits.media.files import Arrival, FileStore
from exhibits.media.model import AssetKind, Book, BookPages, Facts, Page, Rendition, Step, Work
from exhibits.media.renditions import make_placeholder, make_renditions
from exhibits.media.sniff import OFFICE, PDF, Format

SMALL_PX = 320
"""The width of a page in the strip."""

_FEW_COLOURS = 2048
"""With no more, a page is print, not a photograph: sharper without loss, and smaller too."""

_LOSSLESS_BYTES = 2**20
_OPEN_FILES = 32
_DRAWN = 0.95
"""The share of the work that drawing is; the rest is the first page's forms."""


def inspect_document(path: Path, form: Format) -> Facts:
    """Look at a document that has arrived; how many pages an Office file has, nobody knows before it is printed.

    Raises what `inspect_pdf` and `check_office` raise.
    """
    if form in OFFICE:
        check_office(path, form)
        return Facts(kind=AssetKind.DOCUMENT, todo=(Step.PAGES,))
    found = inspect_pdf(path)
    book = Book(pages=found.pages)
    return Facts(kind=AssetKind.DOCUMENT, width=found.width, height=found.height, book=book, todo=(Step.PAGES,))


def make_pages(work: Work, progress: Progress) -> dict[str, Any]:
    """Make all pages of a PDF or an Office file, and of the first the forms that stand for the document.

    Returns `renditions`, `placeholder` and `book`. All of it is kept, or nothing. Raises what `inspect_pdf` and
    `convert_to_pdf` raise, with the page that it is about in the details.
    """
    files, label = FileStore(Path(work.folder)), work.asset.id
    files.sweep(label)
    with _open(work) as drawing, _Sheaf(files, label) as sheaf:
        drawn = iter(drawing)
        cover = next(drawn)
        pages: list[Page] = []
        for number, (picture, words) in enumerate(chain([cover], drawn), 1):
            pages.append(Page(picture=sheaf.add(picture), small=sheaf.add(_shrink(picture)), text=words))
            progress(_DRAWN * number / drawing.pages)
        sheaf.keep()
    renditions = make_renditions(cover.picture, files, label, lambda part: progress(_DRAWN + (1 - _DRAWN) * part))
    listed = BookPages(pages=tuple(pages)).model_dump_json().encode()
    return {
        "renditions": [one.model_dump(mode="json") for one in renditions],
        "placeholder": make_placeholder(cover.picture),
        "book": {"pages": len(pages), "file": files.keep_all([listed], "json")[0]},
    }


class _Sheaf:
    """Pictures that are written one after another and kept all at once: a page that fails leaves none of the others."""

    def __init__(self, files: FileStore, label: str) -> None:
        self._files, self._label = files, label
        self._stack, self._written = ExitStack(), list[Arrival]()
        self._open: list[Arrival] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: *tuple[type[BaseException] | None, BaseException | None, TracebackType | None]) -> None:
        self._stack.close()

    def add(self, picture: Image.Image) -> Rendition:
        """Write a picture."""
        arrival = self._stack.enter_context(self._files.receive(self._label))
        arrival.write(_encode(picture))
        self._open.append(arrival)
        if len(self._open) >= _OPEN_FILES:
            self._sync()
        name, (width, height) = f"{arrival.digest}.webp", picture.size
        return Rendition(name=name, mime="image/webp", width=width, height=height, bytes=arrival.size)

    def keep(self) -> None:
        """Keep all that was written."""
        self._sync()
        for arrival in self._written:
            self._files.keep(arrival, "webp")

    def _sync(self) -> None:
        """Bring several files to the disk together: one commit of its journal carries most of them."""
        for arrival in self._open:
            arrival.sync()
        for arrival in self._open:
            arrival.close()
        self._written += self._open
        self._open = []


@contextmanager
def _open(work: Work) -> Iterator[Drawing]:
    path = Path(work.original)
    with ExitStack() as stack:
        with _make_folder(work.asset.id) as folder:
            pdf = path if work.form == PDF.name else convert_to_pdf(path, folder)
            drawing = stack.enter_context(open_pdf(pdf))  # it stays open when the folder goes
        yield drawing


@contextmanager
def _make_folder(label: str) -> Iterator[Path]:
    """Make a folder that goes afterwards; one that a killed attempt left behind goes before."""
    prefix = f"hall-{label}."
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _shrink(picture: Image.Image) -> Image.Image:
    width = min(SMALL_PX, picture.width)
    size = width, max(1, round(picture.height * width / picture.width))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _encode(picture: Image.Image) -> bytes:
    if picture.getcolors(_FEW_COLOURS) is not None:
        lossless = _write(picture, lossless=True, quality=20, method=1)
        if len(lossless) <= _LOSSLESS_BYTES:
            return lossless
    return _write(picture, quality=85, method=2)


def _write(picture: Image.Image, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", **options)
    return buffer.getvalue()
