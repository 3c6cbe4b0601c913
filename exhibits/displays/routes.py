"""HTTP for displays: pairing, the displays themselves, commands."""

from flask import request
from pydantic import Field

from exhibits.core.http import delete, get, patch, post
from exhibits.core.model import DISPLAYS, GUIDES, OPEN, OPERATORS, STAFF, Identity, Model
from exhibits.displays.model import (
    Claim,
    CommandState,
    Display,
    DisplayChange,
    IssueCommand,
    PairingCode,
    PairingRequest,
    Presence,
)
from exhibits.displays.service import DisplayService


class CommandsQuery(Model):
    """How many commands to list."""

    limit: int = Field(default=50, ge=1, le=200)


class DisplayRoutes:
    """Routes of the displays room."""

    prefix = "/api/v1"
    tag = "displays"

    def __init__(self, displays: DisplayService) -> None:
        self._displays = displays

    @post("/pairings", allow=OPEN)
    def request_pairing(self, body: PairingRequest) -> PairingCode:
        """Ask for a pairing code; the same token gets the same code until it expires."""
        return self._displays.request_pairing(body, request.remote_addr or "")

    @post("/pairings/claim", allow=OPERATORS)
    def claim_pairing(self, body: Claim) -> Display:
        """Pair the kiosk that shows a code, as a display that exists or as a new one."""
        return self._displays.claim(body)

    @get("/displays/me", allow=DISPLAYS)
    def show_me(self, who: Identity) -> Display:
        """Show the display whose token is sent."""
        return self._displays.get(who.id)

    @get("/displays", allow=STAFF)
    def list_displays(self) -> Presence:
        """Show all displays with their states."""
        return self._displays.snapshot()

    @patch("/displays/<display_id>", allow=OPERATORS)
    def change_display(self, display_id: str, body: DisplayChange) -> Display:
        """Correct a display's zone, number, name or profile."""
        return self._displays.change(display_id, body)

    @delete("/displays/<display_id>", allow=OPERATORS)
    def remove_display(self, display_id: str) -> Display:
        """Take a display down; its key is void at once. Answers what was taken down."""
        return self._displays.remove(display_id)

    @post("/commands", allow=GUIDES)
    def issue_command(self, body: IssueCommand, who: Identity) -> CommandState:
        """Give a command to displays, a zone or all; the same id again is the same command."""
        return self._displays.issue(body, who)

    @get("/commands", allow=STAFF)
    def list_commands(self, query: CommandsQuery) -> list[CommandState]:
        """List the newest commands, the newest first."""
        return self._displays.list_commands(query.limit)

    @get("/commands/<command_id>", allow=STAFF)
    def show_command(self, command_id: str) -> CommandState:
        """Show a command and how far it is with each display."""
        return self._displays.get_command(command_id)
