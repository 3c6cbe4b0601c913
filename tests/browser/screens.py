"""Pictures of every page of the three interfaces, for looking at: `python -m tests.browser.screens [folder]`."""

import argparse
import os
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.people import CHROMIUM, FLAGS, Staff, Visitor, make_curator, make_operator
from tests.browser.wall import LANDSCAPE, PORTRAIT, claim, simulate_wall
from tests.load.hall import await_true
from tests.server import ROOT, RunningHall
from tests.server import Staff as Caller

FOLDER = ROOT / "test-results" / "screens"
GLASSES = {"portrait": PORTRAIT, "landscape": LANDSCAPE}
PARTS = ["kiosk", "staff"]
README = ROOT / "deploy" / "handbook" / "pictures"
README_PICTURES = {
    "kiosk": ("kiosk-landscape-zh-plan", 1200),
    "studio": ("studio-zh-editor", 1200),
    "desk": ("desk-zh-wall", 480),
}
README_MOST_BYTES = 150_000
TABLET = {"viewport": {"width": 1194, "height": 834}, "device_scale_factor": 1.5, "has_touch": True}
PC = {"width": 1440, "height": 900}
LANGUAGES = ("zh", "en")
Shoot = Callable[[Page, str], None]


def shoot_into(folder: Path, prefix: str) -> Shoot:
    """Make what takes pictures into a folder, once the page stands still."""
    folder.mkdir(parents=True, exist_ok=True)

    def shoot(page: Page, name: str) -> None:
        page.wait_for_timeout(700)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{prefix}-{name}.png")

    return shoot


def say_language(shoot: Shoot, language: str) -> Shoot:
    """Name the pictures after the language that their pages speak."""

    def shoot_said(page: Page, name: str) -> None:
        shoot(page, f"{language}-{name}")

    return shoot_said


class Glass(Visitor):
    """A kiosk that is paired, and moved about by commands and by touch."""

    def __init__(self, browser: Browser, base: str, operator: Caller, glass: dict[str, int]) -> None:
        super().__init__(browser, base, glass["width_px"], glass["height_px"])
        self._operator, self._glass, self._id = operator, glass, ""
        self.mm = glass["width_px"] / glass["width_mm"]

    def pair(self) -> None:
        """Have the operator pair it."""
        self._id = claim(self._operator, self.read_code(), "pioneers", 3, self._glass)
        self.sees_attract()

    def is_told(self, **action: Any) -> None:
        """Give a command and wait until it is carried out."""
        command = {"id": str(uuid.uuid4()), "action": action, "target": {"display_ids": [self._id]}}
        assert self._operator.call("POST", "/api/v1/commands", command).status == 200
        address = f"/api/v1/commands/{command['id']}"
        await_true(
            lambda: self._operator.call("GET", address).json["deliveries"][0]["state"] == "done", 10, f"done: {action}"
        )

    def leave(self) -> None:
        """Close it and forget the display."""
        self.close()
        self._operator.call("DELETE", f"/api/v1/displays/{self._id}")

    def shows(self, exhibit_id: str) -> None:
        """Open an exhibit."""
        self.is_told(type="open", exhibit_id=exhibit_id)

    def switch(self, mode: int) -> None:
        """Touch one of the three choices of the access panel, and close it."""
        self.page.locator(".bar .access").tap()
        self.page.get_by_role("switch").nth(mode).tap()
        self.page.locator(".bar .access").tap()


def show_kiosk(kiosk: Glass, shoot: Shoot) -> None:
    """Take a kiosk through its pages."""
    kiosk.read_code()
    shoot(kiosk.page, "unpaired")
    kiosk.pair()
    kiosk.page.wait_for_timeout(1500)
    shoot(kiosk.page, "attract")
    for language in LANGUAGES:
        kiosk.is_told(type="home")
        kiosk.is_told(type="language", language=language)
        show_pages(kiosk, say_language(shoot, language))
    kiosk.is_told(type="identify")
    shoot(kiosk.page, "identify")


def show_pages(kiosk: Glass, shoot: Shoot) -> None:
    """Take a kiosk through the pages of a visit, in the language that it speaks."""
    page = kiosk.page
    shoot(page, "plan")
    page.locator(".room").nth(3).tap()
    shoot(page, "zone")
    for name, exhibit_id in (("rows", "model-2122"), ("text", "ten-minutes"), ("gallery", "two-belts")):
        kiosk.shows(exhibit_id)
        shoot(page, f"article-{name}" if name != "gallery" else name)
    page.locator(".bar .access").tap()
    shoot(page, "panel-access")
    page.locator(".bar .access").tap()
    kiosk.is_told(type="home")
    page.locator(".boards-door").tap()
    shoot(page, "boards")
    page.locator(".board").first.tap()
    shoot(page, "board")
    for number, mode in enumerate(("elder", "low")):
        kiosk.switch(number)
        kiosk.shows("model-2122")
        shoot(page, f"{mode}-exhibit")
        kiosk.is_told(type="home")
        shoot(page, f"{mode}-plan")
        kiosk.switch(number)


def show_idle_card(kiosk: Glass, language: str, shoot: Shoot) -> None:
    """Do nothing until the kiosk asks."""
    kiosk.pair()
    kiosk.page.clock.install()
    kiosk.touch_anywhere()
    kiosk.is_told(type="language", language=language)
    kiosk.shows("model-2122")
    card = kiosk.page.get_by_role("alertdialog").or_(kiosk.page.get_by_role("dialog"))
    while not card.count():
        kiosk.page.clock.run_for(5000)
    shoot(kiosk.page, f"{language}-idle")


def speak(page: Page, language: str) -> None:
    """Switch a page of the staff to a language, before it is opened again."""
    page.evaluate("(language) => localStorage.setItem('hall.staff.language', language)", language)
    page.reload()


