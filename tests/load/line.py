"""One Socket.IO namespace over one WebSocket, spoken as the browsers' client speaks it (Engine.IO 4, protocol 5)."""

import itertools
import json
import queue
import threading
from collections.abc import Callable
from typing import Any

import websocket

Hear = Callable[[str, Any], None]


class Gone(Exception):
    """The line broke, or nobody answered in time: what was asked may or may not have been done."""


class Line:
    """A connected line: `ask` waits for the acknowledgement, `hear` is called in the reader's thread."""

    def __init__(
        self,
        base: str,
        namespace: str,
        auth: dict[str, Any] | None = None,
        *,
        cookie: str = "",
        hear: Hear | None = None,
    ) -> None:
        self._namespace = namespace
        self._hear = hear or (lambda _event, _payload: None)
        self._ids = itertools.count()
        self._waiting: dict[int, queue.SimpleQueue[Any]] = {}
        self._lock = threading.Lock()
        self.is_open = False
        self._socket = self._open(base, auth or {}, cookie)
        threading.Thread(target=self._read_on, daemon=True).start()

    def ask(self, event: str, body: Any, timeout_s: float = 5.0) -> dict[str, Any]:
        """Send an event and return its acknowledgement; raises Gone."""
        number = next(self._ids)
        answer: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._waiting[number] = answer
        self._send(f"42{self._namespace},{number}{json.dumps([event, body])}")
        try:
            said = answer.get(timeout=timeout_s) if self.is_open else None
        except queue.Empty:
            said = None
        self._waiting.pop(number, None)
        if said is None:
            raise Gone(event)
        return dict(said)

    def close(self) -> None:
        """Hang up, without waiting for the other side's goodbye."""
        self.is_open = False
        self._socket.shutdown()

    def _open(self, base: str, auth: dict[str, Any], cookie: str) -> Any:
        address = base.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
        try:
            socket: Any = websocket.create_connection(address, timeout=15, cookie=cookie or None)
            socket.recv()
            socket.send(f"40{self._namespace},{json.dumps(auth)}")
            self._await_welcome(socket)
        except PermissionError:
            socket.shutdown()
            raise
        except (OSError, websocket.WebSocketException) as error:
            raise Gone("connect") from error
        self.is_open = True
        return socket

    def _await_welcome(self, socket: Any) -> None:
        while True:  # an event for the newcomer may overtake its welcome
            frame = str(socket.recv())
            if frame.startswith(f"44{self._namespace}"):
                raise PermissionError(frame)
            if frame.startswith("40"):
                return
            if frame.startswith("42"):
                self._take_event(frame)
            elif not frame:
                raise websocket.WebSocketConnectionClosedException("closed while connecting")

    def _read_on(self) -> None:
        try:
            while self.is_open:
                self._take(str(self._socket.recv()))
        except (OSError, websocket.WebSocketException):
            pass
        self.is_open = False
        for answer in list(self._waiting.values()):
            answer.put(None)

    def _take(self, frame: str) -> None:
        if frame == "2":
            self._send("3")
        elif frame.startswith("43"):
            number, bracket, rest = frame[2 + len(self._namespace) + 1 :].partition("[")
            answer = self._waiting.get(int(number))
            if answer is not None:
                answer.put(json.loads(bracket + rest)[0])
        elif frame.startswith("42"):
            self._take_event(frame)
        elif frame.startswith("41") or not frame:
            self.close()

    def _take_event(self, frame: str) -> None:
        event, *payload = json.loads(frame[2 + len(self._namespace) + 1 :])
        self._hear(event, payload[0] if payload else None)

    def send_raw(self, frame: str | bytes) -> None:
        """Send a frame as it is, right or wrong."""
        kind = websocket.ABNF.OPCODE_BINARY if isinstance(frame, bytes) else websocket.ABNF.OPCODE_TEXT
        with self._lock:
            self._socket.send(frame, kind)

    def _send(self, frame: str) -> None:
        try:
            with self._lock:
                self._socket.send(frame)
        except (OSError, websocket.WebSocketException) as error:
            raise Gone("send") from error
