"""A curator drops whatever they have, the server dies twice meanwhile, and everything is on the kiosk at its best."""

import gzip
import hashlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import PHOTOGRAPHS, Staff, Visitor, make_curator
from tests.browser.test_accessibility import find_violations
from tests.corpus.large import DRAWN, make_mosaic
from tests.server import ROOT, RunningHall
from tests.server import Staff as Caller

MEDIA = ROOT / ".venv" / "media"
BOOK = Path("/usr/share/doc/debian/FAQ/debian-faq.en.pdf.gz")
FILES = 17


@dataclass
class Show:
    """The curator's folder, the hall, and who is in it."""

    hall: RunningHall
    folder: Path
    single: list[Path]
    curator: Staff
    visitor: Visitor
    caller: Caller
    seen: set[str] = field(default_factory=set)

    def list_assets(self) -> dict[str, dict[str, Any]]:
        """List what the curator brought, by name."""
        found = self.caller.call("GET", "/api/v1/assets").json
        return {asset["name"]: asset for asset in found if asset["created_by"] != "sample"}


@pytest.fixture(scope="module")
def show(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Show]:
    place = tmp_path_factory.mktemp("any")
    folder = place / "现场会 照片"
    folder.mkdir()
    for path in PHOTOGRAPHS.glob("*.jpg"):
        if path.name.partition("_")[0] not in DRAWN:
            shutil.copy(path, folder)
    single = [place / "二千四百万.jpg", place / "relief.jpg", place / "trailer.mp4", place / "问答.pdf"]
    make_mosaic(single[0], (6000, 4000))
    shutil.copy(MEDIA / "relief.jpg", single[1])
    shutil.copy(MEDIA / "trailer.mp4", single[2])
    single[3].write_bytes(gzip.decompress(BOOK.read_bytes()))
    with RunningHall(place / "hall", start_timeout_s=180) as hall:
        curator = make_curator(browser, hall.base, hall.passwords()["curator"][1])
        visitor = Visitor(browser, hall.base, 1920, 1080)
        pair(hall, visitor)
        yield Show(hall, folder, single, curator, visitor, hall.sign_in("curator"))
        curator.close()
        visitor.close()


def pair(hall: RunningHall, visitor: Visitor) -> None:
    """Pair the kiosk, as the desk does."""
    glass = {"width_px": 1920, "height_px": 1080, "width_mm": 952, "height_mm": 535}
    new = {"zone_id": "prologue", "number": 1, "name": {"zh": "大屏", "en": "Wall"}, "profile": glass}
    claimed = hall.sign_in("operator").call("POST", "/api/v1/pairings/claim", {"code": visitor.read_code(), "new": new})
    assert claimed.status in (200, 201), claimed.content
    visitor.sees_attract()


def test_01_a_folder_and_four_large_files_arrive_though_the_server_is_killed_twice(show: Show) -> None:
    page = show.curator.page
    page.get_by_role("link", name="素材").or_(page.get_by_role("button", name="素材")).first.click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选文件夹").click()
    chooser.value.set_files(str(show.folder))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="上传", exact=True).click()
    chooser.value.set_files([str(path) for path in show.single])
    for seconds in (1.0, 2.5):
        page.wait_for_timeout(seconds * 1000)
        show.hall.kill()
        page.wait_for_timeout(1500)
        assert page.get_by_text("失败").count() == 0, "nothing has failed while it goes on by itself"
        show.hall.start()
    deadline = time.monotonic() + 240
    while len(show.list_assets()) < FILES:
        assert time.monotonic() < deadline, page.locator("section.q").inner_text()
        page.wait_for_timeout(500)


def test_02_what_arrived_is_to_the_byte_what_was_sent_and_the_folder_is_an_album(show: Show) -> None:
    assets = show.list_assets()
    sources = [*show.folder.iterdir(), *show.single]
    assert set(assets) == {path.name for path in sources}
    for path in sources:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert assets[path.name]["original"]["name"].startswith(digest)
        original = show.caller.call("GET", f"/media/{assets[path.name]['original']['name']}").content
        assert hashlib.sha256(original).hexdigest() == digest
    assert {assets[path.name]["album"] for path in show.folder.iterdir()} == {"现场会 照片"}
    assert {assets[path.name]["album"] for path in show.single} == {""}


def test_03_every_file_is_prepared(show: Show) -> None:
    deadline = time.monotonic() + 400
    while any(asset["todo"] for asset in show.list_assets().values()):
        assert time.monotonic() < deadline
        show.curator.page.wait_for_timeout(1000)
    assets = show.list_assets()
    assert {asset["state"] for asset in assets.values()} == {"ready"}
    assert assets["relief.jpg"]["zoom"]["width"] == 10_800
    assert assets["问答.pdf"]["book"]["pages"] == 73
    assert [form["mime"] for form in assets["trailer.mp4"]["film"]["forms"]] == ["video/mp4"]
    expect(show.curator.page.get_by_role("progressbar", name="总")).to_have_count(0, timeout=30_000)


