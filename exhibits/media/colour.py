"""Brings any picture to what browsers show right: 8-bit RGB or RGBA in sRGB."""

import io

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_SCALABLE = {"L", "LA", "RGB", "RGBA", "CMYK"}


def make_scalable(image: Image.Image) -> Image.Image:
    """Bring a picture to a mode in which it can be made smaller without harm; the colours stay what they are."""
    if image.mode.startswith("I"):  # 16 bits a pixel: convert() would clip what is above 255 to white
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data and image.mode not in _SCALABLE:
        return image.convert("RGBA")
    return image if image.mode in _SCALABLE else image.convert("RGB")


def make_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert from the picture's own profile (none means sRGB) and forget everything but the pixels."""
    wanted = "RGBA" if image.mode in ("LA", "RGBA") or image.has_transparency_data else "RGB"
    converted = (_apply_profile(image, profile) if profile else None) or image
    plain = converted.convert(wanted) if converted.mode != wanted else converted.copy()
    if image.mode in ("LA", "RGBA") and "A" not in converted.mode:
        plain.putalpha(image.getchannel("A"))
    plain.info = {}
    return plain


def _apply_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Convert to sRGB by the profile; None when it says sRGB already, is wrong, or does not fit the picture."""
    colours = image.convert("RGB") if image.mode == "RGBA" else image.convert("L") if image.mode == "LA" else image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return None
        return ImageCms.profileToProfile(colours, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
