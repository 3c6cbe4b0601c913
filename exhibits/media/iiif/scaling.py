"""Makes any part of a picture in any size: out of the nearest level of its pyramid, from the tiles that it needs."""

import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from exhibits.media.iiif.levels import halve, name_tile
from exhibits.media.iiif.pack import read_index, read_slice
from exhibits.media.iiif.region import Extent, Region
from exhibits.media.model import Zoom

BAND_PIXELS = 16_000_000
"""The result is made in bands, so that there is never more of the level in the memory than this."""

ROW_PIXELS = BAND_PIXELS // 8
"""For one row of the result: the filter also looks at what lies three rows above and below."""

_REACH = 3
"""How far Lanczos' filter looks, in pixels of whichever is coarser."""


class _Window(NamedTuple):
    """A part of a level, in the level's pixels and their fractions."""

    left: float
    top: float
    width: float
    height: float


def scale_region(path: Path, zoom: Zoom, region: Region, size: Extent) -> Image.Image:
    """Make a region of the picture in this size, sRGB."""
    level = choose_level(zoom, region, size)
    window = _Window(*(value / 2**level for value in region))
    tiles = _Tiles(path, zoom, level)
    result = Image.new("RGB", size)
    step = window.height / size.height
    for first, last in _split(size.height, max(1, int(BAND_PIXELS / math.ceil(window.width) / step))):
        band = window._replace(top=window.top + first * step, height=(last - first) * step)
        result.paste(_scale_band(tiles, window, band, Extent(size.width, last - first)), (0, first))
    return result


def choose_level(zoom: Zoom, region: Region, size: Extent) -> int:
    """Choose the smallest level that is not smaller than what is wanted.

    Of an image that is squeezed in one direction only, a row can need more of that level than fits into the memory:
    it is made from a smaller one.
    """
    level = 0
    while level + 1 < zoom.levels and (
        region.width >= size.width << level + 1 and region.height >= size.height << level + 1
    ):
        level += 1
    while level + 1 < zoom.levels and region.width * region.height / size.height / 4**level > ROW_PIXELS:
        level += 1
    return level


def _scale_band(tiles: "_Tiles", window: _Window, band: _Window, size: Extent) -> Image.Image:
    """Scale some rows; the filter sees the rows around them, but nothing outside of the window (4.6: region first)."""
    reach = _REACH * max(1.0, band.height / size.height) + 1
    left, right = int(window.left), math.ceil(window.left + window.width)
    top = int(max(window.top, band.top - reach))
    bottom = math.ceil(min(window.top + window.height, band.top + band.height + reach))
    part = tiles.paste(left, top, right, bottom)
    x, y = band.left - left, band.top - top
    box = (x, y, min(x + band.width, part.width), min(y + band.height, part.height))
    if box == (0, 0, *size) and part.size == size:
        return part
    return part.resize(size, Image.Resampling.LANCZOS, box=box)


def _split(length: int, step: int) -> Iterator[tuple[int, int]]:
    for first in range(0, length, step):
        yield first, min(first + step, length)


class _Tiles:
    """The tiles of one level."""

    def __init__(self, path: Path, zoom: Zoom, level: int) -> None:
        self._path, self._level, self._side = path, level, zoom.tile_px
        self._extent = halve(Extent(zoom.width, zoom.height), level)
        self._index = read_index(path)

    def paste(self, left: int, top: int, right: int, bottom: int) -> Image.Image:
        """Put a part of the level together."""
        right, bottom = min(right, self._extent.width), min(bottom, self._extent.height)
        part = Image.new("RGB", (right - left, bottom - top))
        for row in range(top // self._side, (bottom - 1) // self._side + 1):
            for column in range(left // self._side, (right - 1) // self._side + 1):
                part.paste(self._read(column, row), (column * self._side - left, row * self._side - top))
        return part

    def _read(self, column: int, row: int) -> Image.Image:
        content = read_slice(self._path, self._index[name_tile(self._level, column, row)])
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as tile:
            tile.load()
            return tile
