"""Tells pictures that look the same by 64 bits each: which of their coarsest waves are the stronger half ("pHash").

Compressing, scaling, a slight crop or another brightness changes few of them; another picture changes half of them.
"""

import math
from collections.abc import Iterable, Sequence
from statistics import median, pstdev

from PIL import Image

ALIKE = 8
"""So many bits may differ: copies of real photographs as messengers make them differ in 0 to 6, others in 20 and up."""

_SIDE, _WAVES = 32, 8
_FLAT = 5.0
"""Below this deviation of the greys there is nothing to see but noise."""
_PAGE, _PAGE_WHITE = 20.0, 190.0
"""Below this deviation around such a light grey it is writing on a page, and all pages look the same from afar."""

_COSINES = tuple(
    tuple(math.cos(math.pi * wave * (2 * place + 1) / (2 * _SIDE)) for place in range(_SIDE)) for wave in range(_WAVES)
)


def make_fingerprint(picture: Image.Image) -> str:
    """Make 16 hexadecimal figures of a picture in RGB or RGBA; empty where it is too empty to be told from others."""
    greys = _read_greys(picture)
    mean, deviation = sum(greys) / len(greys), pstdev(greys)
    if deviation < _FLAT or (deviation < _PAGE and mean > _PAGE_WHITE):
        return ""
    waves = _find_waves(greys)
    middle = median(waves[1:])  # the first one is only how light the picture is
    return f"{sum((wave > middle) << place for place, wave in enumerate(waves)):016x}"


def count_differences(one: str, other: str) -> int:
    """Count the bits in which two fingerprints differ, 0 to 64."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def find_alike(fingerprint: str, others: Iterable[tuple[str, str]], most: int = ALIKE) -> str | None:
    """Find the id of the picture that is most alike among `(id, fingerprint)`, the first of several; or None."""
    if not fingerprint:
        return None
    bits, nearest, found = int(fingerprint, 16), most + 1, None
    for known, other in others:
        if other and (differences := (bits ^ int(other, 16)).bit_count()) < nearest:
            nearest, found = differences, known
    return found


def _read_greys(picture: Image.Image) -> Sequence[int]:
    """Read 32 × 32 greys, as the picture looks on white."""
    small = picture.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if "A" in small.mode:
        white = Image.new("RGBA", small.size, "white")
        white.alpha_composite(small.convert("RGBA"))
        small = white
    return small.convert("L").tobytes()


def _find_waves(greys: Sequence[int]) -> list[float]:
    """Find the 8 × 8 longest waves of the discrete cosine transform (DCT-II), the rows first."""
    rows = [greys[start : start + _SIDE] for start in range(0, _SIDE * _SIDE, _SIDE)]
    columns = [[_sum(cosines, row) for row in rows] for cosines in _COSINES]
    return [_sum(cosines, column) for cosines in _COSINES for column in columns]


def _sum(cosines: Sequence[float], values: Sequence[float]) -> float:
    return sum(cosine * value for cosine, value in zip(cosines, values, strict=True))
