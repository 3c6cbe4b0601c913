"""Visits and interactions: what visitors do, without who they are (ux 5.2)."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from exhibits.core.model import Instant, Language, Model
from exhibits.displays.model import Uuid

Mark = Annotated[str, Field(max_length=64, pattern=r"^[^\x00-\x1f]*$")]
"""A short machine-made word: what no database refuses."""
Detail = (
    bool
    | Annotated[int, Field(ge=-(2**53), le=2**53)]
    | Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
    | Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
)


class InteractionKind(StrEnum):
    """What happened."""

    SESSION_START = "session_start"
    SESSION_END = "session_end"
    VIEW = "view"
    ACTION = "action"
    MEDIA = "media"
    MODE = "mode"
    LANG = "lang"
    ERROR = "error"


class Interaction(Model):
    """One thing that a visitor did; `id` is made by the kiosk, `visit_id` thrown away at its reset."""

    id: Uuid
    visit_id: Uuid
    at: Instant
    kind: InteractionKind
    view: Mark = ""
    exhibit_id: Mark | None = None
    zone_id: Mark | None = None
    language: Language = "zh"
    source: Literal["visitor", "guide", "test"] = "visitor"
    app_version: Mark = ""
    detail: dict[Mark, Detail] = Field(default={}, max_length=8)


class InteractionBatch(Model):
    """Interactions as they travel, at most 500; each is judged by itself, so that one bad one costs nothing else."""

    interactions: tuple[dict[str, Any], ...] = Field(fail_fast=True, max_length=500)


class Refusal(Model):
    """An interaction that will never be accepted: the kiosk forgets it."""

    id: str
    reason: str


class Receipt(Model):
    """What is now kept for good (after the durable commit), and what was refused."""

    accepted: tuple[str, ...]
    refused: tuple[Refusal, ...] = ()


class InteractionsRecorded(Model):
    """A fact on the bus: so many new interactions were kept."""

    display_id: str
    count: int


class Today(Model):
    """The day so far, by the hall's clock; `visitors` counts visits, not people (D-17)."""

    at: Instant
    visitors: int
    interactions: int
    by_hour: tuple[int, ...]
    """Visits begun in each of the 24 hours."""
