"""What stands on a page keeps clear of the rest, and things of one kind have one size."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.screens import GLASSES, Glass
from tests.server import RunningHall

CARD_TITLE_MM = 14
ZONES = (1, 2, 4, 7)
BOXES = """(names) => names.map((name) => document.querySelector(name).getBoundingClientRect())
  .map(({ left, top, right, bottom }) => [left, top, right, bottom])"""
TITLES = """() => [...document.querySelectorAll('.grid .card-title')]
  .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
SEEDS = """() => {
  const title = document.querySelector('.attract .tate').getBoundingClientRect()
  const crossed = []
  const flights = document.getAnimations().filter((one) => one.effect.target.classList.contains('seed'))
  for (let at = 0; at < 20000; at += 250) {
    for (const flight of flights) {
      flight.currentTime = at
      const seed = flight.effect.target
      const box = seed.getBoundingClientRect()
      const seen = Number(getComputedStyle(seed).opacity) > 0.05
      const beside = box.left >= title.right || box.right <= title.left
      if (seen && !beside && box.top < title.bottom && box.bottom > title.top) crossed.push(at)
    }
  }
  return [flights.length, crossed]
}"""


@pytest.fixture(scope="module", params=GLASSES)
def kiosk(request: pytest.FixtureRequest, browser: Browser, running_hall: RunningHall) -> Iterator[Glass]:
    kiosk = Glass(browser, running_hall.base, running_hall.sign_in("operator"), GLASSES[request.param])
    kiosk.pair()
    yield kiosk
    kiosk.leave()


def go_home(kiosk: Glass, language: str) -> None:
    kiosk.is_told(type="home")
    kiosk.is_told(type="language", language=language)
    expect(kiosk.page.locator(".room")).to_have_count(8)


def boxes_of(kiosk: Glass, *names: str) -> list[list[float]]:
    found: list[list[float]] = kiosk.page.evaluate(BOXES, names)
    return found


def test_v01_no_seed_crosses_the_title(kiosk: Glass) -> None:
    kiosk.page.reload()
    kiosk.sees_attract()
    kiosk.page.wait_for_timeout(500)
    assert kiosk.page.evaluate(SEEDS) == [3, []]


def test_the_way_ends_at_the_entrance_and_the_door_to_the_boards_stands_clear_of_the_walls(kiosk: Glass) -> None:
    go_home(kiosk, "zh")
    expect(kiosk.page.locator(".plan-here .dot")).to_be_visible()
    shadow, door = boxes_of(kiosk, ".plan-shadow", ".boards-door")
    assert door[1] >= shadow[3]


def test_english_rooms_have_english_names_and_no_others(kiosk: Glass) -> None:
    go_home(kiosk, "en")
    names = kiosk.page.locator(".room-names").all_inner_texts()
    assert len(names) == 8
    assert [name for name in names if not name.isascii()] == []


def test_a_boards_figure_keeps_clear_of_its_title(kiosk: Glass) -> None:
    go_home(kiosk, "zh")
    kiosk.page.locator(".boards-door").tap()
    kiosk.page.locator(".board").first.tap()
    expect(kiosk.page.locator(".board-figure")).to_be_visible()
    figure, head = boxes_of(kiosk, ".board-figure", ".zone-head")
    assert figure[3] <= head[1] or figure[1] >= head[3]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("zone", ZONES)
def test_the_titles_of_a_zone_have_one_size_that_is_read_standing(kiosk: Glass, zone: int, language: str) -> None:
    go_home(kiosk, language)
    kiosk.page.locator(".room").nth(zone - 1).tap()
    expect(kiosk.page.locator(".grid")).to_have_attribute("data-overflow", "0")
    sizes = kiosk.page.evaluate(TITLES)
    assert len(sizes) >= 3
    assert max(sizes) - min(sizes) < 0.1
    assert min(sizes) / kiosk.mm >= CARD_TITLE_MM - 0.1
