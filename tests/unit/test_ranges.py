"""The Range header: whatever it says, only bytes that are there are sent, each at most once."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exhibits.core.sending import Span
from exhibits.media.delivery.ranges import MOST_RANGES, NEAR_BYTES, read_ranges

ALL = None
SIZES = st.integers(min_value=0, max_value=100_000)
NUMBERS = st.one_of(st.just(""), st.integers(min_value=0, max_value=200_000).map(str), st.just("9" * 30))
RANGES = st.tuples(NUMBERS, NUMBERS).map("-".join)
HEADERS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="bytes=0123456789-, \t", max_size=60).map("bytes={}".format),
    st.lists(RANGES, max_size=20).map(",".join).map("bytes={}".format),
)


@given(header=HEADERS, size=SIZES)
@example(header="bytes=" + "9" * 5000 + "-", size=10)
@example(header="bytes=-" + "9" * 1000, size=10)
@example(header="bytes=" + "0-0," * 20_000, size=10)
@example(header="bytes=-", size=10)
def test_no_header_asks_for_anything_outside_the_file_or_for_more_than_there_is(header: str, size: int) -> None:
    spans = read_ranges(header, size)
    if spans is ALL:
        return
    assert len(spans) <= MOST_RANGES
    assert all(span.start >= 0 and span.length > 0 and span.start + span.length <= size for span in spans)
    ordered = sorted(spans)
    assert all(b.start - (a.start + a.length) > NEAR_BYTES for a, b in pairwise(ordered))


@given(places=st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=MOST_RANGES), size=SIZES.filter(bool))
def test_every_byte_that_was_asked_for_and_is_there_is_sent(places: list[tuple[int, int]], size: int) -> None:
    asked = [(min(pair), max(pair)) for pair in places]
    spans = read_ranges("bytes=" + ", ".join(f"{first}-{last}" for first, last in asked), size)
    assert spans is not ALL
    sent = {(span.start, span.start + span.length) for span in spans}
    for first, last in asked:
        inside = [(start, end) for start, end in sent if start <= first and min(last + 1, size) <= end]
        assert first >= size or len(inside) == 1


@pytest.mark.parametrize(
    ("header", "spans"),
    [
        ("bytes=0-9", [(0, 10)]),
        ("bytes=990-", [(990, 10)]),
        ("bytes=990-5000", [(990, 10)]),
        ("bytes=-10", [(990, 10)]),
        ("bytes=-5000", [(0, 1000)]),
        ("bytes=0-", [(0, 1000)]),
        ("BYTES=0-0", [(0, 1)]),
        ("bytes= 0-0 ,\t500-500", [(0, 1), (500, 1)]),
        ("bytes=,0-0,,", [(0, 1)]),
        ("bytes=0-0,2000-3000", [(0, 1)]),
        ("bytes=000-00009", [(0, 10)]),
    ],
)
def test_a_range_is_what_the_rfc_says(header: str, spans: list[tuple[int, int]]) -> None:
    assert read_ranges(header, 1000) == tuple(Span(*one) for one in spans)


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=-00,5000-"])
def test_what_lies_beyond_the_end_cannot_be_sent(header: str) -> None:
    assert read_ranges(header, 1000) == ()


@pytest.mark.parametrize(
    "header",
    [
        *("", "bytes", "bytes=", "bytes=,", "bytes=-", "bytes=a-b", "bytes=9-0", "bytes=0-9,9-0", "bytes=0-9;20-29"),
        *("lines=0-9", "bytes =0-9", "bytes=+0-9", "bytes=0 - 9", "bytes=0-9-", "bytes=0x0-9", "bytes=١-9"),
    ],
)
def test_what_is_no_range_of_bytes_is_ignored(header: str) -> None:
    assert read_ranges(header, 1000) is ALL


def test_more_ranges_than_anybody_needs_are_ignored() -> None:
    asked = [f"{place}-{place}" for place in range(0, 100 * MOST_RANGES + 100, 100)]
    assert read_ranges("bytes=" + ",".join(asked), 10_000) is ALL
    assert len(read_ranges("bytes=" + ",".join(asked[:-1]), 10_000) or ()) == MOST_RANGES


def test_an_empty_file_is_sent_whole() -> None:
    assert read_ranges("bytes=0-", 0) is ALL


def test_ranges_that_overlap_or_lie_near_become_one_and_the_order_stays() -> None:
    asked = f"9000-9099,0-0,{9100 + NEAR_BYTES}-9199,5050-5060,5000-5099,9010-9020"
    assert read_ranges(f"bytes={asked}", 10_000) == (Span(9000, 200), Span(0, 1), Span(5000, 100))
    assert read_ranges(f"bytes=0-9,{10 + NEAR_BYTES + 1}-200", 10_000) == (Span(0, 10), Span(91, 110))
