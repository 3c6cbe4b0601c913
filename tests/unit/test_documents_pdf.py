"""PDFs: each page a sharp picture and its words; what is wrong with one is told, and no worker dies of it."""

import gzip
import os
import resource
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from exhibits.core.errors import HallError
from exhibits.core.jobs.model import Payload, Progress
from exhibits.core.jobs.process import JobLostError, Worker
from exhibits.media.documents.pages import inspect_document, make_pages
from exhibits.media.documents.pdf import DrawnPage, inspect_pdf, open_pdf
from exhibits.media.documents.words import MAX_SIGNS
from exhibits.media.model import Asset, AssetKind, AssetState, BookPages, Rendition, Step, Work
from exhibits.media.sniff import PDF
from tests.corpus.documents import (
    A4,
    FAQ,
    HELVETICA,
    PDFS,
    make_active_pdf,
    make_book,
    make_chinese_pdf,
    make_locked_pdf,
    make_pdf_and_zip,
    make_scan,
    make_sheet,
    make_slow_pdf,
    set_lines,
    stream,
)

MODULE = "tests.unit.test_documents_pdf"
MEMORY_MB = 1500
"""What a worker has unless somebody sets it."""


def inspect_here(payload: Payload, progress: Progress) -> Payload:
    return inspect_document(Path(payload["path"]), PDF).model_dump(mode="json")


def make_here(payload: Payload, progress: Progress) -> Payload:
    return make_pages(Work.model_validate(payload), progress)


TASKS = {"inspect": inspect_here, "pages": make_here}


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker(MODULE, MEMORY_MB)
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def faq(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("faq") / "faq.pdf"
    path.write_bytes(gzip.decompress(FAQ.read_bytes()))
    return path


class Made:
    """What came of a document."""

    def __init__(self, folder: Path, content: bytes, worker: Worker | None = None) -> None:
        self.folder, self.told = folder / "files", list[float]()
        (folder / "source").write_bytes(content)
        work = make_work(folder)
        made = worker.run("pages", work.model_dump(mode="json"), 60, self.told.append) if worker else None
        self.fields: dict[str, Any] = make_pages(work, self.told.append) if made is None else made
        self.pages = BookPages.model_validate_json(self.find(self.fields["book"]["file"]).read_bytes()).pages

    def find(self, name: str) -> Path:
        return self.folder / name[:2] / name


def make_work(folder: Path) -> Work:
    name = f"{0:064}.pdf"
    original = Rendition(name=name, mime="application/pdf", width=0, height=0, bytes=1)
    kind, state = AssetKind.DOCUMENT, AssetState.PROCESSING
    asset = Asset(id="book", name="book", kind=kind, state=state, original=original, created_at=0, created_by="x")
    source, files = str(folder / "source"), str(folder / "files")
    return Work(asset=asset, original=source, folder=files, form="PDF", max_megapixels=200)


def list_left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def read_page(path: Path, content: bytes) -> DrawnPage:
    """Draw the first page."""
    path.write_bytes(content)
    with open_pdf(path) as drawing:
        return next(iter(drawing))


def test_a_real_book_is_known_by_its_pages(faq: Path) -> None:
    facts = inspect_document(faq, PDF)
    assert facts.book is not None
    assert (facts.kind, facts.book.pages, facts.width, facts.height) == (AssetKind.DOCUMENT, 73, 1528, 2160)
    assert facts.todo == (Step.PAGES,)


@pytest.mark.parametrize(("make", "code"), [pytest.param(make, code, id=name) for name, make, code in PDFS])
def test_a_hostile_document_is_refused_and_the_worker_lives(
    worker: Worker, tmp_path: Path, make: Callable[[], bytes], code: str
) -> None:
    (tmp_path / "source").write_bytes(make())
    with pytest.raises(HallError) as refused:
        worker.run("inspect", {"path": str(tmp_path / "source")}, 30, lambda _: None)
    assert refused.value.code == code
    assert "PDF" in refused.value.message.zh or "页" in refused.value.message.zh
    assert refused.value.message.en.endswith(".")
    assert worker.alive
    assert psutil.Process(worker.pid).children() == []


def test_a_page_that_would_compute_for_minutes_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "slow").write_bytes(make_slow_pdf(sums=4000))
    with pytest.raises(HallError) as refused, open_pdf(tmp_path / "slow", page_s=1) as drawing:
        list(drawing)
    assert (refused.value.code, refused.value.details["page"]) == ("document_too_heavy", 1)


