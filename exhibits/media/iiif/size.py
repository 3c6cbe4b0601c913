"""The size of an image request (IIIF Image API 3.0, 4.2): how large the region is wanted."""

import math
import re
from fractions import Fraction
from typing import NamedTuple

from exhibits.media.iiif.errors import BadImageRequest, refuse
from exhibits.media.iiif.region import NUMBER, Extent, round_half_up

_SIZE = re.compile(
    rf"(?P<up>\^)?(?:(?P<max>max)|pct:(?P<percent>{NUMBER})|(?P<within>!)?(?P<width>[0-9]{{1,9}})?,(?P<height>[0-9]{{1,9}})?)"
)


class Limits(NamedTuple):
    """What the server makes at most; `maxWidth`, which counts for the height too, and `maxArea` of 5.2."""

    side_px: int
    area_px: int


LIMITS = Limits(side_px=16_383, area_px=40_000_000)
"""The side is the largest that WebP knows; the area keeps one rendering to seconds and to some 300 MB."""


def read_size(text: str, region: Extent, limits: Limits) -> Extent:
    """Read a size for a region of this extent; raises BadImageRequest.

    By the text of 4.2, what is larger than the region is an error without `^` in the forms `w,` `,h` `pct:n` `w,h`.
    `!w,h` is not: it asks for what fits into the box *and* is not larger than the region, so a large box gets the
    region as it is, with status 200. `max` and `!w,h` also keep to the server's limits; beyond them, the others fail.
    """
    form = _parse(text)
    upscaled = bool(form["up"])
    if form["max"]:
        return find_largest(region, limits, upscaled=upscaled)
    if form["within"]:
        return _fit(region, Extent(int(form["width"]), int(form["height"])), limits, upscaled=upscaled)
    size = _scale(region, Fraction(form["percent"])) if form["percent"] else _complete(region, form)
    _check_limits(text, size, limits)
    beyond = is_larger(size, region) or Fraction(form["percent"] or 0) > 100
    if beyond and not upscaled:
        raise refuse(
            "size",
            text,
            f"这个区域只有 {region.width} × {region.height} 像素；要放大请在前面加 ^。",
            f"the region has only {region.width} × {region.height} pixels; to enlarge it, put ^ in front.",
        )
    return size


def write_size(size: Extent, region: Extent, limits: Limits) -> str:
    """Write a size in its canonical form (4.8)."""
    if size == find_largest(region, limits, upscaled=False):
        return "max"
    if not is_larger(size, region):
        return f"{size.width},{size.height}"
    return "^max" if size == find_largest(region, limits, upscaled=True) else f"^{size.width},{size.height}"


def find_largest(region: Extent, limits: Limits, *, upscaled: bool) -> Extent:
    """Find the largest size in which a region is to be had."""
    if not upscaled and is_within(region, limits):
        return region
    return _fit(region, Extent(limits.side_px, limits.side_px), limits, upscaled=upscaled)


def is_larger(size: Extent, region: Extent) -> bool:
    """Tell whether a region must be enlarged to be of this size."""
    return size.width > region.width or size.height > region.height


def is_within(size: Extent, limits: Limits) -> bool:
    """Tell whether an image of this size is made."""
    return max(size) <= limits.side_px and size.width * size.height <= limits.area_px


def _parse(text: str) -> dict[str, str]:
    """Take a size apart; what it does not say is empty, and no number that it says is zero but a percentage."""
    found = _SIZE.fullmatch(text)
    form = {name: part or "" for name, part in found.groupdict().items()} if found else {}
    if not any(form.get(name) for name in ("max", "percent", "width", "height")):
        raise _refuse_form(text)
    if form["within"] and not (form["width"] and form["height"]):
        raise _refuse_form(text)
    if any(form[name] and not int(form[name]) for name in ("width", "height")):
        raise _refuse_nothing(text)
    return form


def _fit(region: Extent, box: Extent, limits: Limits, *, upscaled: bool) -> Extent:
    """Find the largest size with the region's shape that keeps to the box and the limits, at least one pixel."""
    scale = min(Fraction(box.width, region.width), Fraction(box.height, region.height))
    scale = min(scale, Fraction(limits.side_px, max(region)))
    size = _scale(region, min(scale, scale if upscaled else Fraction(1)) * 100)
    if size.width * size.height > limits.area_px:
        width = math.isqrt(limits.area_px * region.width // region.height)
        size = Extent(width, width * region.height // region.width)
    return Extent(max(1, size.width), max(1, size.height))


def _scale(region: Extent, percent: Fraction) -> Extent:
    return Extent(round_half_up(region.width * percent / 100), round_half_up(region.height * percent / 100))


def _complete(region: Extent, form: dict[str, str]) -> Extent:
    """Find the side that was left out by the region's shape."""
    width, height = int(form["width"] or 0), int(form["height"] or 0)
    return Extent(
        width or round_half_up(Fraction(height * region.width, region.height)),
        height or round_half_up(Fraction(width * region.height, region.width)),
    )


def _check_limits(text: str, size: Extent, limits: Limits) -> None:
    if min(size) < 1:
        raise _refuse_nothing(text)
    if not is_within(size, limits):
        raise refuse(
            "size",
            text,
            f"每边最多 {limits.side_px} 像素，总共最多 {limits.area_px} 像素。",
            f"a side may have {limits.side_px} pixels, the whole image {limits.area_px}.",
        )


def _refuse_form(text: str) -> BadImageRequest:
    return refuse(
        "size",
        text,
        "请写 max、w,、,h、pct:n、w,h 或 !w,h，放大时在前面加 ^。",
        "write max, w, or ,h or pct:n or w,h or !w,h, with ^ in front to enlarge.",
    )


def _refuse_nothing(text: str) -> BadImageRequest:
    return refuse("size", text, "结果不足一个像素。", "the result would be less than one pixel.")
