"""What the worker makes of pictures: upright, in sRGB, without the camera's notes, in the widths of the displays."""

import base64
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from exhibits.media.colour import scale
from exhibits.media.model import Rendition
from exhibits.media.renditions import choose_sizes, make_forms, make_placeholder
from tests.corpus.pictures import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    draw_corners,
    make_avif,
    make_cmyk_jpeg,
    make_gif,
    make_grey16_png,
    make_heic,
    make_heic10,
    make_jpeg,
    make_located_jpeg,
    make_png,
    make_png16,
    make_srgb_jpeg,
    make_tiff,
    make_tiled_tiff,
    make_turned,
    make_webp,
    make_wide_gamut_jpeg,
    make_work,
    make_ycck_jpeg,
    read_photograph,
)
from tests.corpus.profiles import make_press_profile

Pixel = tuple[int, ...]
Make = Callable[[], bytes]


class Made:
    """What came of a picture."""

    def __init__(self, folder: Path, content: bytes) -> None:
        work = make_work(folder, content)
        self.size = (work.asset.original.width, work.asset.original.height)
        self.steps: list[float] = []
        fields = make_forms(work, self.steps.append)
        self.placeholder, self.fingerprint = fields["placeholder"], fields["fingerprint"]
        self.renditions = [Rendition.model_validate(one) for one in fields["renditions"]]
        self.paths = [folder / "files" / one.name[:2] / one.name for one in self.renditions]

    @property
    def sizes(self) -> list[tuple[int, int]]:
        return [(one.width, one.height) for one in self.renditions]

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

    def look_around(self) -> list[Pixel]:
        """Tell the colours of the four quarters."""
        return [self.look(across, down) for down in (0.25, 0.75) for across in (0.25, 0.75)]


def is_near(pixel: Pixel, wanted: Pixel, within: int = 14) -> bool:
    return all(abs(one - other) <= within for one, other in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright_however_the_camera_was_held(tmp_path: Path, orientation: int, form: str) -> None:
    made = Made(tmp_path, make_turned(orientation, form))
    assert made.size == made.sizes[-1] == (96, 64)
    assert all(map(is_near, made.look_around(), [RED, GREEN, BLUE, WHITE])), made.look_around()


def test_a_photograph_is_turned_once_though_its_file_says_it_twice(tmp_path: Path) -> None:
    """A HEIC says it in a box (`irot`) that its decoder obeys, and again in its EXIF."""
    content = make_turned(6, "HEIF")
    assert b"irot" in content
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in content
    assert Made(tmp_path, content).size == (96, 64)


def _make_mpo() -> bytes:
    buffer = io.BytesIO()
    draw_corners().save(buffer, "MPO", save_all=True, append_images=[Image.new("RGB", (96, 64))], quality=95)
    return buffer.getvalue()


FORMS: dict[str, Make] = {
    "JPEG": make_jpeg,
    "progressive JPEG": lambda: make_jpeg(progressive=True),
    "JPEG with a second picture behind it": _make_mpo,
    "PNG": make_png,
    "interlaced palette PNG": lambda: make_png(draw_corners().quantize(16)),
    "WebP": make_webp,
    "HEIC": make_heic,
    "AVIF": make_avif,
    "GIF": make_gif,
    "interlaced GIF": lambda: make_gif(interlace=True),
    "TIFF": make_tiff,
    "TIFF by LZW": lambda: make_tiff(compression="tiff_lzw"),
    "TIFF by deflate": lambda: make_tiff(compression="tiff_adobe_deflate"),
    "TIFF by packbits": lambda: make_tiff(compression="packbits"),
    "TIFF by JPEG": lambda: make_tiff(compression="jpeg", quality=95),
    "TIFF in tiles of 16 bits": make_tiled_tiff,
    "BigTIFF in tiles of 16 bits": lambda: make_tiled_tiff(big=True),
    "TIFF in Lab": lambda: make_tiff(_make_lab()),
    "TIFF of several pages": lambda: make_tiff(save_all=True, append_images=[Image.new("RGB", (20, 20), "black")] * 3),
}


def _make_lab() -> Image.Image:
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(draw_corners(), srgb, lab, outputMode="LAB")
    assert converted is not None
    return converted


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_picture_becomes_the_same_webp(tmp_path: Path, form: str) -> None:
    made = Made(tmp_path, FORMS[form]())
    assert made.open().format == "WEBP"
    assert made.size == (96, 64)
    assert all(map(is_near, made.look_around(), [RED, GREEN, BLUE, WHITE])), made.look_around()


@pytest.mark.parametrize(
    "make", [make_cmyk_jpeg, make_ycck_jpeg, lambda: make_tiff(Image.new("CMYK", (64, 64), (255, 0, 0, 0)))]
)
def test_print_colours_become_screen_colours(tmp_path: Path, make: Make) -> None:
    red, green, blue = Made(tmp_path, make()).look()
    assert red < 60 < 120 < min(green, blue)


def test_print_colours_are_those_of_the_press_that_the_profile_describes(tmp_path: Path) -> None:
    made = Made(tmp_path, make_cmyk_jpeg(icc_profile=make_press_profile()))
    assert is_near(made.look(), (0, 122, 200))


GREYS: dict[str, Make] = {
    "PNG of 16 bits": make_grey16_png,
    "PNG of 16 bits with a clear grey": lambda: make_png(Image.new("I;16", (64, 64), 0x8000), transparency=5),
    "TIFF of 16 bits": lambda: make_tiff(Image.new("I;16", (64, 64), 0x8000)),
    "TIFF of 16 bits, the other way round": lambda: make_tiff(Image.new("I;16B", (64, 64), 0x8000)),
    "TIFF of fractions": lambda: make_tiff(Image.new("F", (64, 64), 0.5)),
}


@pytest.mark.parametrize("what", GREYS)
def test_sixteen_bits_are_scaled_and_not_clipped(tmp_path: Path, what: str) -> None:
    assert is_near(Made(tmp_path, GREYS[what]()).look(), (128, 128, 128), within=3)


@pytest.mark.parametrize("make", [make_png16, lambda: make_png16(alpha=True), make_heic10])
def test_more_than_eight_bits_a_colour_are_the_same_colour(tmp_path: Path, make: Make) -> None:
    assert is_near(Made(tmp_path, make()).look(0.25)[:3], RED)


def test_a_scan_in_black_and_white_gets_greys_when_it_is_made_smaller(tmp_path: Path) -> None:
    lines = Image.new("1", (2000, 400))
    for x in range(0, 2000, 4):
        lines.paste(1, (x, 0, x + 2, 400))
    made = Made(tmp_path, make_png(lines))
    with Image.open(made.paths[0]) as small:
        pixel = small.convert("RGB").getpixel((160, 20))
    assert isinstance(pixel, tuple)
    assert is_near(pixel, (128, 128, 128), within=40)


@pytest.mark.parametrize("space", ["display-p3", "adobe-rgb"])
def test_wide_colours_are_converted_and_not_only_relabelled(tmp_path: Path, space: str) -> None:
    red, green, _ = Made(tmp_path, make_wide_gamut_jpeg(space)).look()
    assert red >= 212, "the same numbers mean a stronger red there than in sRGB"
    assert green <= 62


def test_colours_in_srgb_stay_what_they_are(tmp_path: Path) -> None:
    assert is_near(Made(tmp_path, make_srgb_jpeg()).look(), (200, 60, 60), within=4)


CLEAR: dict[str, Make] = {
    "in a palette": lambda: make_png(_half_clear().convert("P")),
    "of 16 bits": lambda: make_png16(alpha=True),
    "as one grey": lambda: make_png(
        _half_clear().convert("L"), transparency=_half_clear().convert("L").getpixel((30, 5))
    ),
    "in a GIF": lambda: make_gif(_half_clear()),
    "in grey and alpha": lambda: make_png(_half_clear().convert("LA")),
    "in a WebP": lambda: _save(_half_clear(), "WEBP"),
    "in a TIFF": lambda: make_tiff(_half_clear()),
}


def _half_clear() -> Image.Image:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 20, 40))
    return clear


