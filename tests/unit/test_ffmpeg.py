"""ffmpeg as a child of the worker: found or missing, killed with it, and what its failures are called."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from exhibits.core.errors import Invalid, Unavailable
from exhibits.media.films import ffmpeg
from exhibits.media.films.convert import make_film_1080, make_remux
from exhibits.media.films.posters import make_posters
from tests.corpus.films import Made, Reels, measure_lufs
from tests.tree import ROOT

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
LONG_WORK = """
from exhibits.media.films.ffmpeg import run_ffmpeg
words = ["-re", "-f", "lavfi", "-i", "sine=duration=60", "-f", "null", "-"]
run_ffmpeg("ffmpeg", words, 60, lambda _: print("on", flush=True))
"""
LARGE_WORK = """
import resource
from exhibits.media.films.ffmpeg import run_ffmpeg
resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20, 600 * 2**20))
words = ["-f", "lavfi", "-i", "color=s=7680x4320:d=1", "-c:v", "libx264", "-f", "null", "-"]
run_ffmpeg("ffmpeg", words, 1, print)
"""


@pytest.fixture(scope="module")
def reels(tmp_path_factory: pytest.TempPathFactory) -> Reels:
    return Reels(tmp_path_factory.mktemp("reels"))


def hide_ffmpeg(monkeypatch: pytest.MonkeyPatch, *, package: bool) -> None:
    monkeypatch.setenv("PATH", "")
    if package:
        monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)


def test_without_ffmpeg_films_that_browsers_play_still_work(
    reels: Reels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, hevc = reels.get("plain.mp4"), reels.get("hevc.mov")
    hide_ffmpeg(monkeypatch, package=True)
    assert ffmpeg.find_ffmpeg() is None
    assert Made(make_posters, hevc, tmp_path).answer["renditions"]
    assert Made(make_remux, plain, tmp_path).facts.codec == "h264"
    for path, words in ((plain, "按原样播放"), (hevc, "只能显示封面")):
        made = Made(make_film_1080, path, tmp_path)
        assert (made.forms, made.notices) == ([], ["ffmpeg_missing"])
        message = made.answer["notices"][0]["message"]
        assert words in message["zh"]
        assert "apt install ffmpeg" in message["zh"]
        assert "apt install ffmpeg" in message["en"]


def test_the_ffmpeg_of_the_package_does_the_same(reels: Reels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [reels.get("hevc.mov"), reels.get("hdr.mp4")]
    with monkeypatch.context() as hidden:
        hide_ffmpeg(hidden, package=False)
        assert "imageio_ffmpeg" in str(ffmpeg.find_ffmpeg())
        made, hdr = (Made(make_film_1080, path, tmp_path) for path in paths)
    assert (made.facts.codec, made.facts.sound_codec) == ("h264", "aac")
    assert measure_lufs(made.path) == pytest.approx(-23, abs=0.5)
    assert hdr.facts.transfer == "sdr"


def ask_ffmpeg(*words: str) -> list[str]:
    return ffmpeg.run_ffmpeg("ffmpeg", words, 1, lambda _: None)


def test_what_ffmpeg_cannot_do_is_told_with_its_last_word(reels: Reels, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        ask_ffmpeg("-i", f"file:{reels.get('no_index.mp4')}", "-f", "mp4", str(tmp_path / "out"))
    assert refused.value.code == "film_not_converted"
    assert "Invalid data found" in refused.value.details["reason"]
    assert str(tmp_path.parent) not in refused.value.details["reason"]


def test_a_full_disk_and_too_little_memory_are_told_as_such() -> None:
    with pytest.raises(Unavailable) as refused:
        ask_ffmpeg("-f", "lavfi", "-i", "sine=duration=20", "-f", "wav", "/dev/full")
    assert refused.value.code == "disk_full"
    with pytest.raises(subprocess.CalledProcessError) as died:
        subprocess.run([sys.executable, "-c", LARGE_WORK], env=ENVIRONMENT, check=True, capture_output=True, text=True)
    assert "MemoryError" in died.value.stderr


def test_ffmpeg_dies_with_its_worker(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LONG_WORK]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"on\n"
        (child,) = psutil.Process(worker.pid).children()
        assert child.name() == "ffmpeg"
        assert child.nice() == psutil.Process().nice() + ffmpeg.NICENESS
        worker.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 10
        while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < deadline
            time.sleep(0.05)