def test_04_all_of_it_is_shown_on_the_kiosk(show: Show) -> None:
    assets = show.list_assets()
    names = sorted(assets, key=lambda name: ("relief.jpg", "trailer.mp4", "问答.pdf").count(name), reverse=True)
    publish(show, [assets[name] for name in names])
    visitor = show.visitor
    visitor.touch_anywhere()
    visitor.touch("序厅·红色引擎")
    visitor.touch("什么都有")
    visitor.sees("十七个文件，一块屏。")
    for _ in names:
        expect(visitor.page.locator(".stage-picture img").first).to_be_visible()
        visitor.page.wait_for_function("() => document.querySelector('.stage-picture img')?.naturalWidth > 0")
        show.seen.add(str(visitor.page.locator(".stage-picture img").first.get_attribute("src")))
        visitor.touch("下一张")
        visitor.page.wait_for_timeout(300)
    assert len(show.seen) == FILES, "each has a picture of its own"
    expect(visitor.page.locator(".bar").get_by_role("button", name="音量")).to_be_visible()


def open_the(show: Show, name: str, door: str) -> None:
    """Leaf to an asset of the open gallery and open its viewer."""
    page = show.visitor.page
    for _ in range(FILES):
        if page.get_by_role("button", name=door).count() and page.get_by_role("img", name=name).count():
            break
        show.visitor.touch("下一张")
        page.wait_for_timeout(300)
    page.get_by_role("button", name=door).first.tap()


def test_05_the_large_picture_is_zoomed_into_tile_by_tile(show: Show) -> None:
    page, tiles = show.visitor.page, []
    page.on("response", lambda answer: tiles.append(answer) if "/iiif/3/" in answer.url else None)
    open_the(show, "relief.jpg", "放大细看")
    expect(page.locator("canvas").first).to_be_visible()
    for _ in range(4):
        page.get_by_role("button", name="放大", exact=True).tap()
        page.wait_for_timeout(400)
    page.wait_for_timeout(1500)
    assert {answer.status for answer in tiles} <= {200, 304}
    assert find_violations(page) == []
    assert any("/512," in answer.url or "512,512" in answer.url for answer in tiles), "full size tiles are asked for"
    page.get_by_role("button", name="返回").first.tap()


def test_06_the_film_plays_with_its_picture_and_can_be_moved_in(show: Show) -> None:
    page = show.visitor.page
    open_the(show, "trailer.mp4", "播放影片")
    page.wait_for_function("() => (document.querySelector('video')?.currentTime ?? 0) > 0.5", timeout=30_000)
    facts = page.evaluate(
        "() => { const film = document.querySelector('video');"
        " return { muted: film.muted, width: film.videoWidth, source: film.currentSrc } }"
    )
    assert find_violations(page) == []
    assert facts["muted"] is True
    assert facts["width"] == 1280
    page.get_by_role("button", name="进 10 秒").tap()
    page.wait_for_function("() => document.querySelector('video').currentTime > 9")
    page.get_by_role("button", name="返回").first.tap()


def test_07_the_document_is_leafed_through(show: Show) -> None:
    page = show.visitor.page
    open_the(show, "问答.pdf", "翻开看")
    expect(page.get_by_text("共 73 页").first).to_be_visible()
    assert find_violations(page) == []
    page.get_by_role("button", name="下一页").first.tap()
    expect(page.get_by_text("第 2").first).to_be_visible()
    page.get_by_role("button", name="返回").first.tap()


@pytest.mark.parametrize("name", ["relief.jpg", "trailer.mp4", "问答.pdf"])
def test_08_the_library_shows_each_with_what_can_be_done_and_has_no_barriers(show: Show, name: str) -> None:
    page = show.curator.page
    page.get_by_role("searchbox", name="找名字").fill(name)
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_text("什么都有").first).to_be_visible()
    page.wait_for_timeout(500)
    assert find_violations(page) == []


def test_09_nothing_was_complained_of(show: Show) -> None:
    assert show.visitor.complaints == []
    assert show.curator.complaints == []


def publish(show: Show, assets: list[dict[str, Any]]) -> None:
    """Publish a gallery of these assets, each named by its file's name."""
    pictures = [
        {"asset_id": one["id"], "alt": {"zh": one["name"], "en": one["name"]}, "caption": {"zh": "", "en": ""}}
        for one in assets
    ]
    content = {
        "kind": "gallery",
        "title": {"zh": "什么都有", "en": "Everything"},
        "key": {"zh": "十七个文件，一块屏。", "en": "Seventeen files."},
        "pictures": pictures,
    }
    made = show.caller.call("POST", "/api/v1/exhibits", {"zone_id": "prologue", "content": content}).json
    published = show.caller.call("POST", f"/api/v1/exhibits/{made['id']}/publish", {"revision": made["revision"]})
    assert published.status == 200, published.content
