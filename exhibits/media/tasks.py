"""What the worker processes do for this room; `exhibits.core.jobs.worker` is started with this module's name."""

from collections.abc import Callable
from typing import Any

from exhibits.core.jobs.model import Payload, Progress, Task
from exhibits.media.admitting import admit
from exhibits.media.crops import make_crops
from exhibits.media.documents.pages import make_pages
from exhibits.media.films.convert import make_film_1080, make_film_2160, make_remux
from exhibits.media.films.posters import make_poster, make_posters
from exhibits.media.iiif.pyramid import make_tiles
from exhibits.media.iiif.render import render
from exhibits.media.model import Step, Work
from exhibits.media.panoramas import make_faces
from exhibits.media.renditions import make_forms
from exhibits.media.sounds import make_sound

Make = Callable[[Work, Progress], dict[str, Any]]

STEPS: dict[Step, Make] = {
    Step.FORMS: make_forms,
    Step.CROPS: make_crops,
    Step.TILES: make_tiles,
    Step.FACES: make_faces,
    Step.POSTERS: make_posters,
    Step.POSTER: make_poster,
    Step.REMUX: make_remux,
    Step.FILM_1080: make_film_1080,
    Step.FILM_2160: make_film_2160,
    Step.SOUND: make_sound,
    Step.PAGES: make_pages,
}
"""What is done for each step; it returns the fields of the asset that it made."""


def _take(make: Make) -> Task:
    def task(payload: Payload, progress: Progress) -> Payload:
        return make(Work.model_validate(payload), progress)

    return task


TASKS: dict[str, Task] = {
    "admit": admit,
    "render": render,
    **{str(step): _take(make) for step, make in STEPS.items()},
}
