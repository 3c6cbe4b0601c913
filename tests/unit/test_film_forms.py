"""The forms of films that displays play: how they look and sound, and when they start."""

import itertools
from pathlib import Path

import av
import pytest
from PIL import ImageChops, ImageStat

from exhibits.media.films.convert import make_film_1080, make_film_2160, make_remux
from exhibits.media.films.shots import read_picture
from exhibits.media.model import Film
from tests.corpus.films import (
    CAMERA,
    PLACE,
    Made,
    Reels,
    find_difference,
    inspect_film,
    measure_lufs,
    run,
    starts_at_once,
)


@pytest.fixture(scope="module")
def reels(tmp_path_factory: pytest.TempPathFactory) -> Reels:
    return Reels(tmp_path_factory.mktemp("reels"))


@pytest.mark.parametrize(
    ("name", "mime"), [("camera.mov", "video/mp4"), ("web.webm", "video/webm"), ("turned.mp4", "video/mp4")]
)
def test_a_film_that_browsers_play_plays_at_once_without_its_notes(
    reels: Reels, tmp_path: Path, name: str, mime: str
) -> None:
    source = inspect_film(reels.get(name))
    made = Made(make_remux, reels.get(name), tmp_path)
    assert [one["mime"] for one in made.forms] == [mime]
    assert made.sizes == [(source.width, source.height)]
    facts = made.facts
    assert (facts.codec, facts.sound_codec, facts.rotation) == (source.codec, source.sound_codec, source.rotation)
    assert facts.duration_s == pytest.approx(source.duration_s, abs=0.05)
    content = made.path.read_bytes()
    assert CAMERA.encode() not in content
    assert PLACE.encode() not in content
    assert mime == "video/webm" or b"Lavf" not in content
    if mime == "video/mp4":
        assert starts_at_once(made.path)


def test_the_copy_keeps_every_picture_and_sound_at_its_time(reels: Reels, tmp_path: Path) -> None:
    made = Made(make_remux, reels.get("camera.mov"), tmp_path)
    assert list_times(made.path) == list_times(reels.get("camera.mov"))


def list_times(path: Path) -> list[tuple[int, float]]:
    with av.open(str(path)) as opened:
        return [
            (packet.stream_index, round(float(packet.pts * packet.time_base), 3))
            for packet in opened.demux(video=0)
            if packet.pts is not None
        ]


@pytest.mark.parametrize("name", ["hevc.mov", "old.avi", "windows.wmv", "hdr.mp4"])
def test_what_browsers_do_not_play_is_never_copied(reels: Reels, tmp_path: Path, name: str) -> None:
    assert Made(make_remux, reels.get(name), tmp_path).answer == {}


@pytest.mark.parametrize(
    "name",
    ["plain.mp4", "hevc.mov", "web.webm", "old.avi", "windows.wmv", "disc.mpg", "broadcast.ts", "flash.flv", "hdr.mp4"],
)
def test_every_film_becomes_what_every_display_plays(reels: Reels, tmp_path: Path, name: str) -> None:
    source = inspect_film(reels.get(name))
    made = Made(make_film_1080, reels.get(name), tmp_path)
    assert made.sizes == [(192, 108)]
    assert made.path.stat().st_size == made.forms[0]["bytes"]
    facts = made.facts
    assert (facts.container, facts.codec, facts.pixel_format) == ("MP4", "h264", "yuv420p")
    assert facts.sound_codec == (None if source.sound_codec is None else "aac")
    assert facts.duration_s == pytest.approx(source.duration_s, abs=0.15)
    assert starts_at_once(made.path)
    assert b"Lavf" not in made.path.read_bytes(), "no program signs it"
    assert ("has_sound" in made.answer["film"]) is (source.sound_codec is None)
    assert made.notices == []


def test_a_film_is_made_upright_square_progressive_and_at_most_sixty_pictures_a_second(
    reels: Reels, tmp_path: Path
) -> None:
    turned = Made(make_film_1080, reels.get("turned.mp4"), tmp_path)
    assert (turned.sizes, turned.facts.rotation, turned.facts.mirrored) == ([(108, 192)], 0, False)
    before, after = (read_picture(path, "MP4", 1.0, 320) for path in (reels.get("turned.mp4"), turned.path))
    assert find_difference(before, after) < 8
    stretched = Made(make_film_1080, reels.get("stretched.mpg"), tmp_path)
    assert (stretched.sizes, stretched.facts.square) == ([(192, 144)], True)
    combed = Made(make_film_1080, reels.get("fields.mp4"), tmp_path)
    for path, woven in ((reels.get("fields.mp4"), True), (combed.path, False)):
        picture = read_picture(path, "MP4", 1.0, 320)
        edges = ImageStat.Stat(ImageChops.difference(picture, ImageChops.offset(picture, 0, 1))).mean[1]
        assert (edges > 20) is woven, edges
    assert Made(make_film_1080, reels.get("fast.mp4"), tmp_path).facts.fps == 60


