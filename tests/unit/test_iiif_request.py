"""Image requests of the IIIF Image API 3.0: read by its text, measured on the picture, written in canonical form."""

from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from exhibits.media.iiif.errors import BadImageRequest
from exhibits.media.iiif.levels import count_levels, find_tile, halve, name_tile
from exhibits.media.iiif.region import Extent, Region, read_region
from exhibits.media.iiif.request import ImageRequest, read_request, read_rotation
from exhibits.media.iiif.size import LIMITS, Limits, is_within, read_size
from exhibits.media.model import Zoom

PICTURE = Extent(300, 200)
"""The picture of the specification's own examples."""


def read(region: str = "full", size: str = "max", rotation: str = "0", name: str = "default.jpg") -> ImageRequest:
    return read_request(region, size, rotation, name, PICTURE)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("full", (0, 0, 300, 200)),
        ("square", (50, 0, 200, 200)),
        ("125,15,120,140", (125, 15, 120, 140)),
        ("pct:41.6,7.5,40,70", (125, 15, 120, 140)),
        ("125,15,200,200", (125, 15, 175, 185)),
        ("pct:41.6,7.5,66.6,100", (125, 15, 175, 185)),
        ("pct:.5,0,.5,100", (2, 0, 1, 200)),
        ("299,199,1,1", (299, 199, 1, 1)),
        ("pct:10,10,0.1,0.1", (30, 20, 1, 1)),
        ("pct:99.99,99.99,0.001,0.001", (299, 199, 1, 1)),
    ],
)
def test_a_region_is_what_section_4_1_says(text: str, region: tuple[int, int, int, int]) -> None:
    assert read_region(text, PICTURE) == Region(*region)


@pytest.mark.parametrize(
    "text",
    [
        *("", "FULL", "0,0,0,10", "0,0,10,0", "300,0,10,10", "0,200,1,1", "1,2,3", "1,2,3,4,5", "-1,0,10,10"),
        *("+1,0,10,10", "1.5,0,10,10", "１,0,10,10", "0,0,10,10\n", "0,0,10,9999999999"),
        *("pct:100,0,10,10", "pct:0,0,0,10", "pct:1e1,0,10,10", "pct:1.,0,10,10", "pct:-1,0,10,10", "pct:0,0,10"),
    ],
)
def test_a_region_that_is_empty_or_outside_or_no_region_is_refused(text: str) -> None:
    with pytest.raises(BadImageRequest) as caught:
        read_region(text, PICTURE)
    assert caught.value.status == 400
    assert caught.value.message.zh
    assert caught.value.message.en


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("max", (300, 200)),
        ("150,", (150, 100)),
        (",150", (225, 150)),
        ("pct:50", (150, 100)),
        ("pct:33.3", (100, 67)),
        ("225,100", (225, 100)),
        ("!225,100", (150, 100)),
        ("^360,", (360, 240)),
        ("^,240", (360, 240)),
        ("^pct:120", (360, 240)),
        ("^360,360", (360, 360)),
        ("^!360,360", (360, 240)),
        ("^150,", (150, 100)),
        ("300,200", (300, 200)),
    ],
)
def test_a_size_is_what_section_4_2_says(text: str, size: tuple[int, int]) -> None:
    assert read_size(text, PICTURE, LIMITS) == Extent(*size)


@pytest.mark.parametrize("text", ["301,", ",201", "301,200", "300,201", "pct:100.1", "pct:200"])
def test_what_is_larger_than_the_region_needs_the_sign_for_it(text: str) -> None:
    with pytest.raises(BadImageRequest, match="put \\^ in front"):
        read_size(text, PICTURE, LIMITS)
    read_size(f"^{text}", PICTURE, LIMITS)


@pytest.mark.parametrize("box", ["!301,200", "!300,201", "!2000,3000", "!16383,16383"])
def test_a_box_larger_than_the_region_gets_the_region_as_it_is(box: str) -> None:
    """4.2 on `!w,h`: “as large as possible but not larger than the extracted region, w or h, or server-imposed limits”.

    The validator's `size_noup` wants a 400 here; the text has no error in this form.
    """
    assert read_size(box, PICTURE, LIMITS) == PICTURE


