"""Films and sound: what they are said to be, what is refused, and the posters that come of them."""

from pathlib import Path

import pytest
from PIL import Image, ImageStat

from exhibits.core.errors import HallError, Invalid, TooLarge
from exhibits.media.films.facts import SoundFacts
from exhibits.media.films.opening import open_recording
from exhibits.media.films.posters import make_poster, make_posters
from exhibits.media.films.shots import judge_picture, read_picture
from exhibits.media.model import AssetKind, Film
from tests.corpus.films import Made, Reels, cut_between_packets, find_difference, inspect, inspect_film, run


@pytest.fixture(scope="module")
def reels(tmp_path_factory: pytest.TempPathFactory) -> Reels:
    return Reels(tmp_path_factory.mktemp("reels"))


@pytest.mark.parametrize(
    ("name", "codec", "size"),
    [
        ("plain.mp4", "h264", (192, 108)),
        ("hevc.mov", "hevc", (192, 108)),
        ("web.webm", "vp9", (192, 108)),
        ("old.avi", "mpeg4", (192, 108)),
        ("windows.wmv", "wmv2", (192, 108)),
        ("disc.mpg", "mpeg2video", (192, 108)),
        ("broadcast.ts", "h264", (192, 108)),
        ("flash.flv", "flv1", (192, 108)),
        ("turned.mp4", "h264", (108, 192)),
        ("stretched.mpg", "mpeg2video", (192, 144)),
    ],
)
def test_a_film_is_known_from_any_container(reels: Reels, name: str, codec: str, size: tuple[int, int]) -> None:
    facts = inspect_film(reels.get(name))
    assert (facts.kind, facts.codec, (facts.width, facts.height)) == (AssetKind.FILM, codec, size)
    assert facts.duration_s == pytest.approx(3.0, abs=0.1)
    assert facts.fps == 25


def test_what_decides_about_a_film_is_known(reels: Reels) -> None:
    assert inspect_film(reels.get("hdr.mp4")).transfer == "pq"
    assert inspect_film(reels.get("plain.mp4")).transfer == "sdr"
    assert inspect_film(reels.get("fields.mp4")).interlaced
    assert inspect_film(reels.get("fast.mp4")).fps == 120
    assert inspect_film(reels.get("mute.mp4")).sound_stream is None
    assert inspect_film(reels.get("old.avi")).sound_codec == "mp3"
    turned, mirrored = inspect_film(reels.get("turned.mp4")), inspect_film(reels.get("turned_mirrored.mp4"))
    assert (turned.rotation, turned.mirrored) == (90, False)
    assert mirrored.mirrored


