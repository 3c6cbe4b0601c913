"""What holds for captions of any form: their order in time, their film's end, and what a standing visitor can read."""

import unicodedata
from itertools import pairwise
from typing import NamedTuple

from exhibits.media.captions.cues import Cue, split_lines
from exhibits.media.captions.faults import MAX_LINES, MAX_WIDTH, Findings
from exhibits.media.captions.markup import strip_tags


class Placed(NamedTuple):
    """A cue, which one it is in its file, and the line of its time; its text begins on the next."""

    cue: Cue
    number: int
    line: int


def check_all(placed: list[Placed], duration_s: float | None, findings: Findings) -> None:
    """Check a file's cues, each by itself and each against the one before."""
    for one in placed:
        _check_film(one, duration_s, findings)
        _check_text(one, findings)
    for before, after in pairwise(placed):
        if after.cue.start_ms < before.cue.start_ms:
            findings.fail("captions_order", after.line, after.number)
        elif after.cue.start_ms < before.cue.end_ms:
            findings.warn("captions_overlap", after.line, after.number)


def measure_width(line: str) -> float:
    """Measure a line in Chinese characters; a Latin letter is half as wide."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in line)


def _check_film(placed: Placed, duration_s: float | None, findings: Findings) -> None:
    if duration_s is None:
        return
    if placed.cue.start_ms >= duration_s * 1000:
        findings.fail("captions_past_end", placed.line, placed.number)
    elif placed.cue.end_ms > duration_s * 1000:
        findings.warn("captions_late_end", placed.line, placed.number)


def _check_text(placed: Placed, findings: Findings) -> None:
    lines = split_lines(strip_tags(placed.cue.text))
    if not any(line.strip() for line in lines):
        findings.fail("captions_empty_cue", placed.line, placed.number)
    if len(lines) > MAX_LINES:
        findings.warn("captions_many_lines", placed.line, placed.number)
    for place, line in enumerate(lines, 1):
        if measure_width(line) > MAX_WIDTH:
            findings.warn("captions_wide", placed.line + place, placed.number)
