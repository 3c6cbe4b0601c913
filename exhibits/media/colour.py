"""Brings any picture to what browsers show right: 8-bit RGB or RGBA in sRGB."""

import io
import math
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from PIL import Image, ImageCms

THREADS = 2
"""Pillow lets other threads run while it scales and encodes; more than two cores belong to the hall's server."""

_SRGB = ImageCms.createProfile("sRGB")
_PLAIN_SRGB = re.compile(r"(?:sRGB|sRGB IEC61966-?2[.-]1|sRGB built-in)\s*")
_SCALABLE = {"L", "LA", "RGB", "RGBA", "CMYK"}
_BETTER = {"1": "L", "La": "LA", "RGBa": "RGBA", "PA": "RGBA"}
_PROFILE_BYTES = 16 * 2**20
_BAND_PIXELS = 4_000_000
_REACH = 3
"""How many of the result's pixels a Lanczos kernel looks to each side."""


def make_scalable(image: Image.Image) -> Image.Image:
    """Bring a picture to a mode in which it can be made smaller without harm; the colours stay what they are."""
    if image.mode.startswith(("I", "F")):
        return _make_8_bits(image)
    if image.mode == "LAB":
        return ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"), _SRGB, outputMode="RGB") or image
    if image.has_transparency_data and image.mode not in ("LA", "RGBA", "La"):
        return image.convert("RGBA")
    return image if image.mode in _SCALABLE else image.convert(_BETTER.get(image.mode, "RGB"))


def scale(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Make a picture of any mode as large as wanted, in a mode that `make_scalable` gives.

    It is done in bands: most modes are copied before they can be scaled, and a copy of 100 megapixels is 400 MB.
    """
    image.load()
    if image.size == size:
        return make_scalable(image)
    bands = list(_split(image.width, image.height, size[1]))
    with ThreadPoolExecutor(THREADS) as pool:
        made = list(pool.map(lambda band: _scale_band(image, size, *band), bands))
    if len(made) == 1:
        return made[0]
    result = Image.new(made[0].mode, size)
    for (top, _), band in zip(bands, made, strict=True):
        result.paste(band, (0, top))
    return result


def make_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert from the picture's own profile (none means sRGB) and forget everything but the pixels."""
    wanted = "RGBA" if image.mode in ("LA", "RGBA") or image.has_transparency_data else "RGB"
    converted = (_apply_profile(image, profile) if profile else None) or image
    plain = converted.convert(wanted) if converted.mode != wanted else converted.copy()
    if image.mode in ("LA", "RGBA") and "A" not in converted.mode:
        plain.putalpha(image.getchannel("A"))
    plain.info = {}
    return plain


def _make_8_bits(image: Image.Image) -> Image.Image:
    """Scale greys of 16 bits, or fractions of one: convert() would clip what is above 255 to white."""
    white = 1.0 if image.mode == "F" else 65535.0
    grey = image.convert("I") if image.mode.startswith("I;") else image
    return grey.point(lambda value: value * (255 / white)).convert("L")


def _split(width: int, height: int, rows: int) -> Iterator[tuple[int, int]]:
    """Split the rows of the result, from the upper one on, so that each band comes of a few megapixels."""
    step = max(1, int(rows * _BAND_PIXELS / (width * height)))
    return ((top, min(top + step, rows)) for top in range(0, rows, step))


def _scale_band(source: Image.Image, size: tuple[int, int], top: int, bottom: int) -> Image.Image:
    """Scale what becomes the rows from `top` to `bottom`: the kernel sees the rows beyond, so that no edge shows."""
    ratio = source.height / size[1]
    margin = math.ceil(_REACH * max(ratio, 1)) + 1
    first = max(0, math.floor(top * ratio) - margin)
    last = min(source.height, math.ceil(bottom * ratio) + margin)
    band = make_scalable(source.crop((0, first, source.width, last)))
    box = (0, top * ratio - first, source.width, min(bottom * ratio - first, band.height))
    return band.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


def _apply_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Convert to sRGB by the profile; None when it says sRGB already, is wrong, or does not fit the picture."""
    colours = image.convert("RGB") if image.mode == "RGBA" else image.convert("L") if image.mode == "LA" else image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if len(profile) > _PROFILE_BYTES or _PLAIN_SRGB.fullmatch(ImageCms.getProfileDescription(source)):
            return None
        return ImageCms.profileToProfile(colours, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
