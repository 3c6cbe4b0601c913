"""Recordings become what every browser plays, equally loud, without what their makers noted in them."""

import sys
from pathlib import Path

import pytest

from exhibits.core.errors import Invalid
from exhibits.media.sniff import get_format
from exhibits.media.sounds import make_sound
from tests.corpus.films import CAMERA, Made, Reels, inspect, make_work, measure_lufs, starts_at_once

ALL = ["sound.mp3", "sound.wav", "sound.m4a", "lossless.m4a", "sound.ogg", "sound.flac", "covered.mp3", "covered.m4a"]


@pytest.fixture(scope="module")
def reels(tmp_path_factory: pytest.TempPathFactory) -> Reels:
    return Reels(tmp_path_factory.mktemp("reels"))


@pytest.mark.parametrize("name", ALL)
def test_every_recording_becomes_opus_and_for_safari_aac(reels: Reels, tmp_path: Path, name: str) -> None:
    made = Made(make_sound, reels.get(name), tmp_path)
    assert [one["mime"] for one in made.forms] == ["audio/ogg", "audio/mp4"]
    for form, codec in zip(made.forms, ("opus", "aac"), strict=True):
        path = made.find(form)
        facts = inspect(path)
        assert (facts.kind, getattr(facts, "codec", "")) == ("sound", codec)
        assert facts.duration_s == pytest.approx(3, abs=0.1)
        assert measure_lufs(path) == pytest.approx(-23, abs=0.5)
        assert get_format(form["name"]).mime == form["mime"]
        assert path.stat().st_size == form["bytes"]
        assert CAMERA.encode() not in path.read_bytes()
    assert starts_at_once(made.find(made.forms[1]))
    assert made.notices == []


@pytest.mark.parametrize(("name", "notices"), [("loud.wav", ["sound_loud"]), ("quiet.wav", []), ("clicks.wav", [])])
def test_loud_and_quiet_recordings_are_brought_to_one_loudness(
    reels: Reels, tmp_path: Path, name: str, notices: list[str]
) -> None:
    made = Made(make_sound, reels.get(name), tmp_path)
    assert [measure_lufs(made.find(form)) for form in made.forms] == pytest.approx([-23, -23], abs=0.5)
    assert made.notices == notices


def test_a_recording_of_nothing_is_noticed(reels: Reels, tmp_path: Path) -> None:
    made = Made(make_sound, reels.get("still.wav"), tmp_path)
    assert (len(made.forms), made.notices) == (2, ["sound_silent"])


@pytest.mark.parametrize("name", ["sound.mp3", "sound.wav", "sound.m4a", "sound.ogg", "sound.flac", "covered.mp3"])
def test_without_ffmpeg_what_browsers_play_is_copied_without_its_notes(
    reels: Reels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = reels.get(name)
    hide_ffmpeg(monkeypatch)
    made = Made(make_sound, path, tmp_path)
    source = inspect(path)
    assert [one["mime"] for one in made.forms] == [get_format(name).mime]
    assert getattr(inspect(made.path), "codec", "") == getattr(source, "codec", "unknown")
    assert inspect(made.path).duration_s == pytest.approx(source.duration_s, abs=0.1)
    assert CAMERA.encode() not in made.path.read_bytes()
    assert made.path.stat().st_size < 1.1 * path.stat().st_size
    assert made.notices == ["ffmpeg_missing"]
    assert "按原样播放" in made.answer["notices"][0]["message"]["zh"]


def test_without_ffmpeg_what_browsers_do_not_play_waits(
    reels: Reels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = reels.get("lossless.m4a")
    hide_ffmpeg(monkeypatch)
    made = Made(make_sound, path, tmp_path)
    assert (made.forms, made.notices) == ([], ["ffmpeg_missing"])
    assert "不能播放" in made.answer["notices"][0]["message"]["zh"]


def test_a_film_is_no_recording(reels: Reels, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        make_sound(make_work(reels.get("plain.mp4"), tmp_path), lambda _: None)


def hide_ffmpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
