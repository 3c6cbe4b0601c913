"""Puts a recording's streams into another container as they are: in seconds, without ffmpeg, and without notes."""

import errno
from pathlib import Path
from typing import NamedTuple

import av
from av.container import InputContainer, OutputContainer
from av.stream import Stream

from exhibits.core.errors import refuse_full_disk
from exhibits.core.jobs.model import Progress
from exhibits.media.films.ends import TICKS
from exhibits.media.films.ffmpeg import STRIDE
from exhibits.media.films.opening import open_recording


class Target(NamedTuple):
    """A container to write, by libavformat's name."""

    muxer: str
    mime: str
    extension: str


MP4 = Target("mp4", "video/mp4", "mp4")
WEBM = Target("webm", "video/webm", "webm")

_INDEXED = (MP4.muxer, "ipod")
_FULL = (errno.ENOSPC, errno.EDQUOT)
_BARE = {"fflags": "+bitexact"}
"""The same film twice gives the same file, and no program signs it."""


def copy_streams(path: Path, container: str, streams: list[int], out: Path, target: Target, progress: Progress) -> None:
    """Copy some streams; raises Invalid (`film_broken`) when they do not fit, Unavailable (`disk_full`)."""
    start = {"movflags": "+faststart"} if target.muxer in _INDEXED else {}
    with open_recording(path, container) as opened:
        try:
            with av.open(f"file:{out}", "w", format=target.muxer, container_options=_BARE | start) as written:
                _pour(opened, [opened.streams[one] for one in streams], written, progress)
        except av.FFmpegError as error:
            raise refuse_full_disk() if error.errno in _FULL else error from error


def _pour(opened: InputContainer, streams: list[Stream], written: OutputContainer, progress: Progress) -> None:
    copies = {one.index: written.add_stream_from_template(one) for one in streams}
    told = 0.0
    for packet in opened.demux(*streams):
        if packet.dts is None:  # the mark of the end
            continue
        share = float(packet.dts * packet.time_base) * TICKS / opened.duration if opened.duration else 0.0
        if share > told + STRIDE:
            progress(told := min(1.0, share))
        packet.stream = copies[packet.stream_index]
        written.mux(packet)
