"""The server in front of the application: gevent's, tuned for many small answers."""

import logging
import resource
import signal
import socket
from typing import Any

import gevent
import gevent.event
from flask import Flask
from gevent.pywsgi import WSGIHandler, WSGIServer

from exhibits.core.errors import Unavailable
from exhibits.core.sending import SMALL_BYTES, FileBody, FileCut, Span, Turns, limit_wait, read_small, send_span
from exhibits.core.wires import hand_over

STOP_WITHIN_S = 5
IDLE_S = 75
HEAD_S = 10
log = logging.getLogger("hall.server")


class PromptHandler(WSGIHandler):  # type: ignore[misc]  # gevent has no types
    """Sends a small answer at once: with Nagle's algorithm each one waits 40 ms for the other side's delayed ACK."""

    def handle(self) -> None:
        """Answer the requests of one connection."""
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().handle()

    def read_requestline(self) -> str:
        """Wait for the next request, but not for ever: an idle connection is closed."""
        with gevent.Timeout(IDLE_S, False):
            return str(super().read_requestline())
        return ""

    def read_request(self, raw_requestline: str) -> bool:
        """Read the head of a request; who sends it drop by drop is closed (slowloris)."""
        with gevent.Timeout(HEAD_S, False):
            return bool(super().read_request(raw_requestline))
        return False

    def get_environ(self) -> dict[str, Any]:
        """Describe a request; one that becomes a WebSocket takes its socket along as a wire."""
        environ: dict[str, Any] = super().get_environ()
        if environ["PATH_INFO"].startswith("/socket.io/") and environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            hand_over(environ, self.socket)
        return environ

    def process_result(self) -> None:
        """Send the answer: a file goes out through the kernel, all else as gevent does it."""
        if not isinstance(self.result, FileBody):
            super().process_result()
            return
        try:
            self._send_file(self.result)
        except FileCut as error:  # whoever waits for the rest learns it from the end of the connection
            log.error("%s is shorter than it was when the answer began", error)
            self.close_connection = True

    def _send_file(self, body: FileBody) -> None:
        if body.length <= SMALL_BYTES:
            self.write(read_small(body))
            return
        self.write(b"")
        for segment in body.segments:
            if isinstance(segment, Span):
                send_span(self.socket, body, segment, self.server.turns)
                self.response_length += segment.length
            else:
                self._sendall(segment)

    def _sendall(self, content: bytes) -> None:
        with limit_wait():
            super()._sendall(content)


class Server:
    """Listens from `open` until a signal or `close`."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        self._server = WSGIServer(
            (host, port), app, handler_class=PromptHandler, log=None, error_log=_ErrorLog(log), environ={}
        )
        self._server.turns = Turns()

    @property
    def port(self) -> int:
        """Tell the port, also when any free one was asked for."""
        return int(self._server.server_port)

    def open(self) -> None:
        """Begin to listen; raises Unavailable (`port_in_use`) when somebody else does."""
        _allow_many_connections()
        try:
            self._server.start()
        except OSError as error:
            where = f"{self._server.server_host}:{self._server.server_port}"
            raise Unavailable(
                "port_in_use",
                f"{where} 打不开（{error.strerror}）。换一个端口：PORT=8001 make run",
                f"Cannot listen on {where} ({error.strerror}). Choose another port: PORT=8001 make run",
            ) from error

    def serve_until_stopped(self) -> None:
        """Serve until SIGTERM or SIGINT."""
        stopped = gevent.event.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, stopped.set)
        stopped.wait()
        self._server.stop(timeout=STOP_WITHIN_S)


def _allow_many_connections() -> None:
    """Use as many descriptors as the machine allows: the usual soft limit of 1024 is a hall's worth of sockets."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class _ErrorLog:
    """What pywsgi wants to write to: its lines go to the log, at a level that fits a lost visitor connection."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log

    def write(self, text: str) -> None:
        if text.strip():
            self._log.info(text.rstrip())

    def writelines(self, lines: list[str]) -> None:
        self.write("".join(lines))

    def flush(self) -> None:
        """Nothing waits here."""
