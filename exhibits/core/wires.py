"""WebSockets as wires: frames go out whole, and one that is for many is encoded once."""

from contextlib import suppress
from socket import SHUT_RDWR
from typing import Any

import gevent
from gevent.lock import BoundedSemaphore
from socketio import Manager, packet

WIRE = "hall.wire"
TEXT_FRAME = 0x81
MESSAGE = b"4"
GIVE_UP_S = 15
"""A client that takes nothing for so long is gone: by then it has missed its pings too."""


class Wire:
    """The socket of a WebSocket: a frame never begins inside another.

    gevent's `send` may take a part only, and simple-websocket does not look at how much it took: to a slow client the
    rest would be missing and the stream be broken from there on.
    """

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._free = BoundedSemaphore()

    def __getattr__(self, name: str) -> Any:
        """Be the socket in all else."""
        return getattr(self._socket, name)

    def send(self, frame: bytes) -> int:
        """Send a whole frame; waits while the client is slow."""
        with self._free:
            self._push(frame[self._offer(frame) :])
        return len(frame)

    def post(self, frame: bytes) -> None:
        """Send a whole frame without waiting: what the client does not take at once follows by itself."""
        if not self._free.acquire(blocking=False):
            gevent.spawn(self._follow, frame)
            return
        try:
            rest = frame[self._offer(frame) :]
        except OSError:  # the client is gone: its reader tells it
            rest = b""
        if rest:
            gevent.spawn(self._finish, rest)
        else:
            self._free.release()

    def _offer(self, frame: bytes) -> int:
        try:
            return int(self._socket.send(frame, timeout=0.0))
        except BlockingIOError:
            return 0

    def _push(self, rest: bytes) -> None:
        if not rest:
            return
        try:
            with gevent.Timeout(GIVE_UP_S, TimeoutError("the client takes nothing")):
                self._socket.sendall(rest)
        except OSError:
            with suppress(OSError):
                self._socket.shutdown(SHUT_RDWR)  # its reader ends, and with it the connection
            raise

    def _follow(self, frame: bytes) -> None:
        self._free.acquire()
        self._finish(frame)

    def _finish(self, rest: bytes) -> None:
        with suppress(OSError):  # see post
            try:
                self._push(rest)
            finally:
                self._free.release()


class _Handover:
    """What simple-websocket looks for under gevent: a reader whose `raw._sock` can be duplicated."""

    def __init__(self, wire: Wire) -> None:
        self.raw = self
        self._wire = wire

    @property
    def _sock(self) -> "_Handover":
        return self

    def dup(self) -> Wire:
        """Give the wire; it is a duplicate already."""
        return self._wire


def hand_over(environ: dict[str, Any], socket: Any) -> None:
    """Give a request's socket to the WebSocket that it becomes, as a wire."""
    environ[WIRE] = Wire(socket.dup())
    environ["wsgi.input"] = _Handover(environ[WIRE])


class WireManager(Manager):  # type: ignore[misc]  # python-socketio has no types
    """Sends an event to many as one frame, past the queue and the greenlet that each client has for its own packets."""

    def emit(self, event: str, data: Any, namespace: str, room: Any = None, **options: Any) -> None:
        """Send an event; where an answer is asked for, or somebody is left out, the library's own way is taken."""
        to = options.get("to") or room
        if options.get("callback") or options.get("skip_sid") or not isinstance(data, dict):
            super().emit(event, data, namespace, room=room, **options)
            return
        sent = self.server.packet_class(packet.EVENT, namespace=namespace, data=[event, data])
        frame = encode_frame(MESSAGE + sent.encode().encode())
        for _, engine_id in list(self.get_participants(namespace, to)):
            wire = self.server.environ.get(engine_id, {}).get(WIRE)
            if wire is not None:
                wire.post(frame)


def encode_frame(content: bytes) -> bytes:
    """Put text into one unmasked frame, RFC 6455 5.2."""
    length = len(content)
    if length < 126:
        return bytes((TEXT_FRAME, length)) + content
    if length < 1 << 16:
        return bytes((TEXT_FRAME, 126)) + length.to_bytes(2, "big") + content
    return bytes((TEXT_FRAME, 127)) + length.to_bytes(8, "big") + content
