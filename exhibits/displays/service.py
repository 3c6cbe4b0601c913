"""What the hall can do with its displays: pair, watch, correct and command them."""

from collections.abc import Sequence
from typing import Protocol

from exhibits.catalogue.service import CatalogueService
from exhibits.core.clock import Clock
from exhibits.core.errors import Conflict, Invalid, NotFound
from exhibits.core.ids import new_id
from exhibits.core.model import Identity, Model, Role
from exhibits.core.settings import Settings
from exhibits.core.steady import Steady
from exhibits.displays.commands import Commands
from exhibits.displays.model import (
    Claim,
    Command,
    CommandReport,
    CommandState,
    Display,
    DisplayChange,
    DisplaysChanged,
    Heard,
    IssueCommand,
    Limits,
    NewDisplay,
    PairingCode,
    PairingRequest,
    Presence,
    Report,
    Screen,
)
from exhibits.displays.pairing import Pairings, fit_profile
from exhibits.displays.presence import PresenceKeeper
from exhibits.displays.store import CommandLedger, DisplayStore

KIOSK, DESK, STUDIO = "/kiosk", "/desk", "/studio"
SECOND_MS = 1000
SWEEP_EVERY_MS = 60_000
LAST_ZONE = 100
"""Behind every zone: the turn of a display whose zone is gone."""


class Outlet(Protocol):
    """Where news goes out; `core.live.Live` is one."""

    def send(self, namespace: str, event: str, payload: Model, to: str | Sequence[str] | None = None) -> None:
        """Send to everyone in a namespace, or to the rooms named."""
        ...

    def is_heard(self, namespace: str) -> bool:
        """Tell whether anybody listens in a namespace."""
        ...

    def drop(self, namespace: str, identity_id: str) -> None:
        """Close an identity's sockets."""
        ...


class Silence:
    """The outlet before the server is open: nobody listens."""

    def send(self, namespace: str, event: str, payload: Model, to: str | Sequence[str] | None = None) -> None:
        """Send to nobody."""

    def is_heard(self, namespace: str) -> bool:
        """Tell that nobody listens."""
        return False

    def drop(self, namespace: str, identity_id: str) -> None:
        """Close nothing."""