def test_a_jump_lands_within_two_seconds(reels: Reels, tmp_path: Path) -> None:
    path = tmp_path / "long.avi"
    run("-f", "lavfi", "-i", "color=gray:s=64x36:r=25:d=9", "-c:v", "mpeg4", "-g", "300", str(path))
    with av.open(str(Made(make_film_1080, path, tmp_path).path)) as opened:
        packets = [packet for packet in opened.demux(video=0) if packet.is_keyframe and packet.pts is not None]
        times = [float(packet.pts * packet.time_base) for packet in packets if packet.pts is not None]
    assert max(after - before for before, after in itertools.pairwise([*times, 9.0])) <= 2.05


def test_a_good_picture_is_copied_and_only_its_sound_is_made_anew(reels: Reels, tmp_path: Path) -> None:
    made = Made(make_film_1080, reels.get("loud.mp4"), tmp_path)
    assert list_pictures(made.path) == list_pictures(reels.get("loud.mp4"))
    assert list_pictures(Made(make_film_1080, reels.get("fast.mp4"), tmp_path).path) != list_pictures(
        reels.get("fast.mp4")
    )


def list_pictures(path: Path) -> list[bytes]:
    with av.open(str(path)) as opened:
        return [bytes(packet) for packet in opened.demux(video=0) if packet.size]


def test_a_film_of_more_lines_has_two_forms_and_neither_is_larger_than_it(reels: Reels, tmp_path: Path) -> None:
    path = reels.get("large.mp4")
    copied = Made(make_remux, path, tmp_path)
    base = {"duration_s": 1, "fps": 5, "codec": "h264", "has_sound": True}
    small = Made(make_film_1080, path, tmp_path, Film.model_validate(base | copied.answer["film"]))
    assert small.sizes == [(1920, 1080), (2560, 1440)]
    assert small.forms[1] == copied.forms[0]
    large = Made(make_film_2160, path, tmp_path, Film.model_validate(base | small.answer["film"]))
    assert large.sizes == [(1920, 1080), (2560, 1440)]
    assert large.forms[1] != copied.forms[0]
    again = Made(make_film_2160, path, tmp_path, Film.model_validate(base | large.answer["film"]))
    assert again.forms == large.forms, "the same work gives the same file"
    assert Made(make_film_2160, reels.get("plain.mp4"), tmp_path).answer == {}


def test_paper_in_an_hdr_film_is_light_grey_on_an_ordinary_display_and_on_the_poster(
    reels: Reels, tmp_path: Path
) -> None:
    path = reels.get("hdr.mp4")
    made = Made(make_film_1080, path, tmp_path)
    assert made.facts.transfer == "sdr"
    with av.open(str(made.path)) as opened:
        context = opened.streams.video[0].codec_context
        assert (context.color_trc, context.color_primaries, context.colorspace) == (1, 1, 1)
    for picture in (read_picture(made.path, "MP4", 0.5, 320), read_picture(path, "MP4", 0.5, 320)):
        assert all(175 <= mean <= 205 for mean in ImageStat.Stat(picture).mean), ImageStat.Stat(picture).mean


@pytest.mark.parametrize(("name", "notices"), [("loud.mp4", ["sound_loud"]), ("quiet.mp4", []), ("old.avi", [])])
def test_every_film_is_equally_loud(reels: Reels, tmp_path: Path, name: str, notices: list[str]) -> None:
    made = Made(make_film_1080, reels.get(name), tmp_path)
    assert measure_lufs(made.path) == pytest.approx(-23, abs=0.5)
    assert made.notices == notices


def test_silence_stays_silence(reels: Reels, tmp_path: Path) -> None:
    made = Made(make_film_1080, reels.get("hushed.mp4"), tmp_path)
    assert made.notices == ["film_silent"]
    assert made.answer["film"]["has_sound"] is False
    assert measure_lufs(made.path) == -70


def test_a_film_that_flashes_is_noticed(reels: Reels, tmp_path: Path) -> None:
    assert Made(make_film_1080, reels.get("blinking.mp4"), tmp_path).notices == ["film_flashes"]
