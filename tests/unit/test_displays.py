"""A kiosk becomes a display by six digits, and its key holds until another takes its place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import ValidationError

from exhibits.catalogue.model import Zone
from exhibits.catalogue.service import CatalogueService
from exhibits.core.documents import Documents
from exhibits.core.errors import Conflict, Invalid, NotFound, TooMany
from exhibits.core.model import Identity, LocalText, Model, Role
from exhibits.core.records import Records
from exhibits.core.settings import Settings
from exhibits.displays.model import (
    Claim,
    Display,
    DisplayChange,
    GoHome,
    IssueCommand,
    NewDisplay,
    PairingRequest,
    Profile,
    Screen,
    Target,
)
from exhibits.displays.pairing import CODES_PER_MINUTE, PENDING_LIMIT, PENDING_OF_ONE, digest
from exhibits.displays.service import DisplayService
from exhibits.displays.store import TABLES, CommandLedger, DisplayStore
from tests.clock import SetClock

GLASS = Profile(width_px=1080, height_px=1920, width_mm=535, height_mm=952)
OLD, NEW = "a" * 64, "b" * 64


class OneZone:
    """A catalogue with nothing but the zone `zone-1`."""

    revision = 3

    def find_zone(self, zone_id: str) -> Zone | None:
        zone = Zone(id="zone-1", number=1, hall_id="hall", name=LocalText(zh="序厅", en="Prologue"))
        return zone if zone_id == zone.id else None


class Outlet:
    """Keeps what was sent and whose sockets were closed; staff always listen."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str, object]] = []
        self.dropped: list[str] = []

    def send(self, namespace: str, event: str, payload: Model, to: Any = None) -> None:
        self.events.append((namespace, event, to))

    def is_heard(self, namespace: str) -> bool:
        return namespace == "/desk"

    def drop(self, namespace: str, identity_id: str) -> None:
        self.dropped.append(identity_id)


class Room:
    """The displays of a hall on real files."""

    def __init__(self, folder: Path) -> None:
        self.records = Records(f"sqlite:///{folder / 'records.sqlite3'}", TABLES)
        self.records.start()
        self.clock, self.outlet = SetClock(), Outlet()
        self.store = DisplayStore(Documents(folder))
        catalogue = cast("CatalogueService", OneZone())
        self.displays = DisplayService(
            self.store,
            CommandLedger(self.records),
            catalogue,
            self.clock,
            Settings(data=folder, stale_after_s=7, offline_after_s=21, command_ttl_s=9),
        )
        self.displays.start(self.outlet)

    def ask(self, token: str, address: str = "10.0.0.1") -> str:
        screen = Screen(width_px=1080, height_px=1920)
        return self.displays.request_pairing(PairingRequest(token=token, screen=screen), address).code

    def put_up(self, token: str, number: int = 1, zone_id: str = "zone-1") -> Display:
        new = NewDisplay(zone_id=zone_id, number=number, name=LocalText(zh="屏"), profile=GLASS)
        return self.displays.claim(Claim(code=self.ask(token), new=new))

    def who(self, token: str) -> str | None:
        found = self.displays.identify_display(token)
        return found.id if found else None


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.records.stop()


def test_the_desk_is_told_the_limits_that_the_settings_say(room: Room) -> None:
    limits = room.displays.snapshot().limits
    assert (limits.stale_after_ms, limits.offline_after_ms, limits.command_ttl_ms) == (7000, 21_000, 9000)


def test_an_unclaimed_kiosk_is_nobody_and_a_claimed_one_is_its_display(room: Room) -> None:
    room.ask(OLD)
    assert room.who(OLD) is None
    assert room.who(OLD) != (display := room.put_up(OLD)).id
    assert room.who(OLD) == display.id


def test_asking_again_gives_the_same_six_digits_until_they_expire(room: Room) -> None:
    code = room.ask(OLD)
    assert len(code) == 6
    assert code.isdigit()
    assert room.ask(OLD) == code
    assert room.ask(NEW) != code
    room.clock.pass_by(600)
    with pytest.raises(NotFound, match="pairing_code_unknown"):
        room.displays.claim(
            Claim(code=code, new=NewDisplay(zone_id="zone-1", number=1, name=LocalText(), profile=GLASS))
        )
    room.displays.tick()
    assert room.store.pairings.all() == []


def test_another_kiosk_takes_a_displays_place_and_the_old_key_is_void_at_once(room: Room) -> None:
    display = room.put_up(OLD)
    room.outlet.dropped.clear()
    assert room.displays.claim(Claim(code=room.ask(NEW), display_id=display.id)) == display
    assert (room.who(OLD), room.who(NEW)) == (None, display.id)
    assert room.outlet.dropped == [display.id]


def test_a_code_can_be_claimed_once(room: Room) -> None:
    code = room.ask(OLD)
    display = room.put_up(OLD)
    with pytest.raises(NotFound, match="pairing_code_unknown"):
        room.displays.claim(Claim(code=code, display_id=display.id))


