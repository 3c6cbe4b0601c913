"""Captions as values: cues with their times, and what is wrong or could be better in a file of them."""

import re
import unicodedata
from typing import Annotated

from pydantic import Field

from exhibits.core.model import LocalText, Model

MAX_BYTES = 1_000_000
MAX_CUES = 5000
MAX_FAULTS = 50
MAX_TEXT = 2000
LONGEST_MS = 100 * 3600 * 1000

Moment = Annotated[int, Field(ge=0, le=LONGEST_MS)]

_BREAKS = re.compile(r"\r\n|\r|\n")


class Cue(Model):
    """A caption, shown from `start_ms` to `end_ms`.

    The text is as a person types it; only `<b>`, `<i>`, `<u>`, `<ruby>` and `<rt>` mean something in it.
    """

    start_ms: Moment
    end_ms: Moment
    text: str = Field(max_length=MAX_TEXT)


class Fault(Model):
    """Something in a file of captions: its line, and which cue it is in, both from 1; 0 is no cue."""

    line: int
    cue: int
    code: str
    message: LocalText


class Captions(Model):
    """A good file's cues, and what could be better in it."""

    cues: tuple[Cue, ...]
    warnings: tuple[Fault, ...] = ()


def split_lines(text: str) -> list[str]:
    """Split into lines where WebVTT does (4.1), which is also where an editor counts them; not where Python does."""
    return _BREAKS.split(text)


def drop_controls(text: str) -> str:
    """Drop control characters, but for the ends of lines."""
    return "".join(sign for sign in text if sign in "\r\n" or unicodedata.category(sign) != "Cc")


def clean_text(text: str) -> str:
    """Drop what nobody sees: control characters, spaces at the ends of lines, empty lines."""
    lines = (line.strip() for line in split_lines(drop_controls(text)))
    return "\n".join(line for line in lines if line)
