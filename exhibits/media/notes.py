"""What cameras note in a picture (EXIF, XMP): read within limits; a note that is broken is no note.

A panorama says so by Google's Photo Sphere properties (GPano).
"""

import re
import struct
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import ParseError
from zoneinfo import ZoneInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from PIL import Image

BROKEN = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Pillow is known to raise when a file, or a note in it, is wrong."""

MENDABLE = frozenset({"JPEG", "PNG", "AVIF"})
"""The forms that `drop_notes` knows."""

_ORIENTATION, _EXIF, _TAKEN, _OFFSET = 0x0112, 0x8769, 0x9003, 0x9011
_EXIF_BYTES = 2**20
_XMP_BYTES = 2**18
_VALUE_LENGTH = 100
_HOME = "Asia/Shanghai"
"""Cameras of some years ago noted the time on the wall and not the zone."""

_MOMENT = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_ZONE = re.compile(r"[+-]\d\d:\d\d")
_AVIF_EXIF = re.compile(rb"(infe.{8,10}?)Exif", re.DOTALL)
"""An entry of the table of contents (ISO/IEC 14496-12, 8.11.6) up to its type."""

_ADOBE_BYTES = 16
_LEAST = 0.01
"""What is smaller, in shares of the sphere, is no panorama."""

_GPANO = "{http://ns.google.com/photos/1.0/panorama/}"
_PLACE = (
    *("FullPanoWidthPixels", "FullPanoHeightPixels", "CroppedAreaImageWidthPixels", "CroppedAreaImageHeightPixels"),
    *("CroppedAreaLeftPixels", "CroppedAreaTopPixels"),
)


class Sphere(NamedTuple):
    """Where a picture lies on the whole sphere (360° × 180°), as shares of it."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0


class Notes(NamedTuple):
    """What is of use: the EXIF orientation 1 to 8, the moment in milliseconds UTC, the place on the sphere."""

    orientation: int = 1
    taken_at: int | None = None
    sphere: Sphere | None = None


def read_notes(image: Image.Image) -> Notes:
    """Read the notes of a picture that is open; those of a PNG may stand behind the pixels: load it before."""
    exif = _load_exif(image)
    # A HEIC says twice how it is turned, and its decoder has turned it; so has Pillow's for TIFF.
    orientation = 1 if image.format in ("HEIF", "TIFF") else _read_orientation(exif)
    sphere = find_sphere(image.info.get("xmp"), *image.size) if orientation == 1 else None
    return Notes(orientation, _read_moment(exif), sphere)


def find_sphere(xmp: object, width: int, height: int) -> Sphere | None:
    """Find a place on the sphere by XMP's GPano properties, which only count for an equirectangular panorama."""
    noted = _read_gpano(xmp)
    if noted.get("ProjectionType", "").strip().lower() != "equirectangular":
        return None
    if not any(name in noted for name in _PLACE):
        return Sphere() if is_twice_as_wide(width, height) else None
    try:
        full = float(noted["FullPanoWidthPixels"]), float(noted["FullPanoHeightPixels"])
        own = (width, height, 0, 0)  # what is not said
        shares = [float(noted.get(name, own[n])) / full[n % 2] for n, name in enumerate(_PLACE[2:])]
    except (KeyError, ValueError, ArithmeticError):
        return None
    sphere = Sphere(shares[2], shares[3], shares[0], shares[1])
    if not (is_twice_as_wide(*full) and _is_inside(sphere)):
        return None
    return sphere if is_twice_as_wide(width / sphere.width, height / sphere.height) else None


def drop_notes(content: bytes, form: str) -> bytes:
    """Leave out the notes that a decoder of Pillow's stumbles over: pixels, palettes, and how to turn it are kept."""
    if form == "JPEG":
        return b"".join(_keep_segments(content))
    if form == "PNG":
        return b"".join(_keep_chunks(content))
    return _AVIF_EXIF.sub(rb"\1free", content) if form == "AVIF" else content


def is_twice_as_wide(width: float, height: float) -> bool:
    """Tell whether a size is 2:1, to one part in a hundred: stitching programs round."""
    return abs(width - 2 * height) <= width / 100


