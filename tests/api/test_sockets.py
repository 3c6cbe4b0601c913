"""Rules that hold on every socket: who may open it, one envelope for every answer, and an end with the session."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exhibits.wiring import CHANNELS
from tests.load.hall import Key, await_true, pair_displays
from tests.load.kiosk import make_interaction, make_report
from tests.load.line import Line
from tests.server import RunningHall


class OpenHall:
    """A running hall with one paired display."""

    def __init__(self, hall: RunningHall, key: Key) -> None:
        self.hall, self.key = hall, key

    def open_as(self, namespace: str, role: str) -> Line:
        """Open a socket as a role; raises PermissionError when it is refused."""
        if role == "display":
            return Line(self.hall.base, namespace, {"token": self.key.token})
        cookie = "" if role == "visitor" else self.hall.sign_in(role).cookie
        return Line(self.hall.base, namespace, cookie=cookie)


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHall]:
    data = Path(tmp_path_factory.mktemp("sockets")) / "var"
    key = pair_displays(data, 1, "pioneers")[0]
    with RunningHall(data, signin_attempts=100, signin_window_s=1) as hall:
        yield OpenHall(hall, key)


STAFF_ROLES = ("administrator", "curator", "operator", "guide")
MAY_OPEN = {"/kiosk": {"display"}, "/desk": set(STAFF_ROLES), "/studio": set(STAFF_ROLES)}


@pytest.mark.parametrize("role", [*STAFF_ROLES, "display", "visitor"])
@pytest.mark.parametrize("namespace", MAY_OPEN)
def test_only_those_of_the_table_may_open_a_socket(open_hall: OpenHall, namespace: str, role: str) -> None:
    if role in MAY_OPEN[namespace]:
        open_hall.open_as(namespace, role).close()
    else:
        with pytest.raises(PermissionError):
            open_hall.open_as(namespace, role)


def test_the_table_names_every_namespace() -> None:
    assert {channel.namespace for channel in CHANNELS} == set(MAY_OPEN)


@pytest.mark.parametrize("event", ["no_such_event", "connect", "disconnect", "*", "连接", "x" * 5000])
@pytest.mark.parametrize(("namespace", "role"), [("/kiosk", "display"), ("/desk", "operator"), ("/studio", "curator")])
def test_an_unknown_event_is_an_error_not_silence(open_hall: OpenHall, namespace: str, role: str, event: str) -> None:
    line = open_hall.open_as(namespace, role)
    answer = line.ask(event, {})
    assert (answer["ok"], answer["error"]["code"]) == (False, "unknown_event")
    line.close()


BAD_BODIES: list[Any] = [None, [], "text", {"unknown": 1}, {"interactions": [[]]}, {"id": "x"}]


@pytest.mark.parametrize("body", BAD_BODIES)
@pytest.mark.parametrize(
    ("namespace", "role", "event"),
    [
        ("/kiosk", "display", "report"),
        ("/kiosk", "display", "interactions"),
        ("/kiosk", "display", "command_report"),
        ("/desk", "operator", "command"),
    ],
)
def test_a_wrong_payload_gets_the_same_envelope_and_costs_nothing_else(
    open_hall: OpenHall, namespace: str, role: str, event: str, body: Any
) -> None:
    line = open_hall.open_as(namespace, role)
    answer = line.ask(event, body)
    assert answer["ok"] is False
    assert set(answer["error"]) == {"type", "title", "status", "code", "detail", "message", "details"}
    assert answer["error"]["message"]["zh"]
    assert line.is_open
    line.close()


def test_a_display_reports_and_hears_what_it_should_be(open_hall: OpenHall) -> None:
    line = open_hall.open_as("/kiosk", "display")
    answer = line.ask("report", make_report())
    assert answer["ok"]
    assert abs(answer["data"]["server_at"] - time.time() * 1000) < 5000
    kept = line.ask("interactions", {"interactions": [make_interaction(str(uuid.uuid4()))]})
    assert len(kept["data"]["accepted"]) == 1
    line.close()


def make_command(open_hall: OpenHall) -> dict[str, Any]:
    target = {"display_ids": [open_hall.key.display_id], "zone_id": None, "everyone": False}
    return {"id": str(uuid.uuid4()), "action": {"type": "identify"}, "target": target}


@pytest.mark.parametrize(("role", "allowed"), [("guide", True), ("operator", True), ("curator", False)])
def test_who_may_command(open_hall: OpenHall, role: str, allowed: bool) -> None:
    line = open_hall.open_as("/desk", role)
    assert line.ask("command", make_command(open_hall))["ok"] is allowed
    line.close()


def test_a_command_over_the_socket_is_in_the_audit_once(open_hall: OpenHall) -> None:
    line, command = open_hall.open_as("/desk", "operator"), make_command(open_hall)
    for _ in range(2):
        assert line.ask("command", command)["ok"]
    line.close()
    audit = open_hall.hall.sign_in().call("GET", "/api/v1/audit?limit=100").json
    noted = [one for one in audit if one["subject"] == command["id"]]
    assert [(one["account_id"], one["action"]) for one in noted] == [("operator", "issue_command")]
    assert noted[0]["facts"]["action.type"] == "identify"


def test_signing_out_closes_the_sockets_of_the_session(open_hall: OpenHall) -> None:
    staff = open_hall.hall.sign_in("guide")
    line = Line(open_hall.hall.base, "/desk", cookie=staff.cookie)
    assert staff.call("DELETE", "/api/v1/session").status == 204
    await_true(lambda: not line.is_open, 5, "the socket is closed")


def test_a_session_that_ran_out_commands_no_more(open_hall: OpenHall) -> None:
    staff = open_hall.hall.sign_in("guide")
    line = Line(open_hall.hall.base, "/desk", cookie=staff.cookie)
    other = open_hall.hall.sign_in("guide")
    other.call("DELETE", "/api/v1/session")  # ends the guide's other session, and every socket of the account
    await_true(lambda: not line.is_open, 5, "the socket is closed")
    again = Line(open_hall.hall.base, "/desk", cookie=staff.cookie)
    assert again.ask("command", make_command(open_hall))["ok"], "a session that still holds opens its own again"
    again.close()


FRAMES = [
    "49",
    "4x",
    "42/kiosk,1[[1]]",
    "42/kiosk,1[]",
    "42/kiosk,1{}",
    '45999999999-/kiosk,["report"]',
    "4",
    "42/kiosk,1" + "[" * 2000,
]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_malformed_packet_costs_nobody_anything(open_hall: OpenHall, frame: str) -> None:
    line = open_hall.open_as("/kiosk", "display")
    bad = open_hall.open_as("/kiosk", "display")
    bad.send_raw(frame)
    bad.send_raw(b"binary")
    assert line.ask("report", make_report())["ok"]
    assert open_hall.hall.call("GET", "/healthz").status == 200
    assert "Traceback" not in open_hall.hall.tail(400)
    line.close()
    bad.close()


def test_a_disabled_account_loses_its_sockets(open_hall: OpenHall) -> None:
    line = open_hall.open_as("/desk", "guide")
    boss = open_hall.hall.sign_in("administrator")
    assert boss.call("PATCH", "/api/v1/accounts/guide", {"disabled": True}).status == 200
    await_true(lambda: not line.is_open, 5, "the socket is closed")
    assert boss.call("PATCH", "/api/v1/accounts/guide", {"disabled": False}).status == 200


def test_a_removed_displays_key_is_void_at_once(open_hall: OpenHall) -> None:
    line = open_hall.open_as("/kiosk", "display")
    operator = open_hall.hall.sign_in("operator")
    assert operator.call("DELETE", f"/api/v1/displays/{open_hall.key.display_id}").status == 200
    await_true(lambda: not line.is_open, 5, "the socket is closed")
    with pytest.raises(PermissionError):
        open_hall.open_as("/kiosk", "display")