def test_each_page_has_its_own_time(tmp_path: Path) -> None:
    """A second each: what takes three together, on whichever machine, is drawn to the end."""
    pages = int(3 / draw_for_s(tmp_path / "slow", pages=1)) + 1
    assert draw_for_s(tmp_path / "slow", pages) > 2.1


def draw_for_s(path: Path, pages: int) -> float:
    """Draw pages that take a moment, all of them, and tell how long it was computed."""
    path.write_bytes(make_slow_pdf(sums=8, pages=pages))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with open_pdf(path, page_s=1) as drawing:
        assert len(list(drawing)) == pages
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def test_a_document_that_only_forbids_copying_opens(tmp_path: Path) -> None:
    assert read_page(tmp_path / "pdf", make_locked_pdf(b"")).words == "Hello"


def test_of_scripts_programs_and_files_nothing_is_taken(tmp_path: Path) -> None:
    made = Made(tmp_path, make_active_pdf())
    assert [page.text for page in made.pages] == ["Only words"]


def test_a_document_with_a_little_behind_its_end_is_a_document(tmp_path: Path) -> None:
    (tmp_path / "both").write_bytes(make_pdf_and_zip())
    assert inspect_pdf(tmp_path / "both").pages == 1


def test_a_page_is_drawn_from_its_vectors_at_full_size(tmp_path: Path) -> None:
    picture = read_page(tmp_path / "pdf", make_sheet(b"100 0 200 842 re f")).picture
    assert picture.size == (1527, 2160)
    row = picture.convert("L").crop((0, 1000, picture.width, 1001)).tobytes()
    assert sum(20 < value < 235 for value in row) <= 2, "the edges are soft"


@pytest.mark.parametrize(
    ("width", "height", "dpi", "size"),
    [(600, 800, 72, (600, 800)), (1500, 1000, 600, (1500, 1000)), (3000, 2000, 300, (2160, 1440))],
)
def test_a_scan_is_never_blown_up(tmp_path: Path, width: int, height: int, dpi: int, size: tuple[int, int]) -> None:
    assert read_page(tmp_path / "pdf", make_scan(width, height, dpi)).picture.size == size