@pytest.mark.parametrize("name", ["sound.mp3", "sound.wav", "sound.m4a", "sound.ogg", "sound.flac"])
def test_sound_is_sound_even_with_a_cover(reels: Reels, name: str) -> None:
    names = [name] if name in ("sound.wav", "sound.ogg") else [name, name.replace("sound", "covered")]
    for one in names:
        facts = inspect(reels.get(one))
        assert isinstance(facts, SoundFacts), one
        assert facts.duration_s == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("cut.mp4", "film_broken"),
        ("cut.webm", "film_broken"),
        ("cut.avi", "film_broken"),
        ("cut.wmv", "film_broken"),
        ("cut.flac", "film_broken"),
        ("blank.mp4", "film_broken"),
        ("no_index.mp4", "film_index_missing"),
        ("half_index.mp4", "film_index_missing"),
        ("noise.mp4", "film_index_missing"),
        ("blind.mp4", "film_without_picture"),
        ("locked.mp4", "film_encrypted"),
    ],
)
def test_a_bad_film_is_refused_with_what_to_do(reels: Reels, name: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        inspect(reels.get(name))
    assert refused.value.code == code
    assert "请" in refused.value.message.zh
    assert refused.value.message.en.endswith(".")


def test_a_film_without_its_last_second_is_refused_though_every_packet_of_it_is_whole(
    reels: Reels, tmp_path: Path
) -> None:
    cut_between_packets(reels.get("front.mp4"), tmp_path / "cut.mp4", 1.0)
    with pytest.raises(Invalid) as refused:
        inspect(tmp_path / "cut.mp4")
    assert refused.value.code == "film_broken"


def test_a_picture_beyond_8k_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wall.avi"
    run("-f", "lavfi", "-i", "color=s=9000x4400:d=0.1", "-c:v", "mjpeg", str(path))
    with pytest.raises(TooLarge) as refused:
        inspect(path)
    assert refused.value.code == "film_too_large"


def test_a_film_cut_anywhere_is_refused_or_inspected_but_never_breaks_the_worker(reels: Reels, tmp_path: Path) -> None:
    for name in ("front.mp4", "web.webm", "old.avi", "windows.wmv", "broadcast.ts", "flash.flv", "sound.mp3"):
        content = reels.get(name).read_bytes()
        for part in range(1, 12):
            path = tmp_path / name
            path.write_bytes(content[: len(content) * part // 12])
            try:
                facts = inspect(path)
            except HallError as error:
                assert error.code.startswith("film_")  # noqa: PT017 - both ends are right
            else:
                assert 0 < facts.duration_s < 4


def test_a_list_of_other_files_is_no_film(reels: Reels) -> None:
    trap = reels.get("broadcast.ts").with_name("trap.ts")
    trap.write_text("ffconcat version 1.0\nfile broadcast.ts\n")
    with pytest.raises(Invalid), open_recording(trap, "MPEG"):
        pytest.fail("another file was opened")


def test_posters_are_spread_over_the_film_and_kept_in_the_widths_of_displays(reels: Reels, tmp_path: Path) -> None:
    made = Made(make_posters, reels.get("plain.mp4"), tmp_path)
    posters = made.answer["film"]["posters"]
    assert [int(one["at_s"] * 2) for one in posters] == [0, 1, 2, 3, 4, 5]
    for one in posters:
        with Image.open(made.find(one["picture"])) as picture:
            assert (picture.size, picture.format) == ((192, 108), "WEBP")
    assert [one["width"] for one in made.answer["renditions"]] == [192]
    assert made.answer["placeholder"].startswith("data:image/webp")


@pytest.mark.parametrize(
    "name", ["hevc.mov", "web.webm", "old.avi", "windows.wmv", "disc.mpg", "broadcast.ts", "flash.flv"]
)
def test_every_form_of_film_has_posters(reels: Reels, tmp_path: Path, name: str) -> None:
    made = Made(make_posters, reels.get(name), tmp_path)
    assert len({one["picture"]["name"] for one in made.answer["film"]["posters"]}) >= 5


def test_the_best_poster_is_taken_unless_a_curator_chose_one(reels: Reels, tmp_path: Path) -> None:
    path = reels.get("half_dark.mp4")
    made = Made(make_posters, path, tmp_path)
    best = made.answer["film"]["poster"]
    assert made.answer["film"]["posters"][best]["at_s"] > 1.5
    film = Film.model_validate({"duration_s": 3, "fps": 25, "codec": "h264", "has_sound": False} | made.answer["film"])
    chosen = film.model_copy(update={"poster": 0})
    assert Made(make_posters, path, tmp_path, chosen).answer["film"]["poster"] == 0
    dark = Made(make_poster, path, tmp_path, chosen).answer["renditions"][-1]
    with Image.open(made.find(dark)) as picture:
        assert ImageStat.Stat(picture.convert("L")).mean[0] < 20


def test_black_and_plain_pictures_are_no_posters_while_there_are_others(reels: Reels, tmp_path: Path) -> None:
    picture = read_picture(reels.get("plain.mp4"), "MP4", 1.0, 320)
    for plain in ("black", "white", (90, 120, 40)):
        assert judge_picture(Image.new("RGB", picture.size, plain)) < judge_picture(picture) / 50
    assert judge_picture(picture.resize((8, 4)).resize(picture.size)) < judge_picture(picture)
    assert Made(make_posters, reels.get("dark.mp4"), tmp_path).answer["renditions"]


@pytest.mark.parametrize("name", ["turned.mp4", "turned_mirrored.mp4"])
def test_posters_stand_as_players_show_the_film(reels: Reels, tmp_path: Path, name: str) -> None:
    path = reels.get(name)
    run("-i", str(path), "-frames:v", "1", str(tmp_path / "shown.png"))
    ours = read_picture(path, "MP4", 0.0, 320)
    with Image.open(tmp_path / "shown.png") as shown:
        assert find_difference(ours, shown.convert("RGB")) < 3
