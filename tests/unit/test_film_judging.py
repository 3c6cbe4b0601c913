"""What a curator is told about a film, and what work is planned for it, from what is known of it alone."""

from typing import Any

import pytest

from exhibits.core.model import LocalText
from exhibits.media.films.facts import (
    FilmFacts,
    SoundFacts,
    describe_film,
    describe_sound,
    is_good_already,
    plan_film,
    plan_sound,
    plays_as_it_is,
    sounds_as_it_is,
)
from exhibits.media.films.flashes import COLUMNS, ROWS, Flashes, find_worst
from exhibits.media.films.judge import (
    FILM_CODES,
    judge_film,
    judge_flashes,
    judge_length,
    judge_loudness,
    judge_sound,
)
from exhibits.media.films.recipe import fit
from exhibits.media.films.tones import Transfer, map_colour
from exhibits.media.model import Chapter, Film, Step, Track

FACTS = FilmFacts(
    container="MP4",
    duration_s=60,
    width=1920,
    height=1080,
    codec="h264",
    level=41,
    pixel_format="yuv420p",
    fps=25,
    bits_s=8_000_000,
    rotation=0,
    mirrored=False,
    square=True,
    interlaced=False,
    transfer="sdr",
    matrix="bt709",
    stream=0,
    sound_stream=1,
    sound_codec="aac",
)
TRACK = Track(language="zh", file=f"{0:064}.vtt")
CHAPTER = Chapter(at_s=0, title=LocalText(zh="序", en="Prologue"))
GOOD = describe_film(FACTS).model_copy(update={"tracks": (TRACK,)})


def change(**fields: Any) -> FilmFacts:
    return FACTS.model_copy(update=fields)


def judge(width: int = 1920, height: int = 1080, **fields: Any) -> list[str]:
    return [one.code for one in judge_film(GOOD.model_copy(update=fields), width, height)]


def test_a_good_film_is_not_talked_about() -> None:
    assert judge() == []
    assert judge_loudness(-23.0) == judge_sound(-23.0) == judge_length(60, 59) == judge_flashes(Flashes(3)) == ()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"duration_s": 181}, "film_long"),
        ({"tracks": ()}, "film_without_captions"),
        ({"has_sound": False}, "film_silent"),
        ({"fps": 120.0}, "film_fast"),
        ({"codec": "hevc"}, "film_hevc"),
        ({"width": 1080, "height": 1920}, "film_upright"),
    ],
)
def test_what_does_not_fit_a_hall_is_told_in_both_languages(fields: dict[str, Any], code: str) -> None:
    assert judge(**fields) == [code]
    assert code in FILM_CODES
    film = GOOD.model_copy(update={key: value for key, value in fields.items() if key in Film.model_fields})
    for notice in judge_film(film, fields.get("width", 1920), fields.get("height", 1080)):
        assert notice.message.zh.endswith("。")
        assert notice.message.en.endswith(".")


def test_a_long_film_with_chapters_is_good_and_a_silent_one_needs_no_captions() -> None:
    assert judge(duration_s=600, chapters=(CHAPTER,)) == []
    assert judge(has_sound=False, tracks=()) == ["film_silent"]
    assert judge(fps=59.94) == judge(fps=60.0) == judge(duration_s=180) == []


def test_loudness_and_length_and_flashes_are_judged_when_they_are_known() -> None:
    assert [one.code for one in judge_loudness(-13.9)] == ["sound_loud"]
    assert "−10 LUFS" in judge_loudness(-10.0)[0].message.zh
    assert judge_loudness(-14.0) == ()
    assert [one.code for one in judge_loudness(None)] == ["film_silent"]
    assert [one.code for one in judge_sound(None)] == ["sound_silent"]
    assert "12 s" in judge_length(60, 48)[0].message.en
    assert "1:05" in judge_flashes(Flashes(4, 65.3))[0].message.zh


@pytest.mark.parametrize(
    ("fields", "plays"),
    [
        ({}, True),
        ({"container": "MOV", "sound_codec": "mp3"}, True),
        ({"container": "MATROSKA", "sound_codec": None}, True),
        ({"container": "MATROSKA", "codec": "vp9", "sound_codec": "opus"}, True),
        ({"container": "MATROSKA", "codec": "av1", "sound_codec": "vorbis"}, True),
        ({"codec": "hevc"}, False),
        ({"container": "MATROSKA", "codec": "hevc"}, False),
        ({"pixel_format": "yuv420p10le"}, False),
        ({"pixel_format": "yuv422p"}, False),
        ({"level": 60}, False),
        ({"sound_codec": "ac3"}, False),
        ({"sound_codec": "pcm_s16le", "container": "MOV"}, False),
        ({"container": "AVI"}, False),
        ({"container": "MATROSKA", "codec": "vp9", "sound_codec": "aac"}, False),
        ({"container": "MP4", "codec": "vp9", "sound_codec": "opus"}, False),
    ],
)
def test_only_what_browsers_play_is_copied_first(fields: dict[str, Any], plays: bool) -> None:
    assert plays_as_it_is(change(**fields)) is plays
    assert (Step.REMUX in plan_film(change(**fields))) is plays