@pytest.mark.parametrize(
    "text",
    [
        *("", "full", ",", "^", "^,", "!", "!,", "!10,", "!,10", "0,", ",0", "0,10", "!0,10", "!10,0", "pct:0"),
        *("pct:0.1", "pct:-1", "max,", "^^max", "!max", "!pct:50", "10;", "10", "10,10,10", "1 0,", "９,"),
        *("9999999999,", "^20000,", "^10000,10000", "^pct:10000"),
    ],
)
def test_a_size_that_is_none_or_nothing_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(BadImageRequest):
        read_size(text, PICTURE, LIMITS)


def test_the_largest_size_keeps_to_the_limits_and_to_the_shape() -> None:
    limits = Limits(side_px=1000, area_px=500_000)
    assert read_size("max", Extent(4000, 100), limits) == Extent(1000, 25)
    assert read_size("max", Extent(2000, 1000), limits) == Extent(1000, 500)
    assert read_size("max", Extent(3000, 3000), limits) == Extent(707, 707)
    assert read_size("^max", Extent(20, 10), limits) == Extent(1000, 500)
    assert read_size("!900,900", Extent(3000, 3000), limits) == Extent(707, 707)
    with pytest.raises(BadImageRequest):
        read_size("900,", Extent(3000, 3000), limits)


@pytest.mark.parametrize(
    ("text", "turn"),
    [("0", (False, 0)), ("90", (False, 90)), ("!270", (True, 270)), ("180.0", (False, 180)), ("360", (False, 0))],
)
def test_a_rotation_is_a_number_of_quarter_turns(text: str, turn: tuple[bool, int]) -> None:
    assert read_rotation(text) == turn


@pytest.mark.parametrize("text", ["", "!", "-90", "+90", "45", "22.5", "450", "90!", "!!90", "nan", "9e1", "٩٠"])
def test_any_other_rotation_is_refused(text: str) -> None:
    with pytest.raises(BadImageRequest):
        read_rotation(text)


@pytest.mark.parametrize(
    "name", ["", "default", ".jpg", "default.", "default.gif", "grey.jpg", "native.jpg", "color.JPG", "default.jpg.png"]
)
def test_an_unknown_quality_or_format_is_refused(name: str) -> None:
    with pytest.raises(BadImageRequest):
        read(name=name)


@pytest.mark.parametrize(
    ("parts", "canonical"),
    [
        (("full", "max", "0", "default.jpg"), "full/max/0/default.jpg"),
        (("0,0,300,200", "300,", "360", "color.jpg"), "full/max/0/default.jpg"),
        (("0,0,900,900", "pct:50", "!180.0", "gray.png"), "full/150,100/!180/gray.png"),
        (("square", "^!400,400", "90", "bitonal.webp"), "50,0,200,200/^400,400/90/bitonal.webp"),
        (("pct:0,0,10,10", "!9999,9999", "0", "default.jpg"), "0,0,30,20/max/0/default.jpg"),
        (("full", "^max", "0", "default.jpg"), "full/^max/0/default.jpg"),
        (("full", "^300,200", "0", "default.jpg"), "full/max/0/default.jpg"),
    ],
)
def test_equal_images_have_one_canonical_address(parts: tuple[str, str, str, str], canonical: str) -> None:
    assert read(*parts).canonical == canonical


extents = st.builds(Extent, st.integers(1, 30_000), st.integers(1, 30_000))
numbers = st.integers(0, 40_000).map(str)
fractions = st.integers(0, 250_000).map(lambda value: f"{value / 1000:.3f}".rstrip("0").rstrip("."))
regions = st.one_of(
    st.sampled_from(["full", "square"]),
    st.lists(numbers, min_size=4, max_size=4).map(",".join),
    st.lists(fractions, min_size=4, max_size=4).map(lambda parts: "pct:" + ",".join(parts)),
)
sizes = st.builds(
    str.__add__,
    st.sampled_from(["", "^"]),
    st.one_of(
        st.just("max"),
        fractions.map(lambda part: f"pct:{part}"),
        st.builds("{}{},{}".format, st.sampled_from(["", "!"]), numbers | st.just(""), numbers | st.just("")),
    ),
)
rotations = st.builds("{}{}".format, st.sampled_from(["", "!"]), st.sampled_from([0, 90, 180, 270, 360, "90.0"]))
names = st.builds(
    "{}.{}".format, st.sampled_from(["default", "color", "gray", "bitonal"]), st.sampled_from(["jpg", "png"])
)
anything = st.text(max_size=40)


