"""What every value of the hall is made of: frozen models, bilingual text, who is asking."""

import unicodedata
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Instant = Annotated[int, Field(ge=0, le=253_402_300_799_000)]
"""A moment: whole milliseconds since 1970-01-01 UTC, in fields named `…_at`."""


def normalise(text: object) -> object:
    """Take full-width letters and figures, as Chinese keyboards give them, for the plain ones (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text).strip() if isinstance(text, str) else text


Language = Literal["zh", "en"]


class Model(BaseModel):
    """A value: frozen, and an unknown field is an error where it comes in."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class LocalText(Model):
    """The same words in Chinese and in English; an empty string is a missing translation."""

    zh: str = Field(default="", max_length=4000)
    en: str = Field(default="", max_length=8000)


class Role(StrEnum):
    """What a caller may be: the four staff roles, a paired display, an invited phone, or an unknown visitor."""

    ADMINISTRATOR = "administrator"
    CURATOR = "curator"
    OPERATOR = "operator"
    GUIDE = "guide"
    DISPLAY = "display"
    PHONE = "phone"
    VISITOR = "visitor"


class Identity(Model):
    """Who is asking: `id` is an account's, a display's or an upload link's, empty for a visitor.

    `session` is how staff signed in; a phone's `name` is the account that invited it.
    """

    role: Role
    id: str = ""
    name: str = ""
    session: str = ""


VISITOR = Identity(role=Role.VISITOR)
OPEN = frozenset(Role)
DISPLAYS = frozenset({Role.DISPLAY})
STAFF = frozenset({Role.ADMINISTRATOR, Role.CURATOR, Role.OPERATOR, Role.GUIDE})
CURATORS = frozenset({Role.ADMINISTRATOR, Role.CURATOR})
SENDERS = CURATORS | {Role.PHONE}
OPERATORS = frozenset({Role.ADMINISTRATOR, Role.OPERATOR})
GUIDES = frozenset({Role.ADMINISTRATOR, Role.OPERATOR, Role.GUIDE})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
