"""A sender of files by tus 1.0, over whatever carries requests: a test client or a real line."""

import base64
import hashlib
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.server import Staff

CHUNK = "application/offset+octet-stream"
PLACE = "/api/v1/uploads"
VERSION = {"Tus-Resumable": "1.0.0"}


class Reply(NamedTuple):
    """What came back: the status, the headers with names in small letters, and the JSON of the body, if it is any."""

    status: int
    headers: dict[str, str]
    json: Any


Ask = Callable[[str, str, bytes | None, dict[str, str]], Reply]
"""Sends a method, a path, a body and headers."""


def ask_as(staff: Staff) -> Ask:
    """Ask as a member of staff, over a real line."""

    def ask(method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Reply:
        answer = staff.call(method, path, body, **headers)
        named = {name.lower(): value for name, value in answer.headers.items()}
        return Reply(answer.status, named, answer.json if answer.content else None)

    return ask


def write_metadata(**named: str) -> str:
    """Write `Upload-Metadata`."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in named.items())


def write_checksum(content: bytes, algorithm: str = "sha1") -> str:
    """Write `Upload-Checksum` of some bytes."""
    digest = hashlib.new(algorithm, content, usedforsecurity=False).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


class Sender:
    """Somebody who sends files, and asks what has become of them."""

    def __init__(self, ask: Ask, wait: Callable[[float], object] = time.sleep) -> None:
        self.ask, self._wait = ask, wait

    def create(self, length: int | None, name: str = "picture.jpg", **more: str) -> Reply:
        """Begin an upload."""
        size = {"Upload-Defer-Length": "1"} if length is None else {"Upload-Length": str(length)}
        headers = VERSION | size | {"Upload-Metadata": write_metadata(filename=name)}
        return self.ask("POST", PLACE, None, headers | _name_headers(more))

    def create_with(self, length: int, content: bytes) -> Reply:
        """Begin an upload with its first bytes."""
        return self.ask("POST", PLACE, content, VERSION | {"Upload-Length": str(length), "Content-Type": CHUNK})

    def append(self, place: str, offset: int, content: bytes, **more: str) -> Reply:
        """Send bytes that begin at `offset`."""
        headers = VERSION | {"Upload-Offset": str(offset), "Content-Type": CHUNK}
        return self.ask("PATCH", place, content, headers | _name_headers(more))

    def measure(self, place: str) -> Reply:
        """Ask how much is there."""
        return self.ask("HEAD", place, None, VERSION)

    def send(self, content: bytes, name: str = "picture.jpg", album: str = "", chunk: int = 1 << 20) -> str:
        """Send a whole file and return its place."""
        named = {"Upload_Metadata": write_metadata(filename=name, album=album)}
        created = self.create(len(content), name, **named)
        assert created.status == 201, created
        place = created.headers["location"]
        for start in range(0, len(content), chunk):
            assert self.append(place, start, content[start : start + chunk]).status == 204
        return place

    def show(self, place: str) -> dict[str, Any]:
        """Ask what has become of an upload."""
        reply = self.ask("GET", place, None, {})
        assert reply.status == 200, reply
        return dict(reply.json)

    def wait_for_end(self, place: str, within_s: float = 90) -> dict[str, Any]:
        """Wait until an upload is done or refused."""
        deadline = time.monotonic() + within_s
        while (upload := self.show(place))["state"] in ("receiving", "checking"):
            assert time.monotonic() < deadline, upload
            self._wait(0.02)
        return upload

    def deliver(self, content: bytes, name: str = "picture.jpg", album: str = "") -> dict[str, Any]:
        """Send a whole file and wait for what becomes of it."""
        return self.wait_for_end(self.send(content, name, album))


def _name_headers(more: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in more.items()}
