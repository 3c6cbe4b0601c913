"""axe finds nothing on any page, in both languages (A-01, A-18): wcag2a, wcag2aa, wcag21aa, wcag22aa."""

import io
import re
import uuid
import wave
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import Staff, Visitor, make_curator, make_operator
from tests.load.hall import await_true
from tests.server import RunningHall
from tests.server import Staff as Caller
from tests.tus import Sender, ask_as

OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
GLASS = {"width_px": 1080, "height_px": 1920, "width_mm": 535, "height_mm": 952}


def find_violations(page: Page) -> list[str]:
    """List what axe finds: the rule and the first places."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found]


class Kiosk:
    """A paired kiosk, moved about by commands."""

    def __init__(self, browser: Browser, hall: RunningHall, width: int, height: int, zone: str) -> None:
        self.hall = hall
        self.visitor = Visitor(browser, hall.base, width, height)
        self._operator = hall.sign_in("operator")
        glass = (
            GLASS
            if height > width
            else {**GLASS, "width_px": 1920, "height_px": 1080, "width_mm": 952, "height_mm": 535}
        )
        new = {"zone_id": zone, "number": 1, "name": {"zh": "示例屏", "en": "Sample"}, "profile": glass}
        answer = self._operator.call("POST", "/api/v1/pairings/claim", {"code": self.visitor.read_code(), "new": new})
        assert answer.status == 200, answer.content
        self._id = answer.json["id"]
        self.visitor.sees_attract()

    @property
    def page(self) -> Page:
        return self.visitor.page

    def order(self, **action: Any) -> None:
        """Give a command and wait until the display has carried it out."""
        body = {"id": str(uuid.uuid4()), "action": action, "target": {"display_ids": [self._id]}}
        issue(self._operator, body)


def issue(operator: Caller, body: dict[str, Any]) -> None:
    """Give a command and wait for its end."""
    assert operator.call("POST", "/api/v1/commands", body).status == 200
    for _ in range(50):
        state = operator.call("GET", f"/api/v1/commands/{body['id']}").json["deliveries"][0]["state"]
        if state not in ("sent", "received"):
            assert state == "done"
            return


@pytest.fixture(
    scope="module", params=[(1080, 1920, "pioneers"), (1920, 1080, "brands")], ids=["portrait", "landscape"]
)
def kiosk(request: pytest.FixtureRequest, browser: Browser, running_hall: RunningHall) -> Iterator[Kiosk]:
    kiosk = Kiosk(browser, running_hall, *request.param)
    yield kiosk
    kiosk.visitor.close()


BOARDS = re.compile("八个板块|Eight boards")


def open_board(page: Page) -> None:
    page.get_by_role("button", name=BOARDS).tap()
    page.locator(".board").first.tap()


def open_volume(kiosk: Kiosk) -> None:
    kiosk.order(type="open", exhibit_id=publish_sound(kiosk.hall))
    kiosk.page.locator(".bar .loud").tap()


def publish_sound(hall: RunningHall) -> str:
    """Publish an exhibit that can be heard: only there the bar has a volume."""
    curator = hall.sign_in("curator")
    asset_id = Sender(ask_as(curator)).deliver(make_hum(), "hum.wav")["asset_ids"][0]
    content = {"kind": "article", "title": {"zh": "听一听", "en": "Listen"}, "pictures": [{"asset_id": asset_id}]}
    made = curator.call("POST", "/api/v1/exhibits", {"zone_id": "pioneers", "content": content}).json
    address = f"/api/v1/exhibits/{made['id']}/publish"
    await_true(lambda: curator.call("POST", address, {"revision": 1}).status == 200, 60, "published")
    return str(made["id"])


def make_hum() -> bytes:
    """Make a second of sound."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(range(0, 250, 2)) * 128)
    return file.getvalue()