def test_words_laid_under_a_scan_are_found_and_do_not_make_it_a_drawing(tmp_path: Path) -> None:
    image = stream(
        bytes(600 * 800), "/Type/XObject/Subtype/Image/Width 600/Height 800/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    content = b"q 600 0 0 800 0 0 cm /I Do Q 3 Tr " + set_lines((72, 700, "Found words"))
    page = read_page(
        tmp_path / "pdf", make_sheet(content, image, box="0 0 600 800", resources=f"/XObject<</I 5 0 R>>{HELVETICA}")
    )
    assert page.words == "Found words"
    assert page.picture.size == (600, 800)


def test_the_words_of_a_real_book_are_its_paragraphs(faq: Path) -> None:
    with open_pdf(faq, pages=31) as drawing:
        words = list(drawing)[30].words.split("\n")
    assert "6.5 What does the testing distribution contain?" in words
    (paragraph,) = (one for one in words if one.startswith("They must be in sync"))
    assert "mustn’t have dependencies that make" in paragraph, "a hyphen at the end of a line is taken out"
    assert "versions currently in unstable" in paragraph, "lines are joined"


def test_chinese_is_read_where_its_font_is_not_in_the_file(tmp_path: Path) -> None:
    assert read_page(tmp_path / "pdf", make_chinese_pdf()).words == "红色展厅"


def test_the_words_of_a_page_have_an_end(tmp_path: Path) -> None:
    content = set_lines(*((left, 800 - down, "word " * 9) for down in range(700) for left in (10, 200)), size=1)
    assert len(read_page(tmp_path / "pdf", make_sheet(content)).words) in range(MAX_SIGNS // 2, MAX_SIGNS + 1)


def test_a_document_becomes_a_book(tmp_path: Path) -> None:
    made = Made(tmp_path, make_book("first", "second", "third"))
    assert made.fields["book"]["pages"] == 3
    assert [page.text for page in made.pages] == ["first", "second", "third"]
    for form in [one for page in made.pages for one in (page.picture, page.small)]:
        with Image.open(made.find(form.name)) as image:
            assert (image.format, image.size) == ("WEBP", (form.width, form.height))
        assert made.find(form.name).stat().st_size == form.bytes
    assert {(page.picture.height, page.small.width) for page in made.pages} == {(2160, 320)}
    assert made.told == sorted(made.told)
    assert made.told[-1] == 1
    assert list((made.folder / "arriving").iterdir()) == []


def test_the_first_page_stands_for_the_document(tmp_path: Path) -> None:
    made = Made(tmp_path, make_book("first", "second"))
    renditions = [Rendition.model_validate(one) for one in made.fields["renditions"]]
    assert (renditions[-1].width, renditions[-1].height) == (1527, 2160)
    assert all(made.find(one.name).is_file() for one in renditions)
    assert made.fields["placeholder"].startswith("data:image/")


def test_print_is_kept_without_loss_and_photographs_are_not(tmp_path: Path) -> None:
    (printed,) = Made(tmp_path, make_book("print")).pages
    assert (tmp_path / "files" / printed.picture.name[:2] / printed.picture.name).read_bytes()[12:16] == b"VP8L"
    (photograph,) = Made(tmp_path, make_photograph()).pages
    assert (tmp_path / "files" / photograph.picture.name[:2] / photograph.picture.name).read_bytes()[12:16] == b"VP8 "


def make_photograph() -> bytes:
    noise = stream(
        os.urandom(900 * 900 * 3),
        "/Type/XObject/Subtype/Image/Width 900/Height 900/ColorSpace/DeviceRGB/BitsPerComponent 8",
    )
    return make_sheet(b"q 595 0 0 842 0 0 cm /I Do Q", noise, box=A4, resources="/XObject<</I 5 0 R>>")


def test_a_page_that_cannot_be_drawn_is_named_and_no_page_stays(tmp_path: Path) -> None:
    with pytest.raises(HallError) as refused:
        Made(tmp_path, make_book("first", "second", "third", missing=2))
    assert (refused.value.code, refused.value.details["page"]) == ("document_broken", 2)
    assert "第 2 页" in refused.value.message.zh
    assert "Page 2" in refused.value.message.en
    assert list_left(tmp_path / "files") == []


def test_a_killed_worker_leaves_no_process_and_the_next_one_makes_the_same(tmp_path: Path) -> None:
    content = make_book(*(f"page {number}" for number in range(9)))
    unhurt = Made(make_folder(tmp_path / "unhurt"), content)
    hurt, worker = make_folder(tmp_path / "hurt"), Worker(MODULE, MEMORY_MB)
    drawers: list[psutil.Process] = []

    def kill(progress: float) -> None:
        if progress > 0.3 and not drawers:
            drawers.extend(psutil.Process(worker.pid).children())
            os.kill(worker.pid, signal.SIGKILL)

    (hurt / "source").write_bytes(content)
    with pytest.raises(JobLostError):
        worker.run("pages", make_work(hurt).model_dump(mode="json"), 60, kill)
    assert len(drawers) == 1
    assert psutil.wait_procs(drawers, timeout=5)[1] == []
    assert list((hurt / "files" / "arriving").iterdir()) != []
    again = Worker(MODULE, MEMORY_MB)
    assert Made(hurt, content, again).fields == unhurt.fields
    again.close()
    assert list_left(hurt / "files") == list_left(tmp_path / "unhurt" / "files")


def make_folder(path: Path) -> Path:
    path.mkdir()
    return path


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_a_damaged_document_is_refused_or_drawn(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(make_book("one", "two"))
    for at, value in changes:
        content[at % len(content)] = value
    path = tmp_path_factory.mktemp("fuzz") / "pdf"
    path.write_bytes(content)
    try:
        facts = inspect_pdf(path)
    except HallError:
        return
    assert facts.pages <= 600
    assert max(facts.width, facts.height) <= 2160
