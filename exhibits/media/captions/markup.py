"""The tags within WebVTT's captions: which are kept, which only say something about the text, and which are wrong."""

import html
import re

from exhibits.media.captions.cues import clean_text, drop_controls
from exhibits.media.captions.faults import Findings

KEPT = ("b", "i", "u", "ruby", "rt")

_KNOWN = frozenset({*KEPT, "c", "v", "lang"})
_TAG = re.compile(r"(<[^<>]*>)")
_KEPT_TAG = re.compile(rf"(</?(?:{'|'.join(KEPT)})>)")
_START = re.compile(r"([a-z]+)(?:\.[^.\s<>]+)*(?:[ \t\n]+([^<>]*))?")
_TIME = re.compile(r"(?:[0-9]{2,6}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3}")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WIDE = str.maketrans("<>", "＜＞")


def read_markup(text: str, line: int, cue: int, findings: Findings) -> str:
    """Read a cue's text: kept tags stay, a voice becomes its name before what it says, all else is plain text.

    Faults are found by the line, counted from `line`, where the text begins.
    """
    reading = _Reading(line, cue, findings)
    for piece in _TAG.split(text):
        if piece.startswith("<") and piece.endswith(">"):
            reading.take_tag(piece[1:-1])
        else:
            reading.take_text(piece)
        reading.line += piece.count("\n")
    return reading.finish()


def write_markup(text: str) -> str:
    """Write a cue's text for WebVTT: only the kept tags are tags."""
    pieces = _KEPT_TAG.split(clean_text(text))
    return "".join(piece if place % 2 else html.escape(piece, quote=False) for place, piece in enumerate(pieces))


def strip_tags(text: str) -> str:
    """Take the kept tags away: what remains is what a person sees."""
    return _KEPT_TAG.sub("", text)


def keep_plain(text: str) -> str:
    """Keep what looks like a tag and is none from becoming one, by brackets that mean nothing."""
    return _KEPT_TAG.sub(lambda found: found[0].translate(_WIDE), drop_controls(text))


class _Reading:
    """The text so far, and the tags that are open, each with its line."""

    def __init__(self, line: int, cue: int, findings: Findings) -> None:
        self.line, self._cue, self._findings = line, cue, findings
        self._made: list[str] = []
        self._plain: list[str] = []
        self._open: list[tuple[str, int]] = []

    def take_text(self, text: str) -> None:
        """Take what stands between tags."""
        if "<" in text:
            self._fail("captions_bracket", line=self.line + text[: text.index("<")].count("\n"))
        if "&" in _REFERENCE.sub("", text):
            self._findings.warn("captions_ampersand", self.line, self._cue)
        self._plain.append(_REFERENCE.sub(lambda found: html.unescape(found[0]), text))

    def take_tag(self, inside: str) -> None:
        """Take a tag, without its brackets."""
        if inside.startswith("/"):
            self._close(inside[1:].strip())
            return
        found = _START.fullmatch(inside)
        if found is not None and found[1] in _KNOWN:
            self._begin(found[1], found[2] or "")
        elif not _TIME.fullmatch(inside):  # a time within karaoke says nothing here
            self._fail("captions_unknown_tag", what=inside)

    def finish(self) -> str:
        """Finish the text; a voice that lasts to the cue's end need not be closed (WebVTT 4.2.2)."""
        for name, line in self._open:
            if name != "v":
                self._fail("captions_tag_open", what=name, line=line)
        self._flush()
        return clean_text("".join(self._made))

    def _begin(self, name: str, note: str) -> None:
        if name == "rt" and (not self._open or self._open[-1][0] != "ruby"):
            self._fail("captions_rt")
            return
        self._open.append((name, self.line))
        if name == "v" and (speaker := " ".join(html.unescape(note[:200]).split())):
            self._plain.append(f"{speaker}：" if _CHINESE.search(speaker) else f"{speaker}: ")
        self._write(name, f"<{name}>")

    def _close(self, name: str) -> None:
        if name not in _KNOWN:
            self._fail("captions_unknown_tag", what=f"/{name}")
            return
        if name == "ruby" and self._open and self._open[-1][0] == "rt":  # its end may be left out there
            self._close("rt")
        if not self._open or self._open[-1][0] != name:
            self._fail("captions_tag_close", what=name)
            return
        self._open.pop()
        self._write(name, f"</{name}>")

    def _write(self, name: str, tag: str) -> None:
        if name in KEPT:
            self._flush()
            self._made.append(tag)

    def _flush(self) -> None:
        self._made.append(keep_plain("".join(self._plain)))
        self._plain = []

    def _fail(self, code: str, what: str = "", line: int | None = None) -> None:
        self._findings.fail(code, self.line if line is None else line, self._cue, what)
