"""Makes a photograph's pyramid of tiles: from the picture as it was stored, in one pass, with little memory."""

import io
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from exhibits.core.jobs.model import Progress
from exhibits.media.colour import THREADS, make_scalable, make_srgb
from exhibits.media.files import FileStore
from exhibits.media.iiif.levels import TILE_PX, count_levels, halve, name_tile
from exhibits.media.iiif.pack import EXTENSION, PackWriter, write_pack
from exhibits.media.iiif.region import Extent, Region
from exhibits.media.iiif.turned import cut_upright, measure, turn_upright
from exhibits.media.model import Work, Zoom
from exhibits.media.pictures import open_picture, read_orientation

QUALITY = 82
BLOCK_PX = 4 * TILE_PX
"""Cut, converted and halved at once: large enough that setting up a conversion of colours does not count."""

LONGEST_PX = 100_000
"""What is longer is a line, in which nobody could see anything; its tiles would be hundreds of thousands."""


class _Level(NamedTuple):
    """A level of the pyramid; `cut` gives any region of it upright, in sRGB and without anything but pixels."""

    number: int
    extent: Extent
    cut: Callable[[Region], Image.Image]


class _Block(NamedTuple):
    """Neighbouring tiles, encoded, and what they are in the next level."""

    tiles: list[tuple[str, bytes]]
    half: Image.Image
    at: Region


def make_tiles(work: Work, progress: Progress) -> dict[str, Any]:
    """Make the pyramid of a photograph: `{"zoom": Zoom}`, or None where there is nothing to zoom into.

    Each level is half of the one before, averaged over squares of four pixels, so that one level and its half are all
    that is in the memory. What is transparent becomes white: tiles are JPEG.
    """
    if max(work.asset.original.width, work.asset.original.height) > LONGEST_PX:
        return {"zoom": None}
    files = FileStore(Path(work.folder))
    with files.receive(work.asset.id) as arrival:
        with write_pack(arrival) as pack:
            extent = _write_levels(_open(work), pack, progress)
        arrival.sync()
        name = files.keep(arrival, EXTENSION)
    levels = count_levels(extent)
    zoom = Zoom(file=name, width=extent.width, height=extent.height, tile_px=TILE_PX, levels=levels)
    return {"zoom": zoom.model_dump(mode="json")}


def _open(work: Work) -> _Level:
    """Read the picture; only what is cut from it is turned and converted, so there is never a second whole one."""
    with open_picture(Path(work.original), work.form, work.max_megapixels) as image:
        orientation, profile = read_orientation(image), image.info.get("icc_profile")
        image.load()

    def cut(region: Region) -> Image.Image:
        part = make_srgb(make_scalable(cut_upright(image, orientation, region)), profile)
        return turn_upright(_put_on_white(part), orientation)

    return _Level(0, measure(image, orientation), cut)


def _write_levels(level: _Level, pack: PackWriter, progress: Progress) -> Extent:
    """Write all levels and tell the extent of the first; a level is forgotten as soon as the next one is there."""
    extents = [halve(level.extent, number) for number in range(count_levels(level.extent))]
    total, done = sum(one.width * one.height for one in extents), 0
    with ThreadPoolExecutor(THREADS) as threads:
        for extent in extents:
            half = Image.new("RGB", halve(extent, 1))
            for block in _work_ahead(threads, level):
                for name, content in block.tiles:
                    pack.add(name, content)
                half.paste(block.half, (block.at.x // 2, block.at.y // 2))
                done += block.at.width * block.at.height
                progress(done / total)
            level = _make_level(level.number + 1, half)
    return extents[0]


def _make_level(number: int, picture: Image.Image) -> _Level:
    return _Level(number, Extent(*picture.size), lambda region: picture.crop(_find_edges(region)))


def _work_ahead(threads: ThreadPoolExecutor, level: _Level) -> Iterator[_Block]:
    """Make the blocks of a level in their order, only few of them ahead of whoever takes them."""
    waiting: deque[Future[_Block]] = deque()
    for at in _split(Region(0, 0, *level.extent), BLOCK_PX):
        waiting.append(threads.submit(_make_block, level, at))
        if len(waiting) > THREADS:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _make_block(level: _Level, at: Region) -> _Block:
    """Encode a block's tiles; Pillow does this, and the halving, without holding up the other thread."""
    part = level.cut(at)
    tiles = [
        (
            name_tile(level.number, (at.x + place.x) // TILE_PX, (at.y + place.y) // TILE_PX),
            _encode(part.crop(_find_edges(place))),
        )
        for place in _split(Region(0, 0, at.width, at.height), TILE_PX)
    ]
    return _Block(tiles, part.reduce(2), at)


def _split(whole: Region, step: int) -> Iterator[Region]:
    """Split a region into squares, row by row; the last of a row or column may be smaller."""
    for y in range(0, whole.height, step):
        for x in range(0, whole.width, step):
            yield Region(x, y, min(step, whole.width - x), min(step, whole.height - y))


def _find_edges(region: Region) -> tuple[int, int, int, int]:
    return region.x, region.y, region.x + region.width, region.y + region.height


def _encode(tile: Image.Image) -> bytes:
    buffer = io.BytesIO()
    tile.save(buffer, "JPEG", quality=QUALITY, subsampling="4:2:0")
    return buffer.getvalue()


def _put_on_white(part: Image.Image) -> Image.Image:
    if part.mode != "RGBA":
        return part
    white = Image.new("RGB", part.size, "white")
    white.paste(part, mask=part.getchannel("A"))
    return white
