"""A photograph's pyramid: upright, in sRGB, every level aligned with the one below, in one file that any tool opens."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from PIL import Image, ImageChops, ImageStat

from exhibits.core.errors import Invalid
from exhibits.media.files import Arrival
from exhibits.media.iiif.levels import halve, name_tile
from exhibits.media.iiif.pack import PackShelf, read_index, read_slice
from exhibits.media.iiif.pyramid import make_tiles
from exhibits.media.iiif.region import Extent
from exhibits.media.model import Asset, AssetKind, AssetState, Rendition, Work, Zoom
from exhibits.media.sniff import sniff
from tests.corpus.pictures import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    draw_corners,
    make_avif,
    make_cmyk_jpeg,
    make_flat_png,
    make_grey16_png,
    make_heic,
    make_jpeg,
    make_located_jpeg,
    make_png,
    make_wide_gamut_jpeg,
    read_photograph,
)
from tests.tree import ROOT

Pixel = tuple[int, ...]
UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
IN_A_WORKER = """
import json, resource, sys
from exhibits.media.iiif.pyramid import make_tiles
from exhibits.media.model import Work
resource.setrlimit(resource.RLIMIT_AS, (1500 * 2**20, 1500 * 2**20))
made = make_tiles(Work.model_validate_json(sys.argv[1]), lambda done: None)
peak = open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]
print(json.dumps({"levels": made["zoom"]["levels"], "mb": int(peak) / 1024}))
"""


class Made:
    """What came of a picture: its levels, put together again from the tiles."""

    def __init__(self, folder: Path, content: bytes) -> None:
        self.folder, self.steps = folder / "files", list[float]()
        zoom = make_tiles(describe_work(folder, content), self.steps.append)["zoom"]
        self.zoom = Zoom.model_validate(zoom)
        self.path = self.folder / self.zoom.file[:2] / self.zoom.file

    def stitch(self, level: int = 0) -> Image.Image:
        extent = halve(Extent(self.zoom.width, self.zoom.height), level)
        whole = Image.new("RGB", extent)
        with ZipFile(self.path) as pack:
            for y in range(0, extent.height, 512):
                for x in range(0, extent.width, 512):
                    tile = Image.open(io.BytesIO(pack.read(name_tile(level, x // 512, y // 512))))
                    assert tile.size == (min(512, extent.width - x), min(512, extent.height - y))
                    whole.paste(tile, (x, y))
        return whole

    def look(self, across: float = 0.5, down: float = 0.5) -> Pixel:
        whole = self.stitch()
        pixel = whole.getpixel((int(whole.width * across), int(whole.height * down)))
        assert isinstance(pixel, tuple)
        return pixel


def describe_work(folder: Path, content: bytes) -> Work:
    source = folder / "source"
    source.write_bytes(content)
    original = Rendition(name=f"{0:064}.jpg", mime="image/jpeg", width=9, height=9, bytes=len(content))
    asset = Asset(
        id="asset",
        name="p.jpg",
        kind=AssetKind.PHOTOGRAPH,
        state=AssetState.READY,
        original=original,
        created_at=0,
        created_by="",
    )
    form = sniff(content[:4096]).name
    return Work(asset=asset, original=str(source), folder=str(folder / "files"), form=form, max_megapixels=220)


def read_odd_photograph() -> Image.Image:
    """Read a part of a real photograph whose sides are odd on every level, and that needs more than one block."""
    with Image.open(io.BytesIO(read_photograph())) as photograph:
        return photograph.crop((300, 200, 300 + 2111, 200 + 1051))


def differ(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def is_near(pixel: Pixel, wanted: Pixel, within: int = 14) -> bool:
    return all(abs(one - other) <= within for one, other in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_level_is_the_upright_picture_however_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    upright, exif, undo = read_odd_photograph(), Image.Exif(), UNDO[orientation]
    exif[0x0112] = orientation
    made = Made(tmp_path, make_jpeg(upright if undo is None else upright.transpose(undo), exif=exif))
    assert (made.zoom.width, made.zoom.height, made.zoom.levels) == (2111, 1051, 4)
    for level in range(made.zoom.levels):
        seen = made.stitch(level)
        right = differ(seen, upright)
        assert right < 3, f"level {level}"
        assert right < differ(seen, ImageChops.offset(upright, 1, 0)) * 0.8, f"level {level} lies a pixel beside"
        assert right < differ(seen, ImageChops.offset(upright, 0, 1)) * 0.8, f"level {level} lies a pixel beside"
        upright = upright.reduce(2)


@pytest.mark.parametrize("make", [make_jpeg, make_png, make_heic, make_avif])
@pytest.mark.parametrize("large", [False, True])
def test_each_form_of_picture_becomes_the_same_tiles(tmp_path: Path, make: Any, large: bool) -> None:
    image = draw_corners(2100, 700) if large else draw_corners()
    made = Made(tmp_path, make(image) if make is not make_avif else make_avif())
    corners = [made.look(across, down) for down in (0.25, 0.75) for across in (0.25, 0.75)]
    assert all(map(is_near, corners, [RED, GREEN, BLUE, WHITE])), corners


@pytest.mark.parametrize(
    ("form", "mode"), [("WEBP", "RGB"), ("GIF", "P"), ("TIFF", "RGB"), ("TIFF", "1"), ("PNG", "L")]
)
def test_odd_forms_of_picture_become_tiles_too(tmp_path: Path, form: str, mode: str) -> None:
    buffer = io.BytesIO()
    draw_corners(700, 600).convert(mode).save(buffer, form)
    made = Made(tmp_path, buffer.getvalue())
    assert is_near(made.look(0.75, 0.75), WHITE, within=20)
    assert made.zoom.levels == 2


def test_print_colours_become_screen_colours(tmp_path: Path) -> None:
    red, green, blue = Made(tmp_path, make_cmyk_jpeg()).look()
    assert red < 60 < 120 < min(green, blue)


def test_sixteen_bits_are_scaled_and_not_clipped(tmp_path: Path) -> None:
    assert is_near(Made(tmp_path, make_grey16_png()).look(), (128, 128, 128), within=3)


def test_fractions_of_white_mean_the_same_in_every_tile(tmp_path: Path) -> None:
    """A part in which nothing is bright is dark all the same."""
    picture, buffer = Image.new("F", (2500, 100), 0.5), io.BytesIO()
    picture.paste(1.0, (2100, 0, 2500, 100))
    picture.paste(0.25, (0, 0, 2048, 100))
    picture.save(buffer, "TIFF")
    made = Made(tmp_path, buffer.getvalue())
    assert [made.look(place)[0] for place in (0.1, 0.83, 0.9)] == [63, 127, 255]


@pytest.mark.parametrize("space", ["display-p3", "adobe-rgb"])
def test_wide_colours_are_converted_on_every_level(tmp_path: Path, space: str) -> None:
    with Image.open(io.BytesIO(make_wide_gamut_jpeg(space))) as small:
        profile = small.info["icc_profile"]
    made = Made(tmp_path, make_jpeg(Image.new("RGB", (1100, 40), (200, 60, 60)), icc_profile=profile))
    for level in range(made.zoom.levels):
        red, green, _ = made.stitch(level).getpixel((5, 5))  # type: ignore[misc]  # three numbers
        assert red >= 212, "the same numbers mean a stronger red there than in sRGB"
        assert green <= 62


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 20, 40))
    for folder, picture in ((tmp_path / "rgba", clear), (tmp_path / "palette", clear.convert("P"))):
        folder.mkdir()
        made = Made(folder, make_png(picture))
        assert is_near(made.look(0.2), (0, 0, 255))
        assert is_near(made.look(0.8), (255, 255, 255))


def test_no_tile_tells_where_a_photograph_was_taken_or_what_was_noted(tmp_path: Path) -> None:
    for folder, content in (("place", make_located_jpeg()), ("note", make_jpeg(comment=b"Kamera-4711"))):
        (tmp_path / folder).mkdir()
        assert b"Kamera-4711" in content
        made = Made(tmp_path / folder, content)
        assert b"Kamera" not in made.path.read_bytes()
        with ZipFile(made.path) as pack, Image.open(io.BytesIO(pack.read("0/0_0.jpg"))) as tile:
            assert not {"exif", "comment", "icc_profile", "xmp"} & tile.info.keys()


def test_a_small_picture_is_one_tile(tmp_path: Path) -> None:
    made = Made(tmp_path, make_jpeg())
    assert made.zoom.levels == 1
    assert list(read_index(made.path)) == ["0/0_0.jpg"]


def test_the_pack_is_a_zip_whose_slices_are_its_tiles(tmp_path: Path) -> None:
    made = Made(tmp_path, read_photograph())
    index = read_index(made.path)
    assert len(index) == 6 * 5 + 3 * 3 + 2 * 2 + 1
    with ZipFile(made.path) as pack:
        assert pack.testzip() is None
        assert {name: pack.read(name) for name in index} == {
            name: read_slice(made.path, place) for name, place in index.items()
        }
    assert made.steps == sorted(made.steps)
    assert made.steps[-1] == 1


def test_the_same_picture_again_is_the_same_file(tmp_path: Path) -> None:
    with patch.object(Arrival, "sync", autospec=True, side_effect=Arrival.sync) as synced:
        first, second = (Made(tmp_path, read_photograph()) for _ in range(2))
    assert synced.call_count == 2, "what is named is on the disk"
    assert first.zoom == second.zoom
    assert [path for path in first.folder.rglob("*") if path.is_file()] == [first.path]


def test_a_broken_picture_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        Made(tmp_path, read_photograph()[:400_000])
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_a_line_of_a_hundred_thousand_pixels_is_nothing_to_zoom_into(tmp_path: Path) -> None:
    work = describe_work(tmp_path, make_flat_png(100_001, 1))
    original = work.asset.original.model_copy(update={"width": 100_001, "height": 1})
    work = work.model_copy(update={"asset": work.asset.model_copy(update={"original": original})})
    assert make_tiles(work, lambda _: None) == {"zoom": None}


@pytest.mark.parametrize(("size", "most_mb"), [((12_288, 8_192), 700), ((16_384, 12_288), 1_300)])
def test_a_large_photograph_needs_a_bounded_memory(tmp_path: Path, size: tuple[int, int], most_mb: int) -> None:
    """100 megapixels below 700 MB; 200 in a worker of the usual 1500 MB of addresses."""
    work = describe_work(tmp_path, make_jpeg(Image.new("RGB", size, RED)))
    words = [sys.executable, "-c", IN_A_WORKER, work.model_dump_json()]
    made = json.loads(subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    assert made["levels"] == 6
    assert made["mb"] < most_mb


def test_the_shelf_keeps_only_the_packs_that_were_asked_for_last(tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        paths.append(Made(tmp_path / str(number), make_jpeg(draw_corners(50 + number, 50))).path)
    shelf = PackShelf(most=2)
    first = shelf.get_index(paths[0])
    shelf.get_index(paths[1])
    assert shelf.get_index(paths[0]) is first
    shelf.get_index(paths[2])
    paths[0].unlink()
    assert shelf.get_index(paths[0]) is first, "the one asked for longest ago was given up, not this one"
    paths[1].unlink()
    with pytest.raises(FileNotFoundError):
        shelf.get_index(paths[1])
