"""Cuts pictures to the shapes of the hall's layouts, around the point that no crop may lose (C-07)."""

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from exhibits.core.jobs.model import Progress
from exhibits.media.colour import scale
from exhibits.media.files import FileStore
from exhibits.media.model import Crop, Focus, Rendition, Shape, Work
from exhibits.media.renditions import Size, keep_pictures, load_sized

WIDTHS = {
    Shape.WIDE: (640, 1920, 3840),
    Shape.TALL: (360, 1080, 2160),
    Shape.PORTRAIT: (480, 1440),
    Shape.SQUARE: (320, 1080),
    Shape.LED: (1920, 3840),
}
"""The widths that displays show a shape in."""

_CENTRE, _FACES = 0.5, 0.4
"""Where nobody chose a point: the middle; in what is taller than wide a little above, where people's faces are."""


class Region(NamedTuple):
    """A part of a picture, in whole pixels."""

    x: int
    y: int
    width: int
    height: int


def choose_crop(width: int, height: int, focus: Focus | None, shape: Shape) -> Region:
    """Choose the largest region of a shape in a picture, the focus as near to its centre as the edges allow."""
    across, down = _read_shape(shape)
    if width * down >= height * across:
        size = (min(width, max(1, round(height * across / down))), height)
    else:
        size = (width, min(height, max(1, round(width * down / across))))
    point = focus or Focus(x=_CENTRE, y=_CENTRE if width >= height else _FACES)
    return Region(_place(point.x, size[0], width), _place(point.y, size[1], height), *size)


def choose_widths(region: Region, shape: Shape) -> list[int]:
    """Choose the widths to make of a region, the largest first: those of the displays, and never more than it has."""
    full = min(region.width, WIDTHS[shape][-1])
    return [full, *(width for width in reversed(WIDTHS[shape]) if width < full)]


def make_crops(work: Work, progress: Progress) -> dict[str, Any]:
    """Make a photograph's `crops`, all five, in the widths of the displays."""
    original, focus = work.asset.original, work.asset.focus
    regions = {shape: choose_crop(original.width, original.height, focus, shape) for shape in Shape}
    sizes = {shape: _choose_sizes(region, shape) for shape, region in regions.items()}
    shrink = _choose_factor(regions, sizes)
    source = (math.ceil(original.width / shrink), math.ceil(original.height / shrink))
    picture = load_sized(Path(work.original), work.form, work.max_megapixels, lambda _: source)
    files, flat = FileStore(Path(work.folder)), [size for shape in Shape for size in sizes[shape]]
    made = iter(keep_pictures(_draw(picture, shrink, regions, sizes), flat, files, work.asset.id, progress))
    crops = [_describe(shape, regions[shape], [next(made) for _ in sizes[shape]]) for shape in Shape]
    return {"crops": [crop.model_dump(mode="json") for crop in crops]}


def _read_shape(shape: Shape) -> tuple[int, int]:
    across, down = shape.value.split(":")
    return int(across), int(down)


def _place(focus: float, length: int, whole: int) -> int:
    """Place a length within the whole so that the focus is as near to its middle as the edges allow."""
    return min(max(0, round(focus * whole - length / 2)), whole - length)


def _choose_sizes(region: Region, shape: Shape) -> list[Size]:
    return [(width, max(1, round(width * region.height / region.width))) for width in choose_widths(region, shape)]


def _choose_factor(regions: Mapping[Shape, Region], sizes: Mapping[Shape, list[Size]]) -> int:
    """Choose the power of two by which the source may be smaller and still fill all sizes: a JPEG decodes at that."""
    spare: int = min(region.width // sizes[shape][0][0] for shape, region in regions.items())
    return 1 << (spare.bit_length() - 1)


def _draw(
    picture: Image.Image, shrink: int, regions: Mapping[Shape, Region], sizes: Mapping[Shape, list[Size]]
) -> Iterator[Image.Image]:
    for shape, (x, y, width, height) in regions.items():
        part = picture.crop((x // shrink, y // shrink, (x + width) // shrink, (y + height) // shrink))
        for size in sizes[shape]:
            part = scale(part, size)
            yield part


def _describe(shape: Shape, region: Region, made: list[Rendition]) -> Crop:
    return Crop(shape=shape, **region._asdict(), renditions=tuple(reversed(made)))
