"""WebVTT (W3C Candidate Recommendation of 2019-04-04): reads it strictly, and writes it."""

import re
from collections.abc import Iterable

from exhibits.media.captions.blocks import ARROW, Block, join_text, part_cues, split_blocks
from exhibits.media.captions.checks import Placed
from exhibits.media.captions.cues import LONGEST_MS, MAX_TEXT, Cue
from exhibits.media.captions.faults import Findings
from exhibits.media.captions.markup import read_markup, write_markup

_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_CLOCK = r"(?:([0-9]{2,6}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMES = re.compile(rf"{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t]+(.*))?")
_COMMA = re.compile(r"[0-9]:[0-9]{2},[0-9]{3}")
_SETTINGS = frozenset({"vertical", "line", "position", "size", "align", "region"})
_STYLES = ("STYLE", "REGION")
_COMMENT = re.compile(r"NOTE(?:[ \t].*)?")


def read_webvtt(text: str, findings: Findings) -> list[Placed]:
    """Read a file's cues; what is wrong is added to the findings, and the rest is read all the same."""
    blocks = split_blocks(text, findings)
    _check_header(blocks, text, findings)
    placed: list[Placed] = []
    number = 0
    for block in blocks:
        first = block[0].text
        if _HEADER.fullmatch(first) and block[0].number == 1:
            continue
        if first.rstrip() in _STYLES:
            findings.warn("captions_styles", block[0].number)
        elif not _COMMENT.fullmatch(first):
            for part in part_cues(block, findings):
                number += 1
                placed += _read_cue(part, number, findings)
    return placed


def write_webvtt(cues: Iterable[Cue]) -> str:
    """Write cues as a WebVTT file."""
    parts = (f"{_write_time(cue.start_ms)} {ARROW} {_write_time(cue.end_ms)}\n{write_markup(cue.text)}" for cue in cues)
    return "\n\n".join(["WEBVTT", *parts]) + "\n"


def make_moment(hours: str | None, minutes: str, seconds: str, millis: str) -> int:
    """Make milliseconds of a clock's figures."""
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(millis)


def place_cue(start_ms: int, end_ms: int, text: str, line: int, number: int, findings: Findings) -> list[Placed]:
    """Make a cue whose time stands in a line and whose text follows it; none, and a fault, when it cannot be one."""
    if max(start_ms, end_ms) > LONGEST_MS:
        findings.fail("captions_bad_time", line, number)
    elif end_ms <= start_ms:
        findings.fail("captions_end_before_start", line, number)
    elif len(text) > MAX_TEXT:
        findings.fail("captions_long_cue", line, number)
    else:
        return [Placed(Cue(start_ms=start_ms, end_ms=end_ms, text=text), number, line)]
    return []


def _check_header(blocks: list[Block], text: str, findings: Findings) -> None:
    if not blocks or blocks[0][0].number != 1 or not _HEADER.fullmatch(blocks[0][0].text):
        findings.fail("captions_no_header", 1)
    elif len(blocks[0]) > 1:
        findings.fail("captions_header_crowded", 2)


def _read_cue(block: Block, number: int, findings: Findings) -> list[Placed]:
    """Read a cue; a line before its time names it, and the hall needs no name."""
    if ARROW not in block[0].text:
        block = block[1:]
    line, raw = block[0], join_text(block[1:])
    if (found := _TIMES.fullmatch(line.text.rstrip(" \t"))) is None:
        findings.fail("captions_comma" if _COMMA.search(line.text) else "captions_bad_time", line.number, number)
    text = read_markup(raw, line.number + 1, number, findings)
    if found is None:
        return []
    _check_settings(found[9] or "", line.number, number, findings)
    start_ms, end_ms = make_moment(*found.group(1, 2, 3, 4)), make_moment(*found.group(5, 6, 7, 8))
    return place_cue(start_ms, end_ms, text, line.number, number, findings)


def _check_settings(settings: str, line: int, number: int, findings: Findings) -> None:
    """Check the words after a time (4.4): the hall shows all captions in one place, but a wrong word is a mistake."""
    for word in settings.split():
        name, _, value = word.partition(":")
        if name not in _SETTINGS or not value:
            findings.fail("captions_unknown_setting", line, number, word)
    if settings and not any(one.code == "captions_settings" for one in findings.warnings):
        findings.warn("captions_settings", line, number)


def _write_time(at_ms: int) -> str:
    seconds, millis = divmod(at_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{millis:03}"
