"""Panoramas are known by their shape and notes, and become six faces that join without a seam."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from exhibits.media.model import Panorama
from exhibits.media.notes import Sphere, find_sphere
from exhibits.media.panoramas import (
    FACES,
    TOLERANCE_PX,
    Look,
    Piece,
    choose_side,
    choose_size,
    draw_face,
    lay_out,
    make_faces,
    split_face,
)
from exhibits.media.pictures import PictureFacts, inspect_picture, list_notices
from exhibits.media.sniff import sniff
from tests.corpus.panoramas import draw_sphere, look, make_panorama, paint, write_gpano, write_place
from tests.corpus.pictures import make_jpeg, make_work

FRONT, RIGHT, BACK, LEFT, UP, DOWN = range(6)
Pixel = tuple[int, ...]


def inspect(folder: Path, content: bytes) -> PictureFacts:
    path = folder / "picture"
    path.write_bytes(content)
    return inspect_picture(path, sniff(content[:4096]).name, 120)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
@pytest.mark.parametrize("elements", [False, True])
def test_a_panorama_is_known_by_its_shape_and_its_notes(tmp_path: Path, form: str, elements: bool) -> None:
    facts = inspect(tmp_path, make_panorama(draw_sphere(128), write_gpano(elements), form))
    assert (facts.is_panorama, facts.width, facts.height) == (True, 128, 64)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_part_of_a_sphere_is_a_panorama_too(tmp_path: Path, form: str) -> None:
    box = (40, 10, 90, 40)
    content = make_panorama(draw_sphere(128).crop(box), write_place((128, 64), box), form)
    assert inspect(tmp_path, content).is_panorama


def test_what_only_has_the_shape_of_a_panorama_is_a_question_to_the_curator(tmp_path: Path) -> None:
    facts = inspect(tmp_path, make_jpeg(Image.new("RGB", (4096, 2048))))
    assert not facts.is_panorama
    (notice,) = list_notices(facts)
    assert notice.code == "maybe_panorama"
    assert "2:1" in notice.message.zh
    assert "2:1" in notice.message.en


@pytest.mark.parametrize(
    ("size", "xmp"),
    [
        ((3000, 2000), write_gpano()),
        ((4096, 2048), write_gpano(ProjectionType="cylindrical")),
        ((1024, 512), b""),
        ((4096, 2048), write_gpano(FullPanoWidthPixels="many")),
        ((4096, 2048), write_place((0, 0), (0, 0, 9, 9))),
        ((4096, 2048), write_place((4096, 2048), (100, 0, 4196, 2048))),
        ((4096, 2048), write_place((4096, 4096), (0, 0, 4096, 2048))),
        ((4096, 2048), write_place((4_000_000, 2_000_000), (0, 0, 4096, 2048))),
        ((4096, 2048), write_place((4096, 2048), (0, 0, 4096, 204))),
        ((4096, 2048), write_gpano() + b"<"),
        ((4096, 2048), write_gpano()[:-50]),
    ],
)
def test_what_is_no_panorama_is_none(size: tuple[int, int], xmp: bytes) -> None:
    assert find_sphere(xmp, *size) is None


def test_a_part_is_placed_by_its_shares_of_the_whole() -> None:
    assert find_sphere(write_place((8000, 4000), (2000, 1000, 4000, 3000)), 500, 500) == Sphere(0.25, 0.25, 0.25, 0.5)
    assert find_sphere(write_gpano(), 6001, 3000) == Sphere(0, 0, 1, 1)
    assert find_sphere(write_gpano(FullPanoWidthPixels=800, FullPanoHeightPixels=400), 400, 200) == Sphere(
        0, 0, 0.5, 0.5
    )


@pytest.mark.parametrize(
    ("width", "side"), [(100, 64), (1024, 256), (6000, 1472), (5400, 1344), (16_384, 4096), (30_000, 4096)]
)
def test_a_face_is_a_quarter_as_wide_and_fits_into_a_telephone(width: int, side: int) -> None:
    assert choose_side(width) == side


@pytest.mark.parametrize(
    ("size", "sphere", "wanted"),
    [
        ((8000, 4000), Sphere(), (8000, 4000)),
        ((20_000, 10_000), Sphere(), (16_384, 8192)),
        ((4000, 1000), Sphere(0, 0.4, 0.1, 0.05), (1638, 410)),
        ((1, 1), Sphere(0, 0, 0.01, 0.01), (1, 1)),
    ],
)
def test_no_more_is_read_than_the_faces_show(size: tuple[int, int], sphere: Sphere, wanted: tuple[int, int]) -> None:
    """What says that it is a small part of a huge sphere must not take the memory of the huge one."""
    assert choose_size(size, sphere) == wanted


def draw_all(image: Image.Image, sphere: Sphere = Sphere()) -> list[Image.Image]:  # noqa: B008 - it is frozen
    return [draw_face(lay_out(image, sphere), face, choose_side(round(image.width / sphere.width))) for face in FACES]


@pytest.fixture(scope="module")
def faces() -> list[Image.Image]:
    """Draw the faces of a sphere of which each direction has its colour."""
    return draw_all(draw_sphere(512))


def get(image: Image.Image, x: int, y: int) -> Pixel:
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel


def differ(one: Pixel, other: Pixel) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def test_each_point_of_each_face_shows_what_lies_in_its_direction(faces: list[Image.Image]) -> None:
    side = faces[0].width
    for face, image in zip(FACES, faces, strict=True):
        for y in range(side):
            for x in range(side):
                seen = paint(*look(*face((2 * x + 1) / side - 1, (2 * y + 1) / side - 1)))
                assert differ(get(image, x, y), seen) <= 2, (face, x, y)


def test_the_faces_look_where_their_names_say() -> None:
    axes = [look(*face(0, 0)) for face in FACES]
    wanted = [(0, 0, 1), (1, 0, 0), (0, 0, -1), (-1, 0, 0), (0, 1, 0), (0, -1, 0)]
    assert [[round(part, 9) + 0.0 for part in axis] for axis in axes] == [list(axis) for axis in wanted]


def edge(image: Image.Image, name: str) -> list[Pixel]:
    """List the pixels along an edge, from the left or from the top."""
    last = image.width - 1
    places = {"left": (0, None), "right": (last, None), "top": (None, 0), "bottom": (None, last)}
    x, y = places[name]
    return [get(image, n if x is None else x, n if y is None else y) for n in range(image.width)]


SEAMS = [
    *((FRONT, "right", RIGHT, "left", 1), (RIGHT, "right", BACK, "left", 1), (BACK, "right", LEFT, "left", 1)),
    *((LEFT, "right", FRONT, "left", 1), (UP, "bottom", FRONT, "top", 1), (DOWN, "top", FRONT, "bottom", 1)),
    *((UP, "right", RIGHT, "top", -1), (DOWN, "right", RIGHT, "bottom", 1), (UP, "left", LEFT, "top", 1)),
    *((DOWN, "left", LEFT, "bottom", -1), (UP, "top", BACK, "top", -1), (DOWN, "bottom", BACK, "bottom", -1)),
]
"""The twelve edges of the cube: which edges of which faces meet, and whether they run the same way."""


@pytest.mark.parametrize(("one", "its", "other", "edge_of_other", "way"), SEAMS)
def test_no_seam_shows_where_two_faces_meet(
    faces: list[Image.Image], one: int, its: str, other: int, edge_of_other: str, way: int
) -> None:
    pairs = zip(edge(faces[one], its), edge(faces[other], edge_of_other)[::way], strict=True)
    assert max(differ(a, b) for a, b in pairs) <= 3


def test_behind_the_viewer_the_end_of_the_picture_joins_its_beginning(faces: list[Image.Image]) -> None:
    middle = faces[BACK].width // 2
    for y in range(faces[BACK].width):
        assert differ(get(faces[BACK], middle - 1, y), get(faces[BACK], middle, y)) <= 3


def test_the_poles_have_no_holes(faces: list[Image.Image]) -> None:
    for face, colour in ((UP, paint(0, 1, 0)), (DOWN, paint(0, -1, 0))):
        middle = faces[face].width // 2
        assert all(differ(get(faces[face], middle + x, middle + y), colour) <= 4 for x in (-1, 0) for y in (-1, 0))


def walk(pieces: Iterator[Piece], side: int) -> set[tuple[int, int]]:
    return {(x, y) for (left, top, right, bottom), _ in pieces for x in range(left, right) for y in range(top, bottom)}


@pytest.mark.parametrize("face", FACES)
def test_the_pieces_cover_a_face_once(face: Look) -> None:
    pieces = list(split_face(face, 128, (512, 256)))
    assert walk(iter(pieces), 128) == {(x, y) for x in range(128) for y in range(128)}
    assert sum((right - left) * (bottom - top) for (left, top, right, bottom), _ in pieces) == 128 * 128


@settings(deadline=None)
@given(st.sampled_from(FACES), st.integers(0, 1023), st.integers(0, 1023))
@example(FACES[UP], 511, 511)
@example(FACES[DOWN], 512, 511)
def test_a_piece_keeps_to_the_projection(face: Look, x: int, y: int) -> None:
    """Where a pixel's middle is taken from, against where the projection says; at the poles twice the tolerance."""
    column, row = x // 32 * 32, y // 32 * 32
    side, whole = 1024, (4096, 2048)
    for (left, top, right, bottom), corners in split_face(_shift(face, column, row, side), 32, whole):
        if left <= x - column < right and top <= y - row < bottom:
            across, down = (x - column + 0.5 - left) / (right - left), (y - row + 0.5 - top) / (bottom - top)
            upper_left, lower_left, lower_right, upper_right = zip(corners[::2], corners[1::2], strict=True)
            weights = (1 - across) * (1 - down), (1 - across) * down, across * down, across * (1 - down)
            points = (upper_left, lower_left, lower_right, upper_right)
            found = [sum(w * p[n] for w, p in zip(weights, points, strict=True)) for n in (0, 1)]
            longitude, latitude = face((2 * x + 1) / side - 1, (2 * y + 1) / side - 1)
            wanted = (longitude / math.tau + 0.5) * whole[0], (0.5 - latitude / math.pi) * whole[1]
            off = (found[0] - wanted[0] + whole[0] / 2) % whole[0] - whole[0] / 2
            assert math.hypot(off * math.cos(latitude), found[1] - wanted[1]) < 2 * TOLERANCE_PX
            return
    raise AssertionError


