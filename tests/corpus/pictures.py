"""Pictures as cameras, phones and scanners make them, made when a test needs them."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image, ImageCms

from tests.corpus.profiles import make_profile

PHOTOGRAPHS = Path("/usr/share/backgrounds")
"""Debian's lomiri-wallpapers-16.04: real photographs under free licences."""

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 170, 30), (30, 30, 220), (240, 240, 240)
_ORIENTATION, _GPS = 0x0112, 0x8825


def read_photograph(name: str = "greentock_by_Peter_Nerlich") -> bytes:
    """Read one of Debian's photographs; the default one is 2880 × 2160."""
    return (PHOTOGRAPHS / f"{name}.jpg").read_bytes()


def draw_corners(width: int = 96, height: int = 64) -> Image.Image:
    """Draw red, green, blue and white quarters, from the upper left to the lower right: each turn looks different."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(WHITE, (width // 2, height // 2, width, height))
    return image


def make_jpeg(image: Image.Image | None = None, **options: Any) -> bytes:
    """Write a JPEG, by default of the four corners."""
    return _write(image or draw_corners(), "JPEG", quality=95, subsampling=0, **options)


def make_png(image: Image.Image | None = None, **options: Any) -> bytes:
    """Write a PNG, by default of the four corners."""
    return _write(image or draw_corners(), "PNG", **options)


def make_turned_jpeg(orientation: int) -> bytes:
    """Write the four corners as a camera held another way does: the pixels turned, and a note that says how."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = draw_corners()
    turned = image.transpose(undo[orientation]) if orientation in undo else image
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    return make_jpeg(turned, exif=exif)


def make_located_jpeg() -> bytes:
    """Write a photograph whose EXIF says where it was taken, and by which camera."""
    exif = Image.Exif()
    exif[0x010F] = "Kamera-4711"
    exif.get_ifd(_GPS).update({1: "N", 2: (31.0, 33.0, 0.0), 3: "E", 4: (118.0, 29.0, 0.0)})
    return make_jpeg(exif=exif)


def make_heic(image: Image.Image | None = None) -> bytes:
    """Write a HEIC as a telephone does."""
    buffer = io.BytesIO()
    pillow_heif.from_pillow(image or draw_corners()).save(buffer, quality=90)
    return buffer.getvalue()


def make_avif() -> bytes:
    """Write an AVIF."""
    return _write(draw_corners(), "AVIF", quality=90)


def make_cmyk_jpeg() -> bytes:
    """Write a JPEG in print colours: pure cyan, which a screen shows as a light blue."""
    return make_jpeg(Image.new("CMYK", (64, 64), (255, 0, 0, 0)))


def make_grey16_png() -> bytes:
    """Write a PNG of 16 bits a pixel, half grey: whoever clips instead of scaling shows white."""
    return make_png(Image.new("I;16", (64, 64), 0x8000))


def make_wide_gamut_jpeg(space: str) -> bytes:
    """Write (200, 60, 60) in the colour space `display-p3` or `adobe-rgb`: in sRGB it is a stronger red."""
    return make_jpeg(Image.new("RGB", (64, 64), (200, 60, 60)), icc_profile=make_profile(space))


def make_srgb_jpeg() -> bytes:
    """Write the same red in sRGB, with sRGB's profile."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return make_jpeg(Image.new("RGB", (64, 64), (200, 60, 60)), icc_profile=profile)


def make_flat_png(width: int, height: int) -> bytes:
    """Write a one-bit PNG of any size in a few kilobytes, row by row: the largest take seconds to unpack."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _write(image: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()
