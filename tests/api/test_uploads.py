"""Uploads over HTTP, with the real checks in real worker processes: what is good is served, the rest leaves nothing."""

import logging
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gevent
import gevent.socket
import pytest
from werkzeug.test import TestResponse

from exhibits.core.model import Role
from exhibits.core.server import Server
from exhibits.media import service
from exhibits.media.model import AssetState
from tests.corpus.hostile import FILES, Hostile, draw
from tests.corpus.pictures import PHOTOGRAPHS, make_flat_png, make_heic, make_located_jpeg, read_photograph
from tests.hall import TestHall


class Desk:
    """A curator with files to upload, and a look at what stays on the disk."""

    def __init__(self, hall: TestHall, data: Path) -> None:
        self.hall, self.data = hall, data

    def send(self, content: bytes, name: str = "picture.jpg") -> TestResponse:
        headers = self.hall.headers_of(Role.CURATOR)
        return self.hall.client.post("/api/v1/assets", query_string={"name": name}, data=content, headers=headers)

    def accept(self, content: bytes, name: str = "picture.jpg") -> dict[str, Any]:
        response = self.send(content, name)
        assert response.status_code == 201, response.text
        return dict(response.json or {})

    def show(self, asset: dict[str, Any]) -> dict[str, Any]:
        headers = self.hall.headers_of(Role.GUIDE)
        return dict(self.hall.client.get(f"/api/v1/assets/{asset['id']}", headers=headers).json or {})

    def wait(self, asset: dict[str, Any], state: str = "ready") -> dict[str, Any]:
        wait_for(lambda: self.show(asset)["state"] == state)
        return self.show(asset)

    def fetch(self, name: str, role: Role = Role.VISITOR, **headers: str) -> TestResponse:
        """Fetch a file, with its handle closed as a server does after the answer."""
        more = {key.replace("_", "-"): value for key, value in headers.items()}
        return self.hall.client.get(f"/media/{name}", headers=self.hall.headers_of(role) | more, buffered=True)

    def list_files(self) -> set[Path]:
        return {path for path in (self.data / "files").rglob("*") if path.is_file()}


def wait_for(what: Callable[[], bool]) -> None:
    with gevent.Timeout(90):
        while not what():
            gevent.sleep(0.05)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(TestHall(tmp_path / "data"), tmp_path / "data")
    yield opened
    opened.hall.stop()


@pytest.fixture(scope="module")
def shared_desk(test_hall: TestHall) -> Desk:
    return Desk(test_hall, test_hall.hall.settings.data)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_bad_file_is_refused_in_both_languages_and_leaves_nothing(shared_desk: Desk, file: Hostile) -> None:
    before, listed = shared_desk.list_files(), shared_desk.hall.hall.media.list_assets()
    response = shared_desk.send(file.make(), file.name)
    problem = response.json or {}
    assert response.content_type == "application/problem+json"
    assert (problem["code"], response.status_code) == (file.code, 413 if file.code == "picture_too_large" else 422)
    assert any("一" <= sign <= "鿿" for sign in problem["message"]["zh"])
    assert problem["message"]["en"].isascii()
    assert shared_desk.list_files() == before
    assert shared_desk.hall.hall.media.list_assets() == listed


def test_a_good_picture_is_taken_right_after_all_the_bad_ones(shared_desk: Desk) -> None:
    assert shared_desk.wait(shared_desk.accept(make_located_jpeg(), "好.jpg"))["name"] == "好.jpg"


def test_every_real_photograph_arrives_and_is_served_in_its_widths(desk: Desk) -> None:
    sources = sorted(PHOTOGRAPHS.glob("*.jpg"))
    assert len(sources) >= 13
    assets = [desk.accept(path.read_bytes(), path.name) for path in sources]
    for asset in assets:
        ready = desk.wait(asset)
        assert ready["progress"] == 1
        for form in ready["renditions"]:
            served = desk.fetch(form["name"])
            assert (served.status_code, served.mimetype, len(served.data)) == (200, "image/webp", form["bytes"])
        assert max(form["width"] for form in ready["renditions"]) <= asset["original"]["width"]


def test_a_heic_of_a_telephone_is_taken(shared_desk: Desk) -> None:
    ready = shared_desk.wait(shared_desk.accept(make_heic(), "IMG_0001.HEIC"))
    assert (ready["original"]["mime"], ready["renditions"][0]["mime"]) == ("image/heic", "image/webp")


