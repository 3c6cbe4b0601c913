"""A display's line that costs the measuring side next to nothing: frames are counted, hardly read."""

import json
from collections.abc import Callable
from typing import Any

import gevent
import websocket

PREFIX = b"42/kiosk,"
ACKNOWLEDGED = b"43/kiosk,"


class Tap:
    """An open kiosk line; `hear` gets each event's frame, `acknowledged` is called for each answer."""

    def __init__(self, base: str, token: str, hear: Callable[["Tap", bytes], None]) -> None:
        self._hear = hear
        self.acknowledged: Callable[[], None] = lambda: None
        self._number = 0
        self._socket = self._open(base, token)
        self._reader = gevent.spawn(self._read_on)

    def say(self, event: str, body: Any) -> None:
        """Send an event; its answer calls `acknowledged`."""
        self._number += 1
        self._send(f"{PREFIX.decode()}{self._number}{json.dumps([event, body])}".encode())

    def close(self) -> None:
        """Hang up."""
        self._reader.kill()
        self._socket.close()

    @staticmethod
    def _open(base: str, token: str) -> Any:
        address = base.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
        line: Any = websocket.create_connection(address, timeout=15)
        line.recv()
        line.send(f"40/kiosk,{json.dumps({'token': token})}")
        while not str(line.recv()).startswith("40/kiosk"):  # an event may overtake the welcome
            continue
        line.settimeout(None)
        return line.sock

    def _read_on(self) -> None:
        buffer = b""
        while chunk := self._socket.recv(65536):
            buffer += chunk
            while (end := _find_end(buffer)) is not None:
                begin, length = end
                self._take(buffer[begin : begin + length])
                buffer = buffer[begin + length :]

    def _take(self, frame: bytes) -> None:
        if frame.startswith(PREFIX):
            self._hear(self, frame)
        elif frame.startswith(ACKNOWLEDGED):
            self.acknowledged()
        elif frame == b"2":
            self._send(b"3")

    def _send(self, content: bytes) -> None:
        """Send one text frame, RFC 6455 5.2; a masking key of zeros leaves the content as it is."""
        length = len(content)
        size = bytes([0x80 | length]) if length < 126 else b"\xfe" + length.to_bytes(2, "big")
        self._socket.sendall(b"\x81" + size + bytes(4) + content)


def _find_end(buffer: bytes) -> tuple[int, int] | None:
    """Find where the first frame's content begins and how long it is, or None while it is not all there."""
    if len(buffer) < 2:
        return None
    begin, length = 2, buffer[1]
    if length >= 126:
        begin = 4 if length == 126 else 10
        length = int.from_bytes(buffer[2:begin], "big")
    return (begin, length) if len(buffer) >= begin + length else None
