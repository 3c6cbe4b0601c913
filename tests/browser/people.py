"""The people of the story: a visitor at a kiosk, a curator at the studio, an operator with a phone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

PHOTOGRAPHS = Path("/usr/share/backgrounds")
FASTEST_FINGER_MS = 500
"""Nobody touches again sooner; the kiosk takes a second click at once for the first one's echo (V-03)."""
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUIET = re.compile(r"401|ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to load resource")


class Person:
    """Somebody with a browser of their own; what their page complains about is kept in `complaints`."""

    def __init__(self, browser: Browser, base: str, **glass: Any) -> None:
        self.base = base
        self.context: BrowserContext = browser.new_context(**glass)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        if message.type == "error" and not QUIET.search(message.text):
            self.complaints.append(message.text)

    def close(self) -> None:
        self.context.close()


class Visitor(Person):
    """Somebody at a touchscreen; the touch is a real one."""

    def __init__(
        self,
        browser: Browser,
        base: str,
        width: int = 1080,
        height: int = 1920,
        prepare: Callable[[Page], None] = lambda _: None,
    ) -> None:
        super().__init__(browser, base, viewport={"width": width, "height": height}, has_touch=True)
        self.width, self.height = width, height
        prepare(self.page)
        self.page.goto(f"{base}/kiosk")

    def read_code(self) -> str:
        """Read the six digits that an unpaired kiosk shows."""
        self.page.wait_for_function("() => document.body.innerText.replace(/\\D/g, '').length >= 6")
        return re.sub(r"\D", "", self.page.inner_text("body"))[:6]

    def touch_anywhere(self, x: float = 0.5, y: float = 0.4) -> None:
        self.page.touchscreen.tap(self.width * x, self.height * y)
        self.page.wait_for_timeout(FASTEST_FINGER_MS)

    def touch(self, name: str, role: Any = "button") -> None:
        self.page.get_by_role(role, name=name).first.tap()

    def sees(self, words: str, timeout_ms: int = 20_000) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=timeout_ms)

    def sees_attract(self) -> None:
        self.sees("请触摸屏幕开始")

    def count_whole_pictures(self) -> int:
        """Count the pictures on the page that have arrived."""
        script = "() => [...document.images].filter((one) => one.complete && one.naturalWidth > 0).length"
        return int(self.page.evaluate(script))


class Staff(Person):
    """A member of staff who signs in on a page."""

    def __init__(self, browser: Browser, base: str, place: str, **glass: Any) -> None:
        super().__init__(browser, base, **glass)
        self.page.goto(base + place)

    def sign_in(self, shown: str, password: str, button: str) -> None:
        self.page.get_by_role("button", name=shown).click()
        self.page.get_by_role("textbox", name="密码").fill(password)
        self.page.get_by_role("button", name=button, exact=True).click()


def make_operator(browser: Browser, base: str, password: str) -> Staff:
    """Open the desk on a phone."""
    phone = {"width": 390, "height": 844}
    operator = Staff(browser, base, "/desk", viewport=phone, device_scale_factor=2, has_touch=True)
    operator.sign_in("值班员乙（示例）", password, "登录")
    return operator


def make_curator(browser: Browser, base: str, password: str) -> Staff:
    """Open the studio on an office PC."""
    curator = Staff(browser, base, "/studio", viewport={"width": 1440, "height": 900})
    curator.sign_in("编辑甲（示例）", password, "进编展室")
    return curator
