"""Makes text to search and to read aloud of the lines that a page is set in."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

MAX_SIGNS = 20_000
"""What is kept of one page."""

HYPHEN = "\x02"
"""What PDFium gives for a hyphen that only breaks a word at the end of a line."""

_NEAR = 10
"""So many lines before and after show how far a column reaches."""

_MARK = re.compile(
    r"\u3000|[•◦▪‣·●○■□◆◇*–—\ue000-\uf8ff-]\s|\(?\d{1,3}[.)、．](?!\d)|（?[一二三四五六七八九十]{1,3}[、）]"
)
"""What begins a paragraph or a point of a list: an indent of whole signs, a bullet, a number."""

_OWN_SIGNS = re.compile("[\ufb00-\ufb06\u2e80-\u2fdf]")
"""Ligatures, and the radicals that some fonts give for the Chinese signs that look the same."""

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
"""Signs that stand without spaces between them: Chinese, and its punctuation."""


class Line(NamedTuple):
    """A line of print and the box around it, in points; the y axis points up. `head` is its first word's width."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    head: float

    @property
    def size(self) -> float:
        """Tell the height of its signs."""
        return self.top - self.bottom


def compose(lines: Sequence[Line]) -> str:
    """Join the lines of a page to paragraphs, one in a line; what is set in columns is taken in the given order."""
    lines = [line for line in lines if line.text.strip()]
    leading = _find_leading(lines)
    paragraphs: list[str] = []
    for index, line in enumerate(lines):
        if index and lines[index - 1].text.endswith(HYPHEN):
            paragraphs[-1] += tidy(line.text)
        elif index and not _begins(lines, index, leading):
            paragraphs[-1] = _join(paragraphs[-1], tidy(line.text))
        else:
            paragraphs.append(tidy(line.text))
    return "\n".join(filter(None, paragraphs))[:MAX_SIGNS]


def find_first_word(text: str) -> str:
    """Find what a line could not be broken in: one sign of Chinese, or all to the next space."""
    shown = text.strip()
    return shown[:1] if _WIDE.match(shown) else shown.split(maxsplit=1)[0]


def tidy(text: str) -> str:
    """Give the signs that are meant (NFC; no ligatures, nothing invisible) and one space where there are several.

    Full-width punctuation stays: it is what Chinese is set in.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")  # two halves make one sign
    plain = _OWN_SIGNS.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), unicodedata.normalize("NFC", whole))
    return " ".join("".join(map(_show, plain)).split())


def _show(sign: str) -> str:
    """Show a sign: what only one font knows is a bullet in it, what stands for nothing is left out."""
    if sign.isspace():
        return " "
    sort = unicodedata.category(sign)
    return "•" if sort == "Co" else "" if sort[0] == "C" else sign


def _find_leading(lines: Sequence[Line]) -> float:
    """Find how far a line usually stands below the one before."""
    steps = [above.bottom - below.bottom for above, below in pairwise(lines)]
    return median_low([step for step in steps if step > 0] or [0.0])


def _begins(lines: Sequence[Line], index: int, leading: float) -> bool:
    before, line = lines[index - 1], lines[index]
    step, size = before.bottom - line.bottom, max(line.size, before.size)
    if _MARK.match(line.text) or step <= 0 or step > min(1.4 * leading, 2.2 * size):
        return True
    if abs(line.size - before.size) > size / 5:
        return True
    if line.left - before.left > 0.8 * size and not _MARK.match(before.text):
        return True
    return _find_room(lines, index) > line.head + size / 2


def _find_room(lines: Sequence[Line], index: int) -> float:
    """Find how much space was left when the line before was ended."""
    before = lines[index - 1]
    near = lines[max(0, index - _NEAR) : index + _NEAR]
    return max((line.right for line in near if line.left < before.right), default=before.right) - before.right


def _join(before: str, after: str) -> str:
    if not before or not after or _WIDE.match(before[-1]) or _WIDE.match(after[0]):
        return before + after
    return f"{before} {after}"
