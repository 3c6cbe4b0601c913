"""The lines of a page, joined to text that can be searched and read aloud."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exhibits.media.documents.words import MAX_SIGNS, Line, compose, tidy


def set_column(*texts: str, size: float = 10, width: float = 300) -> list[Line]:
    """Set texts below each other: one that ends with `|` fills the line, one that begins with `>` is set further in."""
    lines = []
    for number, text in enumerate(texts):
        left, plain = (20 if text.startswith(">") else 0), text.strip("|>")
        right = width if text.endswith("|") else left + 5 * len(plain)
        head = size if plain[:1] > "⺀" else 5 * len(plain.split()[0])
        lines.append(Line(plain, left, -14 * number, right, size - 14 * number, head))
    return lines


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["one line runs|", "on in the next"], "one line runs on in the next"),
        (["a short one", "another one|"], "a short one\nanother one"),
        (["完整的一行中文|", "接着写下去。"], "完整的一行中文接着写下去。"),
        (["\u3000\u3000第一段。|", "\u3000\u3000第二段。|"], "第一段。\n第二段。"),
        (["full|", ">set in|", "goes on"], "full\nset in goes on"),
        (["• one|", "• two|", "3. three|"], "• one\n• two\n3. three"),
        (["about|", "3.5 metres"], "about 3.5 metres"),
        (["depen\x02", "dent words"], "dependent words"),
    ],
)
def test_lines_are_joined_to_paragraphs(lines: list[str], text: str) -> None:
    assert compose(set_column(*lines)) == text


def test_a_heading_and_a_wide_gap_end_a_paragraph() -> None:
    heading = set_column("Heading|", size=20)[0]
    _, *text, below = set_column("x", "text|", "goes on|", "apart|")
    below = below._replace(bottom=below.bottom - 30, top=below.top - 30)
    assert compose([heading, *text, below]) == "Heading\ntext goes on\napart"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("ﬁrst ﬂoor", "first floor"),
        ("⼈⺠", "人⺠"),
        ("全角，标点。", "全角，标点。"),
        ("e\u0301", "é"),
        ("\uf0b7 point", "• point"),
        ("a\u200b\x00b\u3000 c", "ab c"),
        ("\ud83d\ude00\ud83d", "😀"),
    ],
)
def test_words_are_normalised_and_chinese_punctuation_is_kept(raw: str, text: str) -> None:
    assert tidy(raw) == text


@example([Line("a", 5, 1, 5, 9, 0), Line("b", 5, 0, 5, 9, 0)])
@given(st.lists(st.builds(Line, st.text(), *[st.floats(-1e4, 1e4)] * 5), max_size=40))
def test_whatever_stands_on_a_page_becomes_clean_text(lines: list[Line]) -> None:
    text = compose(lines)
    assert len(text) <= MAX_SIGNS
    assert text.isprintable() or "\n" in text
    json.dumps(text).encode()


def test_a_page_has_an_end_even_if_its_signs_grow() -> None:
    assert compose(set_column("ﬃ" * MAX_SIGNS)) == ("ffi" * MAX_SIGNS)[:MAX_SIGNS]
