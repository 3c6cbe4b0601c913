"""The forms of a photograph: WebP in the widths that displays need, and a tiny one that shows at once."""

import base64
import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from PIL import Image, ImageOps

from exhibits.core.jobs.model import Progress
from exhibits.media.colour import make_scalable, make_srgb
from exhibits.media.files import Arrival, FileStore
from exhibits.media.model import Rendition
from exhibits.media.pictures import measure_upright, open_picture, read_orientation

WIDTHS = (320, 640, 1280, 1920, 2560, 3840)
LONGEST_PX = 3840
PLACEHOLDER_BYTES = 600

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def choose_sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Choose the sizes to make, the largest first: never more than the source, the long edge at most 3840."""
    scale = min(1.0, LONGEST_PX / max(width, height))
    full = max(1, round(width * scale))
    widths = [full, *(step for step in reversed(WIDTHS) if step < full)]
    return [(step, max(1, round(height * step / width))) for step in widths]


def load_upright(path: Path, form: str, max_megapixels: int) -> Image.Image:
    """Read a picture in its largest size to show: upright, sRGB, and without the camera's notes."""
    with open_picture(path, form, max_megapixels) as image:
        orientation, profile = read_orientation(image), image.info.get("icc_profile")
        width, height = choose_sizes(*measure_upright(image))[0]
        size = (height, width) if orientation >= 5 else (width, height)
        image.draft(None, size)  # a JPEG decodes at 1/2, 1/4 or 1/8 in a fraction of the time
        scaled = make_scalable(image)
        if scaled.size != size:
            scaled = scaled.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        plain = make_srgb(scaled, profile)
    return plain.transpose(_TURNS[orientation]) if orientation in _TURNS else plain


def make_renditions(picture: Image.Image, files: FileStore, label: str, progress: Progress) -> list[Rendition]:
    """Make and keep all forms, the smallest first; each is made from the next larger one, all are kept or none."""
    sizes = choose_sizes(*picture.size)
    total, done = sum(width * height for width, height in sizes), 0
    made: list[tuple[Arrival, tuple[int, int]]] = []
    with ExitStack() as stack:
        for form in _shrink(picture, sizes):
            arrival = stack.enter_context(files.receive(label))
            arrival.write(_encode(form, quality=80, method=2))
            arrival.sync()
            made.append((arrival, form.size))
            done += form.width * form.height
            progress(done / total)
        return [_keep(files, arrival, size) for arrival, size in reversed(made)]


def make_placeholder(picture: Image.Image) -> str:
    """Make a `data:` URI of at most 600 bytes."""
    for side in (32, 24, 16, 8):
        small = ImageOps.contain(picture, (side, side))
        uri = "data:image/webp;base64," + base64.b64encode(_encode(small, quality=30, method=4)).decode()
        if len(uri) <= PLACEHOLDER_BYTES:
            return uri
    return ""


def _shrink(picture: Image.Image, sizes: list[tuple[int, int]]) -> Iterator[Image.Image]:
    for size in sizes:
        if picture.size != size:
            picture = picture.resize(size, Image.Resampling.LANCZOS)
        yield picture


def _encode(picture: Image.Image, quality: int, method: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=method)
    return buffer.getvalue()


def _keep(files: FileStore, arrival: Arrival, size: tuple[int, int]) -> Rendition:
    name = files.keep(arrival, "webp")
    return Rendition(name=name, mime="image/webp", width=size[0], height=size[1], bytes=arrival.size)
