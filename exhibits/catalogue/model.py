"""Halls, zones, boards and exhibits: what curators write and visitors see."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from exhibits.catalogue.kinds import Content
from exhibits.core.model import Instant, LocalText, Model
from exhibits.media.model import Asset

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Revision = Annotated[int, Field(ge=0, le=2**53)]
"""A count of changes; browsers hold no larger whole number."""
LAST_PLACE = 1_000_000


class Hall(Model):
    """One of the theme halls."""

    id: Id
    number: int
    name: LocalText


class Zone(Model):
    """One of the exhibition zones; `drawing` is the asset that stands at the head of its page."""

    id: Id
    number: int = Field(ge=1, le=99)
    hall_id: Id
    name: LocalText
    lead: LocalText = LocalText()
    drawing: str | None = None


class Board(Model):
    """One of the platform's boards (八个板块); `drawing` is its sign."""

    id: Id
    number: int = Field(ge=1, le=99)
    name: LocalText
    drawing: str | None = None


class Slide(Model):
    """One page of the attract loop (V-02); `title` has a line for each column of its vertical setting."""

    title: tuple[LocalText, ...]
    lead: LocalText
    note: LocalText = LocalText()
    portrait: str
    """The asset behind it on a tall display."""
    landscape: str
    """The asset behind it on a wide display."""


class Room(Model):
    """A zone's place on the plan, in the sheet's units; `drawing` stands in it on its floor."""

    zone_id: Id
    x: float
    y: float
    width: float
    height: float
    doors: tuple[tuple[float, float, float, float], ...] = ()
    """Openings in its walls: x1, y1, x2, y2 along the wall."""


class Sheet(Model):
    """The plan for one orientation: rooms, the way through them, and where the visitor stands."""

    width: float
    height: float
    halls: tuple[Room, ...] = ()
    """Outer walls; `zone_id` names the hall."""
    rooms: tuple[Room, ...]
    route: tuple[tuple[float, float], ...] = ()
    entrance: tuple[float, float]


class Venue(Model):
    """The whole place: its name, the platform's theme, the attract loop and the plan."""

    id: Id = "venue"
    name: LocalText
    platform: LocalText = LocalText()
    """The online platform's name."""
    theme: tuple[LocalText, ...] = ()
    """The platform's theme, a line for each column."""
    idea: LocalText = LocalText()
    platform_drawing: str | None = None
    slides: tuple[Slide, ...] = ()
    landscape: Sheet | None = None
    portrait: Sheet | None = None
    live_revision: Revision = 0
    """The catalogue's revision at which the hall was last laid out."""


class Status(StrEnum):
    """What the staff call an exhibit's state (C-10)."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Placement(Model):
    """Where an exhibit stands; `drawing` is the asset on its card, `board` the platform's board that leads to it."""

    zone_id: Id
    order: int = Field(default=0, ge=-10_000, le=LAST_PLACE)
    board: int | None = Field(default=None, ge=1, le=99)
    must_see: bool = False
    sample: bool = False
    """Shown with 示例: a person, photo or story that stands in for a real one."""
    drawing: str | None = None


class Exhibit(Model):
    """An exhibit as the staff see it: `draft` is being written, `published` is on the displays."""

    id: Id
    revision: Revision
    """Counts every saved change; a save names the revision that it began from."""
    status: Status
    placement: Placement
    draft: Content
    published: Content | None = None
    published_placement: Placement | None = None
    live_revision: Revision = 0
    """The catalogue's revision at which what visitors see of it last changed."""
    updated_at: Instant
    updated_by: str


class PublishedExhibit(Model):
    """An exhibit as visitors see it."""

    id: Id
    live_revision: Revision
    placement: Placement
    content: Content


class Catalogue(Model):
    """All that visitors can see, in one piece: what a kiosk keeps.

    Halls, zones and boards come by their numbers, exhibits as the way through the hall leads to them.
    """

    revision: Revision
    venue: Venue
    halls: tuple[Hall, ...]
    zones: tuple[Zone, ...]
    boards: tuple[Board, ...]
    exhibits: tuple[PublishedExhibit, ...]
    assets: tuple[Asset, ...]


class Overview(Model):
    """All that the staff have, in one piece and in the catalogue's order: the studio's first page."""

    revision: Revision
    halls: tuple[Hall, ...]
    zones: tuple[Zone, ...]
    boards: tuple[Board, ...]
    exhibits: tuple[Exhibit, ...]
    assets: tuple[Asset, ...]


class NewExhibit(Model):
    """A new exhibit of a kind, in a zone; the id is given by the hall."""

    zone_id: Id
    content: Content


class DraftChange(Model):
    """A saved change; `revision` is the one that it began from, else 409 `exhibit_changed` (C-27)."""

    revision: Revision
    content: Content
    placement: Placement


class RevisionOf(Model):
    """Which revision the caller has seen; publishing another one is a conflict."""

    revision: Revision


class CatalogueChanged(Model):
    """News for displays and staff: fetch the catalogue again."""

    revision: Revision


class ExhibitChanged(Model):
    """News for the studio: fetch the exhibit again."""

    id: str
    revision: Revision
