"""What each sort of file is read for when it arrives, so that a bad one is refused and a good one is known."""

from pathlib import Path

from exhibits.core.errors import TooLarge
from exhibits.media.changes import plan_steps
from exhibits.media.documents.pages import inspect_document
from exhibits.media.drawing import check_drawing
from exhibits.media.films.facts import FilmFacts, describe_film, describe_sound, plan_film, plan_sound
from exhibits.media.films.judge import judge_film
from exhibits.media.films.probe import inspect_recording
from exhibits.media.model import AssetKind, Facts
from exhibits.media.pictures import inspect_picture, list_notices
from exhibits.media.sniff import Format

DRAWING_BYTES = 5 * 1024 * 1024
"""A drawing goes to every display as it is, and is parsed there."""


def inspect(path: Path, form: Format, max_megapixels: int) -> Facts:
    """Read a file as what it is; raises what is wrong with it."""
    if form.kind is AssetKind.PHOTOGRAPH:
        return _inspect_photograph(path, form, max_megapixels)
    if form.kind is AssetKind.DRAWING:
        return _inspect_drawing(path)
    if form.kind is AssetKind.DOCUMENT:
        return inspect_document(path, form)
    return _inspect_recording(path, form)


def _inspect_photograph(path: Path, form: Format, max_megapixels: int) -> Facts:
    found = inspect_picture(path, form.name, max_megapixels)
    kind = AssetKind.PANORAMA if found.is_panorama else AssetKind.PHOTOGRAPH
    return Facts(
        kind=kind,
        width=found.width,
        height=found.height,
        todo=plan_steps(kind),
        taken_at=found.taken_at,
        notices=list_notices(found),
    )


def _inspect_drawing(path: Path) -> Facts:
    if path.stat().st_size > DRAWING_BYTES:
        raise TooLarge(
            "drawing_too_large",
            f"这个 SVG 超过 {DRAWING_BYTES // 2**20} MB，屏上画不动。请简化，或导出成 PNG 再传。",
            f"This SVG is larger than {DRAWING_BYTES // 2**20} MB, too much to draw. Simplify it, or export it as PNG.",
        )
    size = check_drawing(path.read_bytes())
    return Facts(kind=AssetKind.DRAWING, width=size.width, height=size.height)


def _inspect_recording(path: Path, form: Format) -> Facts:
    found = inspect_recording(path, form)
    if isinstance(found, FilmFacts):
        film = describe_film(found)
        notices = judge_film(film, found.width, found.height)
        size = {"width": found.width, "height": found.height}
        return Facts(kind=AssetKind.FILM, **size, film=film, todo=plan_film(found), notices=notices)
    return Facts(kind=AssetKind.SOUND, sound=describe_sound(found), todo=plan_sound(found))