@settings(max_examples=500)
@given(regions | anything, sizes | anything, rotations | anything, names | anything, extents)
def test_whatever_is_asked_is_answered_or_refused_with_a_400(
    region: str, size: str, rotation: str, name: str, picture: Extent
) -> None:
    try:
        request = read_request(region, size, rotation, name, picture)
    except BadImageRequest:  # it is always a 400, as the tests above see
        return
    part = request.region
    assert part.x >= 0
    assert part.y >= 0
    assert part.width >= 1
    assert part.height >= 1
    assert part.x + part.width <= picture.width
    assert part.y + part.height <= picture.height
    assert min(request.size) >= 1
    assert is_within(request.size, LIMITS)
    assert request.turn.degrees in (0, 90, 180, 270)
    assert "^" in size or (request.size.width <= part.width and request.size.height <= part.height)


@given(regions, sizes, rotations, names, extents)
def test_the_canonical_form_is_read_as_itself(
    region: str, size: str, rotation: str, name: str, picture: Extent
) -> None:
    try:
        request = read_request(region, size, rotation, name, picture)
    except BadImageRequest:
        assume(False)
    parts = request.canonical.split("/")
    assert read_request(parts[0], parts[1], parts[2], parts[3], picture) == request


@given(st.integers(0, 99), st.integers(1, 99), extents)
def test_neighbours_by_percentage_touch(start: int, width: int, picture: Extent) -> None:
    assume(picture.width >= 200)
    left = read_region(f"pct:{start / 2:g},0,{width / 2:g},100", picture)
    assume(start + width < 200)
    right = read_region(f"pct:{(start + width) / 2:g},0,1,100", picture)
    assert left.x + left.width == right.x


@given(extents, extents, st.booleans())
def test_a_box_is_filled_as_far_as_the_shape_allows(region: Extent, box: Extent, upscaled: bool) -> None:
    sign = "^" if upscaled else ""
    size = read_size(f"{sign}!{box.width},{box.height}", region, LIMITS)
    assert size.width <= box.width
    assert size.height <= box.height
    scale = min(Fraction(size.width, region.width), Fraction(size.height, region.height))
    larger = scale * Fraction(1001, 1000) + Fraction(1, min(region))
    grown = Extent(int(region.width * larger) + 1, int(region.height * larger) + 1)
    at_the_end = grown.width > box.width or grown.height > box.height or not is_within(grown, LIMITS)
    assert at_the_end or (not upscaled and (grown.width > region.width or grown.height > region.height))


@given(extents)
@example(Extent(1, 2050))
def test_every_tile_that_the_information_promises_is_found_as_one(picture: Extent) -> None:
    """As the implementation notes cut them: the region in full pixels, the size rounded up."""
    levels = count_levels(picture)
    zoom = Zoom(file=f"{0:064}.zip", width=picture.width, height=picture.height, tile_px=512, levels=levels)
    assert max(halve(picture, levels - 1)) <= 512
    for level in range(levels):
        step, extent = 512 << level, halve(picture, level)
        column, row = (extent.width - 1) // 512, (extent.height - 1) // 512
        for place in {(0, 0), (column, row)}:
            x, y = place[0] * step, place[1] * step
            width, height = min(step, picture.width - x), min(step, picture.height - y)
            size = f"{-(-width // 2**level)},{-(-height // 2**level)}"
            request = read_request(f"{x},{y},{width},{height}", size, "0", "default.jpg", picture)
            found = find_tile(request, zoom)
            assert found is not None
            assert found == name_tile(level, *place) or request.size == (1, 1), "a single pixel is one on two levels"


@pytest.mark.parametrize(
    "parts",
    [
        ("0,0,512,512", "512,", "90", "default.jpg"),
        ("0,0,512,512", "512,", "!0", "default.jpg"),
        ("0,0,512,512", "512,", "0", "gray.jpg"),
        ("0,0,512,512", "512,", "0", "default.png"),
        ("0,0,512,512", "256,", "0", "default.jpg"),
        ("0,0,512,511", "512,", "0", "default.jpg"),
        ("1,0,512,512", "512,", "0", "default.jpg"),
        ("512,0,1024,1024", "512,512", "0", "default.jpg"),
    ],
)
def test_what_is_almost_a_tile_is_none(parts: tuple[str, str, str, str]) -> None:
    zoom = Zoom(file=f"{0:064}.zip", width=3000, height=2000, tile_px=512, levels=4)
    assert find_tile(read_request(*parts, Extent(3000, 2000)), zoom) is None