def test_a_claim_that_cannot_be_leaves_the_code_as_it_was(room: Room) -> None:
    room.put_up(OLD, number=1)
    with pytest.raises(Conflict, match="display_number_taken"):
        room.put_up(NEW, number=1)
    with pytest.raises(Invalid, match="zone_unknown"):
        room.put_up(NEW, zone_id="zone-9")
    with pytest.raises(Invalid, match="claim_unclear"):
        room.displays.claim(Claim(code=room.ask(NEW)))
    assert room.put_up(NEW, number=2).number == 2


def test_a_removed_display_loses_its_key_and_its_connection(room: Room) -> None:
    display = room.put_up(OLD)
    room.displays.remove(display.id)
    assert room.who(OLD) is None
    assert display.id in room.outlet.dropped
    with pytest.raises(NotFound, match="display_unknown"):
        room.displays.get(display.id)


def test_a_corrected_display_hears_of_it(room: Room) -> None:
    display = room.put_up(OLD)
    changed = room.displays.change(display.id, DisplayChange(name=LocalText(zh="新名")))
    assert (changed.name.zh, changed.number) == ("新名", 1)
    assert ("/kiosk", "display_changed", display.id) in room.outlet.events


@pytest.mark.parametrize("typed", ["１２３４５６", " 123456 ", "\u3000１２３４５６", "123456"])
def test_full_width_digits_and_spaces_are_the_same_code(typed: str) -> None:
    assert Claim(code=typed).code == "123456"


@pytest.mark.parametrize("typed", ["12345", "１２３４５六", "१२३४५६", "12 456", 123456])
def test_what_is_no_code_is_refused(typed: Any) -> None:
    with pytest.raises(ValidationError):
        Claim(code=typed)


def test_a_hall_behind_one_address_can_start_all_its_kiosks_at_once(room: Room) -> None:
    kiosks = [f"{number:064x}" for number in range(25)]
    codes = {kiosk: room.ask(kiosk) for kiosk in kiosks}
    assert len(set(codes.values())) == 25
    assert {kiosk: room.ask(kiosk) for kiosk in kiosks} == codes
    assert len({room.put_up(kiosk, number) for number, kiosk in enumerate(kiosks, start=1)}) == 25


def test_an_address_that_has_its_codes_waiting_gets_the_next_when_one_is_claimed(room: Room) -> None:
    codes = [room.ask(f"{number:064x}") for number in range(PENDING_OF_ONE)]
    for _ in range(90):  # a kiosk asks again every two seconds, which costs it nothing
        with pytest.raises(TooMany, match="pairing_crowded"):
            room.ask(NEW)
    assert room.ask(f"{0:064x}") == codes[0]
    assert room.ask(OLD, address="10.0.0.2")
    room.put_up(f"{0:064x}")
    assert room.ask(NEW)


def test_one_address_asks_for_so_many_codes_a_minute_and_no_more(room: Room) -> None:
    for number in range(CODES_PER_MINUTE.amount):
        display = room.put_up(f"{number:064x}")
        room.displays.remove(display.id)
    with pytest.raises(TooMany, match="pairing_crowded"):
        room.ask(NEW)
    assert room.ask(NEW, address="10.0.0.2")


def test_strangers_who_fill_the_hall_with_codes_push_out_their_own(room: Room) -> None:
    honest = room.ask(OLD, address="10.0.0.1")
    first = room.store.pairings.all()[-1]
    for number in range(PENDING_LIMIT):
        room.clock.pass_by(0.001)
        room.ask(f"{number:064x}", address=f"10.9.0.{number // PENDING_OF_ONE}")
    assert room.ask(NEW, address="10.0.0.2")
    waiting = {one.id: one.address for one in room.store.pairings.all()}
    assert len(waiting) == PENDING_LIMIT
    assert first.id in waiting
    assert digest(f"{0:064x}") not in waiting
    assert room.ask(OLD, address="10.0.0.1") == honest


def test_an_address_is_not_kept_beyond_the_pairing(room: Room) -> None:
    room.put_up(OLD)
    assert [one.address for one in room.store.pairings.all()] == [""]


def test_a_part_of_the_tick_that_fails_stops_no_other(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fill_the_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = Target(everyone=True)
    room.put_up(OLD)
    command = IssueCommand(id="00000000-0000-4000-8000-000000000001", action=GoHome(), target=target)
    room.displays.issue(command, Identity(role=Role.OPERATOR, id="li", name="li"))
    room.ask(NEW)
    monkeypatch.setattr(CommandLedger, "append", fill_the_disk)
    room.clock.pass_by(601)
    for _ in range(3):
        room.displays.tick()
        room.clock.pass_by(1)
    assert [event for _, event, _ in room.outlet.events].count("presence") == 3
    assert len(room.store.pairings.all()) == 1
    assert caplog.text.count("Traceback") == 1


def test_presence_goes_out_once_a_second_and_only_where_somebody_listens(room: Room) -> None:
    for _ in range(25):
        room.displays.tick()
        room.clock.pass_by(0.1)
    sent = [namespace for namespace, event, _ in room.outlet.events if event == "presence"]
    assert sent == ["/desk"] * 3


def test_the_token_itself_is_never_kept(room: Room, tmp_path: Path) -> None:
    room.put_up(OLD)
    assert OLD not in (tmp_path / "pairings.json").read_text()
