"""SubRip, the form of most captioning programs: reads it as they write it."""

import re

from exhibits.media.captions.blocks import ARROW, Block, join_text, part_cues, split_blocks
from exhibits.media.captions.checks import Placed
from exhibits.media.captions.cues import clean_text
from exhibits.media.captions.faults import Findings
from exhibits.media.captions.markup import keep_plain
from exhibits.media.captions.webvtt import make_moment, place_cue

_CLOCK = r"([0-9]{1,3}):([0-5]?[0-9]):([0-5]?[0-9])[,.]([0-9]{3})"
_TIMES = re.compile(rf"{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}(?:[ \t]+[XY][12]:.*)?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_TAG = re.compile(r"(</?[A-Za-z][^<>]*>)")
_NAME = re.compile(r"</?([A-Za-z]+)")
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
_KEPT = ("b", "i", "u")
_DROPPED = ("font", "s")


def read_srt(text: str, findings: Findings) -> list[Placed]:
    """Read a file's cues; what is wrong is added to the findings, and the rest is read all the same."""
    placed: list[Placed] = []
    number = 0
    for block in split_blocks(text, findings):
        for part in part_cues(block, findings):
            number += 1
            placed += _read_cue(part, number, findings)
    return placed


def _read_cue(block: Block, number: int, findings: Findings) -> list[Placed]:
    """Read a cue; before its time stands a number, on which nothing depends."""
    if ARROW not in block[0].text:
        if not _NUMBER.fullmatch(block[0].text.strip()):
            findings.fail("captions_no_time", block[0].number, number)
        block = block[1:]
    line = block[0]
    text = _read_text(join_text(block[1:]), line.number + 1, number, findings)
    found = _TIMES.fullmatch(line.text.strip())
    if found is None:
        findings.fail("captions_bad_time", line.number, number)
        return []
    start_ms, end_ms = make_moment(*found.group(1, 2, 3, 4)), make_moment(*found.group(5, 6, 7, 8))
    return place_cue(start_ms, end_ms, text, line.number, number, findings)


def _read_text(text: str, line: int, number: int, findings: Findings) -> str:
    """Keep bold, italic and underlined, mended where they cross or stay open: nobody ever defined SubRip's tags."""
    made: list[str] = []
    is_open: list[str] = []
    for piece in _TAG.split(_OVERRIDE.sub("", text)):
        name = found[1].lower() if (found := _NAME.match(piece)) and piece.endswith(">") else None
        if name in _KEPT:
            made += _toggle(name, is_open, closes=piece.startswith("</"))
        elif name is None:
            made.append(keep_plain(piece))
        elif name not in _DROPPED:
            findings.fail("captions_unknown_tag", line, number, piece[1:-1])
        line += piece.count("\n")
    return clean_text("".join([*made, *(f"</{name}>" for name in reversed(is_open))]))


def _toggle(name: str, is_open: list[str], *, closes: bool) -> list[str]:
    """Open a tag, or close it and whatever was opened since."""
    if not closes:
        is_open.append(name)
        return [f"<{name}>"]
    ended: list[str] = []
    while name in is_open and f"</{name}>" not in ended:
        ended.append(f"</{is_open.pop()}>")
    return ended
