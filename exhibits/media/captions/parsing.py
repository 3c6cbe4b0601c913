"""The way in for captions: bytes of either form become cues, or an error that names every wrong line."""

import re
from collections.abc import Sequence

from exhibits.core.errors import Invalid, TooLarge
from exhibits.media.captions.blocks import ARROW
from exhibits.media.captions.checks import Placed, check_all
from exhibits.media.captions.cues import MAX_BYTES, MAX_CUES, Captions, Cue, split_lines
from exhibits.media.captions.encoding import decode_captions
from exhibits.media.captions.faults import Findings
from exhibits.media.captions.srt import read_srt
from exhibits.media.captions.webvtt import read_webvtt, write_webvtt

_MAX_LINES = 10 * MAX_CUES
_SRT = re.compile(r"[0-9]:[0-9]{1,2}:[0-9]{1,2},[0-9]{1,3}[ \t]*-->")


def parse_captions(content: bytes, duration_s: float | None) -> Captions:
    """Read WebVTT or SubRip; `duration_s` is the film's length, if there is a film yet.

    Raises Invalid (`captions_broken`; all faults, at most 50, are in the details' `lines`; `captions_none`) and
    TooLarge (`captions_too_large`).
    """
    if len(content) > MAX_BYTES:
        raise _refuse_size()
    findings = Findings()
    text = decode_captions(content, findings)
    if text.count(ARROW) > MAX_CUES or len(split_lines(text)) > _MAX_LINES:
        raise _refuse_size()
    _check_nul(text, findings)
    if ARROW not in text and not findings.errors:
        raise _refuse_none()
    read = read_srt if not text.startswith("WEBVTT") and _SRT.search(text) else read_webvtt
    placed = read(text.replace("\0", ""), findings)
    check_all(placed, duration_s, findings)
    if findings.errors:
        raise _refuse(findings)
    return _gather(placed, findings)


def check_cues(cues: Sequence[Cue], duration_s: float | None) -> Captions:
    """Check cues that a person edited, by the same rules; in the faults, `cue` says which it is."""
    return parse_captions(write_webvtt(cues).encode(), duration_s)


def _gather(placed: list[Placed], findings: Findings) -> Captions:
    if not placed:
        raise _refuse_none()
    warnings = sorted(findings.warnings, key=lambda one: one.line)
    return Captions(cues=tuple(one.cue for one in placed), warnings=tuple(warnings))


def _check_nul(text: str, findings: Findings) -> None:
    if "\0" in text:
        for number, line in enumerate(split_lines(text), 1):
            if "\0" in line:
                findings.fail("captions_nul", number)


def _refuse(findings: Findings) -> Invalid:
    errors = sorted(findings.errors, key=lambda one: one.line)
    first = errors[0]
    return Invalid(
        "captions_broken",
        f"字幕文件有 {len(errors)} 处错误，没有采用。第 {first.line} 行：{first.message.zh}",
        f"The captions have {len(errors)} mistakes and were not taken. Line {first.line}: {first.message.en}",
        lines=[one.model_dump(mode="json") for one in errors],
        warnings=[one.model_dump(mode="json") for one in findings.warnings],
    )


def _refuse_none() -> Invalid:
    return Invalid(
        "captions_none",
        "这个文件里没有字幕。请上传 WebVTT（.vtt）或 SRT 字幕文件。",
        "There are no captions in this file. Upload a WebVTT (.vtt) or SRT file.",
    )


def _refuse_size() -> TooLarge:
    return TooLarge(
        "captions_too_large",
        f"字幕文件太大：上限是 1 MB、{MAX_CUES} 条。请确认选对了文件。",
        f"The captions are too large: the limit is 1 MB and {MAX_CUES} captions. Make sure that it is the right file.",
    )
