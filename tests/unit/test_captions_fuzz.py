"""Whatever bytes come as captions, the answer is quick: cues, or an error that a person understands."""

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exhibits.core.errors import HallError
from exhibits.media.captions.cues import MAX_BYTES, Cue, clean_text
from exhibits.media.captions.markup import keep_plain
from exhibits.media.captions.parsing import check_cues, parse_captions
from exhibits.media.captions.webvtt import write_webvtt
from tests.patience import not_for_ever

TIME = "00:00:01.000 --> 00:00:02.000"
PIECES = st.sampled_from(
    [
        *("WEBVTT", "\n", "\r", "\r\n", "\n\n", " ", "\t", TIME, TIME.replace(".", ","), "-->", "NOTE", "STYLE", "1"),
        *("<b>", "</b>", "<i>", "</i>", "<ruby>", "<rt>", "</ruby>", "<v 甲>", "<c.x>", "<", ">", "&", "&lt;", "&#0;"),
        *("\0", "\ufeff", "00:01", "line:0", "{\\an8}", "<font>", "\x85", "\u2028", "\x1c", "字"),
    ]
)
FILES = st.lists(PIECES, max_size=40).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])


def parse(content: bytes) -> None:
    """Parse, and parse again what came of it: it must be the same, with nothing to complain about."""
    try:
        cues = parse_captions(content, None).cues
    except HallError:
        return
    assert parse_captions(write_webvtt(cues).encode(), None).cues == cues


@given(st.binary(max_size=2000))
@example(b"\xff\xfe")
@example(b"\xfe\xff\xd8")
@example(b"W\0")
def test_any_bytes_are_answered(content: bytes) -> None:
    parse(content)


@given(FILES, ENCODINGS)
@settings(max_examples=400)
@example(f"WEBVTT\n\n{TIME}\n&#{'9' * 5000};", "utf-8")
@example(f"WEBVTT\n\n{'9' * 5000}:00:01.000 --> 00:00:02.000\nA", "utf-8")
@example(f"WEBVTT\n\n{TIME}\n<v &#{'9' * 5000};>A", "utf-8")
@example(f"WEBVTT\n\n{TIME}\n&lt;\x01b>A", "utf-8")
@example(f"1\n{TIME.replace('.', ',')}\n<\x01b>A", "utf-8")
def test_what_looks_like_captions_is_answered_and_what_is_taken_comes_through_unchanged(text: str, coding: str) -> None:
    parse(text.encode(coding))


TEXTS = st.text(min_size=1, max_size=60) | st.lists(
    st.sampled_from(["字", "A", " ", "\n", "<", ">", "&", "&amp;", "-->", "<b", "b>", "/b>", "<c>", "NOTE", TIME]),
    max_size=12,
).map("".join)
TAGGED = st.sampled_from(["{}", "<b>{}</b>", "甲<i>{}</i>\n乙", "<ruby>{}<rt>x</rt></ruby>", "<u><b>{}</b>\n</u>丙"])


@st.composite
def cues(draw: st.DrawFn) -> list[Cue]:
    """Draw cues in the order of time, with texts as a good file has them."""
    starts = sorted(draw(st.lists(st.integers(0, 359_999_000), min_size=1, max_size=6)))
    texts = [clean_text(draw(TAGGED).format(keep_plain(draw(TEXTS)))) for _ in starts]
    pairs = zip(starts, texts, strict=True)
    return [Cue(start_ms=at, end_ms=at + draw(st.integers(1, 1000)), text=text) for at, text in pairs if text]


@given(cues())
def test_what_is_written_reads_the_same(written: list[Cue]) -> None:
    try:
        read = check_cues(written, None).cues
    except HallError as error:  # nothing to see but a tag, or nothing at all
        codes = {one["code"] for one in error.details.get("lines", ())}
        assert error.code == "captions_none" or codes == {"captions_empty_cue"}  # noqa: PT017 - either is right
    else:
        assert list(read) == written


@pytest.mark.parametrize(
    "filling",
    [
        *("<", "<a", "</", "<b>", "</i>", "<c>", "&", "&#", "<v ", "-->", "0:0:0,0 ", "00:", "{\\", "\n", " \n", "\0"),
        *("A\n-->\n", f"{TIME}\nA\n\n", f"{TIME}\n<blink>\n\n", "\x85", "字"),
    ],
)
@pytest.mark.parametrize("head", [f"WEBVTT\n\n{TIME}\n", f"1\n{TIME.replace('.', ',')}\n", ""])
def test_a_megabyte_of_anything_comes_to_an_end(head: str, filling: str) -> None:
    content = (head + filling * (MAX_BYTES // len(filling.encode()))).encode()[:MAX_BYTES]
    with not_for_ever(), contextlib.suppress(HallError):
        parse_captions(content, 10.0)
