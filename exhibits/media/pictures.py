"""Opens pictures that strangers send: by the decoder that fits their content, within limits, or not at all."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from exhibits.core.errors import HallError, Invalid, TooLarge, Unavailable

_ORIENTATION = 0x0112
_BROKEN = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Pillow's decoders are known to raise when a file is wrong."""


def _learn_heif() -> bool:
    """Teach Pillow HEIC, where pillow-heif is installed: it is the one part that some distributions leave out."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True


HEIF_KNOWN = _learn_heif()


@contextmanager
def open_picture(path: Path, form: str, max_megapixels: int) -> Iterator[Image.Image]:
    """Open a picture by the decoder `form` only; what the decoder raises in the block becomes an error of ours.

    Raises Invalid (`picture_broken`), TooLarge (`picture_too_large`), Unavailable (`heic_missing`).
    """
    if form == "HEIF" and not HEIF_KNOWN:
        raise _refuse_heif()
    Image.MAX_IMAGE_PIXELS = max_megapixels * 1_000_000
    try:
        with _open(path, form) as image:
            if image.width * image.height > Image.MAX_IMAGE_PIXELS:
                raise _refuse_size(max_megapixels)
            yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _refuse_size(max_megapixels) from None
    except _BROKEN as error:
        raise _refuse_broken(error) from error


def read_orientation(image: Image.Image) -> int:
    """Read the EXIF orientation, 1 to 8; a camera's broken notes count as upright."""
    if image.format == "PNG":  # its notes may stand behind the pixels, whose faults are no fault of the notes
        image.load()
    try:
        orientation = image.getexif().get(_ORIENTATION, 1)
    except _BROKEN:
        return 1
    return orientation if orientation in range(1, 9) else 1


def measure_upright(image: Image.Image) -> tuple[int, int]:
    """Tell width and height as a person sees them."""
    return (image.height, image.width) if read_orientation(image) >= 5 else image.size


@contextmanager
def _open(path: Path, form: str) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd EXIF and the like: the picture itself decides
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(path, formats=[form]) as image:
            yield image


def _refuse_size(max_megapixels: int) -> HallError:
    return TooLarge(
        "picture_too_large",
        f"这张图片的像素太多，上限是 {max_megapixels} 百万像素。请缩小尺寸后再传。",
        f"This picture has too many pixels: the limit is {max_megapixels} megapixels. Make it smaller, then upload it.",
        max_megapixels=max_megapixels,
    )


def _refuse_broken(error: BaseException) -> HallError:
    return Invalid(
        "picture_broken",
        "这张图片已损坏或不完整，打不开。请从原处重新复制或导出后再传。",
        "This picture is damaged or not complete. Copy or export it again from where it came, then upload it.",
        reason=str(error)[:200],
    )


def _refuse_heif() -> HallError:
    return Unavailable(
        "heic_missing",
        "这台服务器还不能读 HEIC 照片（缺少 pillow-heif）。请先另存为 JPEG 再传。",
        "This server cannot read HEIC photographs (pillow-heif is missing). Save it as JPEG, then upload it.",
    )
