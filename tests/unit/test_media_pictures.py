"""What the worker makes of pictures: upright, in sRGB, without the camera's notes, in the widths of the displays."""

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from exhibits.media.renditions import choose_sizes
from exhibits.media.sniff import sniff
from exhibits.media.tasks import derive, inspect
from tests.corpus.pictures import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    draw_corners,
    make_avif,
    make_cmyk_jpeg,
    make_grey16_png,
    make_heic,
    make_jpeg,
    make_located_jpeg,
    make_png,
    make_srgb_jpeg,
    make_turned_jpeg,
    make_wide_gamut_jpeg,
    read_photograph,
)

Pixel = tuple[int, ...]


class Made:
    """What came of a picture."""

    def __init__(self, folder: Path, content: bytes) -> None:
        source = folder / "source"
        source.write_bytes(content)
        self.steps: list[float] = []
        task = {"path": str(source), "form": sniff(content[:4096]).name, "max_megapixels": 120}
        found = inspect(task, self.steps.append)
        self.size = (found["width"], found["height"])
        more = {"asset_id": "asset", "folder": str(folder / "files")}
        result = derive(task | more, self.steps.append)
        self.placeholder = str(result["placeholder"])
        self.renditions: list[dict[str, Any]] = result["renditions"]
        self.paths = [folder / "files" / one["name"][:2] / one["name"] for one in self.renditions]

    @property
    def sizes(self) -> list[tuple[int, int]]:
        return [(one["width"], one["height"]) for one in self.renditions]

    def open(self) -> Image.Image:
        """Open the largest form."""
        with Image.open(self.paths[-1]) as image:
            image.load()
            return image

    def look(self, across: float = 0.5, down: float = 0.5) -> Pixel:
        """Tell the colour at a place."""
        image = self.open()
        pixel = image.getpixel((int(image.width * across), int(image.height * down)))
        assert isinstance(pixel, tuple)
        return pixel


def is_near(pixel: Pixel, wanted: Pixel, within: int = 14) -> bool:
    return all(abs(one - other) <= within for one, other in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright_however_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    made = Made(tmp_path, make_turned_jpeg(orientation))
    assert made.size == made.sizes[-1] == (96, 64)
    corners = [made.look(across, down) for down in (0.25, 0.75) for across in (0.25, 0.75)]
    assert all(map(is_near, corners, [RED, GREEN, BLUE, WHITE])), corners


@pytest.mark.parametrize("make", [make_jpeg, make_png, make_heic, make_avif])
def test_each_form_of_picture_becomes_the_same_webp(tmp_path: Path, make: Any) -> None:
    made = Made(tmp_path, make())
    assert made.open().format == "WEBP"
    assert is_near(made.look(0.25, 0.25), RED)
    assert is_near(made.look(0.75, 0.25), GREEN)


def test_print_colours_become_screen_colours(tmp_path: Path) -> None:
    red, green, blue = Made(tmp_path, make_cmyk_jpeg()).look()
    assert red < 60 < 120 < min(green, blue)


def test_sixteen_bits_are_scaled_and_not_clipped(tmp_path: Path) -> None:
    assert is_near(Made(tmp_path, make_grey16_png()).look(), (128, 128, 128), within=3)


@pytest.mark.parametrize("space", ["display-p3", "adobe-rgb"])
def test_wide_colours_are_converted_and_not_only_relabelled(tmp_path: Path, space: str) -> None:
    red, green, _ = Made(tmp_path, make_wide_gamut_jpeg(space)).look()
    assert red >= 212, "the same numbers mean a stronger red there than in sRGB"
    assert green <= 62


def test_colours_in_srgb_stay_what_they_are(tmp_path: Path) -> None:
    assert is_near(Made(tmp_path, make_srgb_jpeg()).look(), (200, 60, 60), within=4)


def test_a_broken_profile_is_no_reason_to_refuse_a_picture(tmp_path: Path) -> None:
    assert is_near(Made(tmp_path, make_jpeg(icc_profile=b"no profile" * 20)).look(0.25, 0.25), RED)


def test_transparency_stays(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 20, 40))
    made = Made(tmp_path, make_png(clear.convert("P")))
    assert made.open().mode == "RGBA"
    left, right = made.look(0.25), made.look(0.75)
    assert (left[3], right[3]) == (255, 0)


def test_nothing_tells_where_a_photograph_was_taken_or_with_what(tmp_path: Path) -> None:
    made = Made(tmp_path, make_located_jpeg())
    image = made.open()
    assert not image.getexif()
    assert not {"exif", "icc_profile", "xmp"} & image.info.keys()
    assert all(b"Kamera" not in path.read_bytes() for path in made.paths)


def test_a_real_photograph_gets_every_width_that_it_can_fill(tmp_path: Path) -> None:
    made = Made(tmp_path, read_photograph())
    assert made.size == (2880, 2160)
    assert [width for width, _ in made.sizes] == [320, 640, 1280, 1920, 2560, 2880]
    assert [path.stat().st_size for path in made.paths] == [one["bytes"] for one in made.renditions]
    assert made.steps == sorted(made.steps)
    assert made.steps[-1] == 1


def test_the_placeholder_is_a_picture_in_a_few_hundred_bytes(tmp_path: Path) -> None:
    made = Made(tmp_path, read_photograph())
    assert len(made.placeholder) <= 600
    with Image.open(io.BytesIO(base64.b64decode(made.placeholder.partition(",")[2]))) as tiny:
        assert max(tiny.size) in (16, 24, 32)


@pytest.mark.parametrize(
    ("source", "sizes"),
    [
        ((200, 100), [(200, 100)]),
        ((320, 10), [(320, 10)]),
        ((1365, 1074), [(1365, 1074), (1280, 1007), (640, 504), (320, 252)]),
        ((10_000, 10), [(3840, 4), (2560, 3), (1920, 2), (1280, 1), (640, 1), (320, 1)]),
        ((3000, 12_000), [(960, 3840), (640, 2560), (320, 1280)]),
    ],
)
def test_no_form_is_larger_than_the_source_or_3840(source: tuple[int, int], sizes: list[tuple[int, int]]) -> None:
    assert choose_sizes(*source) == sizes


def test_reading_a_large_photograph_by_draft_shows_the_same_picture(tmp_path: Path) -> None:
    large = draw_corners(8000, 5000)
    made = Made(tmp_path, make_jpeg(large))
    assert (made.size, made.sizes[-1]) == ((8000, 5000), (3840, 2400))
    assert is_near(made.look(0.25, 0.25), RED)
    assert is_near(made.look(0.75, 0.75), WHITE)
