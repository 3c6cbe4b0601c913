"""The forms of a photograph: WebP in the widths that displays need, and a tiny one that shows at once.

AVIF would be a sixth smaller, but takes four to ten times as long to make; over a hall's own network that is no gain.
Who cannot read WebP asks the Image API for a JPEG: `/iiif/3/{id}/full/1920,/0/default.jpg`.
"""

import base64
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from PIL import Image

from exhibits.core.jobs.model import Progress
from exhibits.media.colour import THREADS, make_srgb, scale
from exhibits.media.files import Arrival, FileStore
from exhibits.media.likeness import make_fingerprint
from exhibits.media.model import Rendition, Work
from exhibits.media.pictures import measure_upright, open_picture, read_orientation

WIDTHS = (320, 640, 1280, 1920, 2560, 3840)
LONGEST_PX = 3840
PLACEHOLDER_BYTES = 600

Size = tuple[int, int]

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def make_forms(work: Work, progress: Progress) -> dict[str, Any]:
    """Make what every display and the library need of a picture: `renditions`, `placeholder` and `fingerprint`."""
    picture = load_upright(Path(work.original), work.form, work.max_megapixels)
    renditions = make_renditions(picture, FileStore(Path(work.folder)), work.asset.id, progress)
    return {
        "renditions": [one.model_dump(mode="json") for one in renditions],
        "placeholder": make_placeholder(picture),
        "fingerprint": make_fingerprint(picture),
    }


def choose_sizes(width: int, height: int) -> list[Size]:
    """Choose the sizes to make, the largest first: never more than the source, the long edge at most 3840."""
    full = max(1, round(width * min(1.0, LONGEST_PX / max(width, height))))
    widths = [full, *(step for step in reversed(WIDTHS) if step < full)]
    return [(step, max(1, round(height * step / width))) for step in widths]


def load_upright(path: Path, form: str, max_megapixels: int) -> Image.Image:
    """Read a picture in its largest size to show: upright, sRGB, and without the camera's notes."""
    return load_sized(path, form, max_megapixels, lambda size: choose_sizes(*size)[0])


def load_sized(path: Path, form: str, max_megapixels: int, choose: Callable[[Size], Size]) -> Image.Image:
    """Read a picture like `load_upright`, in the size that is chosen when its own (upright) is known."""
    with open_picture(path, form, max_megapixels) as image:
        orientation, profile = read_orientation(image), image.info.get("icc_profile")
        upright = choose(measure_upright(image))
        size = upright[::-1] if orientation >= 5 else upright
        if form == "JPEG":  # it decodes at 1/2, 1/4 or 1/8 in a fraction of the time; what is odd is rounded up
            image.draft(None, (max(1, size[0] - 1), max(1, size[1] - 1)))
        plain = make_srgb(scale(image, size), profile)
    return turn_upright(plain, orientation)


def turn_upright(picture: Image.Image, orientation: int) -> Image.Image:
    """Turn a picture as EXIF's orientation says."""
    return picture.transpose(_TURNS[orientation]) if orientation in _TURNS else picture


def make_renditions(picture: Image.Image, files: FileStore, label: str, progress: Progress) -> list[Rendition]:
    """Make and keep all forms, the smallest first; each is made from a larger one, all are kept or none."""
    sizes = choose_sizes(*picture.size)
    return keep_pictures(_shrink(picture, sizes), sizes, files, label, progress)[::-1]


def keep_pictures(
    pictures: Iterable[Image.Image], sizes: Sequence[Size], files: FileStore, label: str, progress: Progress
) -> list[Rendition]:
    """Keep pictures of known sizes as WebP, all or none; while some are encoded, the next one is made."""
    total, done = sum(width * height for width, height in sizes), 0
    made: list[tuple[Arrival, Size]] = []
    with ExitStack() as stack, ThreadPoolExecutor(THREADS) as pool:
        encoded = [pool.submit(_encode, picture, quality=80, method=2) for picture in pictures]
        for content, size in zip(encoded, sizes, strict=True):
            arrival = stack.enter_context(files.receive(label))
            arrival.write(content.result())
            made.append((arrival, size))
            done += size[0] * size[1]
            progress(done / total)
        for arrival, _ in made:  # only now: one commit of the file system's journal carries most of them
            arrival.sync()
        return [_keep(files, arrival, size) for arrival, size in made]


def make_placeholder(picture: Image.Image) -> str:
    """Make a `data:` URI of at most 600 bytes."""
    for side in (32, 24, 16, 8):
        small = picture.resize(_fit(picture.size, side), reducing_gap=2.0)
        uri = "data:image/webp;base64," + base64.b64encode(_encode(small, quality=30, method=4)).decode()
        if len(uri) <= PLACEHOLDER_BYTES:
            return uri
    return ""


def _fit(size: Size, side: int) -> Size:
    longest = max(size)
    return max(1, round(size[0] * side / longest)), max(1, round(size[1] * side / longest))


def _shrink(picture: Image.Image, sizes: Sequence[Size]) -> Iterator[Image.Image]:
    """Make each size from the smallest that is twice as large, which costs next to nothing, or else the next larger."""
    made = [picture]
    for size in sizes:
        source = next((one for one in reversed(made) if one.width >= 2 * size[0]), made[-1])
        form = source if source.size == size else source.resize(size, Image.Resampling.LANCZOS, reducing_gap=1.0)
        made.append(form)
        yield form


def _encode(picture: Image.Image, quality: int, method: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=method)
    return buffer.getvalue()


def _keep(files: FileStore, arrival: Arrival, size: Size) -> Rendition:
    name = files.keep(arrival, "webp")
    return Rendition(name=name, mime="image/webp", width=size[0], height=size[1], bytes=arrival.size)
