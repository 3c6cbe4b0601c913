"""What an upload is, by its content: the sniffing, and the check of drawings."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exhibits.core.errors import HallError, Invalid
from exhibits.media.drawing import check_drawing
from exhibits.media.intake import clean_name
from exhibits.media.sniff import (
    ASF,
    AVI,
    AVIF,
    FLAC,
    FLV,
    GIF,
    HEIF,
    JPEG,
    M4A,
    MATROSKA,
    MOV,
    MP3,
    MP4,
    MPEG,
    OGG,
    OLE,
    PDF,
    PNG,
    SVG,
    TIFF,
    WAV,
    WEBP,
    ZIP,
    sniff,
)
from tests.corpus.hostile import DRAWINGS, draw
from tests.corpus.pictures import make_avif, make_heic, make_jpeg, make_png
from tests.patience import not_for_ever


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (make_jpeg(), JPEG),
        (make_png(), PNG),
        (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(20), WEBP),
        (make_avif(), AVIF),
        (make_heic(), HEIF),
        (draw(""), SVG),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- by hand -->\n<svg:svg xmlns:svg='x'/>", SVG),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", SVG),
        (b"GIF89a", GIF),
        (b"II*\0", TIFF),
        (b"MM\0+", TIFF),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", MP4),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", MOV),
        (b"\0\0\0\x14ftypM4A \0\0\0\0M4A ", M4A),
        (b"\x1a\x45\xdf\xa3" + bytes(20), MATROSKA),
        (b"RIFF\x24\0\0\0AVI LIST", AVI),
        (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), ASF),
        (b"\0\0\1\xba" + bytes(8), MPEG),
        (b"FLV\1", FLV),
        (b"ID3\4", MP3),
        (b"RIFF\x24\0\0\0WAVEfmt ", WAV),
        (b"OggS", OGG),
        (b"fLaC", FLAC),
        (b"%PDF-1.4", PDF),
        (bytes.fromhex("d0cf11e0a1b11ae1"), OLE),
        (b"PK\3\4", ZIP),
    ],
)
def test_each_form_of_file_is_known_by_its_first_bytes(content: bytes, form: object) -> None:
    assert sniff(content[:4096]) is form


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"MZ\x90\0", "Windows 程序", "Windows program"),
        (b"\x7fELF\2\1\1", "Linux 程序", "Linux program"),
        (b"Rar!\x1a\7", "zip", "zip"),
        (b"8BPS", "Photoshop", "Photoshop"),
        (b"BM" + bytes(8), "BMP", "BMP"),
        (b"  <!DOCTYPE html><svg>", "网页", "web page"),
    ],
)
def test_what_the_hall_cannot_use_is_named_in_both_languages(content: bytes, zh: str, en: str) -> None:
    with pytest.raises(Invalid) as refused:
        sniff(content)
    assert refused.value.code == "file_not_usable"
    assert zh in refused.value.message.zh
    assert en in refused.value.message.en


@given(
    st.binary(max_size=5000)
    | st.builds(
        bytes.__add__, st.sampled_from([make_jpeg()[:4], b"\0\0\0\x20ftyp", b"<svg", b"RIFF"]), st.binary(max_size=99)
    )
)
@example(b"\0\0\0\0ftyp")
@example(b"\xff\xff\xff\xffftypheic")
@example(b"\xff\xfe<")
@example(b"<" * 4096)
@example(b"<!--" * 1000)
def test_sniffing_answers_or_refuses_whatever_it_gets(head: bytes) -> None:
    with contextlib.suppress(HallError):
        sniff(head)


def test_a_row_of_comments_does_not_hold_the_sniffing_up() -> None:
    with not_for_ever():
        assert sniff(b"<!---->" * 500 + b"<svg>") is SVG
    with not_for_ever(), pytest.raises(Invalid):
        sniff(b"<!---->" * 500 + b"<x")
    with not_for_ever(), pytest.raises(Invalid):
        sniff(b"<!DOCTYPE svg []>" * 200 + b"<?a?> " * 100 + b"<x")


def test_a_length_of_a_million_digits_does_not_hold_the_check_up() -> None:
    with not_for_ever(), pytest.raises(Invalid) as refused:
        check_drawing(b'<svg xmlns="http://www.w3.org/2000/svg" height="9" width="' + b"1" * 1_000_000 + b'x"/>')
    assert refused.value.code == "drawing_unsized"


def test_a_drawing_may_be_nested_but_not_without_end() -> None:
    check_drawing(draw("<g>" * 199 + "</g>" * 199 + "<g/>" * 500))
    with not_for_ever(), pytest.raises(Invalid) as refused:
        check_drawing(draw("<g>" * 200_000))
    assert refused.value.code == "drawing_too_deep"
    assert "200" in refused.value.message.zh
    assert "200" in refused.value.message.en


@pytest.mark.parametrize("what", DRAWINGS)
def test_a_drawing_that_does_or_fetches_something_is_refused(what: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_drawing(DRAWINGS[what])
    assert refused.value.code == "drawing_unsafe"
    assert refused.value.details["found"]
    assert "不允许" in refused.value.message.zh


def test_a_refusal_names_all_that_was_found() -> None:
    with pytest.raises(Invalid) as refused:
        check_drawing(draw('<script/><rect onclick="x" fill="url(http://x)"/>'))
    assert refused.value.details["found"] == ["<script>", "rect onclick", "rect fill"]


@pytest.mark.parametrize(
    "svg",
    [
        draw('<defs><linearGradient id="a"/></defs><rect fill="url(#a)" style="stroke:url(\'#a\')"/>'),
        draw('<use href="#a"/><a xlink:href="#top"><text>展厅</text></a>'),
        draw('<image href="data:image/png;base64,iVBORw0KGgo="/>'),
        draw("<style>.a { fill: red; mask: url(#m) }</style>"),
        draw('<animate attributeName="opacity" from="0" to="1" dur="2s"/>'),
        draw('<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:about="http://x"/></metadata>'),
    ],
)
def test_a_drawing_that_only_draws_passes(svg: bytes) -> None:
    assert check_drawing(svg) == (10, 10)


@pytest.mark.parametrize(
    ("root", "size"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="1in"/>', (794, 96)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1920 1080"/>', (1920, 1080)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%" viewBox="0,0,30.2,40"/>', (30, 40)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width=" 1.2e2 px " height=".5in"/>', (120, 48)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="120." height="00007"/>', (120, 7)),
    ],
)
def test_a_drawing_says_its_size_in_any_of_the_usual_ways(root: bytes, size: tuple[int, int]) -> None:
    assert check_drawing(root) == size


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_the_check_of_a_drawing_answers_or_refuses_whatever_it_gets(inside: str | bytes) -> None:
    content = inside.encode("utf-8", "surrogatepass") if isinstance(inside, str) else inside
    for svg in (content, b'<svg xmlns="http://www.w3.org/2000/svg" ' + content + b"</svg>"):
        with contextlib.suppress(HallError):
            check_drawing(svg)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("照片 一.JPG", "照片 一.JPG"),
        (r"C:\fakepath\年会.jpg", "年会.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\0b\u202egpj.exe", "abgpj.exe"),
        ("", "未命名"),
        ("..", "未命名"),
        ("长" * 400, "长" * 200),
    ],
)
def test_a_name_is_made_fit_to_read(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept
