"""Files of captions as blocks of lines with empty lines between them, which both forms are."""

from itertools import pairwise
from typing import NamedTuple

from exhibits.media.captions.cues import MAX_TEXT, split_lines
from exhibits.media.captions.faults import Findings

ARROW = "-->"


class Line(NamedTuple):
    """A line, and which it is, from 1."""

    number: int
    text: str


Block = list[Line]


def split_blocks(text: str, findings: Findings) -> list[Block]:
    """Split into blocks; a line of spaces only, which an editor shows as empty, parts them too."""
    blocks: list[Block] = [[]]
    for number, line in enumerate(split_lines(text), 1):
        if line.strip():
            blocks[-1].append(Line(number, line))
            continue
        if line:
            findings.warn("captions_not_empty", number)
        blocks.append([])
    return [block for block in blocks if block]


def part_cues(block: Block, findings: Findings) -> list[Block]:
    """Part a block where a second time stands in it: an empty line is missing there.

    A block without a time at its beginning is a fault, and no cue.
    """
    times = [place for place, line in enumerate(block) if ARROW in line.text]
    if not times or times[0] > 1:
        findings.fail("captions_no_time", block[0].number)
        return []
    for place in times[1:]:
        findings.fail("captions_arrow", block[place].number)
    starts = [0, *times[1:], len(block)]
    return [block[start:end] for start, end in pairwise(starts)]


def join_text(lines: Block) -> str:
    """Join a cue's lines; what is far beyond a cue's length is cut, and still too long for one."""
    return "\n".join(line.text for line in lines)[: MAX_TEXT * 5]
