"""A small application that serves files as the hall does, in a process of its own, for tests with real sockets."""

import email
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from exhibits.core import sending
from exhibits.core.errors import HallError
from exhibits.core.sending import Span
from exhibits.core.server import Server
from exhibits.media.delivery import answer_file, answer_part
from tests.bench.nginx import await_answer
from tests.server import ROOT, find_free_port

TAKE_S = 2
MB = 1024 * 1024
FILM_BYTES = 50 * MB
PACK = b"first tile|second tile|third"


def make_app(folder: Path) -> Flask:
    """Make the application that the child process serves."""
    app = Flask("delivery")

    @app.get("/files/<shelf>/<name>")
    def show_file(shelf: str, name: str) -> Response:
        asked = request.args
        return answer_file(
            folder / shelf / name,
            {"svg": "image/svg+xml", "mp4": "video/mp4"}[name.rpartition(".")[2]],
            name.rpartition(".")[0],
            request.headers,
            method=request.method,
            private="private" in asked,
            accel=asked.get("accel", ""),
            more={"Access-Control-Allow-Origin": "*"} if "cors" in asked else None,
        )

    @app.get("/tiles/<int:start>/<int:length>")
    def show_tile(start: int, length: int) -> Response:
        place = Span(start, length)
        return answer_part(folder / "ab" / "pack", place, "image/jpeg", "tile", request.headers, method=request.method)

    @app.get("/small")
    def show_small() -> dict[str, str]:
        return {"status": "ok"}

    app.register_error_handler(HallError, lambda error: (error.as_problem().model_dump(), error.status))
    return app


class Read:
    """An answer that was read to its end."""

    def __init__(self, response: HTTPResponse) -> None:
        self.status, self.headers, self.content = response.status, response.headers, response.read()

    @property
    def parts(self) -> list[tuple[str, bytes]]:
        """Take a multipart answer apart with Python's own parser of mail: Content-Range and content of each part."""
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        message: Any = email.message_from_bytes(head + self.content)
        assert message.is_multipart()
        assert not message.defects
        return [(part["Content-Range"], part.get_payload(decode=True)) for part in message.get_payload()]


def ask(connection: HTTPConnection, path: str, method: str = "GET", **headers: str) -> Read:
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return Read(connection.getresponse())


@dataclass(frozen=True)
class Shelf:
    """The running server and what it serves."""

    port: int
    pid: int
    folder: Path
    log: Path
    film: bytes

    def ask(self, path: str = "/files/ab/film.mp4", method: str = "GET", **headers: str) -> Read:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            return ask(connection, path, method, **headers)

    def open(self, *requests: str) -> socket.socket:
        """Open a connection and send requests, all at once."""
        wire = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        wire.sendall(b"".join(f"{one} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for one in requests))
        return wire

    def wait_until_all_is_closed(self) -> None:
        """Wait until the server has no file of the shelf open."""
        deadline = time.monotonic() + TAKE_S + 10
        while any(self.folder in path.parents for path in self._list_open()):
            assert time.monotonic() < deadline, "a file stays open"
            time.sleep(0.05)

    def _list_open(self) -> Iterator[Path]:
        for link in Path(f"/proc/{self.pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed since
                yield link.readlink()


@contextmanager
def open_shelf(folder: Path) -> Iterator[Shelf]:
    """Lay files into a folder, and run the server for them."""
    (folder / "ab").mkdir()
    film = os.urandom(FILM_BYTES)
    (folder / "ab" / "film.mp4").write_bytes(film)
    (folder / "ab" / "plan.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "ab" / "empty.mp4").touch()
    (folder / "ab" / "pack").write_bytes(PACK)
    port, log = find_free_port(), folder.with_suffix(".log")
    words = [sys.executable, "-m", "tests.shelf", str(port), str(folder)]
    with log.open("wb") as out, subprocess.Popen(words, cwd=ROOT, stdout=out, stderr=out) as process:
        try:
            await_answer(f"http://127.0.0.1:{port}/small")
            yield Shelf(port, process.pid, folder, log, film)
        finally:
            process.terminate()


if __name__ == "__main__":
    sending.TAKE_S = TAKE_S
    server = Server(make_app(Path(sys.argv[2])), "127.0.0.1", int(sys.argv[1]))
    server.open()
    server.serve_until_stopped()
