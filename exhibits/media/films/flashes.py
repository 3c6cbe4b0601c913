"""Counts the flashes of a film (WCAG 2.3.1, "general flash"), in pictures of 16 × 9 grey values."""

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

COLUMNS, ROWS = 16, 9
MOST_FPS = 60.0

_BLOCKS = COLUMNS * ROWS
_AREA = _BLOCKS // 4
_CHANGE = 0.1
"""Of relative luminance: a smaller change is no flash, nor is one between two bright pictures."""

_BRIGHT = 0.8
_LUMINANCE = tuple((grey / 255) ** 2.2 for grey in range(256))


class Flashes(NamedTuple):
    """The most flashes within any one second, and when that second begins."""

    most: int = 0
    at_s: float = 0.0


def watch_words(fps: float) -> list[str]:
    """Tell ffmpeg to write the small pictures, one byte for each place."""
    chain = f"fps={min(fps, MOST_FPS):.3f},scale={COLUMNS}:{ROWS}:flags=area,format=gray"
    return ["-vf", chain, "-c:v", "rawvideo", "-f", "rawvideo"]


def count_flashes(path: Path, fps: float) -> Flashes:
    """Count in a file of small pictures, as `watch_words` has it written."""
    with path.open("rb") as file:
        return find_worst(iter(lambda: file.read(_BLOCKS), b""), min(fps, MOST_FPS))


def find_worst(pictures: Iterable[bytes], fps: float) -> Flashes:
    """Find the second with the most flashes: pairs of opposing changes, each over a quarter of the picture at once."""
    worst, last = Flashes(), 0
    recent: deque[float] = deque()
    for at, way in _find_changes(pictures):
        if way == last:
            continue
        last = way
        recent.append(at / fps)
        while recent[-1] - recent[0] > 1:
            recent.popleft()
        if len(recent) // 2 > worst.most:
            worst = Flashes(len(recent) // 2, recent[0])
    return worst


def _find_changes(pictures: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """Find the pictures in which enough places became darker (−1) or brighter (1) since their last turn."""
    places: list[_Place] = []
    before = b""
    for at, picture in enumerate(pictures):
        if picture == before or len(picture) < _BLOCKS:
            continue
        before = picture
        places = places or [_Place(_LUMINANCE[grey]) for grey in picture]
        turns = [place.see(_LUMINANCE[grey]) for place, grey in zip(places, picture, strict=True)]
        for way in (-1, 1):
            if turns.count(way) >= _AREA:
                yield at, way


class _Place:
    """One place of the picture: the brightest or darkest that it was since it last turned."""

    __slots__ = ("extreme", "way")

    def __init__(self, luminance: float) -> None:
        self.extreme, self.way = luminance, 0

    def see(self, luminance: float) -> int:
        """Take the next luminance; returns 1 or −1 when that is a turn."""
        change = luminance - self.extreme
        way = 1 if change > 0 else -1
        if way == self.way:
            self.extreme = luminance
        elif abs(change) >= _CHANGE and min(luminance, self.extreme) < _BRIGHT:
            self.extreme, self.way = luminance, way
            return way
        return 0
