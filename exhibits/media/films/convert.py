"""Makes the forms of a film that displays play: first a quick copy where browsers play it, then the good ones."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from exhibits.core.errors import Invalid
from exhibits.core.jobs.model import Progress
from exhibits.core.model import Model
from exhibits.media.files import FileStore
from exhibits.media.films.copying import MP4, WEBM, copy_streams
from exhibits.media.films.facts import (
    FULL_PX,
    HALF_PX,
    FilmFacts,
    SoundFacts,
    is_good_already,
    plays_as_it_is,
    plays_in_mp4,
)
from exhibits.media.films.ffmpeg import find_ffmpeg, run_ffmpeg, say_missing
from exhibits.media.films.flashes import count_flashes, watch_words
from exhibits.media.films.judge import judge_flashes, judge_length, judge_loudness
from exhibits.media.films.keeping import keep_written
from exhibits.media.films.loudness import Loudness, Track, measure_loudness
from exhibits.media.films.opening import refuse_broken
from exhibits.media.films.probe import read_facts
from exhibits.media.films.recipe import BARE, encode_picture, encode_sound, read_from
from exhibits.media.films.stages import take_part
from exhibits.media.films.tones import write_table
from exhibits.media.model import Notice, Rendition, Work

_LISTENING = 0.15
"""The part of the work that measuring the loudness is, about."""


def make_remux(work: Work, progress: Progress) -> dict[str, Any]:
    """Copy the streams, as they are and without notes, into what browsers play: `{film: {forms}}`.

    A film that cannot be copied is none the worse: nothing is made, its conversion follows.
    """
    facts = read_film(work)
    if not plays_as_it_is(facts):
        return {}
    target = MP4 if plays_in_mp4(facts) else WEBM
    files, source = FileStore(Path(work.folder).absolute()), Path(work.original)
    streams = [facts.stream] if facts.sound_stream is None else [facts.stream, facts.sound_stream]
    with files.receive(work.asset.id) as arrival:
        try:
            copy_streams(source, facts.container, streams, arrival.path, target, progress)
        except Invalid:
            return {}
        name = keep_written(files, arrival, target.extension)
    form = Rendition(name=name, mime=target.mime, width=facts.width, height=facts.height, bytes=arrival.size)
    return {"film": _add_form(work, form)}


def make_film_1080(work: Work, progress: Progress) -> dict[str, Any]:
    """Make the form of at most 1080 lines: `{film: {forms}, notices}`.

    A picture that is good already is copied; a film whose sound is silence has none: `{film: {forms, has_sound}}`.
    """
    return _make_form(work, HALF_PX, progress)


def make_film_2160(work: Work, progress: Progress) -> dict[str, Any]:
    """Make the form of at most 2160 lines: `{film: {forms}, notices}`; nothing of a film that has 1080 or fewer."""
    return _make_form(work, FULL_PX, progress) if read_film(work).lines > HALF_PX else {}


def read_film(work: Work) -> FilmFacts:
    """Read the facts of the film to work on."""
    facts = read_facts(Path(work.original), work.form)
    if isinstance(facts, SoundFacts):
        raise refuse_broken("it has no picture")
    return facts


def _make_form(work: Work, lines: int, progress: Progress) -> dict[str, Any]:
    facts, program = read_film(work), find_ffmpeg()
    if program is None:
        return {"notices": _dump([say_missing("playable" if plays_as_it_is(facts) else "film")])}
    loudness = _listen(program, work, facts, take_part(progress, 0, _LISTENING))
    files = FileStore(Path(work.folder).absolute())
    with files.receive(work.asset.id) as arrival, files.receive(work.asset.id) as watched:
        plan = _Plan(program, work, facts, lines, loudness, arrival.path, watched.path)
        _write(plan, take_part(progress, _LISTENING, 1))
        made = read_facts(arrival.path, "MP4")
        if isinstance(made, SoundFacts):
            raise refuse_broken("what was made of it has no picture")
        name = keep_written(files, arrival, MP4.extension)
        notices = _judge(plan, made)
    form = Rendition(name=name, mime=MP4.mime, width=made.width, height=made.height, bytes=arrival.size)
    silent = {"has_sound": False} if loudness.lufs is None else {}
    return {"film": _add_form(work, form) | silent, "notices": _dump(notices)}


class _Plan(NamedTuple):
    """One form to be made."""

    program: str
    work: Work
    facts: FilmFacts
    lines: int
    loudness: Loudness
    out: Path
    watched: Path


def _listen(program: str, work: Work, facts: FilmFacts, progress: Progress) -> Loudness:
    if facts.sound_stream is None:
        return Loudness(None, 0.0)
    track = Track(program, Path(work.original), facts.container, facts.sound_stream, facts.duration_s)
    return measure_loudness(track, progress)


def _write(plan: _Plan, progress: Progress) -> None:
    """Write a form; where a picture that is good already cannot be copied after all, encode it as any other."""
    if plan.lines == HALF_PX and is_good_already(plan.facts):
        with suppress(Invalid):
            _run(plan, ["-c:v", "copy"], progress)
            return
    with _lay_table(plan) as table:
        _run(plan, encode_picture(plan.facts, plan.lines, table), progress)


@contextmanager
def _lay_table(plan: _Plan) -> Iterator[str | None]:
    """Lay the table for HDR colours beside what is written; its name, in that folder, says what it is to ffmpeg."""
    if plan.facts.transfer == "sdr":
        yield None
        return
    path = plan.out.with_name(f"{plan.out.name}.cube")
    try:
        write_table(plan.facts.transfer, path)
        yield path.name
    finally:
        path.unlink(missing_ok=True)


def _run(plan: _Plan, picture: list[str], progress: Progress) -> None:
    facts = plan.facts
    words = [*read_from(Path(plan.work.original), facts.container), "-map", f"0:{facts.stream}", *picture]
    if facts.sound_stream is not None:
        words += ["-map", f"0:{facts.sound_stream}", *encode_sound(plan.loudness.gain_db)]
    words += [*BARE, "-movflags", "+faststart", "-f", "mp4", f"file:{plan.out}"]
    if plan.lines == HALF_PX:
        words += ["-map", f"0:{facts.stream}", *watch_words(facts.fps), f"file:{plan.watched}"]
    run_ffmpeg(plan.program, words, facts.duration_s, progress, plan.out.parent)


def _judge(plan: _Plan, made: FilmFacts) -> list[Notice]:
    notices = list(judge_length(plan.facts.duration_s, made.duration_s))
    if plan.facts.sound_stream is not None:
        notices += judge_loudness(plan.loudness.lufs)
    return [*notices, *judge_flashes(count_flashes(plan.watched, plan.facts.fps))]


def _add_form(work: Work, form: Rendition) -> dict[str, Any]:
    """Put a form in the place of the one for the same displays: the HD ones, or the larger ones."""
    forms = work.asset.film.forms if work.asset.film is not None else ()
    both = [form, *(one for one in forms if _is_large(one) is not _is_large(form))]
    both.sort(key=lambda one: one.width * one.height)
    return {"forms": _dump(both)}


def _is_large(form: Rendition) -> bool:
    return min(form.width, form.height) > HALF_PX


def _dump(values: Iterable[Model]) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json") for one in values]
