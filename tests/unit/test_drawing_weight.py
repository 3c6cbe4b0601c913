"""Drawings whose parts use one another: what a browser would draw is counted, not what the file holds."""

import pytest

from exhibits.core.errors import Invalid
from exhibits.media.drawing import check_drawing
from tests.corpus.hostile import draw


def multiply(levels: int, reference: str, times: int = 10) -> bytes:
    """Draw parts that each use the one below them so many times."""
    parts = (f'<g id="l{level}">{reference.format(level - 1) * times}</g>' for level in range(1, levels + 1))
    return draw(f'<defs><g id="l0"><rect/></g>{"".join(parts)}</defs><use href="#l{levels}"/>')


@pytest.mark.parametrize(
    "reference",
    [
        '<use href="#l{}"/>',
        '<use xlink:href=" #l{} "/>',
        '<rect fill="url(#l{})"/>',
        "<g style=\"mask: URL( '#l{}' )\"/>",
    ],
)
def test_parts_that_multiply_are_refused(reference: str) -> None:
    check_drawing(multiply(4, reference))
    with pytest.raises(Invalid) as refused:
        check_drawing(multiply(9, reference))
    assert refused.value.code == "drawing_too_heavy"
    assert "PNG" in refused.value.message.zh
    assert "PNG" in refused.value.message.en


@pytest.mark.parametrize("svg", [draw('<g id="a"><use href="#a"/></g>'), multiply(150, '<use href="#l{}"/>', times=1)])
def test_parts_that_use_each_other_without_end_are_too_deep(svg: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        check_drawing(svg)
    assert refused.value.code == "drawing_too_deep"


def test_a_link_to_a_part_draws_nothing_of_it() -> None:
    check_drawing(draw('<g id="top"><a href="#top"><text>展厅</text></a></g>'))


def test_many_parts_of_one_colour_are_a_map_and_no_bomb() -> None:
    check_drawing(draw('<linearGradient id="a"><stop/></linearGradient>' + '<path fill="url(#a)"/>' * 20_000))
