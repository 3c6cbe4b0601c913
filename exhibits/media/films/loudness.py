"""Measures how loud a film or a recording is as a whole (EBU R 128, ITU-R BS.1770), and by how much to change it."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from exhibits.core.jobs.model import Progress
from exhibits.media.films.ffmpeg import run_ffmpeg
from exhibits.media.films.recipe import CEILING_DB, STEREO, level_sound, read_from
from exhibits.media.films.stages import take_part

TARGET_LUFS = -23.0

_SILENCE_LUFS = -69.0
"""Below it the standard's gate lets nothing through: there is no sound."""

_MOST_GAIN_DB = 30.0
_MEASURED = re.compile(r"\s*(I|Peak):\s*(-?[\d.]+|-inf) (?:LUFS|dBFS)\s*")
_LISTEN = "ebur128=framelog=verbose:peak=sample"
_TRIALS = 2


class Track(NamedTuple):
    """The sound of a file: the program that reads it, the file's form, and which of its streams."""

    program: str
    path: Path
    container: str
    stream: int
    duration_s: float


class Loudness(NamedTuple):
    """How loud a track is, None for silence, and the gain that brings it to −23 LUFS."""

    lufs: float | None
    gain_db: float


def measure_loudness(track: Track, progress: Progress) -> Loudness:
    """Measure a track; raises Invalid (`film_not_converted`).

    Where the gain would lift peaks above the ceiling, they are held down, which takes loudness away: then the outcome
    is listened to, and the gain is raised by what is missing.
    """
    lufs, peak_db = _listen(track, STEREO, take_part(progress, 0, 1 / (1 + _TRIALS)))
    if lufs <= _SILENCE_LUFS:
        return Loudness(None, 0.0)
    gain = min(_MOST_GAIN_DB, TARGET_LUFS - lufs)
    if peak_db + gain > CEILING_DB:
        for trial in range(1, 1 + _TRIALS):
            heard, _ = _listen(
                track, level_sound(gain), take_part(progress, trial / (1 + _TRIALS), (trial + 1) / (1 + _TRIALS))
            )
            gain = min(_MOST_GAIN_DB, gain + TARGET_LUFS - heard)
    return Loudness(lufs, gain)


def _listen(track: Track, chain: str, progress: Progress) -> tuple[float, float]:
    """Listen to a track through a chain of filters; returns LUFS and the highest peak in dB."""
    measure = ["-vn", "-map", f"0:{track.stream}", "-af", f"{chain},{_LISTEN}", "-f", "null", "-"]
    said = run_ffmpeg(track.program, [*read_from(track.path, track.container), *measure], track.duration_s, progress)
    return _read(said, "I"), _read(said, "Peak")


def _read(said: Sequence[str], name: str) -> float:
    found = (match for line in said if (match := _MEASURED.fullmatch(line)))
    return max((float(one[2]) for one in found if one[1] == name), default=float("-inf"))
