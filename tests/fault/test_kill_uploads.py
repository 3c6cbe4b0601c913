"""A server killed while it takes photographs in: what was acknowledged gets its forms, the rest leaves nothing."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError

import psutil
import pytest

from tests.corpus.pictures import PHOTOGRAPHS, read_photograph
from tests.load.hall import await_true
from tests.server import RunningHall, Staff


def upload(staff: Staff, path: Path) -> str | None:
    """Upload a photograph and return its asset's id, or None when the server went away meanwhile."""
    try:
        answer = staff.call("POST", f"/api/v1/assets?name={path.name}", path.read_bytes())
    except (URLError, HTTPException, OSError):
        return None
    assert answer.status == 201, answer.content
    return str(answer.json["id"])


def list_assets(staff: Staff) -> dict[str, dict[str, Any]]:
    found = staff.call("GET", "/api/v1/assets").json
    return {asset["id"]: asset for asset in found if asset["kind"] == "photograph"}


def wait_until_ready(staff: Staff) -> dict[str, dict[str, Any]]:
    deadline = time.monotonic() + 90
    while any(asset["state"] == "processing" for asset in list_assets(staff).values()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return list_assets(staff)


def find_half_written(hall: RunningHall) -> list[Path]:
    return list((hall.data / "files").rglob("arriving/*"))


@pytest.fixture
def hall(tmp_path: Path) -> RunningHall:
    return RunningHall(tmp_path / "hall", start_timeout_s=120)


def test_an_upload_that_breaks_off_leaves_nothing_and_others_go_on(hall: RunningHall) -> None:
    photograph = read_photograph()
    with hall:
        staff = hall.sign_in("curator")
        head = (
            f"POST /api/v1/assets?name=half.jpg HTTP/1.1\r\nHost: 127.0.0.1:{hall.port}\r\n"
            f"Cookie: {staff.cookie}\r\nX-CSRF-Token: {staff.csrf}\r\nContent-Length: {len(photograph)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", hall.port)) as line:
            line.sendall(head.encode() + photograph[: len(photograph) // 2])
            await_true(lambda: find_half_written(hall) != [], 20, "half an upload on the disk")
        await_true(lambda: find_half_written(hall) == [], 20, "half an upload gone")
        assert list_assets(staff) == {}
        assert upload(staff, PHOTOGRAPHS / "greentock_by_Peter_Nerlich.jpg") in wait_until_ready(staff)


def test_no_acknowledged_photograph_is_lost_when_the_server_is_killed(hall: RunningHall) -> None:
    with hall, ThreadPoolExecutor(4) as people:
        staff = hall.sign_in("curator")
        uploads = [people.submit(upload, staff, path) for path in sorted(PHOTOGRAPHS.glob("*.jpg"))]
        deadline = time.monotonic() + 60
        while sum(one.done() for one in uploads) < 4 and time.monotonic() < deadline:
            time.sleep(0.02)
        workers = psutil.Process(hall.pid).children(recursive=True)
        hall.kill()
        acknowledged = {asset_id for one in uploads if (asset_id := one.result()) is not None}
        assert workers
        assert psutil.wait_procs(workers, timeout=10)[1] == [], "a worker outlived its server"
        hall.start()
        assets = wait_until_ready(hall.sign_in("curator"))
        assert len(acknowledged) >= 4
        assert acknowledged <= assets.keys()
        assert {asset["state"] for asset in assets.values()} == {"ready"}
        assert all(
            hall.call("GET", f"/media/{asset['renditions'][-1]['name']}").status == 200 for asset in assets.values()
        )
        assert find_half_written(hall) == []
