"""The audit says what was done: to what, as people call it, and with which values; never a secret."""

from typing import Any

from exhibits.core.model import Role
from tests.hall import TestHall, read_json

GLASS = {"width_px": 1920, "height_px": 1080, "width_mm": 952, "height_mm": 535}


def ask(test_hall: TestHall, method: str, path: str, body: object = None, role: Role = Role.ADMINISTRATOR) -> Any:
    response = test_hall.client.open(f"/api/v1{path}", method=method, headers=test_hall.headers_of(role), json=body)
    assert response.status_code < 300, response.text
    return read_json(response)


def read_newest(test_hall: TestHall) -> dict[str, Any]:
    audit = ask(test_hall, "GET", "/audit?limit=10")
    return next(dict(entry) for entry in audit if entry["action"] != "sign_in")


def pair(test_hall: TestHall, number: int, name: str) -> dict[str, Any]:
    asked = {"token": f"{number:064x}", "screen": {"width_px": 1920, "height_px": 1080}}
    code = read_json(test_hall.client.post("/api/v1/pairings", json=asked))["code"]
    new = {"zone_id": "zone-1", "number": number, "name": {"zh": name, "en": "Door"}, "profile": GLASS}
    return dict(ask(test_hall, "POST", "/pairings/claim", {"code": code, "new": new}, Role.OPERATOR))


def test_a_new_display_is_named_with_its_place(test_hall: TestHall) -> None:
    display = pair(test_hall, 7, "门口屏")
    entry = read_newest(test_hall)
    assert (entry["account_id"], entry["action"], entry["subject"]) == ("operator", "claim_pairing", display["id"])
    assert entry["name"] == {"zh": "门口屏", "en": "Door"}
    assert (entry["facts"]["new.zone_id"], entry["facts"]["new.number"]) == ("zone-1", "7")
    assert entry["facts"]["code"] == ""


def test_a_removed_display_is_still_named(test_hall: TestHall) -> None:
    display = pair(test_hall, 8, "旧屏")
    ask(test_hall, "DELETE", f"/displays/{display['id']}", role=Role.OPERATOR)
    entry = read_newest(test_hall)
    assert (entry["action"], entry["subject"], entry["name"]["zh"]) == ("remove_display", display["id"], "旧屏")
    assert (entry["facts"]["zone_id"], entry["facts"]["number"]) == ("zone-1", "8")


def test_a_command_is_kept_with_its_action_and_its_target(test_hall: TestHall) -> None:
    display = pair(test_hall, 9, "屏")
    action = {"type": "volume", "volume": 30}
    command = {
        "id": "00000000-0000-4000-8000-000000000007",
        "action": action,
        "target": {"display_ids": [display["id"]]},
    }
    ask(test_hall, "POST", "/commands", command, Role.GUIDE)
    entry = read_newest(test_hall)
    assert (entry["account_id"], entry["action"]) == ("guide", "issue_command")
    assert (entry["facts"]["action.type"], entry["facts"]["action.volume"]) == ("volume", "30")
    assert entry["facts"]["target.display_ids"] == display["id"]


def test_a_new_role_is_kept_and_a_password_is_not(test_hall: TestHall) -> None:
    account = {"name": "li", "display_name": "李", "role": "guide", "password": "very secret words"}
    ask(test_hall, "POST", "/accounts", account)
    ask(test_hall, "PATCH", "/accounts/li", {"role": "curator", "password": "other secret words"})
    changed, added = ask(test_hall, "GET", "/audit?limit=2")
    assert (added["subject"], added["name"]["zh"], added["facts"]["role"]) == ("li", "李", "guide")
    assert changed["facts"] == {"role": "curator", "password": ""}
    assert "secret" not in str([added, changed])


def test_an_exhibit_is_named_by_its_title(test_hall: TestHall) -> None:
    content = {"kind": "article", "title": {"zh": "留痕", "en": "Traces"}, "key": {"zh": "长" * 500, "en": ""}}
    exhibit = ask(test_hall, "POST", "/exhibits", {"zone_id": "zone-1", "content": content}, Role.CURATOR)
    entry = read_newest(test_hall)
    assert (entry["action"], entry["subject"], entry["name"]["zh"]) == ("create_exhibit", exhibit["id"], "留痕")
    assert max(len(value) for value in entry["facts"].values()) <= 80
