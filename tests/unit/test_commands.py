"""A command is kept before it is sent, confirmed by the display, and void after its deadline (O-03, O-04)."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from exhibits.catalogue.model import PublishedExhibit
from exhibits.core.documents import Documents
from exhibits.core.errors import Invalid, NotFound
from exhibits.core.ids import new_id
from exhibits.core.model import Identity, LocalText, Role
from exhibits.core.records import Records
from exhibits.displays.commands import Commands
from exhibits.displays.model import (
    Action,
    Blank,
    Command,
    CommandReport,
    CommandState,
    DeliveryState,
    Display,
    GoHome,
    IssueCommand,
    OpenExhibit,
    Profile,
    Reason,
    SetVolume,
    Target,
)
from exhibits.displays.store import TABLES, CommandLedger, DisplayStore
from tests.clock import SetClock

GUIDE = Identity(role=Role.GUIDE, id="li")
GLASS = Profile(width_px=1080, height_px=1920, width_mm=535, height_mm=952)


class NothingPublished:
    """A catalogue in which nothing is published."""

    def find_published(self, exhibit_id: str) -> PublishedExhibit | None:
        return None


class Room:
    """Three displays in two zones, with what was sent to them and told to the desk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.clock = SetClock()
        self.sent: list[tuple[str, Command]] = []
        self.told: list[CommandState] = []
        self.open()
        self.displays.put(self._make("a", "zone-1"), self._make("b", "zone-1"), self._make("c", "zone-2"))

    def open(self) -> None:
        """Start on the folder, as after a restart of the server."""
        self.records = Records(f"sqlite:///{self._folder / 'records.sqlite3'}", TABLES)
        self.records.start()
        self.displays = DisplayStore(Documents(self._folder)).displays
        ledger = CommandLedger(self.records)
        self.commands = Commands(ledger, self.displays, NothingPublished(), self.clock, 5, self._send, self.told.append)
        self.commands.recover()

    def restart(self) -> None:
        self.records.stop()
        self.open()

    def issue(self, action: Action | None = None, command_id: str = "", **target: object) -> CommandState:
        to = Target.model_validate(target or {"display_ids": ["a"]})
        return self.commands.issue(IssueCommand(id=command_id or new_id(), action=action or GoHome(), target=to), GUIDE)

    def say(self, display_id: str, command_id: str, state: str, reason: Reason = Reason.NONE) -> None:
        said = CommandReport.model_validate({"command_id": command_id, "state": state, "reason": reason})
        self.commands.report(display_id, said)

    def states(self, command_id: str) -> dict[str, DeliveryState]:
        return {one.display_id: one.state for one in self.commands.get(command_id).deliveries}

    def _send(self, display_ids: Sequence[str], command: Command) -> None:
        with closing(sqlite3.connect(self._folder / "records.sqlite3")) as other:
            kept = other.execute("SELECT count(*) FROM commands WHERE id = ?", (command.id,)).fetchone()
        assert kept == (1,), "kept for good before it is sent"
        self.sent += [(display_id, command) for display_id in display_ids]

    def _make(self, name: str, zone_id: str) -> Display:
        number = ord(name) - ord("a") + 1
        return Display(id=name, zone_id=zone_id, number=number, name=LocalText(zh=name), profile=GLASS, created_at=0)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.records.stop()


def test_a_command_goes_to_those_who_are_meant(room: Room) -> None:
    room.issue(zone_id="zone-1")
    assert [name for name, _ in room.sent] == ["a", "b"]
    room.issue(everyone=True)
    assert [name for name, _ in room.sent[2:]] == ["a", "b", "c"]
    assert room.sent[0][1].ttl_ms == 5000


def test_the_same_id_twice_is_the_same_command_and_is_sent_once(room: Room) -> None:
    first = room.issue(command_id=(name := new_id()))
    room.say("a", name, "done")
    again = room.issue(command_id=name)
    assert (again.id, again.issued_at) == (first.id, first.issued_at)
    assert again.deliveries[0].state is DeliveryState.DONE
    assert len(room.sent) == 1


def test_a_display_confirms_and_the_desk_is_told(room: Room) -> None:
    name = room.issue().id
    for state in ("received", "done"):
        room.clock.pass_by(0.2)
        room.say("a", name, state)
    assert [told.deliveries[0].state for told in room.told] == ["sent", "received", "done"]


def test_a_failure_says_why(room: Room) -> None:
    name = room.issue().id
    room.say("a", name, "failed", Reason.UNKNOWN_EXHIBIT)
    delivery = room.commands.get(name).deliveries[0]
    assert (delivery.state, delivery.reason) == (DeliveryState.FAILED, Reason.UNKNOWN_EXHIBIT)


