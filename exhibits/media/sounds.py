"""Makes the forms of a recording that displays play: Opus, and AAC for browsers that cannot, at the hall's loudness."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from exhibits.core.jobs.model import Progress
from exhibits.media.files import Arrival, FileStore
from exhibits.media.films.copying import Target, copy_streams
from exhibits.media.films.facts import FilmFacts, SoundFacts, sounds_as_it_is
from exhibits.media.films.ffmpeg import find_ffmpeg, run_ffmpeg, say_missing
from exhibits.media.films.judge import judge_sound
from exhibits.media.films.keeping import keep_written
from exhibits.media.films.loudness import Track, measure_loudness
from exhibits.media.films.opening import refuse_broken
from exhibits.media.films.probe import read_facts
from exhibits.media.films.recipe import BARE, level_sound, read_from
from exhibits.media.films.stages import take_part
from exhibits.media.model import Notice, Rendition, Work

_FORMS = (
    (Target("ogg", "audio/ogg", "ogg"), ("-c:a", "libopus", "-b:a", "128k")),
    (Target("ipod", "audio/mp4", "m4a"), ("-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart")),
)
"""In the order in which a browser should try them: Chromium plays the first, Safari passes on to the second."""

_COPIES = {
    "MP3": Target("mp3", "audio/mpeg", "mp3"),
    "WAV": Target("wav", "audio/wav", "wav"),
    "M4A": Target("ipod", "audio/mp4", "m4a"),
    "OGG": Target("ogg", "audio/ogg", "ogg"),
    "FLAC": Target("flac", "audio/flac", "flac"),
}
_LISTENING = 0.4
"""The part of the work that measuring the loudness is, about."""


def make_sound(work: Work, progress: Progress) -> dict[str, Any]:
    """Make a recording's forms at −23 LUFS and without notes: `{sound: {forms}, notices}`.

    Without ffmpeg, what browsers play is copied as it is.
    """
    facts = read_facts(Path(work.original), work.form)
    if isinstance(facts, FilmFacts):
        raise refuse_broken("it has a picture")
    program, files = find_ffmpeg(), FileStore(Path(work.folder))
    if program is None:
        return _copy(work, facts, files, progress)
    path = Path(work.original)
    track = Track(program, path, facts.container, facts.stream, facts.duration_s)
    loudness = measure_loudness(track, take_part(progress, 0, _LISTENING))
    with ExitStack() as stack:
        arrivals = [stack.enter_context(files.receive(work.asset.id)) for _ in _FORMS]
        words = _write_words(path, facts, loudness.gain_db, arrivals)
        run_ffmpeg(program, words, facts.duration_s, take_part(progress, _LISTENING, 1))
        forms = [_keep(files, one, target) for one, (target, _) in zip(arrivals, _FORMS, strict=True)]
    return _answer(forms, judge_sound(loudness.lufs))


def _write_words(path: Path, facts: SoundFacts, gain_db: float, arrivals: list[Arrival]) -> list[str]:
    words = read_from(path, facts.container)
    for arrival, (target, coding) in zip(arrivals, _FORMS, strict=True):
        words += ["-map", f"0:{facts.stream}", "-af", level_sound(gain_db), *coding, "-flags:a", "+bitexact", *BARE]
        words += ["-f", target.muxer, f"file:{arrival.path}"]
    return words


def _copy(work: Work, facts: SoundFacts, files: FileStore, progress: Progress) -> dict[str, Any]:
    if not sounds_as_it_is(facts):
        return _answer([], (say_missing("sound"),))
    target = _COPIES["M4A" if facts.codec == "aac" else facts.container]
    with files.receive(work.asset.id) as arrival:
        copy_streams(Path(work.original), facts.container, [facts.stream], arrival.path, target, progress)
        form = _keep(files, arrival, target)
    return _answer([form], (say_missing("playable"),))


def _keep(files: FileStore, arrival: Arrival, target: Target) -> Rendition:
    name = keep_written(files, arrival, target.extension)
    return Rendition(name=name, mime=target.mime, width=0, height=0, bytes=arrival.size)


def _answer(forms: list[Rendition], notices: tuple[Notice, ...]) -> dict[str, Any]:
    return {
        "sound": {"forms": [one.model_dump(mode="json") for one in forms]},
        "notices": [one.model_dump(mode="json") for one in notices],
    }
