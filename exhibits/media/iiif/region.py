"""The region of an image request (IIIF Image API 3.0, 4.1): which part of the picture is wanted."""

import re
from fractions import Fraction
from typing import NamedTuple

from exhibits.media.iiif.errors import BadImageRequest, refuse

NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?|\.[0-9]{1,9}"
"""A number as 4.7 writes it, of a length that nobody can make trouble with."""

_PIXELS = re.compile(r"([0-9]{1,9}),([0-9]{1,9}),([0-9]{1,9}),([0-9]{1,9})")
_PERCENT = re.compile(rf"pct:({NUMBER}),({NUMBER}),({NUMBER}),({NUMBER})")


class Extent(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


class Region(NamedTuple):
    """A part of a picture in its own pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def extent(self) -> Extent:
        """Tell how large it is."""
        return Extent(self.width, self.height)


def read_region(text: str, picture: Extent) -> Region:
    """Read a region and cut it off at the picture's edges; raises BadImageRequest."""
    if text == "full":
        return Region(0, 0, *picture)
    if text == "square":
        side = min(picture)
        return Region((picture.width - side) // 2, (picture.height - side) // 2, side, side)
    if found := _PIXELS.fullmatch(text):
        x, y, width, height = map(int, found.groups())
        return _cut(text, (x, y, x + width, y + height), picture)
    if found := _PERCENT.fullmatch(text):
        return _cut(text, _measure(text, [Fraction(part) for part in found.groups()], picture), picture)
    raise refuse(
        "region",
        text,
        "请写 full、square、x,y,w,h 或 pct:x,y,w,h。",
        "write full, square, x,y,w,h or pct:x,y,w,h.",
    )


def write_region(region: Region, picture: Extent) -> str:
    """Write a region in its canonical form (4.8)."""
    return "full" if region.extent == picture else ",".join(map(str, region))


def round_half_up(value: Fraction) -> int:
    """Round as people do: Python's own rounding takes a half to the next even number."""
    return int(value + Fraction(1, 2))


def _measure(text: str, parts: list[Fraction], picture: Extent) -> tuple[int, int, int, int]:
    """Turn percentages into pixels by their edges, so that neighbours touch and never overlap."""
    x, y, width, height = (part / 100 for part in parts)
    if x >= 1 or y >= 1:
        raise _refuse_outside(text, picture)
    left, top = (min(round_half_up(start * side), side - 1) for start, side in zip((x, y), picture, strict=True))
    right, bottom = round_half_up((x + width) * picture.width), round_half_up((y + height) * picture.height)
    return left, top, max(right, left + bool(width)), max(bottom, top + bool(height))


def _cut(text: str, edges: tuple[int, int, int, int], picture: Extent) -> Region:
    left, top, right, bottom = edges
    region = Region(left, top, min(right, picture.width) - left, min(bottom, picture.height) - top)
    if region.width < 1 or region.height < 1:
        raise _refuse_outside(text, picture)
    return region


def _refuse_outside(text: str, picture: Extent) -> BadImageRequest:
    return refuse(
        "region",
        text,
        f"图片是 {picture.width} × {picture.height} 像素，这个区域是空的或在图片之外。",
        f"the picture is {picture.width} × {picture.height} pixels; this region is empty or outside of it.",
    )
