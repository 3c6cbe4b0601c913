"""Larger text is larger wherever there is something to read (A-02, A-03), and none of it is cut off."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.screens import GLASSES, Glass
from tests.server import RunningHall

BODY_MM = 26
"""What older people read at 1.5 m (T-02)."""
LATIN_MM = 19
"""Chinese needs 1.54 times the size of Latin (6.4); English takes what a Chinese body has in the usual mode."""
TARGET_MM = 25
SIZES = """() => {
  const page = document.querySelector('.words-fit')
  const read = [...page.querySelectorAll('.rows dd > *, .body')]
  return { sizes: read.map((one) => parseFloat(getComputedStyle(one).fontSize)), over: Number(page.dataset.overflow) }
}"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('button')]
  .filter((one) => one.checkVisibility() && !one.closest('[inert]'))
  .map((one) => one.getBoundingClientRect()).map((box) => Math.min(box.width, box.height)))"""


@pytest.fixture(scope="module", params=GLASSES)
def reader(request: pytest.FixtureRequest, browser: Browser, running_hall: RunningHall) -> Iterator[Glass]:
    reader = Glass(browser, running_hall.base, running_hall.sign_in("operator"), GLASSES[request.param])
    reader.pair()
    reader.is_told(type="home")
    reader.switch(0)
    yield reader
    reader.leave()


@pytest.mark.parametrize(("language", "least_mm"), [("zh", BODY_MM), ("en", LATIN_MM)])
def test_a03_every_exhibit_is_read_in_large_letters(
    reader: Glass, running_hall: RunningHall, language: str, least_mm: int
) -> None:
    reader.is_told(type="language", language=language)
    small = []
    for exhibit in running_hall.call("GET", "/api/v1/catalogue").json["exhibits"]:
        reader.shows(exhibit["id"])
        title = exhibit["content"]["title"][language]
        expect(reader.page.get_by_role("heading", level=1)).to_contain_text(title)
        found = reader.page.evaluate(SIZES)
        smallest_mm = min(found["sizes"]) / reader.mm
        if smallest_mm < least_mm - 0.1 or found["over"]:
            small.append((exhibit["id"], round(smallest_mm, 1), found["over"]))
    assert small == []


@pytest.mark.parametrize("place", [{"type": "home"}, {"type": "open", "exhibit_id": "model-2122"}])
def test_a03_every_target_is_large_too(reader: Glass, place: dict[str, str]) -> None:
    reader.is_told(**place)
    expect(reader.page.locator(".page button").first).to_be_visible()
    assert reader.page.evaluate(SMALLEST) / reader.mm >= TARGET_MM - 0.1
