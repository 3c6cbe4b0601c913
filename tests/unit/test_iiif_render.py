"""Images that are not tiles: made from the nearest level only, as if they were cut from the picture itself."""

import io
import os
import random
from pathlib import Path
from unittest.mock import patch

import pytest
from PIL import Image, ImageChops, ImageStat

from exhibits.core.errors import Unavailable
from exhibits.media.iiif import scaling
from exhibits.media.iiif.cache import ImageCache, keep_image
from exhibits.media.iiif.pack import Slice, read_slice
from exhibits.media.iiif.region import Extent, Region
from exhibits.media.iiif.render import render
from exhibits.media.iiif.request import ImageRequest, read_request
from exhibits.media.iiif.scaling import choose_level, scale_region
from exhibits.media.model import Zoom
from tests.corpus.pictures import BLUE, GREEN, RED, WHITE, draw_corners, make_png, read_photograph
from tests.unit.test_iiif_pyramid import Made, Pixel, is_near
from tests.unit.test_media_files import full_disk


class Pyramid:
    """A photograph with its pyramid; the source is gone."""

    def __init__(self, folder: Path, content: bytes) -> None:
        self.picture = Image.open(io.BytesIO(content)).convert("RGB")
        made = Made(folder, content)
        self.path, self.zoom, self.folder = made.path, made.zoom, folder
        (folder / "source").unlink()

    def render(self, region: str, size: str, rotation: str = "0", name: str = "default.png") -> Image.Image:
        request: ImageRequest = read_request(region, size, rotation, name, Extent(*self.picture.size))
        target = self.folder / "image"
        payload = {"pack": str(self.path), "zoom": self.zoom.model_dump(mode="json"), "target": str(target)}
        made = render(payload | {"request": list(map(_as_json, request))}, lambda _: None)
        image = Image.open(io.BytesIO(read_slice(target, Slice(0, made["bytes"]))))
        image.load()
        return image


def _as_json(part: object) -> object:
    return list(part) if isinstance(part, tuple) else part


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Pyramid:
    return Pyramid(tmp_path_factory.mktemp("photograph"), read_photograph())


@pytest.fixture(scope="module")
def corners(tmp_path_factory: pytest.TempPathFactory) -> Pyramid:
    return Pyramid(tmp_path_factory.mktemp("corners"), make_png(draw_corners(960, 640)))


@pytest.mark.parametrize(
    ("region", "size"),
    [
        ("full", "max"),
        ("full", "1440,1080"),
        ("full", "1000,"),
        ("full", "!200,200"),
        ("full", "2000,30"),
        ("square", "^2300,"),
        ("700,500,333,777", "max"),
        ("701,503,1111,777", "pct:37"),
        ("2879,2159,1,1", "^50,50"),
        ("pct:33.3,10,12.5,80", ",400"),
    ],
)
def test_an_image_is_what_the_picture_itself_would_give(photograph: Pyramid, region: str, size: str) -> None:
    whole = photograph.picture
    request = read_request(region, size, "0", "default.png", Extent(*whole.size))
    part = request.region
    wanted = whole.crop((part.x, part.y, part.x + part.width, part.y + part.height))
    wanted = wanted.resize(request.size, Image.Resampling.LANCZOS)
    image = photograph.render(region, size)
    assert image.size == request.size
    difference = ImageChops.difference(image, wanted)
    assert max(ImageStat.Stat(difference).mean) < 4, "it lies elsewhere, or another level was taken"


def test_making_it_in_bands_shows_no_seams(photograph: Pyramid) -> None:
    region, size = Region(3, 5, 2801, 2101), Extent(1777, 1333)
    whole = scale_region(photograph.path, photograph.zoom, region, size)
    with patch.object(scaling, "BAND_PIXELS", 100_000):
        banded = scale_region(photograph.path, photograph.zoom, region, size)
    assert max(high for _, high in ImageChops.difference(whole, banded).getextrema()) <= 1  # type: ignore[misc]  # three bands


@pytest.mark.parametrize(
    ("region", "size", "level"),
    [
        ((0, 0, 12_288, 8_192), (6_144, 4_096), 1),
        ((0, 0, 12_288, 8_192), (6_145, 4_096), 0),
        ((0, 0, 12_288, 8_192), (300, 200), 5),
        ((0, 0, 12_288, 8_192), (10, 7), 5),
        ((0, 0, 1024, 1024), (256, 256), 2),
        ((0, 0, 1024, 1024), (512, 256), 1),
        ((0, 0, 12_288, 8_192), (12_288, 2), 3),
    ],
)
def test_the_level_is_the_nearest_that_is_large_enough(
    region: tuple[int, int, int, int], size: tuple[int, int], level: int
) -> None:
    zoom = Zoom(file=f"{0:064}.zip", width=12_288, height=8_192, tile_px=512, levels=6)
    assert choose_level(zoom, Region(*region), Extent(*size)) == level


def test_only_the_tiles_that_are_needed_are_read(photograph: Pyramid) -> None:
    with patch.object(scaling, "read_slice", side_effect=read_slice) as reads:
        scale_region(photograph.path, photograph.zoom, Region(500, 500, 100, 20), Extent(100, 20))
        assert reads.call_count == 4, "two columns and two rows of the full size"
        reads.reset_mock()
        scale_region(photograph.path, photograph.zoom, Region(0, 0, 2880, 2160), Extent(400, 300))
        assert reads.call_count == 4, "the level of 720 × 540"


