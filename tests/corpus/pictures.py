"""Pictures as cameras, phones and scanners make them, made when a test needs them."""

import io
import itertools
import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image, ImageCms

from exhibits.media.model import Asset, AssetKind, AssetState, Rendition, Work
from exhibits.media.pictures import inspect_picture
from exhibits.media.sniff import sniff
from tests.corpus.profiles import make_profile

MAX_MEGAPIXELS = 120
PHOTOGRAPHS = Path("/usr/share/backgrounds")
"""Debian's lomiri-wallpapers-16.04: real photographs under free licences."""

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 170, 30), (30, 30, 220), (240, 240, 240)
Tag = tuple[int, ...]
"""A type of TIFF's (3: 16 bits, 4: 32 bits), and the values."""

_ORIENTATION, _GPS, _EXIF, _TAKEN, _OFFSET = 0x0112, 0x8825, 0x8769, 0x9003, 0x9011


def read_photograph(name: str = "greentock_by_Peter_Nerlich") -> bytes:
    """Read one of Debian's photographs; the default one is 2880 × 2160."""
    return (PHOTOGRAPHS / f"{name}.jpg").read_bytes()


def make_work(folder: Path, content: bytes, **changes: Any) -> Work:
    """Write an upload into a folder and give what a worker is given for it; its size is that of an upright picture."""
    source = folder / "source"
    source.write_bytes(content)
    form = sniff(content[:4096])
    facts = inspect_picture(source, form.name, MAX_MEGAPIXELS)
    original = Rendition(
        name=f"{0:064}.{form.extension}", mime=form.mime, width=facts.width, height=facts.height, bytes=len(content)
    )
    asset = Asset(
        id="asset",
        name="a picture",
        kind=AssetKind.PHOTOGRAPH,
        state=AssetState.PROCESSING,
        original=original,
        created_at=0,
        created_by="somebody",
    )
    return Work(
        asset=asset.model_copy(update=changes),
        original=str(source),
        folder=str(folder / "files"),
        form=form.name,
        max_megapixels=MAX_MEGAPIXELS,
    )


