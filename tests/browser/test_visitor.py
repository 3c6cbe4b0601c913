"""What a visitor may rely on: any touch begins, nothing is too small for a finger, nobody's traces stay."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.people import Visitor
from tests.server import RunningHall

PORTRAIT = {"width_px": 1080, "height_px": 1920, "width_mm": 535, "height_mm": 952}
LANDSCAPE = {"width_px": 1920, "height_px": 1080, "width_mm": 952, "height_mm": 535}
SMALLEST_TARGET_MM = 20
SMALLEST_TARGET_PX = 24
TOUCH_WORDS_MM = 24
QUIET_AT_LEAST_S = 60
QUIET_AT_MOST_S = 180
STEP_S = 5
COUNTDOWN_S = 20
BAR = ("首页", "返回", "English", "无障碍")

MEASURE = """() => [...document.querySelectorAll('button, a[href], input, [role=button], [role=switch]')]
  .filter((one) => one.checkVisibility() && !one.closest('[inert]') && !one.disabled)
  .map((one) => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect()])
  .map(([name, box]) => [name, box.width, box.height])"""


class Paired(Visitor):
    """A visitor at a kiosk that is paired, with a clock that the test can move."""

    def __init__(self, browser: Browser, hall: RunningHall, zone: str, glass: dict[str, int]) -> None:
        super().__init__(browser, hall.base, glass["width_px"], glass["height_px"])
        self.mm = glass["width_px"] / glass["width_mm"]
        self._operator = hall.sign_in("operator")
        new = {"zone_id": zone, "number": 7, "name": {"zh": "示例屏", "en": "Sample"}, "profile": glass}
        claimed = self._operator.call("POST", "/api/v1/pairings/claim", {"code": self.read_code(), "new": new})
        assert claimed.status == 200, claimed.content
        self.display_id = claimed.json["id"]
        self.sees_attract()

    def is_told(self, **action: Any) -> None:
        """Have an operator's command carried out on this kiosk."""
        target = {"display_ids": [self.display_id]}
        body = {"id": str(uuid.uuid4()), "action": action, "target": target}
        assert self._operator.call("POST", "/api/v1/commands", body).status == 200


@pytest.fixture(scope="module", params=[("pioneers", PORTRAIT), ("brands", LANDSCAPE)], ids=["portrait", "landscape"])
def visitor(request: pytest.FixtureRequest, browser: Browser, running_hall: RunningHall) -> Iterator[Paired]:
    visitor = Paired(browser, running_hall, *request.param)
    yield visitor
    visitor.close()


def go_to_attract(visitor: Paired) -> None:
    visitor.page.reload()
    visitor.sees_attract()


def test_v01_the_touch_words_are_large_and_stand_still(visitor: Paired) -> None:
    go_to_attract(visitor)
    words = visitor.page.get_by_text("请触摸屏幕开始").first
    size = float(words.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)"))
    assert size / visitor.mm >= TOUCH_WORDS_MM
    before = words.bounding_box()
    visitor.page.wait_for_timeout(1500)
    assert words.bounding_box() == before


def test_v03_a_touch_anywhere_begins_and_is_not_passed_on(visitor: Paired) -> None:
    for row in range(5):
        go_to_attract(visitor)
        visitor.touch_anywhere(0.1 + 0.2 * row, 0.05 + 0.22 * row)
        visitor.sees("两个展厅")
        visitor.page.wait_for_timeout(400)
        visitor.sees("示意图")


PLACES: dict[str, dict[str, Any]] = {
    "plan": {"type": "home"},
    "article with rows": {"type": "open", "exhibit_id": "model-2122"},
    "gallery": {"type": "open", "exhibit_id": "two-belts"},
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_v13_every_target_is_large_enough_for_a_finger(visitor: Paired, place: str, language: str) -> None:
    visitor.is_told(**PLACES[place])
    visitor.is_told(type="language", language=language)
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en" if language == "en" else "zh-CN")
    visitor.page.wait_for_timeout(600)
    targets = visitor.page.evaluate(MEASURE)
    assert len(targets) >= 5
    small = [
        (name, round(min(width, height) / visitor.mm, 1))
        for name, width, height in targets
        if min(width, height) / visitor.mm < SMALLEST_TARGET_MM - 0.1 or min(width, height) < SMALLEST_TARGET_PX
    ]
    assert small == []


def test_v17_the_bar_has_the_same_places_everywhere_and_no_volume_where_nothing_sounds(visitor: Paired) -> None:
    where = set()
    for place in PLACES.values():
        visitor.is_told(type="language", language="zh")
        visitor.is_told(**place)
        visitor.page.wait_for_timeout(400)
        buttons = [visitor.page.locator(".bar").get_by_role("button", name=name) for name in BAR]
        for button in buttons:
            expect(button).to_be_visible()
        where.add(tuple(str(button.bounding_box()) for button in buttons))
        expect(visitor.page.locator(".bar").get_by_role("button", name="音量")).to_have_count(0)
    assert len(where) == 1


def test_v06_nobody_is_sent_away_without_being_asked(browser: Browser, running_hall: RunningHall) -> None:
    visitor = Paired(browser, running_hall, "biomedicine", PORTRAIT)
    visitor.page.clock.install()
    visitor.touch_anywhere()
    visitor.touch("English")
    card = visitor.page.get_by_role("alertdialog").or_(visitor.page.get_by_role("dialog"))
    asked_after_s = wait_for_card(visitor, card)
    assert asked_after_s >= QUIET_AT_LEAST_S
    visitor.touch_anywhere(0.5, 0.02)
    expect(card).to_have_count(0)
    visitor.sees("Two halls")
    visitor.page.clock.run_for((QUIET_AT_MOST_S + COUNTDOWN_S + 2) * 1000)
    visitor.sees_attract()
    visitor.close()


def wait_for_card(visitor: Paired, card: Locator) -> int:
    """Let time pass until the card asks, and tell how many seconds that took."""
    for passed_s in range(0, QUIET_AT_MOST_S + STEP_S, STEP_S):
        if card.count():
            return passed_s
        visitor.page.clock.run_for(STEP_S * 1000)
    raise AssertionError("nobody was asked")


def test_v08_the_next_visitor_finds_nothing_of_the_one_before(browser: Browser, running_hall: RunningHall) -> None:
    visitor = Paired(browser, running_hall, "logistics", PORTRAIT)
    visitor.page.clock.install()
    visitor.touch_anywhere()
    visitor.touch("English")
    visitor.page.get_by_role("button", name="Biomedicine").first.tap()
    visitor.page.clock.run_for((QUIET_AT_MOST_S + COUNTDOWN_S + 2) * 1000)
    visitor.sees_attract()
    assert visitor.page.evaluate("() => document.documentElement.lang") == "zh-CN"
    visitor.touch_anywhere()
    visitor.sees("两个展厅")
    visitor.touch("返回")
    visitor.sees("两个展厅")
    assert visitor.page.get_by_text("Biomedicine", exact=True).count() <= 1, "only the plan's own second language"
    visitor.close()
