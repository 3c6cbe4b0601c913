"""A server killed while files come: every upload goes on from where it was, and what arrives is what was sent."""

import hashlib
import random
import socket
import threading
import time
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path

import psutil
import pytest

from tests.corpus.pictures import PHOTOGRAPHS, make_flat_png
from tests.load.hall import await_true
from tests.server import RunningHall, Staff
from tests.tus import CHUNK, VERSION, Reply, Sender, ask_as

KILLS = 4
CHUNK_BYTES = 200_000
GONE = (OSError, HTTPException)


class Uploader:
    """Somebody who sends files over a bad line, as a browser's tus client does: ask how much is there, go on."""

    def __init__(self, hall: RunningHall, staff: Staff) -> None:
        self.hall, self.staff = hall, staff
        self.sender = Sender(ask_as(staff))

    def deliver(self, content: bytes, name: str) -> str:
        """Send a file whatever happens; give the place of its upload."""
        place = self._insist(lambda: self.sender.create(len(content), name)).headers["location"]
        while True:
            offset = int(self._insist(lambda: self.sender.measure(place)).headers["upload-offset"])
            if offset == len(content):
                return place
            try:
                self.sender.append(place, offset, content[offset : offset + CHUNK_BYTES])
            except GONE:
                time.sleep(0.1)

    def _insist(self, ask: Callable[[], Reply]) -> Reply:
        deadline = time.monotonic() + 90
        while True:
            try:
                reply = ask()
            except GONE:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            else:
                assert reply.status < 300, reply
                return reply


@pytest.fixture
def hall(tmp_path: Path) -> RunningHall:
    return RunningHall(tmp_path / "hall", start_timeout_s=120)


def test_uploads_go_on_after_every_kill_and_their_hashes_are_equal(hall: RunningHall) -> None:
    contents = {path.name: path.read_bytes() for path in sorted(PHOTOGRAPHS.glob("*.jpg"))}
    contents["large.png"] = make_flat_png(4000, 3000)
    with hall:
        uploader = Uploader(hall, hall.sign_in("curator"))
        places: dict[str, str] = {}
        senders = [threading.Thread(target=deliver_all, args=(uploader, contents, n, places)) for n in range(3)]
        for one in senders:
            one.start()
        for _ in range(KILLS):
            time.sleep(random.uniform(0.3, 1.5))
            kill_with_workers(hall)
            hall.start()
        for one in senders:
            one.join(timeout=180)
        ended = {name: uploader.sender.wait_for_end(place) for name, place in places.items()}
        assert {name: one["state"] for name, one in ended.items()} == dict.fromkeys(contents, "done")
        for name, upload in ended.items():
            asset = hall_asset(uploader.staff, upload["asset_ids"][0])
            assert asset["original"]["name"].startswith(hashlib.sha256(contents[name]).hexdigest())
            original = uploader.staff.call("GET", f"/media/{asset['original']['name']}")
            assert hashlib.sha256(original.content).hexdigest() == asset["original"]["name"][:64]
        await_true(lambda: list_half(hall) == [], 30, "nothing half written stays")


def test_a_kill_in_the_middle_of_a_request_keeps_what_had_come(hall: RunningHall) -> None:
    content = (PHOTOGRAPHS / "sunset_by_Aitzol_Berasategi.jpg").read_bytes()
    with hall:
        uploader = Uploader(hall, hall.sign_in("curator"))
        place = uploader.sender.create(len(content), "sunset.jpg").headers["location"]
        with socket.create_connection(("127.0.0.1", hall.port)) as line:
            line.sendall(write_patch(uploader.staff, place, len(content)) + content[: len(content) // 2])
            part = hall.data / "uploads" / f"{place.rpartition('/')[2]}.part"
            await_true(lambda: part.stat().st_size > 100_000, 20, "some of the bytes on the disk")
            hall.kill()
        came = part.stat().st_size
        hall.start()
        assert int(uploader.sender.measure(place).headers["upload-offset"]) == came
        assert part.read_bytes() == content[:came]
        assert uploader.sender.append(place, came, content[came:]).status == 204
        assert uploader.sender.wait_for_end(place)["state"] == "done"


def deliver_all(uploader: Uploader, contents: dict[str, bytes], number: int, places: dict[str, str]) -> None:
    """Send every third file."""
    for name in list(contents)[number::3]:
        places[name] = uploader.deliver(contents[name], name)


def kill_with_workers(hall: RunningHall) -> None:
    """Kill the server; its workers must follow by themselves."""
    workers = psutil.Process(hall.pid).children(recursive=True)
    hall.kill()
    assert psutil.wait_procs(workers, timeout=10)[1] == [], "a worker outlived its server"


def hall_asset(staff: Staff, asset_id: str) -> dict[str, dict[str, str]]:
    return dict(staff.call("GET", f"/api/v1/assets/{asset_id}").json)


def list_half(hall: RunningHall) -> list[Path]:
    """List what is half written; an upload that was begun, and its answer lost with the server, has no bytes yet."""
    begun = [path for path in (hall.data / "uploads").iterdir() if path.stat().st_size]
    return [*(hall.data / "files").rglob("arriving/*"), *begun]


def write_patch(staff: Staff, place: str, length: int) -> bytes:
    own = {"Cookie": staff.cookie, "X-CSRF-Token": staff.csrf}
    headers = own | VERSION | {"Upload-Offset": "0", "Content-Type": CHUNK}
    lines = [f"PATCH {place} HTTP/1.1", "Host: x", f"Content-Length: {length}"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode()
