"""What is published reaches an open kiosk by the server's own news: it does not have to ask."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.browser.people import Visitor
from tests.browser.wall import PORTRAIT, claim
from tests.server import RunningHall, Staff


class Deaf(Visitor):
    """A kiosk whose reports never arrive, so that no answer to one tells it of a newer catalogue."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.log: list[str] = []
        super().__init__(browser, base, prepare=self._listen_in)

    def _listen_in(self, page: Page) -> None:
        page.route_web_socket("**/socket.io/**", self._carry)
        page.on("request", lambda asked: self.log.append("fetch") if asked.url.endswith("/api/v1/catalogue") else None)

    def _carry(self, page_side: WebSocketRoute) -> None:
        self.log.append("connect")
        hall_side = page_side.connect_to_server()
        page_side.on_message(lambda frame: None if '"report"' in str(frame) else hall_side.send(frame))

        def pass_on(frame: Any) -> None:
            if '"catalogue_changed"' in str(frame):
                self.log.append("nudge")
            page_side.send(frame)

        hall_side.on_message(pass_on)


@pytest.fixture
def curator(running_hall: RunningHall) -> Staff:
    return running_hall.sign_in("curator")


@pytest.fixture
def kiosk(browser: Browser, running_hall: RunningHall) -> Iterator[Deaf]:
    kiosk = Deaf(browser, running_hall.base)
    claim(running_hall.sign_in("operator"), kiosk.read_code(), "pioneers", 5, PORTRAIT)
    kiosk.sees_attract()
    yield kiosk
    kiosk.close()


def test_the_nudge_alone_brings_a_published_exhibit_to_an_open_kiosk(kiosk: Deaf, curator: Staff) -> None:
    kiosk.touch_anywhere()
    kiosk.touch("先锋与课堂")
    kiosk.sees("车间十分钟")
    before = len(kiosk.log)
    content = {"kind": "article", "title": {"zh": "刚刚发布", "en": "Just now"}}
    made = curator.call("POST", "/api/v1/exhibits", {"zone_id": "pioneers", "content": content}).json
    assert curator.call("POST", f"/api/v1/exhibits/{made['id']}/publish", {"revision": 1}).status == 200
    expect(kiosk.page.locator(".card-title", has_text="刚刚发布")).to_be_visible()
    assert kiosk.log[before : before + 2] == ["nudge", "fetch"]
    assert kiosk.log.count("connect") == 1, "a new connection would have asked by itself"
