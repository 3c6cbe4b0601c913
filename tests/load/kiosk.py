"""A simulated kiosk: reports, records and obeys as the real page does, without its pictures."""

import threading
import time
from typing import Any

from exhibits.core.ids import new_id
from tests.load.line import Gone, Line

REPORT_EVERY_S = 2.0
BATCH = 10


class SimulatedKiosk:
    """One display's page in a thread: what is not acknowledged is sent again, as the real outbox does."""

    def __init__(self, base: str, token: str, display_id: str) -> None:
        self.display_id = display_id
        self.made: set[str] = set()
        self.acknowledged: set[str] = set()
        self.heard: list[tuple[str, float]] = []
        self.handled: dict[str, str] = {}
        self.errors: list[dict[str, Any]] = []
        self.shows: dict[str, Any] = {}
        """What it says of itself, where that is not the usual report."""
        self.is_silent = threading.Event()
        """Set: commands are carried out, and their reports wait."""
        self._base = base
        self._token = token
        self._outbox: dict[str, dict[str, Any]] = {}
        self._command_reports: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._line: Line | None = None
        self._reported_at = 0.0
        self._thread = threading.Thread(target=self._live_on, daemon=True)

    @property
    def is_connected(self) -> bool:
        """Tell whether its line is open."""
        return self._line is not None and self._line.is_open

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing waits to be sent."""
        return not self._outbox and not self._command_reports

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=10)
        if self._line is not None:
            self._line.close()

    def act(self, count: int = 1) -> None:
        """Let a visitor do something: it waits in the outbox until it is acknowledged."""
        visit_id = new_id()
        for _ in range(count):
            made = make_interaction(visit_id)
            with self._lock:
                self.made.add(made["id"])
                self._outbox[made["id"]] = made

    def _live_on(self) -> None:
        while not self._stopping.is_set():
            try:
                self._connect_if_needed()
                self._say_what_waits()
            except Gone:
                self._hang_up()
                self._stopping.wait(0.1)
            self._stopping.wait(0.02)

    def _connect_if_needed(self) -> None:
        if not self.is_connected:
            self._line = Line(self._base, "/kiosk", {"token": self._token}, hear=self._hear)
            self._reported_at = 0.0

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _say_what_waits(self) -> None:
        assert self._line is not None
        while self._command_reports and not self.is_silent.is_set():
            self._check(self._line.ask("command_report", self._command_reports[0]))
            self._command_reports.pop(0)
        with self._lock:
            batch = list(self._outbox.values())[:BATCH]
        if batch:
            self._take_receipt(self._line.ask("interactions", {"interactions": batch}))
        if time.monotonic() - self._reported_at >= REPORT_EVERY_S:
            self._reported_at = time.monotonic()
            self._check(self._line.ask("report", make_report() | self.shows))

    def _take_receipt(self, answer: dict[str, Any]) -> None:
        if not self._check(answer):
            raise Gone("refused")
        with self._lock:
            for name in answer["data"]["accepted"]:
                self.acknowledged.add(name)
                self._outbox.pop(name, None)

    def _check(self, answer: dict[str, Any]) -> bool:
        if not answer["ok"]:
            self.errors.append(answer["error"])
        return bool(answer["ok"])

    def _hear(self, event: str, payload: Any) -> None:
        if event != "command":
            return
        self.heard.append((payload["id"], time.perf_counter()))
        if payload["id"] not in self.handled:
            self.handled[payload["id"]] = "done"
            for state in ("received", "done"):
                self._command_reports.append({"command_id": payload["id"], "state": state})


def make_interaction(visit_id: str) -> dict[str, Any]:
    """Make what a touch leaves behind."""
    return {
        "id": new_id(),
        "visit_id": visit_id,
        "at": time.time_ns() // 1_000_000,
        "kind": "view",
        "view": "exhibit",
        "exhibit_id": "org-chart",
        "zone_id": "zone-1",
        "language": "zh",
        "source": "visitor",
        "app_version": "simulated",
        "detail": {"page": 1},
    }


def make_report() -> dict[str, Any]:
    """Make what a healthy kiosk says of itself."""
    return {
        "view": "attract",
        "exhibit_id": None,
        "zone_id": None,
        "language": "zh",
        "volume": 40,
        "blank": False,
        "in_use": False,
        "catalogue_revision": 1_000_000,
        "frame_age_ms": 16,
        "waiting": 0,
        "secure": True,
        "app_version": "simulated",
        "fault": "",
    }
