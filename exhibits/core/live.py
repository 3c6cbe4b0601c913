"""Live traffic, declared: an event is a method with a payload model; every answer is an envelope."""

import inspect
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import orjson
from flask import Flask
from flask_socketio import SocketIO
from pydantic import TypeAdapter, ValidationError
from socketio import packet
from socketio.exceptions import ConnectionRefusedError as Refused

from exhibits.core.deeds import describe_deed
from exhibits.core.errors import HallError, NotFound, Unavailable, Unidentified
from exhibits.core.gate import Gate, require
from exhibits.core.http import refuse_invalid
from exhibits.core.model import Identity, Model
from exhibits.core.wires import WireManager

F = TypeVar("F", bound=Callable[..., Any])
MALFORMED = "malformed"
PLAIN_TYPES = frozenset({packet.CONNECT, packet.DISCONNECT, packet.EVENT, packet.ACK})
RESERVED = frozenset({"connect", "disconnect", "*"})
LONGEST_EVENT = 64
log = logging.getLogger("hall.live")


class Json:
    """orjson in the form that python-socketio asks for."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        """Write JSON text."""
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        """Read JSON text."""
        return orjson.loads(text)


class TextPacket(packet.Packet):  # type: ignore[misc]  # python-socketio has no types
    """A packet that is JSON throughout, and an event whose name a page may say.

    Nothing is searched for bytes before each emit. What is malformed, binary or takes the name of one of the server's
    own events becomes an event that nobody knows: its sender is told so, and nothing else happens.
    """

    uses_binary_events = False
    packet_type: int
    data: Any

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.packet_type == packet.EVENT and not self.data:
            self.data = [MALFORMED]

    def decode(self, encoded_packet: str | bytes) -> int:
        """Read a packet; never asks for attachments."""
        try:
            attachments = super().decode(encoded_packet) if isinstance(encoded_packet, str) else 1
        except (ValueError, TypeError, KeyError, IndexError, RecursionError):
            attachments = 1
        if attachments or self.packet_type not in PLAIN_TYPES:
            self.packet_type, self.namespace, self.id = packet.EVENT, "/", None
            self.data = [MALFORMED]
        elif self.packet_type == packet.EVENT and not _is_sayable(self.data):
            self.data = [MALFORMED]
        return 0


def _is_sayable(data: object) -> bool:
    name = data[0] if isinstance(data, list) and data else None
    return isinstance(name, str) and len(name) <= LONGEST_EVENT and name not in RESERVED


def hears(event: str, *, deed: str = "") -> Callable[[F], F]:
    """Declare that a channel's method answers an event; `deed` is what the audit calls it, where that matters."""

    def mark(method: F) -> F:
        method.__dict__["event"], method.__dict__["deed"] = event, deed
        return method

    return mark


def list_events(channel: object) -> dict[str, Callable[..., Any]]:
    """List the events that a channel hears, each with its bound method."""
    methods = (getattr(channel, name) for name in vars(type(channel)) if not name.startswith("_"))
    return {method.event: method for method in methods if hasattr(method, "event")}


def list_declared_events(channel: type) -> dict[str, tuple[type[Model] | None, type[Model] | None]]:
    """List the events that a kind of channel hears, each with its payload and its answer."""
    found = {}
    for method in vars(channel).values():
        if hasattr(method, "event"):
            hints = inspect.get_annotations(method, eval_str=True)
            found[str(method.event)] = (hints.get("body"), hints.get("return"))
    return found