def show_studio(browser: Browser, hall: RunningHall, shoot: Shoot) -> None:
    """Take a curator and an administrator through the studio."""
    name, password = hall.passwords()["administrator"]
    stranger = Staff(browser, hall.base, "/studio", viewport=PC)
    curator = make_curator(browser, hall.base, hall.passwords()["curator"][1])
    expect(curator.page.get_by_role("heading", name="展项")).to_be_visible()
    head = Staff(browser, hall.base, "/studio", viewport=PC)
    head.context.request.post(f"{hall.base}/api/v1/session", data={"name": name, "password": password})
    for language in LANGUAGES:
        for person in (stranger, curator, head):
            speak(person.page, language)
        shoot(stranger.page, f"{language}-signin")
        for place, path in (("exhibits", ""), ("editor", "/exhibits/model-2122"), ("library", "/library")):
            curator.page.goto(f"{hall.base}/studio{path}")
            curator.page.wait_for_timeout(1500)
            shoot(curator.page, f"{language}-{place}")
        head.page.goto(f"{hall.base}/studio/people")
        shoot(head.page, f"{language}-people")
    for person in (stranger, curator, head):
        person.close()


def show_first_account(browser: Browser, hall: RunningHall, shoot: Shoot) -> None:
    """Show what the first member of staff of a new hall sees."""
    stranger = Staff(browser, hall.base, "/studio", viewport=PC)
    for language in LANGUAGES:
        speak(stranger.page, language)
        shoot(stranger.page, f"{language}-first-account")
    stranger.close()


def show_desk(browser: Browser, hall: RunningHall, shoot: Shoot) -> Staff:
    """Take an operator with a phone through the desk; the last page stays open."""
    phone: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
    stranger = Staff(browser, hall.base, "/desk", **phone)
    operator = make_operator(browser, hall.base, hall.passwords()["operator"][1])
    tablet = Staff(browser, hall.base, "/desk", **TABLET)
    tablet.sign_in("值班员乙（示例）", hall.passwords()["operator"][1], "登录")
    for person in (operator, tablet):
        expect(person.page.get_by_role("heading", name="馆", exact=True)).to_be_visible()
    for language in LANGUAGES:
        for person in (stranger, operator, tablet):
            speak(person.page, language)
        shoot(stranger.page, f"{language}-signin")
        show_desk_pages(operator.page, say_language(shoot, language))
        tablet.page.wait_for_timeout(1200)
        shoot(tablet.page, f"{language}-wall-tablet")
    stranger.close()
    tablet.close()
    return operator


def show_desk_pages(page: Page, shoot: Shoot) -> None:
    """Take a phone through the desk's pages."""
    page.wait_for_timeout(1500)
    shoot(page, "wall")
    page.locator(".wall .tile").first.click()
    shoot(page, "display")
    page.get_by_role("button", name="打开展项").or_(page.get_by_role("button", name="Open an exhibit")).first.click()
    shoot(page, "picker")
    page.get_by_role("button", name="关闭").or_(page.get_by_role("button", name="Close")).click()
    page.reload()
    page.wait_for_timeout(1200)
    page.locator(".wall .zone .name").first.click()
    shoot(page, "zone")
    page.reload()
    tabs = page.get_by_role("navigation").get_by_role("button")
    tabs.nth(1).click()
    shoot(page, "pair")
    tabs.nth(2).click()
    shoot(page, "log")
    tabs.nth(0).click()


def show_kiosks(browser: Browser, hall: RunningHall, folder: Path) -> None:
    """Take the pictures of the kiosk, on both its glasses."""
    operator = hall.sign_in("operator")
    for name, glass in GLASSES.items():
        shoot = shoot_into(folder, f"kiosk-{name}")
        kiosk = Glass(browser, hall.base, operator, glass)
        show_kiosk(kiosk, shoot)
        kiosk.leave()
        for language in LANGUAGES:
            kiosk = Glass(browser, hall.base, operator, glass)
            show_idle_card(kiosk, language, shoot)
            kiosk.leave()


def show_staff(browser: Browser, hall: RunningHall, folder: Path) -> None:
    """Take the pictures of the studio and the desk beside a living wall; at the end the server goes away."""
    shoot = shoot_into(folder, "desk")
    with simulate_wall(hall):
        show_studio(browser, hall, shoot_into(folder, "studio"))
        operator = show_desk(browser, hall, shoot)
    hall.stop()
    operator.page.wait_for_timeout(8000)
    shoot(operator.page, "en-offline")
    operator.close()


def write_readme(folder: Path) -> None:
    """Make the three pictures of the README out of those that were taken."""
    README.mkdir(exist_ok=True)
    for name, (source, width) in README_PICTURES.items():
        with Image.open(folder / f"{source}.png") as picture:
            height = round(picture.height * width / picture.width)
            small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
        target = README / f"{name}.webp"
        for quality in (88, 80, 70, 60):
            small.save(target, quality=quality, method=6)
            if target.stat().st_size < README_MOST_BYTES:
                break


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--readme", action="store_true", help="make the pictures of the README, too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        environment: dict[str, str | float | bool] = {**os.environ, "TZ": "Asia/Shanghai"}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=environment)
        with RunningHall(Path(temporary) / "new", sample="false") as hall:
            show_first_account(browser, hall, shoot_into(chosen.folder, "studio"))
        with RunningHall(Path(temporary) / "var", signin_attempts=50) as hall:
            if "kiosk" in chosen.only:
                show_kiosks(browser, hall, chosen.folder)
            if "staff" in chosen.only:
                show_staff(browser, hall, chosen.folder)
        browser.close()
    if chosen.readme:
        write_readme(chosen.folder)


if __name__ == "__main__":
    main()
