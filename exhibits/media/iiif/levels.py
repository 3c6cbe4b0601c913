"""The arithmetic of a pyramid: how large its levels are, and which tile an image request is."""

from exhibits.media.iiif.region import Extent
from exhibits.media.iiif.request import ImageRequest, Turn
from exhibits.media.model import Zoom

TILE_PX = 512


def count_levels(picture: Extent, tile_px: int = TILE_PX) -> int:
    """Count the levels from full size down to the one that is a single tile."""
    levels = 1
    while max(halve(picture, levels - 1)) > tile_px:
        levels += 1
    return levels


def halve(picture: Extent, times: int) -> Extent:
    """Tell the extent of a level: halved so many times, a rest counting as a pixel."""
    return Extent(-(-picture.width >> times), -(-picture.height >> times))


def name_tile(level: int, column: int, row: int) -> str:
    """Name a tile as the pack does."""
    return f"{level}/{column}_{row}.jpg"


def find_tile(request: ImageRequest, zoom: Zoom) -> str | None:
    """Find the tile that is exactly this image, as 5.4 and the implementation notes cut them, or None."""
    if request.turn != Turn(mirrored=False, degrees=0) or (request.quality, request.form) != ("default", "jpg"):
        return None
    for level in range(zoom.levels):
        if (found := _find_place(request, zoom, level)) is not None:
            return name_tile(level, *found)
    return None


def _find_place(request: ImageRequest, zoom: Zoom, level: int) -> tuple[int, int] | None:
    """Find the column and the row at which a level's tile covers the region and has the size."""
    region, step = request.region, zoom.tile_px << level
    whole = min(step, zoom.width - region.x) == region.width and min(step, zoom.height - region.y) == region.height
    if region.x % step or region.y % step or not whole or request.size != halve(region.extent, level):
        return None
    return region.x // step, region.y // step