def _load_exif(image: Image.Image) -> Image.Exif:
    try:
        if image.format == "TIFF":  # its tags are the notes
            return image.getexif()
        exif = Image.Exif()
        content = image.info.get("exif") or _read_profile(image.info.get("Raw profile type exif"))
        if isinstance(content, bytes) and len(content) <= _EXIF_BYTES:
            exif.load(content)
    except BROKEN:
        return Image.Exif()
    return exif


def _read_profile(text: object) -> bytes:
    """Read EXIF as older ImageMagicks write it into a PNG: hexadecimal figures below three lines of other words."""
    return bytes.fromhex("".join(text.split("\n")[3:])) if isinstance(text, str) else b""


def _read_orientation(exif: Image.Exif) -> int:
    try:
        orientation = exif.get(_ORIENTATION, 1)
    except BROKEN:
        return 1
    return orientation if orientation in range(1, 9) else 1


def _read_moment(exif: Image.Exif) -> int | None:
    """Read when the picture was taken; noon of 1 January 0000, and what no calendar has, is no moment."""
    try:
        tags = exif.get_ifd(_EXIF)
        moment, zone = _MOMENT.match(str(tags.get(_TAKEN, ""))), _ZONE.match(str(tags.get(_OFFSET, "")))
        if moment is None:
            return None
        taken = datetime.fromisoformat("{}-{}-{}T{}:{}:{}".format(*moment.groups()) + (zone[0] if zone else ""))
        known = taken if taken.tzinfo else taken.replace(tzinfo=ZoneInfo(_HOME))
        milliseconds = int(known.timestamp() * 1000)
    except BROKEN:
        return None
    return milliseconds if milliseconds >= 0 else None


class _Gpano:
    """Collects the GPano properties, attributes and elements alike, and builds no tree that could grow."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        for name, value in ((tag, ""), *attributes.items()):
            if name.startswith(_GPANO):
                self.found[name.removeprefix(_GPANO)] = value[:_VALUE_LENGTH]
        self._name = tag.removeprefix(_GPANO) if tag.startswith(_GPANO) else ""

    def data(self, text: str) -> None:
        if self._name:
            self.found[self._name] = (self.found[self._name] + text)[:_VALUE_LENGTH]

    def end(self, _: str) -> None:
        self._name = ""

    def close(self) -> dict[str, str]:
        return self.found


def _read_gpano(xmp: object) -> dict[str, str]:
    if not isinstance(xmp, bytes) or len(xmp) > _XMP_BYTES or b"photos/1.0/panorama" not in xmp.replace(b"\0", b""):
        return {}
    parser = DefusedXMLParser(target=_Gpano(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(xmp.strip(b"\0 \r\n\t"))
        found: dict[str, str] = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    return found


def _is_inside(sphere: Sphere) -> bool:
    left, top, width, height = sphere
    begins, ends = min(left, top) >= 0, max(left + width, top + height) <= 1.001  # a pixel of rounding
    return begins and ends and min(width, height) >= _LEAST


def _keep_segments(content: bytes) -> Iterator[bytes]:
    """Yield a JPEG's segments (ITU-T T.81, B.1.1) without those of applications but EXIF, XMP and Adobe's colours."""
    yield content[:2]
    start = 2
    while content[start : start + 1] == b"\xff" and content[start + 1] != 0xDA:
        end = start + 2 + int.from_bytes(content[start + 2 : start + 4], "big")
        marker = content[start + 1]
        wanted = marker == 0xE1 or (marker == 0xEE and end - start >= _ADOBE_BYTES)
        if wanted or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            yield content[start:end]
        start = end
    yield content[start:]


def _keep_chunks(content: bytes) -> Iterator[bytes]:
    """Yield a PNG's critical chunks, whose names begin with a capital, and the transparency and EXIF."""
    yield content[:8]
    start = 8
    while start < len(content):
        end = start + 12 + int.from_bytes(content[start : start + 4], "big")
        name, check = content[start + 4 : start + 8], content[end - 4 : end]
        sound = zlib.crc32(content[start + 4 : end - 4]).to_bytes(4, "big") == check
        if name[:1].isupper() or (name in (b"tRNS", b"eXIf") and sound):
            yield content[start:end]
        start = end