def draw_corners(width: int = 96, height: int = 64) -> Image.Image:
    """Draw red, green, blue and white quarters, from the upper left to the lower right: each turn looks different."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(WHITE, (width // 2, height // 2, width, height))
    return image


def make_jpeg(image: Image.Image | None = None, **options: Any) -> bytes:
    """Write a JPEG, by default of the four corners."""
    return write(image or draw_corners(), "JPEG", quality=95, subsampling=0, **options)


def make_png(image: Image.Image | None = None, **options: Any) -> bytes:
    """Write a PNG, by default of the four corners."""
    return write(image or draw_corners(), "PNG", **options)


def make_turned(orientation: int, form: str = "JPEG") -> bytes:
    """Write the four corners as a camera held another way does: the pixels turned, and a note that says how.

    A HEIC says it twice, in its own boxes and in EXIF; an AVIF only in its boxes.
    """
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
    if form == "HEIF":
        return make_heic(turned, exif=exif.tobytes())
    options = {"quality": 95} | ({"subsampling": 0} if form == "JPEG" else {})
    return write(turned, form, exif=exif.tobytes(), **({} if form in ("PNG", "TIFF") else options))


def make_dated_jpeg(taken: str, zone: str | None = None) -> bytes:
    """Write a photograph whose EXIF says when it was taken, and in which zone."""
    exif = Image.Exif()
    tags = exif.get_ifd(_EXIF)
    tags[_TAKEN] = taken
    if zone:
        tags[_OFFSET] = zone
    return make_jpeg(exif=exif)


def make_located_jpeg() -> bytes:
    """Write a photograph whose EXIF says where it was taken, and by which camera."""
    exif = Image.Exif()
    exif[0x010F] = "Kamera-4711"
    exif.get_ifd(_GPS).update({1: "N", 2: (31.0, 33.0, 0.0), 3: "E", 4: (118.0, 29.0, 0.0)})
    return make_jpeg(exif=exif)


def make_heic(image: Image.Image | None = None, **options: Any) -> bytes:
    """Write a HEIC as a telephone does."""
    buffer = io.BytesIO()
    pillow_heif.from_pillow(image or draw_corners()).save(buffer, quality=90, **options)
    return buffer.getvalue()


def make_heic10() -> bytes:
    """Write a HEIC of 10 bits a colour, as newer telephones do."""
    pixels = b"".join(struct.pack("<3H", *(value * 257 for value in RED)) for _ in range(64 * 64))
    buffer = io.BytesIO()
    pillow_heif.from_bytes("RGB;16", (64, 64), pixels).save(buffer, quality=90)
    return buffer.getvalue()


def make_avif(**options: Any) -> bytes:
    """Write an AVIF."""
    return write(draw_corners(), "AVIF", quality=90, **options)


def make_webp(**options: Any) -> bytes:
    """Write a WebP."""
    return write(draw_corners(), "WEBP", quality=90, **options)


def make_gif(image: Image.Image | None = None, **options: Any) -> bytes:
    """Write a GIF."""
    return write(image or draw_corners(), "GIF", **options)


def make_long_gif(frames: int) -> bytes:
    """Write a GIF of the four corners that goes on with so many frames of a single blue pixel."""
    frame = b",\0\0\0\0\1\0\1\0\x80" + bytes(BLUE) + bytes(3) + b"\2\2\x44\1\0"
    return make_gif()[:-1] + frame * frames + b";"


def make_tiff(image: Image.Image | None = None, **options: Any) -> bytes:
    """Write a TIFF."""
    return write(image or draw_corners(), "TIFF", **options)


def make_tiled_tiff(big: bool = False, tags: Mapping[int, Tag] | None = None) -> bytes:
    """Write the four corners as scanners do: deflated tiles of 48 × 64 px, 16 bits a colour, perhaps as BigTIFF."""
    image = draw_corners()
    parts = [image.crop((left, 0, left + 48, 64)).tobytes() for left in (0, 48)]
    wide = [zlib.compress(bytes(value for byte in part for value in (byte, byte))) for part in parts]
    return pack_tiff(
        {
            256: (4, 96),
            257: (4, 64),
            258: (3, 16, 16, 16),
            259: (3, 8),
            262: (3, 2),
            277: (3, 3),
            322: (4, 48),
            323: (4, 64),
        }
        | dict(tags or {}),
        wide,
        big,
    )


def pack_tiff(tags: Mapping[int, Tag], tiles: Sequence[bytes], big: bool = False) -> bytes:
    """Put a TIFF (or a BigTIFF) together: the tiles, then one directory of tags, each its type and its values."""
    head, places = 16 if big else 8, itertools.accumulate((len(tile) for tile in tiles), initial=16 if big else 8)
    *offsets, at = places
    known = {**tags, 324: (4, *offsets), 325: (4, *(len(tile) for tile in tiles))}
    count, entry, room = ("<Q", "<HHQ", 8) if big else ("<H", "<HHI", 4)
    beyond = at + struct.calcsize(count) + len(known) * (struct.calcsize(entry) + room) + room
    directory, values = struct.pack(count, len(known)), b""
    for tag, (kind, *numbers) in sorted(known.items()):
        packed = struct.pack(f"<{len(numbers)}{'H' if kind == 3 else 'I'}", *numbers)
        directory += struct.pack(entry, tag, kind, len(numbers))
        directory += (
            packed.ljust(room, b"\0") if len(packed) <= room else (beyond + len(values)).to_bytes(room, "little")
        )
        values += packed if len(packed) > room else b""
    start = b"II+\0\x08\0\0\0" if big else b"II*\0"
    assert len(start) + room == head
    return start + at.to_bytes(room, "little") + b"".join(tiles) + directory + bytes(room) + values


def make_cmyk_jpeg(**options: Any) -> bytes:
    """Write a JPEG in print colours: pure cyan, which a screen shows as a light blue."""
    return make_jpeg(Image.new("CMYK", (64, 64), (255, 0, 0, 0)), **options)


def make_grey16_png() -> bytes:
    """Write a PNG of 16 bits a pixel, half grey: whoever clips instead of scaling shows white."""
    return make_png(Image.new("I;16", (64, 64), 0x8000))


def make_ycck_jpeg() -> bytes:
    """Write a JPEG as Photoshop does for print: cyan as YCC and K, which Adobe's marker says."""
    luma, blue, red = Image.new("RGB", (64, 64), (255, 0, 0)).convert("YCbCr").split()
    inverted = [band.point(lambda value: 255 - value) for band in (luma, blue, red)]
    content = make_jpeg(Image.merge("CMYK", [*inverted, Image.new("L", (64, 64))]))
    transform = content.index(b"Adobe") + 11
    return content[:transform] + b"\2" + content[transform + 1 :]


def make_png16(alpha: bool = False) -> bytes:
    """Write a PNG of 16 bits a colour, RED, or one whose right half is clear."""
    red = struct.pack(">3H", *(value * 257 for value in RED))
    row = b"\0" + (red + b"\xff\xff") * 32 + (red + b"\0\0") * 32 if alpha else b"\0" + red * 64
    return pack_png(struct.pack(">IIBBBBB", 64, 64, 16, 6 if alpha else 2, 0, 0, 0), zlib.compress(row * 64))


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
    return pack_png(struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0), rows)


def pack_png(head: bytes, rows: bytes, *notes: bytes) -> bytes:
    """Put a PNG together, with other chunks before its pixels."""
    body = b"".join([chunk(b"IHDR", head), *notes, chunk(b"IDAT", rows), chunk(b"IEND", b"")])
    return b"\x89PNG\r\n\x1a\n" + body


def chunk(kind: bytes, content: bytes) -> bytes:
    """Write a chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def write(image: Image.Image, form: str, **options: Any) -> bytes:
    """Write a picture in a form, as Pillow does."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()