def _save(image: Image.Image, form: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


@pytest.mark.parametrize("how", CLEAR)
def test_transparency_stays(tmp_path: Path, how: str) -> None:
    made = Made(tmp_path, CLEAR[how]())
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
    assert [path.stat().st_size for path in made.paths] == [one.bytes for one in made.renditions]
    assert made.steps == sorted(made.steps)
    assert made.steps[-1] == 1
    assert len(made.fingerprint) == 16
    assert list((tmp_path / "files" / "arriving").iterdir()) == []


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_placeholder_is_a_picture_in_a_few_hundred_bytes(mode: str) -> None:
    with Image.open(io.BytesIO(read_photograph())) as photograph:
        placeholder = make_placeholder(photograph.convert(mode))
    assert len(placeholder) <= 600
    with Image.open(io.BytesIO(base64.b64decode(placeholder.partition(",")[2]))) as tiny:
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
    made = Made(tmp_path, make_jpeg(draw_corners(7681, 4801)))
    assert (made.size, made.sizes[-1]) == ((7681, 4801), (3840, 2400))
    assert all(map(is_near, made.look_around(), [RED, GREEN, BLUE, WHITE])), made.look_around()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "CMYK"])
def test_scaling_in_bands_is_scaling(mode: str) -> None:
    """Large pictures are scaled band by band: no edge may show where they meet."""
    with Image.open(io.BytesIO(read_photograph())) as photograph:
        large = photograph.convert(mode)
    whole = large.resize((1920, 1440), Image.Resampling.LANCZOS)
    assert large.width * large.height > 4_000_000, "it takes two bands"
    assert find_extremes(ImageChops.difference(scale(large, (1920, 1440)), whole)) == (0, 0)
    small, fair = scale(large, (640, 480)), large.resize((640, 480), Image.Resampling.LANCZOS)
    assert sum(ImageStat.Stat(ImageChops.difference(small, fair)).mean) / len(mode) < 1


def find_extremes(image: Image.Image) -> tuple[int, int]:
    bands = [band.getextrema() for band in image.split()]
    return min(int(low) for low, _ in bands), max(int(high) for _, high in bands)  # type: ignore[arg-type]