def test_a_picture_just_within_the_limit_is_taken(shared_desk: Desk) -> None:
    shared_desk.wait(shared_desk.accept(make_flat_png(12_000, 10_000)))


def test_a_file_over_the_size_limit_is_refused_while_it_comes(desk: Desk) -> None:
    response = desk.send(b"\xff\xd8\xff" + bytes(201 * 2**20))
    assert (response.status_code, (response.json or {})["code"]) == (413, "upload_too_large")
    assert desk.list_files() == set()


CUT_OFF = {
    "less than was announced": ("Content-Length: 1000", b"\xff\xd8\xff"),
    "a chunk that ends early": ("Transfer-Encoding: chunked", b"ff\r\n\xff\xd8\xff"),
    "a chunk that nothing follows": ("Transfer-Encoding: chunked", b"3\r\n\xff\xd8\xff\r\n"),
    "a chunk without a length": ("Transfer-Encoding: chunked", b"\r\n\xff\xd8\xff\r\n"),
    "a chunk with a wrong length": ("Transfer-Encoding: chunked", b"xyz\r\n\xff\xd8\xff\r\n"),
}


@pytest.mark.parametrize("how", CUT_OFF)
def test_an_upload_that_breaks_off_is_told_in_one_line_and_leaves_nothing(
    shared_desk: Desk, how: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    before = shared_desk.list_files()
    server = Server(shared_desk.hall.hall.app, "127.0.0.1", 0)
    server.open()
    with caplog.at_level(logging.INFO), gevent.Timeout(10):
        answer = break_off(shared_desk, server.port, *CUT_OFF[how])
    server._server.stop()
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1, "what comes after it is no request"
    assert b'"code":"upload_cut_off"' in answer
    assert "再传一次" in answer.decode()
    assert [one.name for one in caplog.records if one.name != "hall.server"] == ["hall.media"]
    assert max(one.levelno for one in caplog.records) == logging.INFO
    assert "Traceback" not in capfd.readouterr().err + caplog.text
    assert shared_desk.list_files() == before


def break_off(desk: Desk, port: int, header: str, body: bytes) -> bytes:
    """Send a part of an upload and no more; give all that the server says."""
    lines = ["POST /api/v1/assets HTTP/1.1", "Host: x", header]
    lines += [f"{name}: {value}" for name, value in desk.hall.headers_of(Role.CURATOR).items()]
    with gevent.socket.create_connection(("127.0.0.1", port)) as wire:
        wire.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        wire.shutdown(gevent.socket.SHUT_WR)
        return b"".join(iter(lambda: wire.recv(65536), b""))


def test_a_check_that_takes_too_long_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "INSPECT_S", 0.05)
    response = desk.send(make_flat_png(12_000, 10_000))
    assert (response.status_code, (response.json or {})["code"]) == (503, "job_too_slow")
    assert desk.list_files() == set()


def test_the_same_content_again_is_the_same_asset(desk: Desk) -> None:
    first = desk.accept(read_photograph(), "one.jpg")
    waiting = [gevent.spawn(desk.accept, read_photograph(), f"{number}.jpg") for number in range(3)]
    assert {job.get()["id"] for job in waiting} == {first["id"]}
    assert len(desk.hall.hall.media.list_assets()) == 1


def test_the_same_content_twice_at_once_is_one_asset(desk: Desk) -> None:
    desk.hall.headers_of(Role.CURATOR)
    waiting = [gevent.spawn(desk.accept, read_photograph(), f"{number}.jpg") for number in range(3)]
    assert len({job.get()["id"] for job in waiting}) == 1


def test_where_a_photograph_was_taken_is_for_the_staff_only(shared_desk: Desk) -> None:
    asset = shared_desk.wait(shared_desk.accept(make_located_jpeg()))
    name = asset["original"]["name"]
    assert shared_desk.fetch(name).status_code == 404
    assert shared_desk.fetch(name, Role.DISPLAY).status_code == 404
    original = shared_desk.fetch(name, Role.CURATOR)
    assert original.data == make_located_jpeg()
    assert "private" in original.headers["Cache-Control"]


