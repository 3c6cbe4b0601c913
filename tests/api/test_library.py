"""The library: what curators write of assets, where they are used, the bin, and a file in the place of another."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from exhibits.core.model import Role
from tests.api.desk import Desk, wait_for
from tests.corpus.hostile import draw
from tests.corpus.pictures import PHOTOGRAPHS, make_jpeg, read_photograph

DAY_MS = 24 * 3_600_000


def change(desk: Desk, *ids: str, **fields: Any) -> list[dict[str, Any]]:
    response = desk.call("PATCH", "/assets", {"ids": ids, "change": fields})
    assert response.status_code == 200, response.text
    return list(response.json or [])


def make_drawing(desk: Desk, sign: str) -> dict[str, Any]:
    return desk.accept(draw(f"<text>{sign}</text>"), f"{sign}.svg")


def publish_with(desk: Desk, asset: dict[str, Any]) -> dict[str, Any]:
    """Publish a gallery that shows an asset."""
    picture = {"asset_id": asset["id"], "alt": {"zh": "一", "en": "one"}, "caption": {"zh": "", "en": ""}}
    content = {"kind": "gallery", "title": {"zh": "图", "en": "Picture"}, "pictures": [picture]}
    exhibit = desk.call("POST", "/exhibits", {"zone_id": "zone-1", "content": content}).json or {}
    published = desk.call("POST", f"/exhibits/{exhibit['id']}/publish", {"revision": exhibit["revision"]})
    assert published.status_code == 200, published.text
    return dict(published.json or {})


def test_many_assets_are_changed_at_once_and_what_is_not_sent_stays(shared_desk: Desk) -> None:
    ids = [make_drawing(shared_desk, sign)["id"] for sign in "甲乙"]
    change(shared_desk, *ids, alt={"zh": "说明", "en": "words"}, credit="示例")
    change(shared_desk, *ids, album="红马甲", expires_at=2_000_000_000_000)
    for asset in change(shared_desk, *ids, expires_at=None):
        assert (asset["alt"]["zh"], asset["credit"]) == ("说明", "示例")
        assert (asset["album"], asset["expires_at"]) == ("红马甲", None)


@pytest.mark.parametrize(
    "fields", [{"focus": {"x": 1.5, "y": 0}}, {"kind": "film"}, {"poster": 1}, {"name": ""}, {"unknown": 1}]
)
def test_a_change_that_does_not_fit_is_refused_and_changes_nothing(shared_desk: Desk, fields: dict[str, Any]) -> None:
    asset = make_drawing(shared_desk, "丙")
    response = shared_desk.call("PATCH", "/assets", {"ids": [asset["id"]], "change": fields})
    assert response.status_code == 422
    assert shared_desk.show(asset) == asset


def test_a_new_focus_makes_new_crops_that_hold_it(shared_desk: Desk) -> None:
    asset = shared_desk.wait(shared_desk.accept(read_photograph("aitzgorri_by_Aitzol_Berasategi")))
    assert {crop["shape"] for crop in asset["crops"]} == {"16:9", "9:16", "3:4", "1:1", "4:1"}
    assert asset["crops"] != []
    changed = change(shared_desk, asset["id"], focus={"x": 0.1, "y": 0.5})[0]
    assert changed["todo"] == ["crops"]
    tall = next(crop for crop in shared_desk.wait(asset)["crops"] if crop["shape"] == "9:16")
    assert tall["x"] <= 0.1 * asset["original"]["width"] <= tall["x"] + tall["width"]
    assert shared_desk.fetch(tall["renditions"][-1]["name"]).status_code == 200


def test_changes_of_many_while_they_are_prepared_lose_no_step(desk: Desk) -> None:
    names = ("greentock_by_Peter_Nerlich", "sunset_by_Aitzol_Berasategi", "free_by_Peter_Nerlich")
    ids = [desk.accept(read_photograph(name), f"{name}.jpg")["id"] for name in names]
    for x in (0.2, 0.8, 0.2):
        change(desk, *ids, *ids, focus={"x": x, "y": 0.5})
    for asset_id in ids:
        ready = desk.wait({"id": asset_id})
        assert ready["zoom"] is not None
        assert len(ready["crops"]) == 5


def test_an_asset_that_is_used_is_not_thrown_away(shared_desk: Desk) -> None:
    asset = make_drawing(shared_desk, "丁")
    exhibit = publish_with(shared_desk, asset)
    uses = shared_desk.call("GET", f"/assets/{asset['id']}/uses").json or []
    assert len(uses) == 1
    assert (uses[0]["place"], uses[0]["exhibit_id"], uses[0]["status"]) == ("published", exhibit["id"], "published")
    refused = shared_desk.call("POST", "/assets/bin", {"ids": [asset["id"]]})
    assert (refused.status_code, (refused.json or {})["code"]) == (409, "asset_used")
    assert (refused.json or {})["details"]["uses"] == uses


def test_the_bin_gives_back_and_lets_go_only_for_an_administrator(shared_desk: Desk) -> None:
    asset = make_drawing(shared_desk, "戊")
    ids = {"ids": [asset["id"]]}
    assert shared_desk.call("POST", "/assets/purge", ids, Role.ADMINISTRATOR).status_code == 409
    binned = (shared_desk.call("POST", "/assets/bin", ids).json or [])[0]
    assert binned["purge_at"] - binned["deleted_at"] == 30 * DAY_MS
    restored = (shared_desk.call("POST", "/assets/restore", ids).json or [])[0]
    assert (restored["deleted_at"], restored["purge_at"]) == (None, None)
    shared_desk.call("POST", "/assets/bin", ids)
    assert shared_desk.call("POST", "/assets/purge", ids).status_code == 403
    assert shared_desk.call("POST", "/assets/purge", ids, Role.ADMINISTRATOR).status_code == 204
    assert shared_desk.call("GET", f"/assets/{asset['id']}").status_code == 404


def test_what_lies_in_the_bin_comes_back_when_it_is_uploaded_again(shared_desk: Desk) -> None:
    asset = make_drawing(shared_desk, "己")
    shared_desk.call("POST", "/assets/bin", {"ids": [asset["id"]]})
    assert make_drawing(shared_desk, "己") == asset


def test_the_sweep_removes_the_files_that_no_asset_names_and_no_others(desk: Desk) -> None:
    kept = desk.wait(desk.accept(read_photograph()))
    gone = desk.wait(desk.accept(make_jpeg()))
    before = desk.list_files()
    desk.call("POST", "/assets/bin", {"ids": [gone["id"]]})
    desk.hall.hall._sweeper.sweep_files(before_s=2e10)
    assert desk.list_files() == before, "the bin keeps files"
    desk.call("POST", "/assets/purge", {"ids": [gone["id"]]}, Role.ADMINISTRATOR)
    desk.hall.hall._sweeper.sweep()
    assert desk.list_files() == before, "young files may be wanted yet"
    desk.hall.hall._sweeper.sweep_files(before_s=2e10)
    left = {path.name for path in desk.list_files()}
    assert gone["original"]["name"] not in left
    assert {kept["original"]["name"], kept["zoom"]["file"], *(form["name"] for form in kept["renditions"])} <= left
    assert len(left) < len(before)


def test_a_file_takes_anothers_place_wherever_it_is_used(desk: Desk) -> None:
    old = desk.wait(desk.accept(read_photograph(), "old.jpg"))
    change(desk, old["id"], alt={"zh": "门", "en": "gate"}, focus={"x": 0.2, "y": 0.2})
    old = desk.wait(old)
    publish_with(desk, old)
    new = desk.wait(desk.accept((PHOTOGRAPHS / "sunset_by_Aitzol_Berasategi.jpg").read_bytes(), "new.jpg"))
    revision = desk.hall.hall.catalogue.revision
    response = desk.call("POST", f"/assets/{old['id']}/replace", {"with_id": new["id"]})
    assert response.status_code == 200, response.text
    now = desk.show(old)
    assert (now["alt"]["zh"], now["name"], now["focus"]) == ("门", "new.jpg", None)
    assert now["renditions"] == new["renditions"]
    binned = desk.show(new)
    assert (binned["name"], binned["renditions"]) == ("old.jpg", old["renditions"])
    assert binned["purge_at"] - binned["deleted_at"] == 90 * DAY_MS
    catalogue = desk.hall.client.get("/api/v1/catalogue").json or {}
    assert catalogue["revision"] > revision, "open kiosks are told"
    shown = next(asset for asset in catalogue["assets"] if asset["id"] == old["id"])
    assert shown["renditions"] == new["renditions"]


def test_a_file_that_is_used_itself_or_is_of_another_kind_replaces_nothing(shared_desk: Desk) -> None:
    one, other = make_drawing(shared_desk, "庚"), make_drawing(shared_desk, "辛")
    publish_with(shared_desk, other)
    for with_id, code in ((other["id"], "asset_used"), (one["id"], "asset_same"), ("none-such", "asset_unknown")):
        refused = shared_desk.call("POST", f"/assets/{one['id']}/replace", {"with_id": with_id})
        assert (refused.json or {})["code"] == code


def test_displays_hear_of_words_that_changed_and_not_of_the_staffs_own(shared_desk: Desk) -> None:
    asset = make_drawing(shared_desk, "壬")
    publish_with(shared_desk, asset)
    catalogue = shared_desk.hall.hall.catalogue
    before = catalogue.revision
    change(shared_desk, asset["id"], album="内部")
    assert catalogue.revision == before
    change(shared_desk, asset["id"], credit="示例摄影")
    assert catalogue.revision == before + 1


def test_a_picture_that_looks_like_an_older_one_says_so(shared_desk: Desk) -> None:
    older = shared_desk.wait(shared_desk.accept(read_photograph("free_by_Peter_Nerlich")))
    small = Image.open(BytesIO(read_photograph("free_by_Peter_Nerlich"))).resize((1280, 960))
    copy = shared_desk.wait(shared_desk.accept(make_jpeg(small)))
    assert copy["similar_to"] == older["id"]
    wait_for(lambda: shared_desk.show(older)["similar_to"] is None)


def test_the_studio_sees_how_full_the_hall_is_and_what_it_can_do(shared_desk: Desk) -> None:
    state = shared_desk.call("GET", "/media-state", role=Role.GUIDE).json or {}
    assert state["storage"]["used"] > 0
    assert state["storage"]["quota"] == 1000 * 2**30
    assert state["tools"]["ffmpeg"] is True
