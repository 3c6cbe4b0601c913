"""An image request of the IIIF Image API 3.0: read, measured on the picture, and written in its canonical form."""

import re
from fractions import Fraction
from typing import Any, NamedTuple

from exhibits.media.iiif.errors import refuse
from exhibits.media.iiif.region import NUMBER, Extent, Region, read_region, write_region
from exhibits.media.iiif.size import LIMITS, Limits, read_size, write_size

_ROTATION = re.compile(rf"(!?)({NUMBER})")
_NAME = re.compile(r"(default|color|gray|bitonal)\.(jpg|png|webp)")


class Turn(NamedTuple):
    """How an image is turned: mirrored left to right first, then clockwise."""

    mirrored: bool
    degrees: int


class ImageRequest(NamedTuple):
    """What is to be made: a part of the picture, this large, turned, in a quality and a format.

    Equal images have equal requests, so `canonical` names what comes of it.
    """

    region: Region
    size: Extent
    turn: Turn
    quality: str
    form: str
    canonical: str


def read_request(
    region: str, size: str, rotation: str, name: str, picture: Extent, limits: Limits = LIMITS
) -> ImageRequest:
    """Read the four parts of an image's address for a picture of this extent; raises BadImageRequest."""
    part = read_region(region, picture)
    extent = read_size(size, part.extent, limits)
    turn, (quality, form) = read_rotation(rotation), _read_name(name)
    written = (
        write_region(part, picture),
        write_size(extent, part.extent, limits),
        f"{'!' if turn.mirrored else ''}{turn.degrees}",
        f"{quality}.{form}",
    )
    return ImageRequest(part, extent, turn, quality, form, "/".join(written))


def load_request(sent: list[Any]) -> ImageRequest:
    """Take a request that went to a worker as JSON, a list of lists, for what it was."""
    region, size, turn, *rest = sent
    return ImageRequest(Region(*region), Extent(*size), Turn(*turn), *rest)


def read_rotation(text: str) -> Turn:
    """Read a rotation (4.3); level 2 asks for quarter turns, and others are an error of 400 as that section wants."""
    found = _ROTATION.fullmatch(text)
    degrees = Fraction(found[2]) if found else Fraction(-1)
    if found is None or degrees % 90 or degrees > 360:
        raise refuse(
            "rotation",
            text,
            "请写 0、90、180 或 270，镜像时在前面加 !。",
            "write 0, 90, 180 or 270, with ! in front for a mirror image.",
        )
    return Turn(bool(found[1]), int(degrees) % 360)


def _read_name(text: str) -> tuple[str, str]:
    """Read quality and format (4.4, 4.5); the default quality is colour."""
    found = _NAME.fullmatch(text)
    if found is None:
        raise refuse(
            "format",
            text,
            "请写 default、color、gray 或 bitonal，再加 .jpg、.png 或 .webp。",
            "write default, color, gray or bitonal with .jpg, .png or .webp.",
        )
    return "default" if found[1] == "color" else found[1], found[2]
