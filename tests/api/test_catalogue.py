"""An exhibit's way: draft, published, changed, withdrawn; and nobody's words are lost to somebody else's."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from exhibits.catalogue.model import CatalogueChanged, Venue, Zone
from exhibits.core.model import LocalText, Role
from tests.api.desk import Desk
from tests.corpus.hostile import draw
from tests.corpus.pictures import read_photograph
from tests.hall import TestHall, read_json


def ask(test_hall: TestHall, method: str, path: str, body: object, role: Role = Role.CURATOR) -> TestResponse:
    headers = test_hall.headers_of(role)
    return test_hall.client.open(f"/api/v1{path}", method=method, headers=headers, json=body)


def write(test_hall: TestHall, title: str) -> dict[str, Any]:
    content = {"kind": "article", "title": {"zh": title, "en": "Title"}}
    response = ask(test_hall, "POST", "/exhibits", {"zone_id": "zone-1", "content": content})
    assert response.status_code == 201, response.text
    return dict(read_json(response))


def list_visible(test_hall: TestHall) -> list[str]:
    catalogue = read_json(test_hall.client.get("/api/v1/catalogue"))
    return [one["content"]["title"]["zh"] for one in catalogue["exhibits"]]


def save(test_hall: TestHall, exhibit: dict[str, Any], title: str, revision: int | None = None) -> TestResponse:
    body = {
        "revision": exhibit["revision"] if revision is None else revision,
        "content": exhibit["draft"] | {"title": {"zh": title, "en": "Title"}},
        "placement": exhibit["placement"],
    }
    return ask(test_hall, "PUT", f"/exhibits/{exhibit['id']}/draft", body)


def test_visitors_see_what_was_published_and_not_the_draft(test_hall: TestHall) -> None:
    exhibit = write(test_hall, "第一稿")
    assert "第一稿" not in list_visible(test_hall)
    published = read_json(
        ask(test_hall, "POST", f"/exhibits/{exhibit['id']}/publish", {"revision": exhibit["revision"]})
    )
    assert published["status"] == "published"
    assert "第一稿" in list_visible(test_hall)
    changed = read_json(save(test_hall, published, "第二稿"))
    assert "第二稿" not in list_visible(test_hall)
    live = read_json(ask(test_hall, "POST", f"/exhibits/{exhibit['id']}/publish", {"revision": changed["revision"]}))
    assert live["live_revision"] > published["live_revision"]
    assert "第二稿" in list_visible(test_hall)
    ask(test_hall, "POST", f"/exhibits/{exhibit['id']}/withdraw", {"revision": live["revision"]})
    assert "第二稿" not in list_visible(test_hall)


def test_moving_a_published_exhibit_moves_it_only_when_published(test_hall: TestHall) -> None:
    exhibit = write(test_hall, "要搬")
    live = read_json(ask(test_hall, "POST", f"/exhibits/{exhibit['id']}/publish", {"revision": exhibit["revision"]}))
    body = {"revision": live["revision"], "content": live["draft"], "placement": live["placement"] | {"must_see": True}}
    ask(test_hall, "PUT", f"/exhibits/{live['id']}/draft", body)
    shown = read_json(test_hall.client.get("/api/v1/catalogue"))["exhibits"]
    assert [one["placement"]["must_see"] for one in shown if one["id"] == live["id"]] == [False]


def test_the_second_of_two_editors_is_told_and_loses_nothing(test_hall: TestHall) -> None:
    exhibit = write(test_hall, "两人改")
    assert save(test_hall, exhibit, "甲改的").status_code == 200
    refused = save(test_hall, exhibit, "乙改的")
    assert (refused.status_code, read_json(refused)["code"]) == (409, "exhibit_changed")
    assert read_json(refused)["details"]["updated_by"] == "curator"
    kept = read_json(ask(test_hall, "GET", f"/exhibits/{exhibit['id']}", None))
    assert kept["draft"]["title"]["zh"] == "甲改的"


def test_saving_the_same_again_changes_nothing(test_hall: TestHall) -> None:
    exhibit = write(test_hall, "没改")
    assert read_json(save(test_hall, exhibit, "没改"))["revision"] == exhibit["revision"]


def test_what_is_incomplete_is_not_published_and_the_answer_says_what_is_missing(test_hall: TestHall) -> None:
    nameless = write(test_hall, " ")
    refused = ask(test_hall, "POST", f"/exhibits/{nameless['id']}/publish", {"revision": 1})
    assert (refused.status_code, read_json(refused)["code"]) == (422, "exhibit_incomplete")
    assert "标题" in read_json(refused)["message"]["zh"]
    pictured = write(test_hall, "有图")
    content = pictured["draft"] | {"pictures": [{"asset_id": "none"}]}
    body = {"revision": 1, "content": content, "placement": pictured["placement"]}
    saved = read_json(ask(test_hall, "PUT", f"/exhibits/{pictured['id']}/draft", body))
    refused = ask(test_hall, "POST", f"/exhibits/{pictured['id']}/publish", {"revision": saved["revision"]})
    assert read_json(refused)["details"] == {"asset_id": "none"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"zone_id": "zone-9", "content": {"kind": "article"}}, "zone_unknown"),
        ({"zone_id": "zone-1", "content": {"kind": "hologram"}}, "body_invalid"),
        ({"zone_id": "../etc", "content": {"kind": "article"}}, "body_invalid"),
        ({"zone_id": "zone-1", "content": {"kind": "article", "title": {"zh": "字" * 5000}}}, "body_invalid"),
    ],
)
def test_a_wrong_exhibit_is_refused(test_hall: TestHall, body: dict[str, Any], code: str) -> None:
    refused = ask(test_hall, "POST", "/exhibits", body)
    assert (refused.status_code, read_json(refused)["code"]) == (422, code)


def test_staff_actions_are_in_the_audit(test_hall: TestHall) -> None:
    exhibit = write(test_hall, "留痕")
    audit = read_json(ask(test_hall, "GET", "/audit", None, Role.ADMINISTRATOR))
    assert ("curator", "create_exhibit") in [(one["account_id"], one["action"]) for one in audit]
    ask(test_hall, "POST", f"/exhibits/{exhibit['id']}/publish", {"revision": 1})
    newest = read_json(ask(test_hall, "GET", "/audit?limit=1", None, Role.ADMINISTRATOR))
    assert (newest[0]["action"], newest[0]["subject"]) == ("publish_exhibit", exhibit["id"])


@pytest.mark.parametrize(
    ("path", "change", "field"),
    [
        ("draft", {"placement": {"zone_id": "zone-1", "order": 10**30}}, "placement.order"),
        ("draft", {"placement": {"zone_id": "zone-1", "order": -10_001}}, "placement.order"),
        ("draft", {"placement": {"zone_id": "zone-1", "board": 0}}, "placement.board"),
        ("draft", {"revision": 2**53 + 1}, "revision"),
        ("publish", {"revision": -1}, "revision"),
    ],
)
def test_a_number_that_no_browser_or_screen_can_hold_is_refused(
    test_hall: TestHall, path: str, change: dict[str, Any], field: str
) -> None:
    exhibit = write(test_hall, "数目")
    draft = {"content": exhibit["draft"], "placement": exhibit["placement"]} if path == "draft" else {}
    body = {"revision": exhibit["revision"]} | draft | change
    method = "PUT" if path == "draft" else "POST"
    refused = ask(test_hall, method, f"/exhibits/{exhibit['id']}/{path}", body)
    assert (refused.status_code, list(read_json(refused)["details"]["fields"])) == (422, [field])


def test_a_new_exhibit_still_finds_its_place_after_the_last_one(test_hall: TestHall) -> None:
    last = write(test_hall, "最后")
    body = {"revision": 1, "content": last["draft"], "placement": last["placement"] | {"order": 1_000_000}}
    assert ask(test_hall, "PUT", f"/exhibits/{last['id']}/draft", body).status_code == 200
    assert write(test_hall, "更后")["placement"]["order"] == 1_000_000


def test_displays_are_told_when_the_hall_is_laid_out_anew(test_hall: TestHall) -> None:
    before, told = read_json(test_hall.client.get("/api/v1/catalogue")), list[int]()
    hall = test_hall.hall
    hall._bus.subscribe(CatalogueChanged, lambda news: told.append(news.revision))
    renamed = LocalText(zh="新展区", en="New zone")
    hall.catalogue.lay_out(
        Venue(name=renamed), [], [Zone(id="zone-1", number=1, hall_id="party-service", name=renamed)], []
    )
    after = read_json(test_hall.client.get("/api/v1/catalogue"))
    assert after["zones"][0]["name"]["zh"] == "新展区"
    assert told == [after["revision"]]
    assert after["revision"] > before["revision"]
    exhibit = write(test_hall, "之后")
    live = read_json(ask(test_hall, "POST", f"/exhibits/{exhibit['id']}/publish", {"revision": 1}))
    assert live["live_revision"] > after["revision"]


def test_visitors_are_not_told_who_uploaded_a_picture_or_what_its_original_is(
    test_hall: TestHall, shared_desk: Desk
) -> None:
    contents = {"局长在家.jpg": read_photograph(), "草图.svg": draw("<circle r='3'/>")}
    sent = [shared_desk.wait(shared_desk.accept(content, name, "内部相册")) for name, content in contents.items()]
    publish_pictures(test_hall, [one["id"] for one in sent])
    answer = test_hall.client.get("/api/v1/catalogue")
    photograph, drawing = (next(a for a in read_json(answer)["assets"] if a["id"] == one["id"]) for one in sent)
    assert photograph["original"] == photograph["renditions"][-1]
    assert photograph["original"]["width"] == 2880
    assert drawing["original"] == sent[1]["original"]
    hidden = ("name", "created_by", "album", "fingerprint")
    assert {one[field] for one in (photograph, drawing) for field in hidden} == {""}
    assert sent[0]["original"]["name"] not in answer.text
    headers = test_hall.headers_of(Role.CURATOR)
    seen = read_json(test_hall.client.get("/api/v1/overview", headers=headers))["assets"]
    assert {"局长在家.jpg", "草图.svg"} <= {one["name"] for one in seen}, "the staff see it all"


def publish_pictures(test_hall: TestHall, assets: list[str]) -> None:
    exhibit = write(test_hall, "有图片")
    content = exhibit["draft"] | {"pictures": [{"asset_id": one} for one in assets]}
    body = {"revision": 1, "content": content, "placement": exhibit["placement"]}
    assert ask(test_hall, "PUT", f"/exhibits/{exhibit['id']}/draft", body).status_code == 200
    assert ask(test_hall, "POST", f"/exhibits/{exhibit['id']}/publish", {"revision": 2}).status_code == 200
