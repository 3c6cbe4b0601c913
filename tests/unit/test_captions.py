"""Captions: WebVTT and SubRip in, every fault by its line, WebVTT out."""

import pytest

from exhibits.core.errors import Invalid, TooLarge
from exhibits.media.captions.cues import Captions, Cue
from exhibits.media.captions.parsing import check_cues, parse_captions
from exhibits.media.captions.webvtt import write_webvtt

GOOD = """WEBVTT - 大青山

NOTE 由讲解员校对

1
00:01.000 --> 00:03.500
欢迎来到<b>当涂</b>

intro
00:00:04.000 --> 00:00:06.000
第一行
第二行 &amp; &lt;完&gt;
"""
SRT = """1
00:00:01,000 --> 00:00:03,500
欢迎来到<i>当涂</i>

2
00:00:04,000 --> 00:00:06,000
第一行
第二行 & <完>
"""


def read(text: str, duration_s: float | None = None) -> Captions:
    return parse_captions(text.encode(), duration_s)


def vtt(*lines: str) -> str:
    return "\n".join(("WEBVTT", "", *lines, ""))


def find_faults(content: str | bytes, duration_s: float | None = None) -> list[tuple[int, str]]:
    """Tell the lines and the codes of what a file is refused for."""
    with pytest.raises(Invalid) as refused:
        parse_captions(content if isinstance(content, bytes) else content.encode(), duration_s)
    assert refused.value.code == "captions_broken"
    return [(one["line"], one["code"].removeprefix("captions_")) for one in refused.value.details["lines"]]


def find_warnings(text: str, duration_s: float | None = None) -> list[tuple[int, str]]:
    return [(one.line, one.code.removeprefix("captions_")) for one in read(text, duration_s).warnings]


def test_webvtt_becomes_cues() -> None:
    assert read(GOOD).cues == (
        Cue(start_ms=1000, end_ms=3500, text="欢迎来到<b>当涂</b>"),
        Cue(start_ms=4000, end_ms=6000, text="第一行\n第二行 & <完>"),
    )


def test_subrip_becomes_the_same_cues() -> None:
    first, second = read(SRT).cues
    assert (first.start_ms, first.end_ms, first.text) == (1000, 3500, "欢迎来到<i>当涂</i>")
    assert second == read(GOOD).cues[1]


