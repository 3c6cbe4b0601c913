"""Opens pictures that strangers send: by the decoder that fits their content, within limits, or not at all."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from exhibits.core.errors import HallError, Invalid, TooLarge, Unavailable
from exhibits.core.model import Instant, LocalText, Model
from exhibits.media.model import Notice
from exhibits.media.notes import BROKEN, MENDABLE, drop_notes, is_twice_as_wide, read_notes

_MENDABLE_BYTES = 2**29
_SPHERE_PX = 2048
"""No camera that turns round gives less."""


class PictureFacts(Model):
    """What a picture is: its size as a person sees it, and more; `frames` is 2 where there is more than one."""

    width: int
    height: int
    taken_at: Instant | None
    is_panorama: bool
    has_alpha: bool
    frames: int


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

    Of many frames or pages it is the first. Raises Invalid (`picture_broken`), TooLarge (`picture_too_large`),
    Unavailable (`heic_missing`).
    """
    if form == "HEIF" and not HEIF_KNOWN:
        raise _refuse_heif()
    Image.MAX_IMAGE_PIXELS = max_megapixels * 1_000_000
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd EXIF and the like: the picture itself decides
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with _open(path, form) as image:
                yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _refuse_size(max_megapixels) from None
    except BROKEN as error:
        raise _refuse_broken(error) from error


def inspect_picture(path: Path, form: str, max_megapixels: int) -> PictureFacts:
    """Read a picture to the end of its (first) frame and tell what it is; raises like `open_picture`."""
    with open_picture(path, form, max_megapixels) as image:
        if form != "JPEG":  # the size of a HEIC may change as it is read
            image.load()
        size, notes = image.size, read_notes(image)
        if form == "JPEG":  # its whole stream is read, though only 1/8 of it is made into pixels
            image.draft(None, (1, 1))
            image.load()
        width, height = size[::-1] if notes.orientation >= 5 else size
        return PictureFacts(
            width=width,
            height=height,
            taken_at=notes.taken_at,
            is_panorama=notes.sphere is not None,
            has_alpha=_has_alpha(image),
            frames=_count_frames(image),
        )


def list_notices(facts: PictureFacts) -> tuple[Notice, ...]:
    """List what a curator should know about a picture that is good."""
    found = []
    if not facts.is_panorama and facts.width >= _SPHERE_PX and is_twice_as_wide(facts.width, facts.height):
        found.append(_notice_panorama())
    if facts.frames > 1:
        found.append(_notice_frames())
    return tuple(found)


def read_orientation(image: Image.Image) -> int:
    """Read how the picture has to be turned, as EXIF's orientation; a camera's broken notes count as upright."""
    return read_notes(image).orientation


def measure_upright(image: Image.Image) -> tuple[int, int]:
    """Tell width and height as a person sees them."""
    return (image.height, image.width) if read_orientation(image) >= 5 else image.size


def _open(path: Path, form: str) -> Image.Image:
    try:
        return _settle(Image.open(path, formats=[form]))
    except BROKEN:  # perhaps it is only a note that is broken
        if form not in MENDABLE or path.stat().st_size > _MENDABLE_BYTES:
            raise
        bare = drop_notes(path.read_bytes(), form)
    return _settle(Image.open(io.BytesIO(bare), formats=[form]))


def _settle(image: Image.Image) -> Image.Image:
    """Load those forms that tell the truth only then: a PNG's notes may stand behind its pixels."""
    try:
        if Image.MAX_IMAGE_PIXELS and image.width * image.height > Image.MAX_IMAGE_PIXELS:
            raise Image.DecompressionBombError
        if image.format in ("PNG", "TIFF"):
            image.load()
    except BaseException:
        image.close()
        raise
    return image


def _count_frames(image: Image.Image) -> int:
    """Look for a second frame and read no further; a HEIC and a JPEG hold what belongs to the one picture."""
    try:
        several = image.format in ("GIF", "PNG", "WEBP", "AVIF", "TIFF") and getattr(image, "is_animated", False)
    except BROKEN:
        return 1
    return 2 if several else 1


def _has_alpha(image: Image.Image) -> bool:
    """Tell whether anything can be seen through the picture; many have an alpha channel that is full."""
    if image.mode in ("RGBA", "LA", "PA"):
        return image.getchannel("A").getextrema() != (255, 255)
    return image.has_transparency_data


def _notice_panorama() -> Notice:
    return Notice(
        code="maybe_panorama",
        message=LocalText(
            zh="这张照片是 2:1，如果是 360° 全景照片，请把类型改成“全景”，观众就能转着看。",
            en="This photograph is 2:1. If it is a 360° panorama, set its kind to panorama, to look around in it.",
        ),
    )


def _notice_frames() -> Notice:
    return Notice(
        code="first_frame_only",
        message=LocalText(
            zh="这个文件里不止一幅画面（动图或多页），展厅只显示第一幅。会动的请传影片，多页的请传 PDF。",
            en="This file holds more than one picture (it moves, or has pages); only the first is shown. "
            "Upload what moves as a film, and pages as PDF.",
        ),
    )


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
        "这张图片打不开：已损坏、不完整，或写法少见。请从原处重新复制，或另存为 JPEG 后再传。",
        "This picture cannot be opened: it is damaged, not complete, or written in an unusual way. "
        "Copy it again from where it came, or save it as JPEG, then upload it.",
        reason=str(error)[:200],
    )


def _refuse_heif() -> HallError:
    return Unavailable(
        "heic_missing",
        "这台服务器还不能读 HEIC 照片（缺少 pillow-heif）。请先另存为 JPEG 再传。",
        "This server cannot read HEIC photographs (pillow-heif is missing). Save it as JPEG, then upload it.",
    )
