"""Looks at both ends of a recording: whether its beginning can be decoded, and whether its end is there at all."""

from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import av
from av import AudioStream, Packet, VideoStream
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.video.frame import VideoFrame

from exhibits.core.errors import Invalid
from exhibits.media.films.opening import open_recording, refuse_broken

TICKS = 1_000_000
"""Of libavformat's clock, a second."""

Shown = VideoStream | AudioStream

_TAIL_S = 3.0
_SLACK_S = 1.5
_SLACK_PART = 0.02
_FIRST_PACKETS = 500
_TAIL_PACKETS = 600
_SAMPLE_PACKETS = 40
_FEWEST_PACKETS = 5
_LAST_PACKETS = 3
_UNCODED = ("pcm_", "rawvideo")
"""What is black or silent in them is zeros."""

_LAST_ENTRIES = 2000
_INDEXED = ("MP4", "MOV", "M4A")
_ASF_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_ASF_HEAD = 65536
_UNTIMED = ("MPEG", "MP3", "FLV", "OGG")
"""Nothing in them says how long they should be, or what says it is often wrong; whatever is there plays."""


class _Tail(NamedTuple):
    """The end of a recording: when its last packet ends, whether one is cut, and the last ones of a stream."""

    end_s: float
    cut: bool
    packets: "list[Packet[Any]]"


def decode_first(opened: InputContainer, stream: Shown) -> VideoFrame | AudioFrame:
    """Decode the first frame; raises Invalid (`film_broken`, `film_encrypted`)."""
    for packet in islice(opened.demux(stream), _FIRST_PACKETS):
        if packet.has_sidedata("encryption_info"):
            raise _refuse_encrypted()
        for frame in decode_packet(packet):
            return frame
    raise refuse_broken("nothing at its beginning can be decoded")


def find_beginning(opened: InputContainer) -> int:
    """Find where to seek for the very first packet: a stream's start may lie between two packets of another."""
    return min(0, opened.start_time or 0)


def read_length(path: Path, container: str) -> float:
    """Read a recording to its end to learn its length in seconds; 0 when nothing in it has a time."""
    first, last = float("inf"), 0.0
    with open_recording(path, container) as opened:
        for packet in opened.demux():
            if (span := _find_span(packet)) is not None:
                first, last = min(first, span[0]), max(last, span[1])
    return max(0.0, last - first)


def check_tail(opened: InputContainer, path: Path, container: str, stream: Shown, duration_s: float) -> None:
    """Check that the end is there and can be decoded; raises Invalid (`film_broken`)."""
    if container in _INDEXED and _points_beyond(opened, path.stat().st_size):
        raise refuse_broken("its index names content beyond its end")
    if container == "ASF" and _says_it_is_longer(path):
        raise refuse_broken("it is shorter than its header says")
    start_s = (opened.start_time or 0) / TICKS
    with suppress(av.FFmpegError):  # what cannot be sought is read from where it stands
        opened.seek(int((start_s + max(0.0, duration_s - _TAIL_S)) * TICKS))
    tail = _read_tail(opened, stream)
    missing_s = start_s + duration_s - tail.end_s
    if container not in _UNTIMED and tail.cut:
        raise refuse_broken("its last packet is cut off")
    if container not in _UNTIMED and missing_s > max(_SLACK_S, duration_s * _SLACK_PART):
        raise refuse_broken(f"its last {missing_s:.1f} s are missing")
    if _is_blank(tail.packets[-_LAST_PACKETS:], stream):
        raise refuse_broken("nothing but zeros stands at its end")
    if (sample := _choose_sample(tail.packets)) and not _has_frames(sample, stream):
        raise refuse_broken("nothing at its end can be decoded")


def _read_tail(opened: InputContainer, stream: Shown) -> _Tail:
    end_s, cut = 0.0, False
    packets: deque[Packet[Any]] = deque(maxlen=_TAIL_PACKETS)
    for packet in opened.demux():
        cut = cut or packet.is_corrupt
        if (span := _find_span(packet)) is not None:
            end_s = max(end_s, span[1])
        if packet.stream_index == stream.index and packet.size:
            packets.append(packet)
    return _Tail(end_s, cut, list(packets))


def _choose_sample(packets: "list[Packet[Any]]") -> "list[Packet[Any]]":
    """Choose what to decode: from the last keyframe on, but more than one packet, since the very last may be odd."""
    starts = [place for place, packet in enumerate(packets) if packet.is_keyframe]
    long_enough = [place for place in starts if len(packets) - place >= _FEWEST_PACKETS] or starts
    return packets[long_enough[-1] :][:_SAMPLE_PACKETS] if long_enough else []


def _is_blank(packets: "list[Packet[Any]]", stream: Shown) -> bool:
    """Tell whether a download was broken off in a file that had its full length from the beginning."""
    if stream.codec_context.codec.canonical_name.startswith(_UNCODED):
        return False
    return bool(packets) and not any(bytes(packet).strip(b"\0") for packet in packets)


def _has_frames(packets: "Iterable[Packet[Any]]", stream: Shown) -> bool:
    for packet in packets:
        if any(not frame.is_corrupt for frame in decode_packet(packet)):
            return True
    with suppress(av.FFmpegError):
        return any(not frame.is_corrupt for frame in stream.decode(None))  # a decoder holds some back
    return False


def decode_packet(packet: "Packet[Any]") -> list[VideoFrame | AudioFrame]:
    """Decode a packet; what is wrong with it gives no frame, and no error."""
    try:
        return list(packet.decode())
    except MemoryError:
        raise
    except av.FFmpegError:  # one bad packet is no reason to refuse a film: its neighbours decide
        return []


def _find_span(packet: "Packet[Any]") -> tuple[float, float] | None:
    at = packet.pts if packet.pts is not None else packet.dts
    if at is None or not packet.size:
        return None
    return float(at * packet.time_base), float((at + (packet.duration or 0)) * packet.time_base)


def _points_beyond(opened: InputContainer, size: int) -> bool:
    last = (entry for stream in opened.streams for entry in stream.index_entries[-_LAST_ENTRIES:])
    return any(entry.pos + entry.size > size for entry in last)


def _says_it_is_longer(path: Path) -> bool:
    """Read an ASF's own length (ASF specification 01.20.05, 3.2); a recorded broadcast does not know it."""
    with path.open("rb") as file:
        head = file.read(_ASF_HEAD)
    at = head.find(_ASF_PROPERTIES)
    said, flags = (int.from_bytes(head[at + start : at + start + 4], "little") for start in (40, 88))
    said += int.from_bytes(head[at + 44 : at + 48], "little") << 32
    return at >= 0 and not flags & 1 and said > path.stat().st_size


def _refuse_encrypted() -> Invalid:
    return Invalid(
        "film_encrypted",
        "这个影片或声音受版权保护（已加密），展厅无法播放。请向提供方要一份未加密的文件。",
        "This film or sound is protected by encryption, and the hall cannot play it. "
        "Ask whoever provided it for a file without protection.",
    )