def test_the_plan_begins_with_posters_and_goes_to_2160_lines_only_where_there_are_more_than_1080() -> None:
    assert plan_film(FACTS) == (Step.POSTERS, Step.REMUX, Step.FILM_1080)
    assert plan_film(change(codec="hevc", width=3840, height=2160)) == (Step.POSTERS, Step.FILM_1080, Step.FILM_2160)
    assert Step.FILM_2160 in plan_film(change(width=1440, height=2560))
    assert Step.FILM_2160 not in plan_film(change(width=1080, height=1920))
    assert Step.FILM_2160 not in plan_film(change(width=3840, height=1080))


@pytest.mark.parametrize(
    ("fields", "good"),
    [
        ({}, True),
        ({"sound_codec": "ac3"}, True),
        ({"width": 1080, "height": 1920}, True),
        ({"rotation": 90}, False),
        ({"mirrored": True}, False),
        ({"square": False}, False),
        ({"interlaced": True}, False),
        ({"transfer": "hlg"}, False),
        ({"fps": 120.0}, False),
        ({"bits_s": 50_000_000}, False),
        ({"width": 2560, "height": 1440}, False),
        ({"container": "MPEG"}, False),
    ],
)
def test_a_picture_is_copied_only_if_nothing_about_it_must_change(fields: dict[str, Any], good: bool) -> None:
    assert is_good_already(change(**fields)) is good


@pytest.mark.parametrize(
    ("container", "codec", "plays"),
    [
        *(("MP3", "mp3", True), ("WAV", "pcm_s16le", True), ("M4A", "aac", True), ("OGG", "opus", True)),
        *(("FLAC", "flac", True), ("M4A", "alac", False), ("WAV", "adpcm_ms", False), ("OGG", "speex", False)),
    ],
)
def test_sound_that_browsers_play_is_known(container: str, codec: str, plays: bool) -> None:
    facts = SoundFacts(container=container, duration_s=3, codec=codec, stream=0)
    assert sounds_as_it_is(facts) is plays
    assert plan_sound(facts) == (Step.SOUND,)
    assert describe_sound(facts).forms == ()


@pytest.mark.parametrize(
    ("size", "lines", "fitted"),
    [
        ((3840, 2160), 1080, (1920, 1080)),
        ((2160, 3840), 1080, (1080, 1920)),
        ((1279, 719), 1080, (1280, 720)),
        ((641, 481), 1080, (640, 480)),
        ((7680, 1080), 1080, (7680, 1080)),
        ((4096, 2160), 2160, (4096, 2160)),
        ((3000, 1), 1080, (3000, 2)),
    ],
)
def test_a_picture_fits_the_lines_and_keeps_its_shape(
    size: tuple[int, int], lines: int, fitted: tuple[int, int]
) -> None:
    assert fit(*size, lines) == fitted


def flash(every: int, bright: int = 255, part: float = 1.0, seconds: int = 2, fps: int = 30) -> Flashes:
    """Count the flashes of a part of the picture that changes every few pictures."""
    places = COLUMNS * ROWS
    dark, light = bytes(places), (bytes([bright]) * int(places * part)).ljust(places, b"\0")
    return find_worst([light if (at // every) % 2 else dark for at in range(seconds * fps)], fps)


def test_flashes_are_pairs_of_changes_in_any_one_second() -> None:
    assert flash(every=3).most == 5
    assert flash(every=5).most == 3
    assert flash(every=60).most == 0
    assert flash(every=1, fps=60).most == 30


def test_small_or_weak_changes_are_no_flashes() -> None:
    assert flash(every=3, part=0.2).most == 0
    assert flash(every=3, part=0.3).most == 5
    assert flash(every=3, bright=80).most == 0
    assert flash(every=3, bright=100).most == 5


def test_a_slow_fade_is_no_flash_and_the_worst_second_is_named() -> None:
    places = COLUMNS * ROWS
    fade = [bytes([grey]) * places for grey in (*range(0, 256, 2), *range(255, 0, -2))]
    assert find_worst(fade, 30).most <= 1
    calm = [bytes(places)] * 90
    wild = [bytes([255 * (at % 2)]) * places for at in range(30)]
    assert find_worst([*calm, *wild, *calm], 30).at_s == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize(("transfer", "paper", "mid"), [("pq", 0.58, 0.38), ("hlg", 0.75, 0.38)])
def test_hdr_paper_is_light_grey_and_nothing_is_clipped_below_the_peak(
    transfer: Transfer, paper: float, mid: float
) -> None:
    steps = [
        map_colour((code, code, code), transfer)[1] for code in (0.0, mid, paper, 0.75 if transfer == "pq" else 1.0)
    ]
    assert steps == sorted(steps)
    assert steps[0] == 0
    assert steps[2] == pytest.approx(0.75, abs=0.03)
    assert steps[3] == pytest.approx(1.0, abs=0.01)
    grey = map_colour((paper, paper, paper), transfer)
    assert max(grey) - min(grey) < 0.005