def test_what_is_written_is_plain_webvtt() -> None:
    assert write_webvtt(read(GOOD).cues) == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:03.500\n欢迎来到<b>当涂</b>\n\n"
        "00:00:04.000 --> 00:00:06.000\n第一行\n第二行 &amp; &lt;完&gt;\n"
    )


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        GOOD.encode("utf-16-be"),
        GOOD.encode("utf-16-le"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        SRT.replace("<i>", "<b>").replace("</i>", "</b>").encode("gb18030"),
        SRT.replace("<i>", "<b>").replace("</i>", "</b>").replace("\n", "\r\n").encode("utf-16"),
    ],
)
def test_every_encoding_and_end_of_line_that_programs_write_is_read(content: bytes) -> None:
    assert parse_captions(content, None).cues == read(GOOD).cues


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("00:01.000 --> 00:02.000\nA\n", [(1, "no_header")]),
        ("\nWEBVTT\n\n00:01.000 --> 00:02.000\nA\n", [(1, "no_header"), (2, "no_time")]),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nA\n", [(1, "no_header"), (1, "no_time")]),
        ("WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000\nA\n", [(2, "header_crowded")]),
        (vtt("00:01,000 --> 00:02,000", "A"), [(3, "comma")]),
        (vtt("00:01.000-->00:02.000", "A"), [(3, "bad_time")]),
        (vtt("00:61.000 --> 01:02.000", "A"), [(3, "bad_time")]),
        (vtt("1:00:01.000 --> 1:00:02.000", "A"), [(3, "bad_time")]),
        (vtt("00:01.00 --> 00:02.00", "A"), [(3, "bad_time")]),
        (vtt("٠٠:01.000 --> 00:02.000", "A"), [(3, "bad_time")]),
        (vtt("999:00:00.000 --> 999:00:01.000", "A"), [(3, "bad_time")]),
        (vtt("00:02.000 --> 00:01.000", "A"), [(3, "end_before_start")]),
        (vtt("00:02.000 --> 00:02.000", "A"), [(3, "end_before_start")]),
        (vtt("00:05.000 --> 00:06.000", "A", "", "00:01.000 --> 00:02.000", "B"), [(6, "order")]),
        (vtt("00:01.000 --> 00:02.000", "", "00:03.000 --> 00:04.000", "B"), [(3, "empty_cue")]),
        (vtt("00:01.000 --> 00:02.000", "<b></b>"), [(3, "empty_cue")]),
        (vtt("00:01.000 --> 00:02.000", "A", "", "left over"), [(6, "no_time")]),
        (vtt("00:01.000 --> 00:02.000", "A", "00:03.000 --> 00:04.000", "B"), [(5, "arrow")]),
        (vtt("00:01.000 --> 00:02.000 place:left", "A"), [(3, "unknown_setting")]),
        (vtt("00:01.000 --> 00:02.000", "A", "B <font color=red>C"), [(5, "unknown_tag")]),
        (vtt("00:01.000 --> 00:02.000", "<script>x</script>"), [(4, "unknown_tag"), (4, "unknown_tag")]),
        (vtt("00:01.000 --> 00:02.000", "A", "<b>B"), [(5, "tag_open")]),
        (vtt("00:01.000 --> 00:02.000", "A</i>"), [(4, "tag_close")]),
        (vtt("00:01.000 --> 00:02.000", "<b><i>A</b></i>"), [(4, "tag_close"), (4, "tag_open")]),
        (vtt("00:01.000 --> 00:02.000", "A", "1 < 2"), [(5, "bracket")]),
        (vtt("00:01.000 --> 00:02.000", "<rt>A</rt>"), [(4, "rt"), (4, "tag_close")]),
        (vtt("00:01.000 --> 00:02.000", "A\0B"), [(4, "nul")]),
        (vtt("00:01.000 --> 00:02.000", "字" * 2001), [(3, "long_cue")]),
        ("1\n00:00:01,000 --> 00:00:02,000\nA\n\nB\n", [(5, "no_time")]),
        ("1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB\n", [(5, "arrow")]),
        ("1\n00:00:01,000 --> 00:00:02\nA\n\n00:00:03,000 --> 00:00:04,000\nB\n", [(2, "bad_time")]),
        ("1\n00:00:01,000 --> 00:00:02,000\n<blink>A</blink>\n", [(3, "unknown_tag"), (3, "unknown_tag")]),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, faults: list[tuple[int, str]]) -> None:
    assert find_faults(text) == faults


def test_all_faults_come_at_once_in_both_languages_and_not_more_than_fifty() -> None:
    with pytest.raises(Invalid) as refused:
        read(vtt(*(f"00:0{one % 10}.000 -> 00:0{one % 10}.500 --> x\nA\n" for one in range(80))))
    lines = refused.value.details["lines"]
    assert [one["line"] for one in lines[:3]] == [3, 6, 9]
    assert len(lines) == 50
    assert all(one["message"]["zh"] and one["message"]["en"] for one in lines)
    assert "第 3 行" in refused.value.message.zh
    assert "Line 3" in refused.value.message.en


def test_captions_of_another_film_are_noticed() -> None:
    text = vtt("00:08.000 --> 00:10.500", "A", "", "00:12.000 --> 00:13.000", "B")
    assert find_faults(text, 10.0) == [(6, "past_end")]
    assert find_warnings(vtt("00:08.000 --> 00:10.500", "A"), 10.0) == [(3, "late_end")]
    assert find_warnings(vtt("00:08.000 --> 00:10.500", "A"), None) == []


def test_wrong_encoding_is_a_fault_of_its_line() -> None:
    assert find_faults(vtt("00:01.000 --> 00:02.000", "当涂").encode("gb18030")) == [(4, "encoding")]
    assert find_faults(GOOD.encode("utf-16")[:-1])[0][1] == "encoding"