def test_nobody_answers_in_time_and_the_reason_tells_who_was_there(room: Room) -> None:
    room.commands.connected("a")
    room.commands.connected("b")
    name = room.issue(everyone=True).id
    room.say("b", name, "received")
    room.commands.disconnected("b")
    room.clock.pass_by(4.999)
    room.commands.expire_due()
    assert DeliveryState.EXPIRED not in room.states(name).values()
    room.clock.pass_by(0.001)
    room.commands.expire_due()
    reasons = {one.display_id: one.reason for one in room.commands.get(name).deliveries}
    assert set(room.states(name).values()) == {DeliveryState.EXPIRED}
    assert reasons == {"a": Reason.NO_ANSWER, "b": Reason.NO_ANSWER, "c": Reason.OFFLINE}


def test_what_the_display_says_late_is_the_truth(room: Room) -> None:
    name = room.issue().id
    room.clock.pass_by(6)
    room.commands.expire_due()
    room.say("a", name, "received")
    assert room.states(name) == {"a": DeliveryState.EXPIRED}
    room.say("a", name, "done")
    assert room.states(name) == {"a": DeliveryState.DONE}


def test_a_display_that_returns_gets_what_is_alive_with_what_is_left_of_its_time(room: Room) -> None:
    room.issue(everyone=True)
    room.sent.clear()
    room.clock.pass_by(3)
    room.commands.connected("a")
    assert [(to, one.ttl_ms) for to, one in room.sent] == [("a", 2000)]
    room.clock.pass_by(2)
    room.commands.connected("b")
    assert len(room.sent) == 1, "an old command is dropped, never replayed"


def test_a_settled_command_is_not_sent_again(room: Room) -> None:
    room.say("a", room.issue().id, "done")
    room.sent.clear()
    room.commands.connected("a")
    assert room.sent == []


def test_volume_and_darkness_are_kept_for_displays_that_are_away(room: Room) -> None:
    room.issue(SetVolume(volume=70), zone_id="zone-1")
    revision = room.displays.revision
    room.issue(Blank(on=True), everyone=True)
    kept = {one.id: (one.volume, one.blank) for one in room.displays.all()}
    assert kept == {"a": (70, True), "b": (70, True), "c": (40, True)}
    assert room.displays.revision == revision + 1, "one write for all of them"


def test_the_outcome_survives_a_restart(room: Room) -> None:
    done, silent = room.issue(everyone=True).id, room.issue().id
    room.say("b", done, "done")
    room.clock.pass_by(1)
    room.restart()
    assert room.states(done) == {"a": DeliveryState.SENT, "b": DeliveryState.DONE, "c": DeliveryState.SENT}
    room.sent.clear()
    room.commands.connected("c")
    assert [(to, one.id, one.ttl_ms) for to, one in room.sent] == [("c", done, 4000)]
    room.clock.pass_by(4)
    room.restart()
    assert room.states(silent) == {"a": DeliveryState.EXPIRED}
    room.say("a", silent, "done")
    assert room.states(silent) == {"a": DeliveryState.DONE}


def test_many_answers_at_once_are_told_together_and_the_last_always(room: Room) -> None:
    name = room.issue(everyone=True).id
    room.told.clear()
    for display in ("a", "b", "c"):
        room.say(display, name, "received")
        room.say(display, name, "done")
    assert room.told == []
    room.commands.tell_changes()
    assert [{one.state for one in told.deliveries} for told in room.told] == [{DeliveryState.DONE}]
    room.commands.tell_changes()
    assert len(room.told) == 1


@pytest.mark.parametrize(
    "target",
    [{"zone_id": "zone-1", "everyone": True}, {"display_ids": ["a"], "zone_id": "zone-1"}, {"everyone": False}],
)
def test_an_unclear_target_is_refused(room: Room, target: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="target_unclear"):
        room.issue(**target)
    assert room.commands.list_recent(5) == []


def test_a_display_that_is_gone_and_an_unpublished_exhibit_are_refused_before_anything_is_kept(room: Room) -> None:
    with pytest.raises(NotFound, match="display_unknown"):
        room.issue(display_ids=["a", "gone"])
    with pytest.raises(Invalid, match="exhibit_not_published"):
        room.issue(OpenExhibit(exhibit_id="draft-1"))
    with pytest.raises(NotFound, match="command_unknown"):
        room.say("c", room.issue(display_ids=["a"]).id, "done")
    assert len(room.commands.list_recent(5)) == 1
