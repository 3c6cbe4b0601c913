"""A curator with files to upload, and a look at what stays on the disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
from werkzeug.test import TestResponse

from exhibits.core.model import Role
from tests.hall import TestHall
from tests.tus import Reply, Sender


class Desk:
    """Somebody of a hall who sends files; `data` is the hall's folder."""

    def __init__(self, hall: TestHall, data: Path) -> None:
        self.hall, self.data = hall, data
        self.sender = self.act_as(Role.CURATOR)

    def act_as(self, role: Role) -> Sender:
        """Be a sender of this role."""
        return Sender(lambda *request: self._ask(role, *request), gevent.sleep)

    def call(self, method: str, path: str, body: Any = None, role: Role = Role.CURATOR) -> TestResponse:
        """Ask the hall's interface with a JSON body."""
        headers = self.hall.headers_of(role)
        return self.hall.client.open(f"/api/v1{path}", method=method, json=body, headers=headers, buffered=True)

    def accept(self, content: bytes, name: str = "picture.jpg", album: str = "") -> dict[str, Any]:
        """Send a file that must be taken; give its asset."""
        upload = self.sender.deliver(content, name, album)
        assert upload["state"] == "done", upload
        return self.show({"id": upload["asset_ids"][0]})

    def show(self, asset: dict[str, Any]) -> dict[str, Any]:
        """Ask for an asset again."""
        return dict(self.call("GET", f"/assets/{asset['id']}").json or {})

    def wait(self, asset: dict[str, Any], state: str = "ready") -> dict[str, Any]:
        """Wait until an asset is in a state and nothing is left to be made of it."""
        wait_for(lambda: (found := self.show(asset))["state"] == state and not found["todo"])
        return self.show(asset)

    def fetch(self, name: str, role: Role = Role.VISITOR, **headers: str) -> TestResponse:
        """Fetch a file, with its handle closed as a server does after the answer."""
        more = {key.replace("_", "-"): value for key, value in headers.items()}
        return self.hall.client.get(f"/media/{name}", headers=self.hall.headers_of(role) | more, buffered=True)

    def list_files(self) -> set[Path]:
        """List what is on the disk of assets and uploads."""
        folders = (self.data / "files", self.data / "uploads")
        return {path for folder in folders for path in folder.rglob("*") if path.is_file()}

    def _ask(self, role: Role, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Reply:
        own = self.hall.headers_of(role) | headers
        response = self.hall.client.open(path, method=method, data=body, headers=own, buffered=True)
        return Reply(
            response.status_code,
            {name.lower(): value for name, value in response.headers.items()},
            response.get_json(force=True, silent=True) if response.data else None,
        )


def wait_for(what: Callable[[], bool]) -> None:
    """Wait until something is true."""
    with gevent.Timeout(90):
        while not what():
            gevent.sleep(0.05)
