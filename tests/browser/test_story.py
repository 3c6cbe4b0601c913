"""The hall's whole story, with a kiosk, a studio and a phone at once, and a server that is killed in the middle."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import PHOTOGRAPHS, Staff, Visitor, make_curator, make_operator
from tests.server import RunningHall

BRIDGE = PHOTOGRAPHS / "Bridge_by_Sander_Klootwijk.jpg"
SUNSET = PHOTOGRAPHS / "sunset_by_Aitzol_Berasategi.jpg"
ZONE = "先锋与课堂"


@dataclass
class Cast:
    """Everybody who is in the hall."""

    hall: RunningHall
    visitor: Visitor
    curator: Staff
    operator: Staff


@pytest.fixture(scope="module")
def cast(browser: Browser, running_hall: RunningHall) -> Iterator[Cast]:
    passwords = running_hall.passwords()
    visitor = Visitor(browser, running_hall.base)
    operator = make_operator(browser, running_hall.base, passwords["operator"][1])
    curator = make_curator(browser, running_hall.base, passwords["curator"][1])
    yield Cast(running_hall, visitor, curator, operator)
    for person in (visitor, operator, curator):
        person.close()


def test_01_the_operator_pairs_the_kiosk_by_its_six_digits(cast: Cast) -> None:
    page = cast.operator.page
    code = cast.visitor.read_code()
    page.get_by_role("button", name="添加屏").first.click()
    page.get_by_role("textbox", name="六位数字").fill(code)
    page.get_by_role("combobox", name="展区").select_option(label=f"四区 {ZONE}")
    page.get_by_role("textbox", name="名称", exact=True).fill("课堂竖屏")
    page.get_by_role("button", name="竖屏").click()
    page.get_by_role("button", name="配对", exact=True).click()
    page.get_by_role("button", name="去看这块屏").click()
    cast.visitor.sees_attract()
    expect(page.get_by_role("region", name="1 号 · 课堂竖屏")).to_contain_text("待机")


def test_02_the_curator_writes_a_gallery_with_real_photographs(cast: Cast) -> None:
    page = cast.curator.page
    page.get_by_role("button", name=f"在“{ZONE}”新建展项").click()
    page.get_by_text("图集", exact=True).click()
    page.get_by_role("textbox", name="标题").fill("桥与落日")
    page.get_by_role("button", name="新建，去写").click()
    page.get_by_role("textbox", name="标题 · English").fill("Bridge and sunset")
    page.get_by_role("textbox", name="要点 · 中文").fill("两张真照片，从手机到大屏。")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="拖进来").click()
    chooser.value.set_files([str(BRIDGE), str(SUNSET)])
    for number, (alt, english) in enumerate([("一座桥", "A bridge"), ("落日", "A sunset")], 1):
        page.get_by_role("button", name=f"第 {number} 张").first.click(timeout=30_000)
        page.get_by_role("textbox", name=f"第 {number} 张 说明 中文").fill(alt)
        page.get_by_role("textbox", name=f"第 {number} 张 说明 English").fill(english)
    expect(page.get_by_text("正在处理")).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("status").filter(has_text="已自动保存")).to_be_visible(timeout=10_000)


def test_03_the_preview_is_the_kiosks_own_page(cast: Cast) -> None:
    preview = cast.curator.page.frame_locator("iframe")
    expect(preview.get_by_role("heading", name="桥与落日")).to_be_visible()
    expect(preview.get_by_text("两张真照片，从手机到大屏。")).to_be_visible()


def test_04_what_is_published_reaches_the_open_kiosk_and_a_visitor_touches_it(cast: Cast) -> None:
    cast.curator.page.get_by_role("button", name="发布", exact=True).click()
    expect(cast.curator.page.get_by_text("1/1", exact=False).first).to_be_visible(timeout=10_000)
    visitor = cast.visitor
    visitor.page.evaluate("() => { window.neverReloaded = true }")
    visitor.touch_anywhere()
    visitor.touch(ZONE)
    visitor.touch("桥与落日")
    visitor.sees("两张真照片，从手机到大屏。")
    assert visitor.count_whole_pictures() > 0
    visitor.touch("下一张")
    expect(visitor.page.get_by_role("img", name="落日").first).to_be_visible()


def test_05_the_visitor_reads_it_in_english_in_place(cast: Cast) -> None:
    cast.visitor.touch("English")
    expect(cast.visitor.page.get_by_role("heading", name="Bridge and sunset")).to_be_visible()
    assert cast.visitor.page.evaluate("() => document.documentElement.lang") == "en"
    cast.visitor.page.get_by_role("button", name="中文").first.tap()
    expect(cast.visitor.page.get_by_role("heading", name="桥与落日")).to_be_visible()


def test_06_a_change_arrives_on_the_open_page_without_a_reload(cast: Cast) -> None:
    page = cast.curator.page
    page.get_by_role("textbox", name="要点 · 中文").fill("改好了，一秒就到。")
    page.get_by_role("button", name="发布改动", exact=True).click()
    cast.visitor.sees("改好了，一秒就到。")
    assert cast.visitor.page.evaluate("() => window.neverReloaded === true")


def press(page: Page, name: str) -> None:
    """Press a command and wait until the display has confirmed it."""
    button = page.get_by_role("button", name=name).first
    button.click()
    expect(button).to_contain_text("已执行")


def test_07_the_operator_changes_what_the_kiosk_shows_from_a_phone(cast: Cast) -> None:
    desk, visitor = cast.operator.page, cast.visitor
    press(desk, "回首页")
    visitor.sees("两个展厅")
    press(desk, "English")
    visitor.sees("Two halls")
    desk.get_by_role("button", name="打开展项").first.click()
    desk.get_by_role("button", name="桥与落日").click()
    expect(visitor.page.get_by_role("heading", name="Bridge and sunset")).to_be_visible()
    desk.get_by_role("button", name="关闭").click()
    press(desk, "中文")


def test_08_the_server_is_killed_and_the_kiosk_goes_on(cast: Cast) -> None:
    cast.hall.kill()
    visitor = cast.visitor
    expect(cast.operator.page.get_by_role("button", name="识别").first).to_be_disabled(timeout=15_000)
    visitor.touch("首页")
    visitor.touch(ZONE)
    visitor.touch("车间十分钟")
    visitor.sees("机床旁边")
    visitor.touch("首页")
    visitor.touch("生物医药")
    visitor.page.wait_for_timeout(300)
    assert visitor.count_whole_pictures() > 0
    assert visitor.complaints == []


def test_09_a_kiosk_that_starts_without_the_server_shows_what_it_had(cast: Cast) -> None:
    cast.visitor.page.reload()
    cast.visitor.sees_attract()
    cast.visitor.touch_anywhere()
    cast.visitor.touch(ZONE)
    cast.visitor.touch("桥与落日")
    cast.visitor.sees("改好了，一秒就到。")
    assert cast.visitor.count_whole_pictures() > 0


def test_10_after_the_restart_everything_goes_on_by_itself(cast: Cast) -> None:
    cast.hall.start()
    desk = cast.operator.page
    expect(desk.get_by_role("button", name="识别").first).to_be_enabled(timeout=20_000)
    expect(desk.get_by_role("region", name="1 号 · 课堂竖屏")).to_contain_text("使用中", timeout=20_000)
    press(desk, "回首页")
    cast.visitor.sees("两个展厅")


def test_11_every_touch_is_in_the_record_once_those_without_the_server_too(cast: Cast) -> None:
    cast.visitor.page.wait_for_timeout(2500)
    with sqlite3.connect(f"file:{cast.hall.data / 'records.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute(
            "select kind, exhibit_id, source, count(*) from interactions group by 1, 2, 3"
        ).fetchall()
        total, distinct = database.execute("select count(*), count(distinct id) from interactions").fetchone()
    database.close()
    assert total == distinct
    seen = {exhibit_id for kind, exhibit_id, *_ in rows if kind == "view"}
    assert "ten-minutes" in seen, "the touch while the server was away"
    assert {"session_start", "view", "lang"} <= {kind for kind, *_ in rows}
    assert {source for *_, source, _ in rows} >= {"visitor", "guide"}


def test_12_nothing_was_complained_of_on_any_page(cast: Cast) -> None:
    assert cast.visitor.complaints == []
    assert cast.operator.complaints == []
    assert cast.curator.complaints == []
