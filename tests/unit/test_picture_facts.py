"""What the hall finds out about a picture when it arrives, and what it refuses."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from exhibits.core.errors import HallError
from exhibits.media.pictures import PictureFacts, inspect_picture, list_notices, open_picture
from exhibits.media.sniff import sniff
from tests.corpus.pictures import (
    chunk,
    draw_corners,
    make_avif,
    make_dated_jpeg,
    make_flat_png,
    make_gif,
    make_heic,
    make_jpeg,
    make_long_gif,
    make_png,
    make_png16,
    make_tiff,
    make_tiled_tiff,
    make_turned,
    make_webp,
    read_photograph,
)

Make = Callable[[], bytes]
LATER = [Image.new("RGB", (96, 64))]


def inspect(folder: Path, content: bytes, max_megapixels: int = 120) -> PictureFacts:
    path = folder / "picture"
    path.write_bytes(content)
    return inspect_picture(path, sniff(content[:4096]).name, max_megapixels)


def _half_clear() -> Image.Image:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 20, 40))
    return clear


@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        (make_jpeg, {"has_alpha": False, "frames": 1}),
        (lambda: make_png(draw_corners().convert("RGBA")), {"has_alpha": False, "frames": 1}),
        (lambda: make_png16(alpha=True), {"has_alpha": True, "frames": 1}),
        (lambda: make_gif(_half_clear()), {"has_alpha": True, "frames": 1}),
        (lambda: make_long_gif(3), {"has_alpha": False, "frames": 2}),
        (lambda: make_webp(save_all=True, append_images=LATER), {"frames": 2}),
        (lambda: make_png(save_all=True, append_images=LATER), {"frames": 2}),
        (lambda: make_tiff(save_all=True, append_images=LATER), {"frames": 2}),
        (lambda: make_dated_jpeg("2021:07:01 10:00:00"), {"taken_at": 1_625_104_800_000}),
        (lambda: make_turned(6), {"width": 96, "height": 64, "is_panorama": False, "taken_at": None}),
    ],
)
def test_the_inspection_tells_what_a_picture_is(tmp_path: Path, make: Make, wanted: dict[str, Any]) -> None:
    found = inspect(tmp_path, make()).model_dump()
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("taken", "zone", "wanted"),
    [
        ("2021:07:01 10:00:00", "+08:00", "2021-07-01T10:00:00+08:00"),
        ("2021:07:01 10:00:00", "-05:30", "2021-07-01T10:00:00-05:30"),
        ("2021:07:01 10:00:00", None, "2021-07-01T10:00:00+08:00"),
        ("1988:07:01 10:00:00", None, "1988-07-01T10:00:00+09:00"),
        ("2021:07:01 10:00:00", "   :  ", "2021-07-01T10:00:00+08:00"),
        ("0000:00:00 00:00:00", None, None),
        ("    :  :     :  :  ", None, None),
        ("2021:02:30 10:00:00", None, None),
        ("2021:07:01 24:61:00", "+99:00", None),
        ("1949:10:01 15:00:00", None, None),
        ("yesterday", "+08:00", None),
    ],
)
def test_the_moment_of_a_photograph_is_that_of_its_zone(
    tmp_path: Path, taken: str, zone: str | None, wanted: str | None
) -> None:
    """Without a zone it is that of China, which had a summer time from 1986 to 1991; before 1970 there is none."""
    at = datetime.fromisoformat(wanted).timestamp() * 1000 if wanted else None
    assert inspect(tmp_path, make_dated_jpeg(taken, zone)).taken_at == at


def test_of_ten_thousand_frames_only_the_first_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_long_gif(10_000)
    sought: list[int] = []
    seek = GifImageFile._seek

    def note(image: GifImageFile, frame: int, *more: bool) -> None:
        sought.append(frame)
        seek(image, frame, *more)

    monkeypatch.setattr(GifImageFile, "_seek", note)
    assert inspect(tmp_path, content).frames == 2
    assert max(sought) <= 1


def test_a_picture_that_is_good_is_taken_though_its_second_frame_is_not(tmp_path: Path) -> None:
    assert inspect(tmp_path, make_gif()[:-1] + b",\0\0").width == 96


@pytest.mark.parametrize("size", [(3000, 2000), (4096, 1024), (1024, 512)])
def test_of_an_ordinary_picture_a_curator_hears_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    assert list_notices(inspect(tmp_path, make_jpeg(Image.new("L", size)))) == ()


def test_a_curator_hears_that_only_the_first_of_several_pictures_is_shown(tmp_path: Path) -> None:
    (notice,) = list_notices(inspect(tmp_path, make_long_gif(3)))
    assert notice.code == "first_frame_only"
    assert "第一幅" in notice.message.zh
    assert "first" in notice.message.en
    assert list_notices(inspect(tmp_path, make_gif())) == ()


def lie(content: bytes, truth: bytes, untruth: bytes) -> bytes:
    assert content.count(truth) == 1
    return content.replace(truth, untruth)


def lie_in_png(head: bytes) -> bytes:
    return lie(make_png(), chunk(b"IHDR", b"\0\0\0\x60\0\0\0\x40\x08\2\0\0\0"), chunk(b"IHDR", head + b"\x08\2\0\0\0"))


BROKEN: dict[str, tuple[Make, str]] = {
    "a PNG that says it is wider": (lambda: lie_in_png(b"\0\0\1\0\0\0\0\x40"), "picture_broken"),
    "a PNG that says it is endless": (lambda: lie_in_png(b"\x7f\xff\xff\xff\x7f\xff\xff\xff"), "picture_too_large"),
    "a PNG without pixels": (lambda: lie_in_png(b"\0\0\0\0\0\0\0\0"), "picture_broken"),
    "a bomb": (lambda: make_flat_png(30_000, 30_000), "picture_too_large"),
    "a GIF with an endless screen": (lambda: b"GIF89a\xff\xff\xff\xff" + make_gif()[10:], "picture_too_large"),
    "a GIF without a frame": (lambda: make_gif()[:13] + b";", "picture_broken"),
    "a GIF cut off": (lambda: make_gif()[:-40], "picture_broken"),
    "a TIFF that says it is endless": (
        lambda: make_tiled_tiff(tags={256: (4, 60_000), 257: (4, 60_000)}),
        "picture_too_large",
    ),
    "a TIFF with a tile less": (lambda: make_tiled_tiff(tags={257: (4, 640)}), "picture_broken"),
    "a TIFF cut off": (lambda: make_tiff()[:-900], "picture_broken"),
    "a TIFF of nobody's colours": (lambda: make_tiled_tiff(tags={262: (3, 77)}), "picture_broken"),
    "a WebP cut off": (lambda: make_webp()[:-30], "picture_broken"),
    "an AVIF cut off": (lambda: make_avif()[:-30], "picture_broken"),
    "a HEIC cut off": (lambda: make_heic()[:-100], "picture_broken"),
    "a JPEG cut off": (lambda: make_jpeg()[:-200], "picture_broken"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_or_lies_about_its_size_is_refused(tmp_path: Path, what: str) -> None:
    make, code = BROKEN[what]
    with pytest.raises(HallError) as refused:
        inspect(tmp_path, make())
    assert refused.value.code == code


def test_a_limit_of_pixels_is_kept_to_the_pixel(tmp_path: Path) -> None:
    assert inspect(tmp_path, make_flat_png(1000, 1000), max_megapixels=1).width == 1000
    with pytest.raises(HallError):
        inspect(tmp_path, make_flat_png(1001, 1000), max_megapixels=1)


def test_what_breaks_while_a_picture_is_used_is_said_in_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "cut.jpg"
    path.write_bytes(read_photograph()[:600_000])
    with pytest.raises(HallError) as refused, open_picture(path, "JPEG", 120) as image:
        image.load()
    assert refused.value.code == "picture_broken"
