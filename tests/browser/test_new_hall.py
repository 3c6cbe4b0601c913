"""A real hall's first day (`sample = false`): the first account, the first exhibit, the first display."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Staff, Visitor
from tests.server import RunningHall

ZONE = "先锋与课堂"
NAME, PASSWORD = "zhang", "correct horse"


@pytest.fixture(scope="module")
def new_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    with RunningHall(Path(tmp_path_factory.mktemp("new")) / "var", sample="false") as hall:
        yield hall


@pytest.fixture(scope="module")
def founder(browser: Browser, new_hall: RunningHall) -> Iterator[Staff]:
    founder = Staff(browser, new_hall.base, "/studio", viewport={"width": 1440, "height": 900})
    yield founder
    founder.close()


@pytest.fixture(scope="module")
def visitor(browser: Browser, new_hall: RunningHall) -> Iterator[Visitor]:
    visitor = Visitor(browser, new_hall.base)
    yield visitor
    visitor.close()


def test_01_the_first_account_is_made_with_the_code_that_the_start_printed(
    founder: Staff, new_hall: RunningHall
) -> None:
    code = re.search(r"set-up code: (\d{8})", new_hall.tail())
    assert code is not None
    page = founder.page
    page.get_by_role("textbox", name="安装码").fill(code[1])
    page.get_by_role("textbox", name="姓名").fill("张")
    page.get_by_role("textbox", name="账号").fill(NAME)
    page.get_by_role("textbox", name="密码").fill(PASSWORD)
    page.get_by_role("button", name="建账号，进编展室").click()
    expect(page.get_by_role("heading", name="产业规划馆")).to_be_visible()


def test_02_the_zones_wait_for_their_first_exhibit(founder: Staff) -> None:
    page = founder.page
    page.get_by_role("button", name=f"在“{ZONE}”新建展项").click()
    page.get_by_role("textbox", name="标题").fill("第一件")
    page.get_by_role("button", name="新建，去写").click()
    page.get_by_role("textbox", name="要点 · 中文").fill("新展厅写下的第一句。")
    expect(page.get_by_role("status").filter(has_text="已自动保存")).to_be_visible()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_role("button", name="撤下")).to_be_visible()


def test_03_a_display_is_paired_and_draws_the_plan(visitor: Visitor, new_hall: RunningHall) -> None:
    operator = new_hall.sign_in_as(NAME, PASSWORD)
    glass = {"width_px": 1080, "height_px": 1920, "width_mm": 535, "height_mm": 952}
    new = {"zone_id": "pioneers", "number": 1, "name": {"zh": "入口屏", "en": "Entrance"}, "profile": glass}
    assert operator.call("POST", "/api/v1/pairings/claim", {"code": visitor.read_code(), "new": new}).status == 200
    visitor.sees_attract()
    visitor.touch_anywhere()
    visitor.sees("两个展厅，八个展区")
    expect(visitor.page.locator(".room")).to_have_count(8)


def test_04_the_visitor_finds_the_exhibit_and_an_empty_zone_offers_a_way_on(visitor: Visitor) -> None:
    visitor.touch(ZONE)
    visitor.touch("第一件")
    visitor.sees("新展厅写下的第一句。")
    visitor.touch("首页")
    visitor.touch("生物医药")
    visitor.sees("这里的展项正在准备")
    visitor.touch("看展厅平面")
    visitor.sees("两个展厅，八个展区")
    visitor.touch("八个板块")
    visitor.touch("党建品牌")
    visitor.sees("这个板块还没有展项")
    assert visitor.complaints == []
