"""A hall in this process, on a folder of its own, with everything real but the network."""

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exhibits.accounts.model import NewAccount
from exhibits.catalogue.model import Hall as TopicHall
from exhibits.catalogue.model import Venue, Zone
from exhibits.core.http import Endpoint, list_endpoints
from exhibits.core.model import Identity, LocalText, Role
from exhibits.core.settings import Settings
from exhibits.displays.model import Claim, NewDisplay, PairingRequest, Profile, Screen
from exhibits.media.model import LinkKey, NewLink
from exhibits.wiring import ROUTES, Hall, build_hall

NAME = LocalText(zh="序厅", en="Prologue")
PASSWORD = "correct horse"
GLASS = Profile(width_px=1920, height_px=1080, width_mm=952, height_mm=535)


class TestHall:
    """A started hall with one account for each role and one paired display."""

    __test__ = False

    def __init__(self, data: Path, **settings: Any) -> None:
        self.hall: Hall = build_hall(Settings(data=data, sample=False, **settings))
        if self.hall.catalogue.is_empty:
            self._lay_out()
        self.hall.start()
        self.client: FlaskClient = self.hall.app.test_client(use_cookies=False)
        self._headers: dict[Role, dict[str, str]] = {Role.VISITOR: {}}

    def headers_of(self, role: Role) -> dict[str, str]:
        """Give the headers with which this role asks; staff are added and displays paired when first needed."""
        if role not in self._headers or self._is_over(self._headers[role]):
            opened = {Role.DISPLAY: self._pair, Role.PHONE: self._invite}
            self._headers[role] = opened.get(role, lambda: self._sign_in(role))()
        return dict(self._headers[role])

    def stop(self) -> None:
        self.hall.stop()

    def _lay_out(self) -> None:
        self.hall.catalogue.lay_out(
            Venue(name=NAME),
            [TopicHall(id="party-service", number=1, name=NAME)],
            [Zone(id="zone-1", number=1, hall_id="party-service", name=NAME)],
            [],
        )

    def _is_over(self, headers: dict[str, str]) -> bool:
        token = headers.get("Cookie", "").partition("=")[2]
        return bool(token) and self.hall.accounts.find_session(token) is None

    def _sign_in(self, role: Role) -> dict[str, str]:
        if not any(account.id == role for account in self.hall.accounts.list_accounts()):
            self.hall.accounts.add(NewAccount(name=role.value, display_name="示例", role=role, password=PASSWORD))
        response = self.client.post("/api/v1/session", json={"name": role.value, "password": PASSWORD})
        cookie = response.headers["Set-Cookie"].split(";")[0]
        return {"Cookie": cookie, "X-CSRF-Token": read_json(response)["csrf"]}

    def _invite(self) -> dict[str, str]:
        curator = Identity(role=Role.CURATOR, id=Role.CURATOR.value)
        key = LinkKey(key=self.hall.links.create(NewLink(), curator).secret)
        return {"Authorization": f"Bearer {self.hall.links.open(key, '127.0.0.1').token}"}

    def _pair(self) -> dict[str, str]:
        token = "d" * 64
        screen = Screen(width_px=1920, height_px=1080)
        code = self.hall.displays.request_pairing(PairingRequest(token=token, screen=screen), "127.0.0.1").code
        new = NewDisplay(zone_id="zone-1", number=1, name=LocalText(zh="一号屏", en="First"), profile=GLASS)
        self.hall.displays.claim(Claim(code=code, new=new))
        return {"Authorization": f"Bearer {token}"}


def list_declared() -> dict[str, Endpoint]:
    """List every declared route of every room by `METHOD path`."""
    found: dict[str, Endpoint] = {}
    for kind in ROUTES:
        blank: Any = object.__new__(kind)
        for endpoint, _ in list_endpoints(blank):
            found[f"{endpoint.method} {kind.prefix}{endpoint.path}"] = endpoint
    return found


def read_json(response: TestResponse) -> Any:
    """Read an answer that must be JSON."""
    assert response.is_json, response.text[:200]
    return response.json
