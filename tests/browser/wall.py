"""A living wall of displays beside the pages of the staff: two in each zone, and one of them goes silent."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from tests.load.hall import await_true
from tests.load.kiosk import SimulatedKiosk
from tests.server import RunningHall, Staff

PORTRAIT = {"width_px": 1080, "height_px": 1920, "width_mm": 535, "height_mm": 952}
LANDSCAPE = {"width_px": 1920, "height_px": 1080, "width_mm": 952, "height_mm": 535}
WALL = ["prologue", "organisation", "brands", "pioneers", "since-2002", "biomedicine", "manufacturing", "logistics"]
WALL_NAMES = {1: ("入口屏", "Entrance"), 2: ("中央屏", "Centre")}
SILENT = 12
OFFLINE_AFTER_S = 15


def claim(operator: Staff, code: str, zone: str, number: int, glass: dict[str, int]) -> str:
    """Register a display with its six figures."""
    zh, en = WALL_NAMES.get(number, ("第三屏", "Third"))
    new = {"zone_id": zone, "number": number, "name": {"zh": zh, "en": en}, "profile": glass}
    claimed = operator.call("POST", "/api/v1/pairings/claim", {"code": code, "new": new})
    assert claimed.status == 200, claimed.content
    return str(claimed.json["id"])


def pair_wall(hall: RunningHall) -> list[SimulatedKiosk]:
    """Pair two displays in each zone: one shows an exhibit to a visitor, one waits."""
    operator = hall.sign_in("operator")
    catalogue = hall.call("GET", "/api/v1/catalogue").json
    kiosks = []
    for place, zone in enumerate(WALL):
        here = [one["id"] for one in catalogue["exhibits"] if one["placement"]["zone_id"] == zone]
        for number in (1, 2):
            glass = LANDSCAPE if (place + number) % 2 else PORTRAIT
            token = uuid.uuid4().hex * 2
            screen = {"width_px": glass["width_px"], "height_px": glass["height_px"]}
            asked = hall.call("POST", "/api/v1/pairings", {"token": token, "screen": screen})
            assert asked.status == 200, asked.content
            kiosk = SimulatedKiosk(hall.base, token, claim(operator, asked.json["code"], zone, number, glass))
            kiosk.shows = {"catalogue_revision": catalogue["revision"], "app_version": "1.0"}
            if number == 1 or place % 3 == 0:
                kiosk.shows |= {"view": "exhibit", "exhibit_id": here[number], "zone_id": zone, "in_use": number == 1}
            kiosks.append(kiosk)
    return kiosks


@contextmanager
def simulate_wall(hall: RunningHall, silent_for_s: float = OFFLINE_AFTER_S + 1) -> Iterator[None]:
    """Let a whole wall of displays live; one of them has been silent for a while."""
    kiosks = pair_wall(hall)
    for kiosk in kiosks:
        kiosk.start()
    await_true(lambda: all(kiosk.is_connected for kiosk in kiosks), 30, "all displays connected")
    time.sleep(3)
    kiosks[SILENT].stop()
    time.sleep(silent_for_s)
    yield
    for kiosk in kiosks:
        if kiosk is not kiosks[SILENT]:
            kiosk.stop()
