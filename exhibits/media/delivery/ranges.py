"""The Range header, RFC 9110 14: which bytes of a file are asked for."""

import re

from exhibits.core.sending import Span

MOST_RANGES = 16
NEAR_BYTES = 80
"""Ranges this near together are sent as one: the head of a further part would cost more, RFC 9110 15.3.7.2."""

_RANGE = re.compile(r"([0-9]{0,1000})-([0-9]{0,1000})")  # Python reads no number of more than 4300 figures


def read_ranges(header: str, size: int) -> tuple[Span, ...] | None:
    """Read a Range header: what to send of a file of `size` bytes, nothing if it has none of that, None to send all.

    All is sent, as RFC 9110 14.2 allows, where the unit is not `bytes`, the syntax is wrong, more than `MOST_RANGES`
    are asked for, or the file is empty. Ranges that overlap or lie near together are joined; each part stands where
    the first of its ranges stood.
    """
    unit, _, listed = header.strip().partition("=")
    wanted = [one for one in (part.strip(" \t") for part in listed.split(",")) if one]
    if unit.lower() != "bytes" or not 0 < len(wanted) <= MOST_RANGES or not size:
        return None
    asked = [_read_range(one, size) for one in wanted]
    if None in asked:
        return None
    return _join([one for one in asked if one])


def _read_range(text: str, size: int) -> range | None:
    """Read one range as the places that there are; none of them if it lies beyond the end, None if it is no range."""
    found = _RANGE.fullmatch(text)
    if found is None or text == "-":
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _join(asked: list[range]) -> tuple[Span, ...]:
    joined: list[tuple[int, range]] = []
    for order, one in sorted(enumerate(asked), key=lambda pair: pair[1].start):
        earlier, before = joined[-1] if joined else (order, one)
        if one.start - before.stop > NEAR_BYTES:
            joined.append((order, one))
        else:
            joined[-1:] = [(min(earlier, order), range(before.start, max(before.stop, one.stop)))]
    return tuple(Span(one.start, len(one)) for _, one in sorted(joined, key=lambda pair: pair[0]))
