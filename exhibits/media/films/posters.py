"""Pictures of a film: frames to choose its poster from, and the poster itself in the widths of the displays."""

import io
from pathlib import Path
from typing import Any

from PIL import Image

from exhibits.core.jobs.model import Progress
from exhibits.media.files import FileStore
from exhibits.media.films.convert import read_film
from exhibits.media.films.shots import find_shots, read_picture
from exhibits.media.films.stages import take_part
from exhibits.media.model import Poster, Rendition, Work
from exhibits.media.renditions import make_placeholder, make_renditions

POSTER_PX = 1920
LARGEST_PX = 3840

_SEARCHING = 0.6
"""The part of the work that finding the frames is, about."""


def make_posters(work: Work, progress: Progress) -> dict[str, Any]:
    """Make frames to choose from, and the chosen or else the best in all widths.

    Returns `{film: {posters, poster}, renditions, placeholder}`.
    """
    facts, film, files = read_film(work), work.asset.film, FileStore(Path(work.folder))
    searching = take_part(progress, 0, _SEARCHING)
    shots = find_shots(Path(work.original), facts.container, facts.duration_s, POSTER_PX, searching)
    posters = [Poster(at_s=one.at_s, picture=_keep_picture(work, one.picture, files)) for one in shots]
    best = max(range(len(shots)), key=lambda one: shots[one].merit)
    chosen = min(film.poster, len(posters) - 1) if film is not None and film.posters else best
    made = _make_ladder(work, shots[chosen].at_s, files, take_part(progress, _SEARCHING, 1))
    return {"film": {"posters": [one.model_dump(mode="json") for one in posters], "poster": chosen}} | made


def make_poster(work: Work, progress: Progress) -> dict[str, Any]:
    """Make the poster that a curator chose in all widths: `{renditions, placeholder}`."""
    film = work.asset.film
    if film is None or not film.posters:
        return {}
    chosen = film.posters[min(film.poster, len(film.posters) - 1)]
    return _make_ladder(work, chosen.at_s, FileStore(Path(work.folder)), progress)


def _keep_picture(work: Work, picture: Image.Image, files: FileStore) -> Rendition:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=80, method=2)
    with files.receive(work.asset.id) as arrival:
        arrival.write(buffer.getvalue())
        arrival.sync()
        name = files.keep(arrival, "webp")
    return Rendition(name=name, mime="image/webp", width=picture.width, height=picture.height, bytes=arrival.size)


def _make_ladder(work: Work, at_s: float, files: FileStore, progress: Progress) -> dict[str, Any]:
    picture = read_picture(Path(work.original), work.form, at_s, LARGEST_PX)
    renditions = make_renditions(picture, files, work.asset.id, progress)
    return {
        "renditions": [one.model_dump(mode="json") for one in renditions],
        "placeholder": make_placeholder(picture),
    }