class DisplayService:
    """The displays of the hall. `start(live)` opens its way out; a ticker calls `tick()` about ten times a second."""

    def __init__(
        self, store: DisplayStore, ledger: CommandLedger, catalogue: CatalogueService, clock: Clock, settings: Settings
    ) -> None:
        self._displays = store.displays
        self._catalogue = catalogue
        self._clock = clock
        self._live: Outlet = Silence()
        self._pairings = Pairings(store.pairings, clock, settings.pairing_ttl_s)
        self._presence = PresenceKeeper(read_limits(settings), clock.now())
        self._commands = Commands(
            ledger, store.displays, catalogue, clock, settings.command_ttl_s, self._send_command, self._tell_command
        )
        self._shown_at = self._swept_at = 0
        parts = (self._commands.expire_due, self._commands.tell_changes, self._show_presence, self._sweep)
        self._parts = tuple((Steady(f"displays.{part.__name__.strip('_')}"), part) for part in parts)

    def start(self, live: Outlet) -> None:
        """Open the way out and take up the commands that were under way; the records must have been started."""
        self._live = live
        self._commands.recover()

    def tick(self) -> None:
        """Do what time brings: expire commands, tell changes, show presence each second, sweep codes each minute.

        A part that fails, as on a full disk, keeps none of the others from its work.
        """
        for steady, part in self._parts:
            steady.run(part)

    def request_pairing(self, asked: PairingRequest, address: str) -> PairingCode:
        """Give an unpaired kiosk its code."""
        return self._pairings.request(asked, address)

    def claim(self, claim: Claim) -> Display:
        """Pair the kiosk that shows the code: as a display that exists, or as a new one."""
        if (claim.display_id is None) == (claim.new is None):
            raise Invalid("claim_unclear", "请选一块已有的屏，或新建一块。", "Choose a display, or make a new one.")
        screen = self._pairings.get_pending(claim.code).screen
        display = self._add(claim.new, screen) if claim.new else self._refit(claim.display_id or "", screen)
        self._pairings.claim(claim.code, display.id)
        self._presence.forget(display.id)
        self._tell_displays(display.id)
        self._live.drop(KIOSK, display.id)
        return display

    def identify_display(self, token: str) -> Identity | None:
        """Find the display whose key this token is."""
        display = self._displays.find(self._pairings.find_display_id(token) or "")
        return Identity(role=Role.DISPLAY, id=display.id, name=display.name.zh) if display else None

    def get(self, display_id: str) -> Display:
        """Get a display."""
        display = self._displays.find(display_id)
        if display is None:
            raise NotFound("display_unknown", "没有这块屏，可能已被移除。", "There is no such display.")
        return display

    def change(self, display_id: str, change: DisplayChange) -> Display:
        """Correct a display; what is not named stays."""
        named = {name: getattr(change, name) for name in change.model_fields_set}
        update = {name: value for name, value in named.items() if value is not None}
        changed = self.get(display_id).model_copy(update=update)
        self._check_place(changed.id, changed.zone_id, changed.number)
        self._displays.put(changed)
        self._tell_displays(display_id)
        return changed

    def remove(self, display_id: str) -> Display:
        """Take a display down: its key is void at once."""
        removed = self.get(display_id)
        self._pairings.revoke(display_id)
        self._displays.delete(display_id)
        self._presence.forget(display_id)
        self._tell_displays(display_id)
        self._live.drop(KIOSK, display_id)
        return removed

    def snapshot(self) -> Presence:
        """Show all displays as they are now."""
        shown = sorted(self._displays.all(), key=self._rank)
        return self._presence.show(shown, self._clock.now(), self._catalogue.revision)

    def hear(self, display_id: str, report: Report) -> Heard:
        """Take a display's report, and answer what it should be."""
        display = self.get(display_id)
        now, revision = self._clock.now(), self._catalogue.revision
        self._presence.hear(display_id, report, now, revision)
        return Heard(server_at=now, catalogue_revision=revision, volume=display.volume, blank=display.blank)

    def connected(self, display_id: str) -> None:
        """Note that a display has a connection, and give it what is still alive for it."""
        self._commands.connected(display_id)

    def disconnected(self, display_id: str) -> None:
        """Note that a display has no connection."""
        self._commands.disconnected(display_id)

    def issue(self, command: IssueCommand, who: Identity) -> CommandState:
        """Give a command to displays."""
        return self._commands.issue(command, who)

    def report_command(self, display_id: str, said: CommandReport) -> None:
        """Keep what a display says of a command."""
        self._commands.report(display_id, said)

    def get_command(self, command_id: str) -> CommandState:
        """Get a command with how far it is with each display."""
        return self._commands.get(command_id)

    def list_commands(self, limit: int) -> list[CommandState]:
        """List the newest commands, the newest first."""
        return self._commands.list_recent(limit)

    def _rank(self, display: Display) -> tuple[int, int, str]:
        """Tell a display's turn: by the number of its zone, then its own."""
        zone = self._catalogue.find_zone(display.zone_id)
        return zone.number if zone else LAST_ZONE, display.number, display.id

    def _refit(self, display_id: str, screen: Screen) -> Display:
        known = self.get(display_id)
        display = known.model_copy(update={"profile": fit_profile(known.profile, screen)})
        self._displays.put(display)
        return display

    def _add(self, new: NewDisplay, screen: Screen) -> Display:
        display = Display(
            id=new_id(),
            zone_id=new.zone_id,
            number=new.number,
            name=new.name,
            profile=fit_profile(new.profile, screen),
            created_at=self._clock.now(),
        )
        self._check_place(display.id, display.zone_id, display.number)
        self._displays.put(display)
        return display

    def _check_place(self, display_id: str, zone_id: str, number: int) -> None:
        if self._catalogue.find_zone(zone_id) is None:
            raise Invalid("zone_unknown", "没有这个展区，请重新选。", "There is no such zone. Choose again.")
        others = (one for one in self._displays.all() if one.id != display_id)
        if any((one.zone_id, one.number) == (zone_id, number) for one in others):
            raise Conflict(
                "display_number_taken",
                "这个展区已有这个编号的屏，请换一个编号。",
                "The zone has a display with this number. Choose another.",
            )

    def _sweep(self) -> None:
        now = self._clock.now()
        if abs(now - self._swept_at) >= SWEEP_EVERY_MS:
            self._swept_at = now
            self._pairings.sweep()

    def _show_presence(self) -> None:
        now = self._clock.now()
        if abs(now - self._shown_at) < SECOND_MS:
            return
        self._shown_at = now
        listening = [namespace for namespace in (DESK, STUDIO) if self._live.is_heard(namespace)]
        if listening:
            shown = self.snapshot()
            for namespace in listening:
                self._live.send(namespace, "presence", shown)

    def _send_command(self, display_ids: Sequence[str], command: Command) -> None:
        self._live.send(KIOSK, "command", command, to=list(display_ids))

    def _tell_command(self, state: CommandState) -> None:
        self._live.send(DESK, "command_changed", state)

    def _tell_displays(self, display_id: str) -> None:
        changed = DisplaysChanged(at=self._clock.now())
        self._live.send(KIOSK, "display_changed", changed, to=display_id)
        self._live.send(DESK, "displays_changed", changed)


def read_limits(settings: Settings) -> Limits:
    """Read from the settings by what displays and commands are judged."""
    return Limits(
        stale_after_ms=settings.stale_after_s * SECOND_MS,
        offline_after_ms=settings.offline_after_s * SECOND_MS,
        command_ttl_ms=settings.command_ttl_s * SECOND_MS,
    )
