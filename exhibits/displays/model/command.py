"""Commands: what a display can be asked to do, and how far it is with it (O-03, O-04, O-09)."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from exhibits.core.model import Instant, Language, Model
from exhibits.displays.model.display import Percent, Uuid


class OpenExhibit(Model):
    """Show an exhibit."""

    type: Literal["open"] = "open"
    exhibit_id: str = Field(max_length=64)


class GoHome(Model):
    """Go to the plan, as a touch on 首页 does."""

    type: Literal["home"] = "home"


class SetLanguage(Model):
    """Speak this language until the reset."""

    type: Literal["language"] = "language"
    language: Language


class SetVolume(Model):
    """Set the volume: absolute, never a step (O-04)."""

    type: Literal["volume"] = "volume"
    volume: Percent


class Blank(Model):
    """Make the display dark, or light again."""

    type: Literal["blank"] = "blank"
    on: bool


class Identify(Model):
    """Show its number large for some seconds."""

    type: Literal["identify"] = "identify"


class Reload(Model):
    """Load the kiosk page anew."""

    type: Literal["reload"] = "reload"


Action = Annotated[
    OpenExhibit | GoHome | SetLanguage | SetVolume | Blank | Identify | Reload, Field(discriminator="type")
]


class Target(Model):
    """To whom: named displays, a zone's, or all of them."""

    display_ids: tuple[str, ...] = Field(default=(), max_length=2000)
    zone_id: str | None = None
    everyone: bool = False


class IssueCommand(Model):
    """A button was pressed; `id` is made by the desk, and the same id twice is the same command."""

    id: Uuid
    action: Action
    target: Target


class Command(Model):
    """A command as a display gets it: void when `ttl_ms` have passed since it came (O-04)."""

    id: str
    action: Action
    ttl_ms: int


class DeliveryState(StrEnum):
    """How far a command is with one display (O-03); the last three are final."""

    SENT = "sent"
    RECEIVED = "received"
    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"


class Reason(StrEnum):
    """Why a command was not carried out."""

    NONE = ""
    OFFLINE = "offline"
    NO_ANSWER = "no_answer"
    TOO_LATE = "too_late"
    UNKNOWN_EXHIBIT = "unknown_exhibit"
    REFUSED = "refused"


class CommandReport(Model):
    """A display says how far it is with a command."""

    command_id: str = Field(max_length=64)
    state: Literal["received", "done", "failed"]
    reason: Reason = Reason.NONE


class Delivery(Model):
    """How far a command is with one display, and since when."""

    display_id: str
    state: DeliveryState
    reason: Reason = Reason.NONE
    at: Instant


class CommandState(Model):
    """A command with all its deliveries: what the desk shows on the button."""

    id: str
    action: Action
    target: Target
    issued_by: str
    issued_at: Instant
    deadline_at: Instant
    deliveries: tuple[Delivery, ...]