class Live:
    """The Socket.IO server: WebSocket only, identity at connect, events straight on the server underneath Flask's."""

    def __init__(self, app: Flask, gate: Gate) -> None:
        self._socketio = SocketIO(
            app,
            async_mode="gevent",
            transports=["websocket"],
            json=Json,
            serializer=TextPacket,
            client_manager=WireManager(),
            ping_interval=5,
            ping_timeout=5,
            max_http_buffer_size=1_000_000,
            async_handlers=False,
            logger=False,
            engineio_logger=False,
        )
        self._server = self._socketio.server
        self._gate = gate
        self._present: dict[str, dict[str, Identity]] = {}
        self._channels: dict[str, list[Any]] = {}

    def mount(self, channels: Iterable[Any]) -> None:
        """Give the channels' events to the server; several channels may share a namespace."""
        for channel in channels:
            self._channels.setdefault(channel.namespace, []).append(channel)
            for event, method in list_events(channel).items():
                self._server.on(event, self._make_handler(channel.namespace, method), namespace=channel.namespace)
        for namespace in self._channels:
            self._server.on("connect", self._make_connect(namespace), namespace=namespace)
            self._server.on("disconnect", self._make_disconnect(namespace), namespace=namespace)
            self._server.on("*", self._refuse_unknown, namespace=namespace)

    def send(self, namespace: str, event: str, payload: Model, to: str | Sequence[str] | None = None) -> None:
        """Send a fact to everyone in a namespace, or to the identities named; it is encoded once."""
        if self._present.get(namespace):
            self._server.emit(event, payload.model_dump(mode="json"), to=to, namespace=namespace)

    def is_heard(self, namespace: str) -> bool:
        """Tell whether anybody listens in a namespace."""
        return bool(self._present.get(namespace))

    def is_present(self, namespace: str, identity_id: str) -> bool:
        """Tell whether an identity has a socket open."""
        return any(who.id == identity_id for who in self._present.get(namespace, {}).values())

    def drop(self, namespace: str, identity_id: str) -> None:
        """Close an identity's sockets: its key no longer holds."""
        for sid, who in list(self._present.get(namespace, {}).items()):
            if who.id == identity_id:
                self._server.disconnect(sid, namespace=namespace)

    def _make_connect(self, namespace: str) -> Callable[..., None]:
        channels = self._channels[namespace]
        present = self._present.setdefault(namespace, {})

        def connect(sid: str, environ: dict[str, Any], auth: object = None) -> None:
            who = self._gate.identify_socket(environ, auth)
            try:
                require(who, channels[0].allow)
            except HallError as error:
                raise Refused(error.code, error.as_problem().model_dump(mode="json")) from error
            present[sid] = who
            self._server.enter_room(sid, who.id, namespace=namespace)
            for channel in channels:
                if hasattr(channel, "connected"):
                    channel.connected(who)

        return connect

    def _make_disconnect(self, namespace: str) -> Callable[..., None]:
        present = self._present.setdefault(namespace, {})

        def disconnect(sid: str, reason: str = "") -> None:
            who = present.pop(sid, None)
            if who is None or self.is_present(namespace, who.id):
                return
            for channel in self._channels[namespace]:
                if hasattr(channel, "disconnected"):
                    channel.disconnected(who)

        return disconnect

    def _make_handler(self, namespace: str, method: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
        body_type = inspect.get_annotations(method.__func__, eval_str=True).get("body")  # type: ignore[attr-defined]  # methods only
        adapter = TypeAdapter(body_type) if body_type is not None else None
        deed = getattr(method, "deed", "")
        present = self._present.setdefault(namespace, {})

        def handle(sid: str, *sent: Any) -> dict[str, Any]:
            who = present.get(sid)
            if who is None or not self._gate.holds(who):
                self._server.disconnect(sid, namespace=namespace)
                return _refusal(_report_end())
            try:
                body = () if adapter is None else (adapter.validate_python(sent[0] if sent else None),)
                answer = method(who, *body)
                if deed:
                    self._gate.note(who, describe_deed(deed, {}, body[0] if body else None, answer, goes_on=True))
                return {"ok": True, "data": None if answer is None else answer.model_dump(mode="json")}
            except ValidationError as error:
                return _refusal(refuse_invalid(error))
            except HallError as error:
                return _refusal(error)
            except Exception:  # the caller gets an answer whatever happens; the log has the cause
                log.exception("event failed", extra={"event": method.__name__})
                return _refusal(
                    Unavailable(
                        "internal_error",
                        "服务器出错了，已记录。请稍后再试。",
                        "Something failed here and was logged. Try again.",
                    )
                )

        return handle

    @staticmethod
    def _refuse_unknown(event: str, sid: str, *sent: Any) -> dict[str, Any]:
        return _refusal(NotFound("unknown_event", f"没有“{event}”这个事件。", f"There is no event “{event}”."))


def _report_end() -> Unidentified:
    return Unidentified("session_over", "登录已过期，请重新登录。", "Your session is over. Sign in again.")


def _refusal(error: HallError) -> dict[str, Any]:
    return {"ok": False, "error": error.as_problem().model_dump(mode="json")}
