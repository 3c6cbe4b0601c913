"""Reads PDFs that strangers send: how many pages there are, and each page as a picture and its words."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from PIL import Image

from exhibits.core.errors import HallError, Invalid, TooLarge

LONGEST_PX = 2160
"""The long edge of a page's picture: P-03 shows it at three sizes on a 2160 px screen."""

MAX_PAGES = 600
_LOOK_S, _PAGE_S = 10, 60
"""How long a page may be computed: at the door, where a person waits, and later."""

_TAIL_BYTES = 65536
_END_BYTES = 1024
"""Within these last bytes the end is marked (ISO 32000-1, Annex H.3 note 18)."""

_ROOT = Path(__file__).parents[3]


class DocumentFacts(NamedTuple):
    """What a document is; the size is that of its first page's picture."""

    pages: int
    width: int
    height: int


class DrawnPage(NamedTuple):
    """A page: its picture, the long edge at most `LONGEST_PX`, and its words, a paragraph in a line."""

    picture: Image.Image
    words: str


class Drawing:
    """A document that is being drawn; iterate over it once."""

    def __init__(self, process: "subprocess.Popen[bytes]", pages: int, wanted: int) -> None:
        self.pages = pages
        self._process, self._wanted = process, min(pages, wanted)

    def __iter__(self) -> Iterator[DrawnPage]:
        for number in range(1, self._wanted + 1):
            yield self._read_page(number)

    def _read_page(self, number: int) -> DrawnPage:
        head = _read_head(self._process, number)
        size = head["width"], head["height"]
        rows = _get_stdout(self._process).read(head["stride"] * head["height"])
        if len(rows) < head["stride"] * head["height"]:
            raise _refuse_heavy(number)
        return DrawnPage(Image.frombuffer("RGB", size, rows, "raw", "RGB", head["stride"], 1), head["text"])


def inspect_pdf(path: Path) -> DocumentFacts:
    """Open a PDF, count its pages and draw the first.

    Raises Invalid (`document_broken`, `document_locked`, `document_empty`), TooLarge (`document_too_many_pages`,
    `document_too_heavy`).
    """
    _check_end(path)
    with open_pdf(path, pages=1, page_s=_LOOK_S) as drawing:
        first = next(iter(drawing)).picture
        return DocumentFacts(drawing.pages, *first.size)


@contextmanager
def open_pdf(path: Path, pages: int = MAX_PAGES, page_s: int = _PAGE_S) -> Iterator[Drawing]:
    """Open a PDF and have its first pages drawn, one after another, each when it is asked for.

    The file may go once it is open. Raises what `inspect_pdf` raises; the page is in the error's details.
    """
    command = [sys.executable, "-m", "exhibits.media.documents.drawer", path, LONGEST_PX, pages, page_s]
    with subprocess.Popen(  # noqa: S603 - a module of our own; the path is one argument
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
    ) as process:
        try:
            yield Drawing(process, _count_pages(process), pages)
        finally:
            process.kill()


def _count_pages(process: "subprocess.Popen[bytes]") -> int:
    pages = int(_read_head(process, 0)["pages"])
    if pages < 1:
        raise _refuse("empty", 0)
    if pages > MAX_PAGES:
        raise TooLarge(
            "document_too_many_pages",
            f"这个文档有 {pages} 页，上限是 {MAX_PAGES} 页。请拆成几个文件再传。",
            f"This document has {pages} pages; the limit is {MAX_PAGES}. Split it into several files, then upload it.",
            pages=pages,
            max_pages=MAX_PAGES,
        )
    return pages


def _read_head(process: "subprocess.Popen[bytes]", page: int) -> Mapping[str, Any]:
    line = _get_stdout(process).readline()
    if not line.endswith(b"\n"):  # it crashed, or the system ended it: too much memory, or time
        raise _refuse_heavy(page)
    head: Mapping[str, Any] = json.loads(line)
    if "problem" in head:
        raise _refuse(str(head["problem"]), page)
    return head


def _get_stdout(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    if process.stdout is None:
        raise ValueError("the drawer's answers are not caught")
    return process.stdout


def _check_end(path: Path) -> None:
    """Check that the end is there, and nothing but a little after it: programs draw half a document without a word."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL_BYTES))
        tail = file.read().rstrip(b"\0 \t\r\n")
    if b"%%EOF" not in tail[-_END_BYTES:]:
        raise _refuse("broken", 0)


def _refuse(problem: str, page: int) -> HallError:
    if problem == "locked":
        return Invalid(
            "document_locked",
            "这个 PDF 有密码，打不开。请去掉密码（另存为不加密的 PDF）再传。",
            "This PDF is locked by a password. Save it without one, then upload it.",
        )
    if problem == "empty":
        return Invalid(
            "document_empty",
            "这个 PDF 一页也没有。请重新导出后再传。",
            "This PDF has no pages. Export it again, then upload it.",
        )
    where_zh, where_en = (f"第 {page} 页打不开：", f"Page {page} cannot be opened: ") if page else ("", "")
    return Invalid(
        "document_broken",
        f"{where_zh}这个 PDF 已损坏或不完整。请从原处重新复制或导出后再传。",
        f"{where_en}This PDF is damaged or not complete. Copy or export it again from where it came, then upload it.",
        page=page,
    )


def _refuse_heavy(page: int) -> TooLarge:
    where_zh, where_en = (f"第 {page} 页", f"Page {page}") if page else ("这个 PDF ", "This PDF")
    return TooLarge(
        "document_too_heavy",
        f"{where_zh}太复杂，画不出来（内存或时间不够）。请在原软件里简化，或用“打印为 PDF”另存后再传。",
        f"{where_en} is too complex to be drawn with the memory and the time that there is. "
        "Simplify it in the program that made it, or print it to a new PDF, then upload that.",
        page=page,
    )
