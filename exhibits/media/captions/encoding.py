"""Reads the bytes of a file of captions as text, whichever program of which country wrote them."""

import codecs

from exhibits.media.captions.cues import split_lines
from exhibits.media.captions.faults import Findings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ARROW = b"-->"
_HEADER = b"WEBVTT"


def decode_captions(content: bytes, findings: Findings) -> str:
    """Decode by the mark at the beginning, else as UTF-8; SubRip of Chinese programs also as GB 18030.

    What cannot be decoded is a fault of its line, and the rest is read all the same.
    """
    for mark, marked in _BOMS:
        if content.startswith(mark):
            return _decode(content[len(mark) :], marked, findings)
    if (encoding := _find_utf16(content)) is not None:
        return _decode(content, encoding, findings)
    if not _is_utf8(content) and _ARROW in content and not content.startswith(_HEADER):
        return _decode(content, "gb18030", findings)
    return _decode(content, "utf-8", findings)


def _find_utf16(content: bytes) -> str | None:
    """Find UTF-16 without a mark: of its first letters, which are Latin, every other byte is zero."""
    first = content[:2]
    if len(first) < 2 or first.count(0) != 1 or content[:4].count(0) != 2:
        return None
    return "utf-16-le" if first[1] == 0 else "utf-16-be"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode(content: bytes, encoding: str, findings: Findings) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "replace")
        findings.fail("captions_encoding", len(split_lines(before)))
        return content.decode(encoding, "replace")
