"""The five crops of a picture: as large as the shape allows, and never without the point that a curator chose."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from exhibits.media.crops import WIDTHS, Region, choose_crop, make_crops
from exhibits.media.model import Crop, Focus, Shape
from tests.corpus.pictures import GREEN, RED, draw_corners, make_jpeg, make_png, make_turned, make_work, read_photograph

Pixel = tuple[int, ...]
RATIOS = {Shape.WIDE: (16, 9), Shape.TALL: (9, 16), Shape.PORTRAIT: (3, 4), Shape.SQUARE: (1, 1), Shape.LED: (4, 1)}
Sides = st.integers(1, 20_000)
Parts = st.floats(0, 1)


def test_every_shape_of_the_layouts_is_cut() -> None:
    assert set(RATIOS) == set(WIDTHS) == set(Shape)


@settings(deadline=None)
@given(Sides, Sides, Parts, Parts, st.sampled_from(Shape))
@example(1, 1, 0, 0, Shape.LED)
@example(1, 20_000, 1, 1, Shape.WIDE)
@example(20_000, 1, 0.5, 0.5, Shape.TALL)
def test_a_crop_is_the_largest_of_its_shape_that_holds_the_focus(
    width: int, height: int, x: float, y: float, shape: Shape
) -> None:
    crop = choose_crop(width, height, Focus(x=x, y=y), shape)
    assert 0 <= crop.x <= crop.x + crop.width <= width
    assert 0 <= crop.y <= crop.y + crop.height <= height
    assert crop.x <= x * width <= crop.x + crop.width
    assert crop.y <= y * height <= crop.y + crop.height
    across, down = RATIOS[shape]
    assert min(abs(crop.width - crop.height * across / down), abs(crop.height - crop.width * down / across)) <= 1
    assert crop.width == width or crop.height == height


@settings(deadline=None)
@given(Sides, Sides, Parts, Parts, st.sampled_from(Shape))
def test_the_focus_is_as_near_to_the_middle_as_the_edges_allow(
    width: int, height: int, x: float, y: float, shape: Shape
) -> None:
    crop = choose_crop(width, height, Focus(x=x, y=y), shape)
    across, down = crop.x + crop.width / 2 - x * width, crop.y + crop.height / 2 - y * height
    assert abs(across) <= 1 or (crop.x == 0 and across > 0) or (crop.x + crop.width == width and across < 0)
    assert abs(down) <= 1 or (crop.y == 0 and down > 0) or (crop.y + crop.height == height and down < 0)


def test_without_a_focus_it_is_the_middle_and_in_a_tall_picture_a_little_above() -> None:
    assert choose_crop(4000, 3000, None, Shape.SQUARE) == Region(500, 0, 3000, 3000)
    assert choose_crop(3000, 4000, None, Shape.SQUARE) == Region(0, 100, 3000, 3000)


class Cut:
    """The crops that were made of a picture."""

    def __init__(self, folder: Path, content: bytes, focus: Focus | None = None) -> None:
        self.steps: list[float] = []
        work = make_work(folder, content, focus=focus)
        self.crops = {
            crop.shape: crop for crop in map(Crop.model_validate, make_crops(work, self.steps.append)["crops"])
        }
        self._folder = folder / "files"

    def open(self, shape: Shape, place: int = -1) -> Image.Image:
        form = self.crops[shape].renditions[place]
        with Image.open(self._folder / form.name[:2] / form.name) as image:
            assert (image.format, image.size) == ("WEBP", (form.width, form.height))
            return image.convert("RGB")


def list_widths(crop: Crop) -> list[int]:
    return [form.width for form in crop.renditions]


def is_near(pixel: object, wanted: Pixel) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= 20 for one, other in zip(pixel, wanted, strict=True))


def test_a_photograph_gets_the_widths_of_the_displays_and_none_is_enlarged(tmp_path: Path) -> None:
    made = Cut(tmp_path, read_photograph())  # 2880 × 2160
    widths = {shape: list_widths(crop) for shape, crop in made.crops.items()}
    assert widths == {
        Shape.WIDE: [640, 1920, 2880],
        Shape.TALL: [360, 1080, 1215],
        Shape.PORTRAIT: [480, 1440],
        Shape.SQUARE: [320, 1080],
        Shape.LED: [1920, 2880],
    }
    for shape, crop in made.crops.items():
        across, down = RATIOS[shape]
        assert all(abs(form.height - form.width * down / across) <= 1 for form in crop.renditions)
    assert made.steps == sorted(made.steps)
    assert made.steps[-1] == 1
    assert list((tmp_path / "files" / "arriving").iterdir()) == []


@pytest.mark.parametrize(("focus", "colour"), [((0.1, 0.5), RED), ((0.9, 0.5), GREEN)])
def test_the_crop_follows_the_focus(tmp_path: Path, focus: tuple[float, float], colour: Pixel) -> None:
    made = Cut(tmp_path, make_jpeg(draw_corners(1200, 600)), Focus(x=focus[0], y=focus[1]))
    image = made.open(Shape.TALL)
    assert all(is_near(image.getpixel((int(image.width * part), 20)), colour) for part in (0.1, 0.5, 0.9))


@pytest.mark.parametrize("make", [make_jpeg, make_png])
def test_a_large_picture_is_read_smaller_and_cut_at_the_same_place(tmp_path: Path, make: Any) -> None:
    """Black meets white in the middle, which is known to the pixel."""
    halves = Image.new("1" if make is make_png else "L", (7681, 7681))
    halves.paste("white", (3840, 0, 7681, 7681))
    made = Cut(tmp_path, make(halves), Focus(x=0.5, y=0.5))
    assert list_widths(made.crops[Shape.WIDE]) == [640, 1920, 3840]
    assert list_widths(made.crops[Shape.TALL]) == [360, 1080, 2160]
    for shape in Shape:
        image = made.open(shape)
        middle = image.width // 2
        assert is_near(image.getpixel((middle - 8, 20)), (0, 0, 0)), shape
        assert is_near(image.getpixel((middle + 8, 20)), (255, 255, 255)), shape


def test_the_places_are_those_of_the_upright_picture(tmp_path: Path) -> None:
    made = Cut(tmp_path, make_turned(6), Focus(x=0, y=0))
    square = made.crops[Shape.SQUARE]
    assert (square.x, square.y, square.width, square.height) == (0, 0, 64, 64)
    assert is_near(made.open(Shape.SQUARE).getpixel((10, 10)), RED)
    assert is_near(made.open(Shape.SQUARE).getpixel((60, 10)), GREEN)


def test_the_smallest_picture_has_crops(tmp_path: Path) -> None:
    made = Cut(tmp_path, make_png(Image.new("RGB", (1, 1), RED)))
    assert all(list_widths(crop) == [1] for crop in made.crops.values())


def test_made_again_the_crops_are_the_same_files(tmp_path: Path) -> None:
    first = Cut(tmp_path, make_jpeg(draw_corners(900, 700)))
    assert Cut(tmp_path, make_jpeg(draw_corners(900, 700))).crops == first.crops
