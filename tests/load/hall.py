"""A whole simulated hall: displays already paired in the data folder, and a kiosk for each."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exhibits.core.documents import Documents
from exhibits.core.ids import new_id
from exhibits.core.model import LocalText
from exhibits.displays.model import Display, Pairing, Profile, Screen
from exhibits.displays.pairing import digest
from exhibits.displays.store import DisplayStore
from tests.load.kiosk import SimulatedKiosk

GLASS = Profile(width_px=1080, height_px=1920, width_mm=535, height_mm=952)
SCREEN = Screen(width_px=1080, height_px=1920)


@dataclass(frozen=True)
class Key:
    """A paired display's id and the token that is its key."""

    display_id: str
    token: str


def pair_displays(data: Path, count: int, zone_id: str = "zone-1") -> list[Key]:
    """Write paired displays into the data folder of a hall that does not run."""
    store = DisplayStore(Documents(data / "documents"))
    keys = [Key(new_id(), f"{number:064x}") for number in range(1, count + 1)]
    now = time.time_ns() // 1_000_000
    store.displays.put(*(_make_display(key, n, zone_id, now) for n, key in enumerate(keys)))
    store.pairings.put(
        *(
            Pairing(id=digest(key.token), code="000000", screen=SCREEN, expires_at=now, display_id=key.display_id)
            for key in keys
        )
    )
    return keys


class SimulatedHall:
    """So many kiosks against one real server."""

    def __init__(self, base: str, keys: list[Key]) -> None:
        self.kiosks = [SimulatedKiosk(base, key.token, key.display_id) for key in keys]

    def __enter__(self) -> "SimulatedHall":
        for kiosk in self.kiosks:
            kiosk.start()
        return self

    def __exit__(self, *_: object) -> None:
        for kiosk in self.kiosks:
            kiosk.stop()

    def await_connected(self, timeout_s: float = 30) -> None:
        """Wait until every kiosk has its line."""
        await_true(lambda: all(kiosk.is_connected for kiosk in self.kiosks), timeout_s, "all kiosks connected")

    def await_idle(self, timeout_s: float = 30) -> None:
        """Wait until every outbox is empty."""
        await_true(lambda: all(kiosk.is_idle for kiosk in self.kiosks), timeout_s, "all outboxes empty")


def await_true(question: Callable[[], bool], timeout_s: float, what: str) -> None:
    """Wait until something is so; fails with what was awaited."""
    deadline = time.monotonic() + timeout_s
    while not question():
        assert time.monotonic() < deadline, f"not within {timeout_s} s: {what}"
        time.sleep(0.05)


def _make_display(key: Key, number: int, zone_id: str, now: int) -> Display:
    return Display(
        id=key.display_id,
        zone_id=zone_id,
        number=number % 99 + 1,
        name=LocalText(zh=f"模拟屏 {number}", en=f"Simulated {number}"),
        profile=GLASS,
        created_at=now,
    )