@pytest.mark.parametrize(
    ("lines", "warnings"),
    [
        (("00:01.000 --> 00:03.000", "A", "", "00:02.000 --> 00:04.000", "B"), [(6, "overlap")]),
        (("00:01.000 --> 00:03.000", "短", "字" * 19), [(5, "wide")]),
        (("00:01.000 --> 00:03.000", "字" * 18, "a" * 36), []),
        (("00:01.000 --> 00:03.000", "a" * 37), [(4, "wide")]),
        (("00:01.000 --> 00:03.000", f"<b>{'字' * 18}</b>"), []),
        (("00:01.000 --> 00:03.000", "一", "二", "三"), [(3, "many_lines")]),
        (("00:01.000 --> 00:03.000 line:0 align:start", "A"), [(3, "settings")]),
        (("STYLE", "::cue { background: url(//elsewhere) }", "", "00:01.000 --> 00:03.000", "A"), [(3, "styles")]),
        (("00:01.000 --> 00:03.000", "Q & A"), [(4, "ampersand")]),
        (("00:01.000 --> 00:03.000", "A", "  ", "00:04.000 --> 00:05.000", "B"), [(5, "not_empty")]),
    ],
)
def test_what_could_be_better_is_a_warning(lines: tuple[str, ...], warnings: list[tuple[int, str]]) -> None:
    assert find_warnings(vtt(*lines)) == warnings


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<v 讲解员>大家好", "讲解员：大家好"),
        ("<v.loud Mary Ann>Hello</v>", "Mary Ann: Hello"),
        ("<c.yellow.bg_blue>A</c> <lang en>B</lang>", "A B"),
        ("A <00:00:01.500>B", "A B"),
        ("<b.loud>A</b>", "<b>A</b>"),
        ("<ruby>涂<rt>tú</ruby>", "<ruby>涂<rt>tú</rt></ruby>"),
        ("&lt;b&gt; &amp;amp; &nbsp;&#20320;&#x597d;", "＜b＞ &amp; \xa0你好"),
        ("&lt;<c>b</c>&gt;", "＜b＞"),
        ("&#0;&#xD800;&#9999999;", "\ufffd\ufffd\ufffd"),
    ],
)
def test_only_safe_tags_stay(written: str, text: str) -> None:
    (cue,) = read(vtt("00:01.000 --> 00:03.000", written)).cues
    assert cue.text == text
    assert read(write_webvtt([cue])).cues == (cue,)


def test_subrip_is_mended_as_players_do() -> None:
    times = "1\n00:00:01,000 --> 00:00:02,500 X1:10 X2:20 Y1:1 Y2:2\n"
    text = '{\\an8}<font color="#fff">A <B>B <i>C</b></i> &amp; <笑> 1 < 2</font> <u>D'
    (cue,) = read(times + text).cues
    assert cue.text == "A <b>B <i>C</i></b> &amp; <笑> 1 < 2 <u>D</u>"
    assert read(write_webvtt([cue])).cues == (cue,)


@pytest.mark.parametrize(
    "content",
    [b"", b"WEBVTT\n", "[Script Info]\n; 字幕".encode(), b"WEBVTT\n\nNOTE 00:01.000 --> nowhere\n", b"PK\3\4"],
)
def test_a_file_without_captions_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        parse_captions(content, None)
    assert refused.value.code == "captions_none"


def test_more_than_a_megabyte_is_not_even_read() -> None:
    with pytest.raises(TooLarge) as refused:
        parse_captions(vtt("00:01.000 --> 00:02.000", "A" * 1_000_000).encode(), None)
    assert refused.value.code == "captions_too_large"


def test_five_thousand_captions_are_taken_and_one_more_is_not() -> None:
    cues = [Cue(start_ms=one * 1000, end_ms=one * 1000 + 900, text="字") for one in range(5001)]
    assert len(parse_captions(write_webvtt(cues[:5000]).encode(), None).cues) == 5000
    with pytest.raises(TooLarge) as refused:
        parse_captions(write_webvtt(cues).encode(), None)
    assert refused.value.code == "captions_too_large"


def test_edited_cues_are_checked_by_the_same_rules_and_named_by_their_place() -> None:
    good, empty, backward, unclosed = (
        Cue(start_ms=0, end_ms=1000, text=" 好 \n\n 再见\t"),
        Cue(start_ms=1000, end_ms=2000, text=" \n "),
        Cue(start_ms=3000, end_ms=2000, text="A --> B"),
        Cue(start_ms=4000, end_ms=5000, text="<b>A"),
    )
    assert check_cues([good], None).cues == (Cue(start_ms=0, end_ms=1000, text="好\n再见"),)
    with pytest.raises(Invalid) as refused:
        check_cues([good, empty, backward, unclosed], None)
    found = [(one["cue"], one["code"]) for one in refused.value.details["lines"]]
    assert found == [(2, "captions_empty_cue"), (3, "captions_end_before_start"), (4, "captions_tag_open")]