def _shift(face: Look, column: int, row: int, side: int) -> Look:
    """Look at a part of a face of 32 × 32 pixels as if it were one."""
    return lambda across, down: face(
        (column + (across + 1) * 16) * 2 / side - 1, (row + (down + 1) * 16) * 2 / side - 1
    )


def test_a_part_of_a_sphere_is_put_in_its_place() -> None:
    sphere, box = draw_sphere(512), (192, 64, 320, 192)
    whole = draw_all(sphere)
    part = draw_all(sphere.crop(box), Sphere(box[0] / 512, box[1] / 256, 128 / 512, 128 / 256))
    middle = whole[FRONT].width // 2
    assert part[FRONT].size == whole[FRONT].size
    assert get(part[FRONT], middle, middle) == get(whole[FRONT], middle, middle)
    for face, row in ((UP, 0), (DOWN, 127)):
        (shown,) = {get(part[face], x, middle) for x in range(0, 128, 9)}
        assert differ(shown, get(sphere.crop(box), 64, row)) < 12, "it goes on in the colour of its edge"


def test_a_part_that_begins_behind_the_viewer_goes_on_at_both_ends() -> None:
    """The place is given in the whole picture: what lies at its left edge is behind the viewer, on the left."""
    sphere = draw_sphere(512)
    part = draw_all(sphere.crop((0, 0, 256, 256)), Sphere(0, 0, 0.5, 1))
    whole = draw_all(sphere)
    side = whole[LEFT].width
    assert differ(get(part[LEFT], side // 2, side // 2), get(whole[LEFT], side // 2, side // 2)) <= 1
    assert differ(get(part[BACK], side - 20, side // 2), get(whole[BACK], side - 20, side // 2)) <= 1


@pytest.mark.parametrize(
    ("content", "side"),
    [
        (make_panorama(draw_sphere(512), write_gpano()), 128),
        (make_panorama(draw_sphere(512), write_gpano(), "PNG"), 128),
        (make_panorama(draw_sphere(512)), 128),
        (make_panorama(draw_sphere(512).crop((0, 64, 512, 192))), 128),
        (make_panorama(draw_sphere(512).crop((192, 64, 320, 192)), write_place((512, 256), (192, 64, 320, 192))), 128),
        (make_jpeg(draw_sphere(512).convert("L")), 128),
    ],
)
def test_six_faces_are_made_of_a_panorama(tmp_path: Path, content: bytes, side: int) -> None:
    steps: list[float] = []
    work = make_work(tmp_path, content)
    panorama = Panorama.model_validate(make_faces(work, steps.append)["panorama"])
    assert [(face.mime, face.width, face.height) for face in panorama.faces] == [("image/jpeg", side, side)] * 6
    assert steps == [pytest.approx((n + 1) / 6) for n in range(6)]
    assert list((tmp_path / "files" / "arriving").iterdir()) == []
    front = panorama.faces[0]
    with Image.open(tmp_path / "files" / front.name[:2] / front.name) as image:
        assert (image.format, image.size) == ("JPEG", (side, side))
        pixel = image.getpixel((side // 2, side // 2))
    seen = pixel[2] if isinstance(pixel, tuple) else 0
    assert seen > 130, "ahead it is blue, or light"
