"""What the worker processes do for this room; `exhibits.core.jobs.worker` is started with this module's name."""

import os
from pathlib import Path

from exhibits.core.jobs.model import Payload, Progress, Task
from exhibits.media.drawing import check_drawing
from exhibits.media.files import FileStore
from exhibits.media.pictures import measure_upright, open_picture
from exhibits.media.renditions import load_upright, make_placeholder, make_renditions
from exhibits.media.sniff import SVG


def inspect(payload: Payload, progress: Progress) -> Payload:
    """Open a picture and read it to its end: `{path, form, max_megapixels}` → `{width, height}` upright.

    Raises what is wrong with it; what is good is safely on the disk afterwards.
    """
    path = Path(payload["path"])
    if payload["form"] == SVG.name:
        size = tuple(check_drawing(path.read_bytes()))
    else:
        size = _read_through(path, payload["form"], payload["max_megapixels"])
    _sync(path)
    return {"width": size[0], "height": size[1]}


def derive(payload: Payload, progress: Progress) -> Payload:
    """Make a photograph's forms: `{asset_id, path, form, max_megapixels, folder}` → `{renditions, placeholder}`."""
    picture = load_upright(Path(payload["path"]), payload["form"], payload["max_megapixels"])
    files = FileStore(Path(payload["folder"]))
    renditions = make_renditions(picture, files, payload["asset_id"], progress)
    return {"renditions": [one.model_dump() for one in renditions], "placeholder": make_placeholder(picture)}


def _read_through(path: Path, form: str, max_megapixels: int) -> tuple[int, int]:
    with open_picture(path, form, max_megapixels) as image:
        size = measure_upright(image)
        image.draft(None, (1, 1))  # a JPEG's whole stream is read, though only 1/8 of it is made into pixels
        image.load()
    return size


def _sync(path: Path) -> None:
    """Bring the upload to the disk from here, so that the server does not stand still for it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


TASKS: dict[str, Task] = {"inspect": inspect, "derive": derive}
