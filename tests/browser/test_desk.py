"""The desk on a phone beside a living wall: its seals speak the page's language, its displays can be told apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import Staff, make_operator
from tests.browser.wall import simulate_wall
from tests.server import RunningHall

UPRIGHT_PX = 32
"""A tile narrower than this is a stripe and no picture."""
FACES = """() => [...document.querySelectorAll('.wall .face.tall')].map((face) => face.getBoundingClientRect().width)"""


@pytest.fixture(scope="module")
def operator(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staff]:
    data = Path(tmp_path_factory.mktemp("desk")) / "var"
    with RunningHall(data, stale_after_s=60, offline_after_s=240) as hall, simulate_wall(hall, silent_for_s=16):
        operator = make_operator(browser, hall.base, hall.passwords()["operator"][1])
        expect(operator.page.get_by_role("heading", name="馆", exact=True)).to_be_visible()
        yield operator
        operator.close()


def speak(page: Page, language: str) -> None:
    page.evaluate("(language) => localStorage.setItem('hall.staff.language', language)", language)
    page.reload()
    expect(page.locator(".wall .tile")).to_have_count(16)


def test_a_display_is_stale_when_the_settings_say_so_and_not_before(operator: Staff) -> None:
    """One of the wall has been silent for longer than the usual 15 s; this hall waits 60 s."""
    speak(operator.page, "zh")
    expect(operator.page.locator(".wall .total")).to_contain_text("16/ 16 正常")
    expect(operator.page.locator(".wall .stale")).to_have_count(0)
    expect(operator.page.locator(".wall .is-offline")).to_have_count(0)


def test_an_upright_display_has_an_upright_place_on_the_wall(operator: Staff) -> None:
    speak(operator.page, "zh")
    widths = operator.page.evaluate(FACES)
    assert len(widths) == 8
    assert min(widths) >= UPRIGHT_PX


@pytest.mark.parametrize(("language", "seals"), [("zh", "一二三四五六七八"), ("en", "12345678")])
def test_the_seals_of_the_zones_speak_the_pages_language(operator: Staff, language: str, seals: str) -> None:
    speak(operator.page, language)
    assert "".join(text.strip() for text in operator.page.locator(".wall .seal").all_inner_texts()) == seals


def test_nobody_is_told_of_no_displays_before_the_first_list_is_there(operator: Staff) -> None:
    speak(operator.page, "zh")
    page = operator.context.new_page()
    page.route_web_socket("**/socket.io/**", lambda _: None)
    page.goto(f"{operator.base}/desk")
    expect(page.locator(".wall .total")).to_have_text("正在连接")
    page.close()