def look(image: Image.Image) -> list[Pixel]:
    width, height = image.size
    places = [(x, y) for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4)]
    return [pixel if isinstance(pixel := image.getpixel(place), tuple) else (int(pixel or 0),) for place in places]


@pytest.mark.parametrize(
    ("rotation", "seen"),
    [
        ("0", [RED, GREEN, BLUE, WHITE]),
        ("90", [BLUE, RED, WHITE, GREEN]),
        ("180", [WHITE, BLUE, GREEN, RED]),
        ("270", [GREEN, WHITE, RED, BLUE]),
        ("!0", [GREEN, RED, WHITE, BLUE]),
        ("!90", [WHITE, GREEN, BLUE, RED]),
        ("!180", [BLUE, WHITE, RED, GREEN]),
        ("!270", [RED, BLUE, GREEN, WHITE]),
    ],
)
def test_an_image_is_mirrored_first_and_then_turned_with_the_clock(
    corners: Pyramid, rotation: str, seen: list[Pixel]
) -> None:
    image = corners.render("full", "300,200", rotation)
    assert image.size == ((200, 300) if rotation.strip("!") in ("90", "270") else (300, 200))
    assert all(map(is_near, look(image), seen)), look(image)


@pytest.mark.parametrize(("extension", "form"), [("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")])
def test_each_quality_is_to_be_had_in_each_format(corners: Pyramid, extension: str, form: str) -> None:
    images = {
        quality: corners.render("full", "max", name=f"{quality}.{extension}")
        for quality in ("color", "gray", "bitonal")
    }
    assert {image.format for image in images.values()} == {form}
    assert is_near(look(images["color"])[0], RED)
    grey = look(images["gray"].convert("RGB"))[0]
    assert max(grey) - min(grey) <= 2
    assert is_near(grey, (87, 87, 87), within=8)
    assert look(images["bitonal"].convert("L")) == [(0,), (0,), (0,), (255,)]


NAMES = [f"{number:064x}.jpg" for number in range(4)]


@pytest.fixture
def cache(tmp_path: Path) -> ImageCache:
    return ImageCache(tmp_path / "iiif", max_bytes=1000)


def fill(cache: ImageCache, name: str, length: int = 300) -> bytes:
    content = random.Random(name).randbytes(length)
    cache.adopt(name, length, keep_image(cache.place(name), content))
    return content


def test_what_was_kept_is_found_also_after_a_restart(cache: ImageCache) -> None:
    content = fill(cache, NAMES[0])
    assert cache.find(NAMES[1]) is None
    for opened in (cache, ImageCache(cache.place(""), 1000)):
        kept = opened.find(NAMES[0])
        assert kept is not None
        assert read_slice(kept.path, kept.place) == content


@pytest.mark.parametrize("damage", [b"", b"x", bytes(332), bytes(20)])
def test_what_the_disk_has_damaged_is_not_served_after_a_restart(cache: ImageCache, damage: bytes) -> None:
    fill(cache, NAMES[0])
    cache.place(NAMES[0]).write_bytes(damage)
    opened = ImageCache(cache.place(""), 1000)
    assert opened.find(NAMES[0]) is None
    assert not cache.place(NAMES[0]).exists()
    fill(opened, NAMES[0])
    assert opened.find(NAMES[0]) is not None


def test_what_was_half_written_is_neither_found_nor_left(cache: ImageCache) -> None:
    with full_disk(after_bytes=100), pytest.raises(Unavailable, match="disk_full"):
        keep_image(cache.place(NAMES[0]), bytes(1000))
    assert list(cache.place("").iterdir()) == []
    cache.place(f"{NAMES[0]}.arriving").write_bytes(b"half")
    assert ImageCache(cache.place(""), 1000).find(NAMES[0]) is None
    assert list(cache.place("").iterdir()) == []


def test_what_was_unused_longest_goes_first(cache: ImageCache) -> None:
    for name in NAMES[:3]:
        fill(cache, name)
    cache.find(NAMES[0])
    fill(cache, NAMES[3])
    assert [cache.find(name) is not None for name in NAMES] == [True, False, True, True]
    assert sorted(path.name for path in cache.place("").iterdir()) == [NAMES[0], *NAMES[2:]]


@pytest.mark.parametrize("last", range(3))
def test_a_restart_remembers_what_was_used_last(cache: ImageCache, last: int) -> None:
    for name in NAMES[:3]:
        fill(cache, name)
        os.utime(cache.place(name), (1, 1))
    cache.find(NAMES[last])
    opened = ImageCache(cache.place(""), max_bytes=400)
    assert [opened.find(name) is not None for name in NAMES[:3]] == [number == last for number in range(3)]


def test_an_image_larger_than_the_cache_is_kept_while_it_is_the_only_one(cache: ImageCache) -> None:
    fill(cache, NAMES[0], length=5000)
    assert cache.find(NAMES[0]) is not None
    fill(cache, NAMES[1])
    assert cache.find(NAMES[0]) is None


def test_an_image_that_somebody_has_removed_is_made_again(cache: ImageCache) -> None:
    fill(cache, NAMES[0])
    cache.place(NAMES[0]).unlink()
    assert cache.find(NAMES[0]) is None
