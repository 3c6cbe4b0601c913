"""Live traffic of displays: what kiosks report, and what the desk commands."""

from typing import ClassVar

from exhibits.catalogue.model import CatalogueChanged
from exhibits.core.clock import Clock
from exhibits.core.gate import require
from exhibits.core.live import hears
from exhibits.core.model import DISPLAYS, GUIDES, STAFF, Identity, Model
from exhibits.displays.model import (
    Command,
    CommandReport,
    CommandState,
    DisplaysChanged,
    Heard,
    IssueCommand,
    Moment,
    Presence,
    Report,
)
from exhibits.displays.service import DESK, KIOSK, DisplayService


class DisplayChannel:
    """What kiosks say and hear."""

    namespace = KIOSK
    allow = DISPLAYS
    sends: ClassVar[dict[str, type[Model]]] = {
        "command": Command,
        "display_changed": DisplaysChanged,
        "catalogue_changed": CatalogueChanged,
    }

    def __init__(self, displays: DisplayService) -> None:
        self._displays = displays

    def connected(self, who: Identity) -> None:
        """Give a display that is back what is still alive for it."""
        self._displays.connected(who.id)

    def disconnected(self, who: Identity) -> None:
        """Note that a display is gone."""
        self._displays.disconnected(who.id)

    @hears("report")
    def report(self, who: Identity, body: Report) -> Heard:
        """Take a display's report and answer what it should be."""
        return self._displays.hear(who.id, body)

    @hears("command_report")
    def report_command(self, who: Identity, body: CommandReport) -> None:
        """Keep how far a display is with a command."""
        self._displays.report_command(who.id, body)


class DeskChannel:
    """What the desk says and hears."""

    namespace = DESK
    allow = STAFF
    sends: ClassVar[dict[str, type[Model]]] = {
        "presence": Presence,
        "command_changed": CommandState,
        "displays_changed": DisplaysChanged,
        "catalogue_changed": CatalogueChanged,
    }

    def __init__(self, displays: DisplayService, clock: Clock) -> None:
        self._displays = displays
        self._clock = clock

    @hears("command", deed="issue_command")
    def command(self, who: Identity, body: IssueCommand) -> CommandState:
        """Give a command; the same id again is the same command."""
        require(who, GUIDES)
        return self._displays.issue(body, who)

    @hears("ping")
    def ping(self, who: Identity) -> Moment:
        """Answer at once, so that the desk can tell how good its line is."""
        return Moment(server_at=self._clock.now())
