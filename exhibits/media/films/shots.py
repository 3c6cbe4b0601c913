"""Finds the frames of a film that show something: by its keyframes, which a decoder makes without any other frame."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

import av
from av import VideoStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from PIL import Image, ImageFilter, ImageStat

from exhibits.core.jobs.model import Progress
from exhibits.media.films.ends import TICKS, decode_packet, find_beginning
from exhibits.media.films.frames import make_picture, read_ratio
from exhibits.media.films.opening import open_recording, refuse_broken
from exhibits.media.films.probe import find_streams
from exhibits.media.films.tones import make_filter, name_transfer

PLACES = 6

_PROBES = 4
_EDGE = 0.1
_LOOK_PX = 320
_MOST_FRAMES = 900
_WALK_S = 10.0
"""Up to here it is quicker to decode on than to seek: few films have their keyframes further apart."""

_ROUNDING_S = 0.001
_BACK_S = (0.0, 3.0, 30.0, float("inf"))
_DARK, _BRIGHT, _FLAT = 24, 235, 12
_POOR = 0.01
_PLAIN = 1.0


class Shot(NamedTuple):
    """A frame that may stand for a film, and how much it shows."""

    at_s: float
    merit: float
    picture: Image.Image


class _Reel:
    """An opened film, and the best shot so far of each place in it."""

    def __init__(self, opened: InputContainer, video: VideoStream, span_s: float, longest_px: int) -> None:
        self.opened, self.video = opened, video
        self.start_s = (opened.start_time or 0) / TICKS
        self.best: dict[int, Shot] = {}
        self._span_s, self._longest_px = span_s, longest_px
        self._ratio = read_ratio(video.codec_context.sample_aspect_ratio)
        self._table: ImageFilter.Color3DLUT | None = None

    def play(self, at_s: float, skip: Literal["DEFAULT", "NONKEY"]) -> Iterator[VideoFrame]:
        """Decode from the keyframe before a moment on."""
        with suppress(av.FFmpegError):  # what cannot be sought is read from where it stands
            self.opened.seek(int((self.start_s + at_s) * TICKS) if at_s > 0 else find_beginning(self.opened))
        self.video.codec_context.skip_frame = skip
        for packet in self.opened.demux(self.video):
            for frame in decode_packet(packet):
                if isinstance(frame, VideoFrame) and frame.pts is not None:
                    yield frame

    def tell_time(self, frame: VideoFrame) -> float:
        """Tell when a frame is shown, in seconds from the film's beginning."""
        return max(0.0, frame.time - self.start_s)

    def print(self, frame: VideoFrame, longest_px: int) -> Image.Image:
        """Make a picture of a frame."""
        picture, transfer = make_picture(frame, self._ratio, longest_px), name_transfer(frame.color_trc)
        if transfer == "sdr":
            return picture
        self._table = self._table or make_filter(transfer)
        return picture.filter(self._table)

    def consider(self, frame: VideoFrame | None) -> None:
        """Take a frame as the shot of its place, if it shows more than the one before."""
        if frame is None:
            return
        at_s = round(self.tell_time(frame), 3)
        place = min(PLACES - 1, int(at_s / self._span_s))
        merit = judge_picture(make_picture(frame, self._ratio, _LOOK_PX))
        if place not in self.best or self.best[place].merit < merit:
            self.best[place] = Shot(at_s, merit, self.print(frame, self._longest_px))


def find_shots(path: Path, container: str, duration_s: float, longest_px: int, progress: Progress) -> list[Shot]:
    """Find the best shot of each of six places spread over a film; fewer only where it has fewer frames.

    Raises Invalid (`film_broken`).
    """
    with open_recording(path, container) as opened:
        span_s = duration_s / PLACES
        reel = _Reel(opened, _get_video(opened), span_s, longest_px)
        for probe in range(PLACES * _PROBES):
            place, within = divmod(probe, _PROBES)
            at_s = span_s * (place + _EDGE + (1 - 2 * _EDGE) * within / (_PROBES - 1))
            reel.consider(next(reel.play(at_s, "NONKEY"), None))
            progress((probe + 1) / (PLACES * _PROBES))
        poor = [one for one in range(PLACES) if one not in reel.best or reel.best[one].merit < _PLAIN]
        for frame in _walk(reel, [span_s * (one + 0.5) for one in poor]):
            reel.consider(frame)
    if not reel.best:
        raise refuse_broken("none of its frames can be decoded")
    return [reel.best[place] for place in sorted(reel.best)]


def read_picture(path: Path, container: str, at_s: float, longest_px: int) -> Image.Image:
    """Read the frame at a moment as a picture; raises Invalid (`film_broken`)."""
    with open_recording(path, container) as opened:
        reel = _Reel(opened, _get_video(opened), 1.0, longest_px)
        frame = _find_frame(reel, at_s)
        if frame is None:
            raise refuse_broken(f"there is no frame at {at_s:.3f} s")
        return reel.print(frame, longest_px)


def judge_picture(picture: Image.Image) -> float:
    """Judge how much a picture shows: many sharp edges; black, white and plain ones hardly count."""
    small = picture.convert("L")
    tones, edges = ImageStat.Stat(small), ImageStat.Stat(small.filter(ImageFilter.FIND_EDGES))
    empty = not _DARK < tones.mean[0] < _BRIGHT or tones.stddev[0] < _FLAT
    return float(edges.rms[0]) * (_POOR if empty else 1.0)


def _get_video(opened: InputContainer) -> VideoStream:
    video = find_streams(opened).video
    if video is None:
        raise refuse_broken("it has no picture")
    return video


def _walk(reel: _Reel, times_s: list[float]) -> Iterator[VideoFrame]:
    """Decode to some moments, the earlier first; what lies near the last one is reached by decoding on."""
    frames: Iterator[VideoFrame] = iter(())
    now_s = float("-inf")
    for at_s in times_s:
        if not now_s <= at_s <= now_s + _WALK_S:
            frames = _play_surely(reel, at_s)
        for frame in islice(frames, _MOST_FRAMES):
            now_s = reel.tell_time(frame)
            if now_s >= at_s:
                yield frame
                break


def _play_surely(reel: _Reel, at_s: float) -> Iterator[VideoFrame]:
    """Decode towards a moment, from the film's beginning where a seek lands behind the last keyframe."""
    frame = None
    for frame in reel.play(at_s, "DEFAULT"):
        yield frame
    if frame is None:
        yield from reel.play(0.0, "DEFAULT")


def _find_frame(reel: _Reel, at_s: float) -> VideoFrame | None:
    """Find the frame at a moment; where a seek lands after it, as in files without an index, begin further back."""
    frame = None
    for back_s in _BACK_S:
        for frame in islice(reel.play(max(0.0, at_s + _ROUNDING_S - back_s), "DEFAULT"), _MOST_FRAMES):
            if reel.tell_time(frame) >= at_s - _ROUNDING_S:
                break
        if frame is not None and reel.tell_time(frame) <= at_s + _ROUNDING_S:
            break
    return frame
