"""Tells what a recording is: whether a film or sound, and everything by which its work is planned."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

from av import AudioStream, VideoStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame

from exhibits.core.errors import HallError, Invalid, TooLarge
from exhibits.media.films.ends import TICKS, check_tail, decode_first, read_length
from exhibits.media.films.facts import FilmFacts, SoundFacts
from exhibits.media.films.frames import find_matrix, find_turn, read_ratio
from exhibits.media.films.opening import is_video, open_recording, refuse_broken
from exhibits.media.films.tones import name_transfer
from exhibits.media.sniff import Format, get_form

_MAX_PIXELS = 36_000_000
"""8K with a little more at the edges; one frame of it is 100 MB before it is a picture."""

_LONGEST_S = 24 * 3600
_GUESSED = ("MP3", "FLV")
"""Their length is a guess from the bit rate, or what some recorder once wrote: it is measured."""

_ODD_FPS = 1000
_FEWEST_FPS = 0.01
_Shown = TypeVar("_Shown", VideoStream, AudioStream)


class Streams(NamedTuple):
    """The picture and the sound that are shown; a cover is no picture."""

    video: VideoStream | None
    audio: AudioStream | None


def inspect_recording(path: Path, form: Format) -> FilmFacts | SoundFacts:
    """Read a recording's facts and look at both its ends; `kind` says whether it is a film or sound.

    Raises Invalid (`film_broken`, `film_index_missing`, `film_without_picture`, `film_encrypted`,
    `film_unknown_codec`), TooLarge (`film_too_large`, `film_too_long`).
    """
    with open_recording(path, form.name) as opened:
        facts = _read_facts(opened, path, form)
        streams = find_streams(opened)
        if (shown := streams.video or streams.audio) is not None:
            check_tail(opened, path, form.name, shown, facts.duration_s)
    return facts


def read_facts(path: Path, container: str) -> FilmFacts | SoundFacts:
    """Read a recording's facts again, from its beginning only: it was inspected when it came."""
    with open_recording(path, container) as opened:
        return _read_facts(opened, path, get_form(container))


def find_streams(opened: InputContainer) -> Streams:
    """Choose what is shown and heard: the default streams before the others, of those that can be decoded."""
    pictures = [one for one in opened.streams.video if not one.disposition & Disposition.attached_pic]
    return Streams(_choose(pictures), _choose(opened.streams.audio))


def _choose(streams: Iterable[_Shown]) -> _Shown | None:
    known = [one for one in streams if one.codec_context is not None]
    return max(known, key=lambda one: bool(one.disposition & Disposition.default), default=None)


def _read_facts(opened: InputContainer, path: Path, form: Format) -> FilmFacts | SoundFacts:
    streams = find_streams(opened)
    if streams.video is None and is_video(form):
        raise _refuse_blind(opened)
    duration_s = _read_duration(opened, path, form)
    if streams.video is not None:
        return _read_film(opened, form.name, duration_s, streams.video, streams.audio)
    if streams.audio is None:
        raise _refuse_unknown()
    decode_first(opened, streams.audio)
    codec = streams.audio.codec_context.codec.canonical_name
    return SoundFacts(container=form.name, duration_s=duration_s, codec=codec, stream=streams.audio.index)


def _read_film(
    opened: InputContainer, container: str, duration_s: float, video: VideoStream, audio: AudioStream | None
) -> FilmFacts:
    context = video.codec_context
    if context.width * context.height > _MAX_PIXELS:
        raise _refuse_size(context.width, context.height)
    frame = decode_first(opened, video)
    if not isinstance(frame, VideoFrame):
        raise refuse_broken("its picture is none")
    turn, ratio = find_turn(frame), read_ratio(context.sample_aspect_ratio)
    size = (round(frame.width * ratio), frame.height)
    width, height = size if turn.rotation % 180 == 0 else size[::-1]
    return FilmFacts(
        container=container,
        duration_s=duration_s,
        width=width,
        height=height,
        codec=context.codec.canonical_name,
        level=context.level,
        pixel_format=context.pix_fmt or "",
        fps=_read_fps(video),
        bits_s=video.bit_rate or opened.bit_rate or 0,
        rotation=turn.rotation,
        mirrored=turn.mirrored,
        square=ratio == 1,
        interlaced=frame.interlaced_frame,
        transfer=name_transfer(frame.color_trc),
        matrix=find_matrix(frame),
        stream=video.index,
        sound_stream=None if audio is None else audio.index,
        sound_codec=None if audio is None else audio.codec_context.codec.canonical_name,
    )


def _read_duration(opened: InputContainer, path: Path, form: Format) -> float:
    said = opened.duration if form.name not in _GUESSED else None
    duration_s = said / TICKS if said else read_length(path, form.name)
    if duration_s <= 0:
        raise refuse_broken("it has no length")
    if duration_s > _LONGEST_S:
        raise _refuse_length(duration_s)
    return round(duration_s, 3)


def _read_fps(video: VideoStream) -> float:
    """Read the pictures a second: the average, since telephones film at a varying pace."""
    rates = [float(rate) for rate in (video.average_rate, video.guessed_rate) if rate]
    return round(next((rate for rate in rates if _FEWEST_FPS < rate < _ODD_FPS), 25.0), 3)


def _refuse_blind(opened: InputContainer) -> HallError:
    if any(one.codec_context is None for one in opened.streams.video):
        return _refuse_unknown()
    return Invalid(
        "film_without_picture",
        "这个影片文件里只有声音，没有画面。如果它本来就是声音，请另存为 MP3 或 M4A 再传；否则请重新导出。",
        "This film file has sound only, no picture. If it is meant to be sound, save it as MP3 or M4A and upload that; "
        "otherwise export the film again.",
    )


def _refuse_unknown() -> Invalid:
    return Invalid(
        "film_unknown_codec",
        "这个影片或声音的编码展厅认不出。请另存为 MP4（H.264）或 MP3 再传。",
        "The hall does not know the coding of this film or sound. Save it as MP4 (H.264) or MP3, then upload it.",
    )


def _refuse_size(width: int, height: int) -> TooLarge:
    return TooLarge(
        "film_too_large",
        f"这个影片的画面是 {width} × {height}，超过 8K 的上限。请导出为 4K 再传。",
        f"This film's picture is {width} × {height}, beyond the limit of 8K. Export it as 4K, then upload it.",
        width=width,
        height=height,
    )


def _refuse_length(duration_s: float) -> TooLarge:
    return TooLarge(
        "film_too_long",
        f"这个文件写着长达 {duration_s / 3600:.0f} 小时，上限是 24 小时。请剪短或重新导出后再传。",
        f"This file says that it is {duration_s / 3600:.0f} hours long; the limit is 24. Cut it or export it again.",
        duration_s=duration_s,
    )