def test_a_served_file_may_be_kept_for_ever_and_asked_for_in_parts(shared_desk: Desk) -> None:
    form = shared_desk.wait(shared_desk.accept(read_photograph()))["renditions"][0]
    whole = shared_desk.fetch(form["name"])
    assert "immutable" in whole.headers["Cache-Control"]
    assert whole.headers["ETag"] == f'"{form["name"][:64]}"'
    assert shared_desk.fetch(form["name"], If_None_Match=whole.headers["ETag"]).status_code == 304
    part = shared_desk.fetch(form["name"], Range="bytes=10-19")
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert shared_desk.fetch(form["name"], Range=f"bytes={form['bytes']}-").status_code == 416


def test_a_drawing_is_ready_at_once_and_served_without_any_rights(shared_desk: Desk) -> None:
    asset = shared_desk.accept(draw("<circle r='3'/>"), "plan.svg")
    assert (asset["kind"], asset["state"], asset["renditions"]) == ("drawing", "ready", [asset["original"]])
    served = shared_desk.fetch(asset["original"]["name"])
    assert served.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.mimetype == "image/svg+xml"


def test_a_worker_killed_while_it_works_costs_only_time(desk: Desk) -> None:
    jobs = desk.hall.hall._jobs
    asset = desk.accept(read_photograph("seeding_by_Clements_Engelhardt"))
    wait_for(lambda: len(jobs.list_pids()) == 2)
    time.sleep(0.3)
    for pid in jobs.list_pids():
        os.kill(pid, signal.SIGKILL)
    assert len(desk.wait(asset)["renditions"]) == 6
    desk.wait(desk.accept(read_photograph("free_by_Peter_Nerlich")))


def test_forms_that_a_stop_interrupted_are_made_after_the_next_start(desk: Desk) -> None:
    assets = [desk.accept(path.read_bytes(), path.name) for path in sorted(PHOTOGRAPHS.glob("[p-s]*.jpg"))]
    assert desk.show(assets[-1])["state"] == "processing"
    desk.hall.hall.stop()
    (desk.data / "files" / "arriving" / "upload.1").write_bytes(b"half of an upload")
    desk.hall = TestHall(desk.data)
    for asset in assets:
        assert desk.hall.hall.media.get_asset(asset["id"]).original.name == asset["original"]["name"]
        wait_for(lambda name=asset["id"]: desk.hall.hall.media.get_asset(name).state == "ready")  # type: ignore[misc]  # the default binds
    assert not any(path.parent.name == "arriving" for path in desk.list_files())


def test_an_asset_whose_job_was_never_kept_is_taken_up_at_the_next_start(desk: Desk) -> None:
    ready = desk.wait(desk.accept(read_photograph()))
    media, jobs = desk.hall.hall.media, desk.hall.hall._jobs
    wait_for(lambda: jobs.list_unfinished() == [])
    lost = {"state": AssetState.PROCESSING, "renditions": ()}
    media._assets.put(media.get_asset(ready["id"]).model_copy(update=lost))
    media.recover()
    assert desk.wait(ready)["renditions"] == ready["renditions"]


def test_a_full_disk_is_told_and_nothing_is_lost(desk: Desk) -> None:
    kept = desk.wait(desk.accept(make_located_jpeg()))
    before = desk.list_files()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        response = desk.send(read_photograph())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (response.status_code, (response.json or {})["code"]) == (503, "disk_full")
    assert desk.list_files() == before
    assert desk.show(kept) == kept
    desk.wait(desk.accept(read_photograph()))


def test_a_visitor_and_a_guide_may_not_upload(shared_desk: Desk) -> None:
    client = shared_desk.hall.client
    assert client.post("/api/v1/assets", data=make_located_jpeg()).status_code == 401
    guide = shared_desk.hall.headers_of(Role.GUIDE)
    assert client.post("/api/v1/assets", data=make_located_jpeg(), headers=guide).status_code == 403


def test_a_photograph_whose_original_was_damaged_on_the_disk_says_why_it_failed(desk: Desk) -> None:
    ready = desk.wait(desk.accept(read_photograph()))
    name = ready["original"]["name"]
    original = next(path for path in desk.list_files() if path.name == name)
    original.write_bytes(original.read_bytes()[:2000])
    media = desk.hall.hall.media
    lost = {"state": AssetState.PROCESSING, "renditions": ()}
    media._assets.put(media.get_asset(ready["id"]).model_copy(update=lost))
    media.recover()
    failed = desk.wait(ready, "failed")
    assert failed["problem"]["zh"]
    assert failed["problem"]["en"]
