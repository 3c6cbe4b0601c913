"""Displays: their glass in millimetres, how they are paired, and what they last said of themselves."""

import unicodedata
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from exhibits.core.model import Instant, Language, LocalText, Model

Percent = Annotated[int, Field(ge=0, le=100)]


def _read_digits(typed: Any) -> Any:
    """Read what a Chinese keyboard types: full-width digits, and perhaps a space beside them."""
    return unicodedata.normalize("NFKC", typed).strip() if isinstance(typed, str) else typed


Code = Annotated[str, BeforeValidator(_read_digits), Field(pattern=r"^[0-9]{6}$", repr=False)]
Token = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", repr=False)]
Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]


class Profile(Model):
    """A display's glass (T-01): CSS pixels and millimetres of the picture, and how high its lower edge hangs."""

    width_px: int = Field(ge=240, le=16384)
    height_px: int = Field(ge=240, le=16384)
    width_mm: int = Field(ge=50, le=20000)
    height_mm: int = Field(ge=50, le=20000)
    lower_edge_mm: int = Field(default=700, ge=0, le=5000)
    distance_mm: int = Field(default=1500, ge=300, le=20000)


class Display(Model):
    """A touchscreen of the hall: the `number`-th of its zone."""

    id: str
    zone_id: str
    number: int = Field(ge=1, le=99)
    name: LocalText
    profile: Profile
    volume: Percent = 40
    blank: bool = False
    created_at: Instant


class Screen(Model):
    """What a browser can measure of itself before it is paired."""

    width_px: int = Field(ge=1, le=16384)
    height_px: int = Field(ge=1, le=16384)


class PairingRequest(Model):
    """An unpaired kiosk asks for a code; `token` (32 random bytes, hex) becomes its key once the code is claimed."""

    token: Token
    screen: Screen


class PairingCode(Model):
    """What the kiosk shows: six digits."""

    code: str
    expires_at: Instant


class Pairing(Model):
    """A kiosk's key; `id` is the token's SHA-256, and `display_id` is set once the code was claimed.

    `address` is who asked: it counts while the code waits, and is not kept beyond that.
    """

    id: str
    code: str
    screen: Screen
    expires_at: Instant
    display_id: str | None = None
    address: str = ""


class Claim(Model):
    """An operator types the code: for a display that exists (`display_id`), or for a new one."""

    code: Code
    display_id: str | None = None
    new: "NewDisplay | None" = None


class NewDisplay(Model):
    """A display that is being put up."""

    zone_id: str
    number: int = Field(ge=1, le=99)
    name: LocalText
    profile: Profile


class DisplayChange(Model):
    """What an operator corrects of a display."""

    zone_id: str | None = None
    number: int | None = Field(default=None, ge=1, le=99)
    name: LocalText | None = None
    profile: Profile | None = None


class View(StrEnum):
    """What a kiosk can be showing."""

    ATTRACT = "attract"
    PLAN = "plan"
    ZONE = "zone"
    BOARDS = "boards"
    BOARD = "board"
    EXHIBIT = "exhibit"


class Report(Model):
    """What a display says of itself every two seconds: `frame_age_ms` since the picture last could change."""

    view: View
    exhibit_id: str | None = Field(default=None, max_length=64)
    zone_id: str | None = Field(default=None, max_length=64)
    language: Language
    volume: Percent
    blank: bool
    in_use: bool
    catalogue_revision: int
    """The newest catalogue that is wholly here, pictures too."""
    frame_age_ms: int = Field(ge=0)
    waiting: int = Field(default=0, ge=0)
    """Interactions that wait to be sent."""
    secure: bool
    """Whether it is a secure context, and so can work offline."""
    app_version: str = Field(max_length=64)
    fault: str = Field(default="", max_length=200)


class Heard(Model):
    """The answer to a report: the clock, and what the display should be."""

    server_at: Instant
    catalogue_revision: int
    volume: Percent
    blank: bool


class StateWord(StrEnum):
    """The words for a display's state (O-02)."""

    IN_USE = "in_use"
    STANDBY = "standby"
    UPDATING = "updating"
    FAULT = "fault"
    UNKNOWN = "unknown"
    OFFLINE = "offline"
    ASLEEP = "asleep"


class Moment(Model):
    """The server's clock, in answer to a ping."""

    server_at: Instant


class DisplayState(Model):
    """How a display is: desired beside reported, and how old the report is."""

    display: Display
    state: StateWord
    since_at: Instant
    """When the state began."""
    reported_at: Instant | None = None
    report: Report | None = None


class Limits(Model):
    """What the desk counts by, from the settings: when a report is stale, when offline; how long a command lives."""

    stale_after_ms: int
    offline_after_ms: int
    command_ttl_ms: int


class Presence(Model):
    """A picture of all displays, sent whole every second: nothing depends on having received the one before."""

    at: Instant
    catalogue_revision: int
    limits: Limits
    displays: tuple[DisplayState, ...]


class DisplaysChanged(Model):
    """News: a display was added, corrected or removed."""

    at: Instant
