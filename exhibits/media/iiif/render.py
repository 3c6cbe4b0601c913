"""Makes the images that are not tiles; a worker process may be started with this module's tasks."""

import io
from pathlib import Path
from typing import Any

from PIL import Image

from exhibits.core.jobs.model import Payload, Progress, Task
from exhibits.media.iiif.cache import keep_image
from exhibits.media.iiif.request import Turn, load_request
from exhibits.media.iiif.scaling import scale_region
from exhibits.media.model import Zoom

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
"""Pillow counts against the clock, IIIF with it."""

_OPTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "jpg": ("JPEG", {"quality": 85}),
    "png": ("PNG", {"compress_level": 3}),
    "webp": ("WEBP", {"quality": 82, "method": 2}),
}


def render(payload: Payload, progress: Progress) -> Payload:
    """Make one image: `{pack, zoom, request, target}` → `{bytes, digest}`; `target` is there whole, or not at all."""
    request = load_request(payload["request"])
    picture = scale_region(Path(payload["pack"]), Zoom.model_validate(payload["zoom"]), request.region, request.size)
    content = _encode(_change_quality(_turn(picture, request.turn), request.quality), request.form)
    return {"bytes": len(content), "digest": keep_image(Path(payload["target"]), content)}


def _turn(picture: Image.Image, turn: Turn) -> Image.Image:
    if turn.mirrored:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return picture.transpose(_TURNS[turn.degrees]) if turn.degrees else picture


def _change_quality(picture: Image.Image, quality: str) -> Image.Image:
    """Take the colours away (4.4); black and white without a pattern of dots, of which JPEG would make greys."""
    if quality == "default":
        return picture
    grey = picture.convert("L")
    return grey if quality == "gray" else grey.point(lambda value: 255 if value >= 128 else 0, "1")


def _encode(picture: Image.Image, form: str) -> bytes:
    name, options = _OPTIONS[form]
    buffer = io.BytesIO()
    picture.save(buffer, name, **options)
    return buffer.getvalue()


TASKS: dict[str, Task] = {"render": render}
