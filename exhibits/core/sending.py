"""Answers whose body is a file or parts of one: the kernel sends them, slice by slice, each connection in its turn."""

import errno
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import gevent
from gevent.lock import BoundedSemaphore
from gevent.socket import wait_write

CHUNK_BYTES = 256 * 1024
SLICE_BYTES = 512 * 1024
SMALL_BYTES = 64 * 1024
TAKE_S = 60
"""A client that takes nothing for so long is dropped; a paused player asks again for the rest, with a Range."""


class FileCut(OSError):
    """A file is shorter than it was when its answer began, so that the answer cannot be finished."""


class Span(NamedTuple):
    """So many bytes of a file, from `start` on."""

    start: int
    length: int


class FileBody:
    """A body made of spans of one file, with bytes between them where it has several parts.

    Any WSGI server can iterate it; the hall's own sends it through the kernel. The file is open from the beginning, so
    that removing it does not break an answer that is under way. Raises FileNotFoundError.
    """

    def __init__(self, path: Path, segments: Sequence[bytes | Span]) -> None:
        self.segments = tuple(segments)
        self.length = sum(one.length if isinstance(one, Span) else len(one) for one in segments)
        self.name = path.name
        self._file: BinaryIO = path.open("rb", buffering=0)

    def __iter__(self) -> Iterator[bytes]:
        """Read the body in chunks; raises FileCut."""
        for segment in self.segments:
            if isinstance(segment, Span):
                yield from self._read(segment)
            else:
                yield segment

    def fileno(self) -> int:
        """Tell the descriptor of the file."""
        return self._file.fileno()

    def close(self) -> None:
        """Close the file, as WSGI asks for after the answer."""
        self._file.close()

    def _read(self, span: Span) -> Iterator[bytes]:
        start, left = span
        while left:
            chunk = os.pread(self.fileno(), min(left, CHUNK_BYTES), start)
            if not chunk:
                raise FileCut(self.name)
            yield chunk
            start, left = start + len(chunk), left - len(chunk)


class Turns:
    """Lets one slice go out between two looks of the event loop at all its sockets.

    Without it a small answer would wait for a slice of every player; and `gevent.sleep(0)` after each slice would be
    worse still, for it switches among the sleepers for up to 5 ms before the loop looks at any socket.
    """

    def __init__(self) -> None:
        self._free = BoundedSemaphore(1)
        self._next_round = gevent.get_hub().loop.timer(0)

    def __enter__(self) -> None:
        self._free.acquire()

    def __exit__(self, *_: object) -> None:
        self._next_round.start(self._free.release)


def send_span(socket: Any, body: FileBody, span: Span, turns: Turns) -> None:
    """Send a span of a body's file through a gevent socket; raises FileCut, or OSError when the client is gone."""
    start, left = span
    while left:
        ahead = Span(start, min(left, SLICE_BYTES))
        _bring_in(body.fileno(), ahead)
        try:
            with turns:
                sent = os.sendfile(socket.fileno(), body.fileno(), *ahead)
        except BlockingIOError:
            with limit_wait():
                wait_write(socket.fileno())
            continue
        if not sent:
            raise FileCut(body.name)
        start, left = start + sent, left - sent


def read_small(body: FileBody) -> bytes:
    """Read a body that is small enough to be sent like any other answer."""
    for segment in body.segments:
        if isinstance(segment, Span):
            _bring_in(body.fileno(), segment)
    return b"".join(body)


def limit_wait() -> gevent.Timeout:
    """Wait no longer than `TAKE_S` for a client that takes nothing: it then counts as gone."""
    return gevent.Timeout(TAKE_S, BrokenPipeError(errno.EPIPE, "the client takes nothing"))


def _bring_in(source: int, span: Span) -> None:
    """Have a thread wait for the disk if it must be asked: within `sendfile` everybody would wait for it."""
    if span.length and not _is_at_hand(source, span):
        gevent.get_hub().threadpool.apply(_fetch, (source, span))


def _is_at_hand(source: int, span: Span) -> bool:
    """Tell whether both ends are in the page cache; a file system that cannot tell counts as no."""
    try:
        for place in (span.start, span.start + span.length - 1):
            os.preadv(source, [bytearray(1)], place, os.RWF_NOWAIT)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EOPNOTSUPP):
            return False
        raise
    return True


def _fetch(source: int, span: Span) -> None:
    os.posix_fadvise(source, *span, os.POSIX_FADV_WILLNEED)
    for place in (span.start, span.start + span.length - 1):
        os.pread(source, 1, place)
