"""EXIF orientation without turning the whole picture: parts of it are cut as the camera stored them, then turned."""

from typing import NamedTuple

from PIL import Image

from exhibits.media.iiif.region import Extent, Region


class Hold(NamedTuple):
    """How a camera was held: what turns its pixels upright, and how their axes lie in the upright picture."""

    turn: Image.Transpose | None
    swapped: bool
    mirrored_x: bool
    mirrored_y: bool


_HOLDS = {
    1: Hold(None, False, False, False),
    2: Hold(Image.Transpose.FLIP_LEFT_RIGHT, False, True, False),
    3: Hold(Image.Transpose.ROTATE_180, False, True, True),
    4: Hold(Image.Transpose.FLIP_TOP_BOTTOM, False, False, True),
    5: Hold(Image.Transpose.TRANSPOSE, True, False, False),
    6: Hold(Image.Transpose.ROTATE_270, True, False, True),
    7: Hold(Image.Transpose.TRANSVERSE, True, True, True),
    8: Hold(Image.Transpose.ROTATE_90, True, True, False),
}
"""By the EXIF tag Orientation (CIPA DC-008, 4.6.4)."""


def cut_upright(image: Image.Image, orientation: int, region: Region) -> Image.Image:
    """Cut a region of the upright picture out of the picture as it was stored; it still has to be turned."""
    hold = _HOLDS[orientation]
    across, down = (region.x, region.x + region.width), (region.y, region.y + region.height)
    if hold.swapped:
        across, down = down, across
    left, right = _mirror(across, image.width) if hold.mirrored_x else across
    top, bottom = _mirror(down, image.height) if hold.mirrored_y else down
    return image.crop((left, top, right, bottom))


def turn_upright(part: Image.Image, orientation: int) -> Image.Image:
    """Turn what was cut."""
    turn = _HOLDS[orientation].turn
    return part if turn is None else part.transpose(turn)


def measure(image: Image.Image, orientation: int) -> Extent:
    """Tell how large the upright picture is."""
    return Extent(image.height, image.width) if _HOLDS[orientation].swapped else Extent(image.width, image.height)


def _mirror(span: tuple[int, int], length: int) -> tuple[int, int]:
    return length - span[1], length - span[0]
