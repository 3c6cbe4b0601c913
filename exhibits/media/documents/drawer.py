"""Draws a PDF's pages in a process of its own: what a hostile file brings down is this process and no other.

    python -m exhibits.media.documents.drawer <pdf> <longest edge in px> <how many pages> <seconds for each>

Answers on the standard output with a JSON line about the document, then with a JSON line and the rows of the picture
(RGB) for each page; or, at any time, with a last JSON line that names a problem. Of a PDF only pictures and words are
taken: no script, form, attachment or action of it is ever looked at.
"""

import json
import math
import os
import resource
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from exhibits.media.documents.words import HYPHEN, MAX_SIGNS, Line, compose, find_first_word

_MAX_RATIO = 200
"""A page this many times as long as it is wide is drawn as a thread; a hand scroll has 30."""


def main(path: Path, longest_px: int, pages: int, page_s: int) -> None:
    """Draw the pages from the first on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_time(page_s)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return say({"problem": name_problem(error)})
    say({"pages": len(document)})
    for index in range(min(pages, len(document))):
        limit_time(page_s)
        try:
            draw(document, index, longest_px)
        except pypdfium2.PdfiumError:
            return say({"problem": "page"})
    return None


def name_problem(error: pypdfium2.PdfiumError) -> str:
    """Name what keeps a document shut; the library knows no error for one that has no pages."""
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return "locked"
    return "empty" if error.err_code == pdfium.FPDF_ERR_SUCCESS else "broken"


def draw(document: pypdfium2.PdfDocument, index: int, longest_px: int) -> None:
    """Draw one page from its vectors at the wanted size."""
    page = document[index]
    size = page.get_size()
    if min(size) * _MAX_RATIO < max(size):
        raise pypdfium2.PdfiumError("a page without a width or a height")
    scale = min(longest_px / max(size), find_density(page)) * (1 - 1e-6)  # sides are rounded up
    bitmap = page.render(scale=scale, rev_byteorder=True)
    text = compose(list(read_lines(page)))
    say({"width": bitmap.width, "height": bitmap.height, "stride": bitmap.stride, "text": text})
    sys.stdout.buffer.write(bitmap.buffer)
    bitmap.close()
    page.close()


def find_density(page: pypdfium2.PdfPage) -> float:
    """Find the pixels a point beyond which a scanned page only grows and shows no more; infinite if it is no scan.

    A scan is pictures, and words that do not show laid over them for the search.
    """
    finest = 0.0
    for one in page.get_objects(max_depth=1):
        if isinstance(one, pypdfium2.PdfImage):
            finest = max(finest, measure_picture(one))
        elif not is_hidden(one):
            return math.inf
    return max(1.0, finest) if finest else math.inf


def measure_picture(one: pypdfium2.PdfImage) -> float:
    """Tell how many of its own pixels a picture has for a point on the page."""
    left, bottom, right, top = one.get_bounds()
    side = max(right - left, top - bottom)
    return max(one.get_px_size()) / side if side > 0 else 0.0


def is_hidden(one: pypdfium2.PdfObject) -> bool:
    """Tell words that are there to be found, not to be seen."""
    invisible = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return isinstance(one, pypdfium2.PdfTextObj) and pdfium.FPDFTextObj_GetTextRenderMode(one) == invisible


def read_lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """Read the words, line by line, not more of them than are kept."""
    words = page.get_textpage()
    start, signs = 0, ""
    for index in range(min(words.count_chars(), MAX_SIGNS)):
        sign = chr(pdfium.FPDFText_GetUnicode(words, index))
        signs += sign
        if sign == "\n" or sign == HYPHEN:
            yield from measure_line(words, signs, start)
            start, signs = index + 1, ""
    yield from measure_line(words, signs, start)


def measure_line(words: pypdfium2.PdfTextPage, signs: str, start: int) -> Iterator[Line]:
    """Find the box of a line by its first word and its last signs: an accent may come after what it stands over."""
    shown = [start + at for at, sign in enumerate(signs) if not sign.isspace() and sign != HYPHEN]
    if shown:
        first, head = (measure_sign(words, at) for at in (shown[0], shown[len(find_first_word(signs)) - 1]))
        ends = [first, *(measure_sign(words, at) for at in shown[-3:])]
        bottom, top = min(one.bottom for one in ends), max(one.top for one in ends)
        yield Line(signs, first.left, bottom, max(one.right for one in ends), top, head.right - first.left)


def measure_sign(words: pypdfium2.PdfTextPage, at: int) -> Any:
    """Find the box of a sign, as high as its font; one at 0 for a sign that has none."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(words, at, box)
    return box


def limit_time(more_s: int) -> None:
    """Let the system end this process once it has computed so much longer."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + 1 + more_s
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def say(what: Mapping[str, Any]) -> None:
    """Answer with a line."""
    sys.stdout.buffer.write(json.dumps(what).encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
    sys.stdout.flush()
    os._exit(0)  # what is left of a broken document is not worth the tidying up
