"""After a restart everything stands where it stood, whatever order the files keep it in."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server import ROOT, RunningHall, Staff

GLASS = {"width_px": 1080, "height_px": 1920, "width_mm": 535, "height_mm": 952}


@pytest.fixture
def sample_hall(tmp_path: Path) -> Iterator[RunningHall]:
    with RunningHall(tmp_path / "var") as hall:
        yield hall


def pair(hall: RunningHall, operator: Staff, zone: str, number: int) -> None:
    screen = {"width_px": 1080, "height_px": 1920}
    token = secrets.token_hex(32)
    code = hall.call("POST", "/api/v1/pairings", {"token": token, "screen": screen}).json["code"]
    new = {"zone_id": zone, "number": number, "name": {"zh": "屏", "en": "Screen"}, "profile": GLASS}
    assert operator.call("POST", "/api/v1/pairings/claim", {"code": code, "new": new}).status == 200


def look_at(hall: RunningHall) -> dict[str, Any]:
    """Name everything in the order in which the pages get it."""
    head = hall.sign_in()
    catalogue, overview = (head.call("GET", f"/api/v1/{name}").json for name in ("catalogue", "overview"))
    places = ("halls", "zones", "boards", "exhibits")
    return {
        "visitors": {name: [one["id"] for one in catalogue[name]] for name in places},
        "staff": {name: [one["id"] for one in overview[name]] for name in places},
        "numbers": {name: [one["number"] for one in catalogue[name]] for name in places[:3]},
        "ways": [one["placement"]["zone_id"] for one in catalogue["exhibits"]],
        "people": [one["id"] for one in hall.call("GET", "/api/v1/session/people").json],
        "accounts": [one["id"] for one in head.call("GET", "/api/v1/accounts").json],
        "displays": [
            (one["display"]["zone_id"], one["display"]["number"])
            for one in head.call("GET", "/api/v1/displays").json["displays"]
        ],
    }


def test_the_sample_passwords_are_printed_once_and_then_when_they_are_asked_for(sample_hall: RunningHall) -> None:
    password = sample_hall.passwords()["curator"][1]
    assert sample_hall.tail().count(password) == 1
    sample_hall.stop()
    sample_hall.start()
    assert sample_hall.tail().count(password) == 1
    assert f"sample passwords: {sample_hall.data / 'staff-passwords.txt'}" in sample_hall.tail()
    asked = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), "sample"],
        env=os.environ | {"HALL_DATA": str(sample_hall.data)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert password in asked.stdout


def test_after_a_restart_everything_stands_where_it_stood(sample_hall: RunningHall) -> None:
    operator = sample_hall.sign_in("operator")
    for zone, number in (("logistics", 1), ("prologue", 2), ("biomedicine", 1), ("prologue", 1)):
        pair(sample_hall, operator, zone, number)
    before = look_at(sample_hall)
    sample_hall.stop()
    sample_hall.start()
    assert look_at(sample_hall) == before
    assert before["visitors"]["halls"] == ["party-service", "industry"]
    assert before["numbers"] == {"halls": [1, 2], "zones": [*range(1, 9)], "boards": [*range(1, 9)]}
    assert list(dict.fromkeys(before["ways"])) == before["visitors"]["zones"]
    assert before["people"] == before["accounts"] == ["admin", "curator", "operator", "guide"]
    assert before["displays"] == [("prologue", 1), ("prologue", 2), ("biomedicine", 1), ("logistics", 1)]