KIOSK_PLACES: dict[str, Callable[[Kiosk], None]] = {
    "plan": lambda kiosk: kiosk.order(type="home"),
    "zone": lambda kiosk: kiosk.page.get_by_role("button", name="4").first.tap(),
    "boards": lambda kiosk: kiosk.page.get_by_role("button", name=BOARDS).tap(),
    "board": lambda kiosk: open_board(kiosk.page),
    "access panel": lambda kiosk: kiosk.page.locator(".bar .access").tap(),
    "volume panel": lambda kiosk: open_volume(kiosk),
    "article": lambda kiosk: kiosk.order(type="open", exhibit_id="model-2122"),
    "gallery": lambda kiosk: kiosk.order(type="open", exhibit_id="two-belts"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("place", KIOSK_PLACES)
def test_the_kiosk_is_free_of_barriers(kiosk: Kiosk, place: str, language: str) -> None:
    kiosk.order(type="home")
    kiosk.order(type="language", language=language)
    KIOSK_PLACES[place](kiosk)
    kiosk.page.wait_for_timeout(700)
    assert find_violations(kiosk.page) == []


def test_the_attract_screen_is_free_of_barriers(kiosk: Kiosk) -> None:
    kiosk.page.reload()
    kiosk.visitor.sees_attract()
    assert find_violations(kiosk.page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_card_that_asks_is_free_of_barriers(browser: Browser, running_hall: RunningHall, language: str) -> None:
    kiosk = Kiosk(browser, running_hall, 1080, 1920, "biomedicine" if language == "zh" else "logistics")
    kiosk.page.clock.install()
    kiosk.visitor.touch_anywhere()
    kiosk.order(type="language", language=language)
    card = kiosk.page.get_by_role("alertdialog").or_(kiosk.page.get_by_role("dialog"))
    for _ in range(40):
        if not card.count():
            kiosk.page.clock.run_for(5000)
    expect(card).to_be_visible()
    assert find_violations(kiosk.page) == []
    kiosk.visitor.close()


@pytest.fixture(scope="module")
def operator(browser: Browser, running_hall: RunningHall) -> Iterator[Staff]:
    operator = make_operator(browser, running_hall.base, running_hall.passwords()["operator"][1])
    expect(operator.page.get_by_role("heading", name="馆")).to_be_visible()
    yield operator
    operator.close()


@pytest.fixture(scope="module")
def curator(browser: Browser, running_hall: RunningHall) -> Iterator[Staff]:
    curator = make_curator(browser, running_hall.base, running_hall.passwords()["curator"][1])
    expect(curator.page.get_by_role("heading", name="展项")).to_be_visible()
    yield curator
    curator.close()


@pytest.mark.parametrize("tab", ["馆", "添加屏", "值班"])
def test_the_desk_is_free_of_barriers(operator: Staff, tab: str) -> None:
    operator.page.get_by_role("navigation").get_by_role("button", name=tab).click()
    operator.page.wait_for_timeout(500)
    assert find_violations(operator.page) == []


def test_the_desks_page_of_a_display_is_free_of_barriers(operator: Staff, kiosk: Kiosk) -> None:
    operator.page.get_by_role("navigation").get_by_role("button", name="馆").click()
    operator.page.locator(".wall .tile").first.click()
    expect(operator.page.get_by_role("button", name="识别").first).to_be_visible()
    assert find_violations(operator.page) == []
    operator.page.reload()
    expect(operator.page.locator(".wall .tile").first).to_be_visible()


def test_the_studios_page_of_people_is_free_of_barriers(browser: Browser, running_hall: RunningHall) -> None:
    name, password = running_hall.passwords()["administrator"]
    head = Staff(browser, running_hall.base, "/studio", viewport={"width": 1440, "height": 900})
    head.context.request.post(f"{running_hall.base}/api/v1/session", data={"name": name, "password": password})
    head.page.goto(f"{running_hall.base}/studio/people")
    expect(head.page.get_by_role("heading", name="操作记录")).to_be_visible()
    assert find_violations(head.page) == []
    head.close()


@pytest.mark.parametrize(
    "place", ["/studio", "/studio/library", "/studio/bin", "/studio/exhibits/model-2122", "/studio/exhibits/two-belts"]
)
def test_the_studio_is_free_of_barriers(curator: Staff, place: str) -> None:
    curator.page.goto(curator.base + place)
    curator.page.wait_for_timeout(1200)
    assert find_violations(curator.page) == []


@pytest.mark.parametrize("place", ["/", "/desk", "/studio", "/kiosk", "/phone"])
def test_the_first_page_before_signing_in_is_free_of_barriers(
    browser: Browser, running_hall: RunningHall, place: str
) -> None:
    stranger = Staff(browser, running_hall.base, place, viewport={"width": 390, "height": 844})
    stranger.page.wait_for_timeout(1500)
    assert find_violations(stranger.page) == []
    stranger.close()
