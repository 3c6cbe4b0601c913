"""Runs ffmpeg: the system's, else the one in the package imageio-ffmpeg; where neither is, its work is left undone."""

import ctypes
import importlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from exhibits.core.errors import HallError, Invalid, refuse_full_disk
from exhibits.core.jobs.model import Progress
from exhibits.core.model import LocalText
from exhibits.media.model import Notice

NICENESS = 5
"""On top of the worker's own: what a person waits for goes first."""

STRIDE = 0.01
"""Progress is told when there is a hundredth more of it: each time, all studios hear of it."""

_PACKAGE = "imageio_ffmpeg"
_COMMON = ("-nostdin", "-hide_banner", "-nostats", "-y", "-progress", "pipe:1")
_PROGRESS = re.compile(rb"([a-z0-9_]+)=(.*)")
_TAIL_LINES = 200
_FULL = "No space left on device"
_NO_ROOM = ("Cannot allocate memory", "malloc of size", "Resource temporarily unavailable")
"""As FFmpeg says it, as x264 does, and what a thread's stack meets."""

_OBVIOUS = "Conversion failed!"
_PATH = re.compile(r"(?:file:)?/\S*")
_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of Linux's prctl(2)."""


def find_ffmpeg() -> str | None:
    """Find the program, or None."""
    if (found := shutil.which("ffmpeg")) is not None:
        return found
    if importlib.util.find_spec(_PACKAGE) is None:
        return None
    package: Any = importlib.import_module(_PACKAGE)
    try:
        return str(package.get_ffmpeg_exe())
    except RuntimeError:  # the package came without the program
        return None


def say_missing(what: Literal["playable", "film", "sound"]) -> Notice:
    """Say what is to be installed, and how the film or sound is without it."""
    zh, en = {
        "playable": ("现在按原样播放，音量没有调整", "Until then it plays as it is, and its loudness is not adjusted"),
        "film": ("在此之前只能显示封面", "Until then only its poster can be shown"),
        "sound": ("在此之前不能播放", "Until then it cannot be played"),
    }[what]
    return Notice(
        code="ffmpeg_missing",
        message=LocalText(
            zh="这台服务器没有 ffmpeg，不能转换影片和声音。请管理员安装（apt install ffmpeg），"
            f"再重新处理这个文件。{zh}。",
            en="This server has no ffmpeg, which converts films and sound. Ask the administrator to install it "
            f"(apt install ffmpeg), then have this file processed again. {en}.",
        ),
    )


def run_ffmpeg(
    program: str, words: Sequence[str], duration_s: float, progress: Progress, folder: Path | None = None
) -> list[str]:
    """Run it to its end, in a folder if one is named, and return the last lines of what it said.

    It dies with the worker, whatever the worker dies of. Raises Invalid (`film_not_converted`), Unavailable
    (`disk_full`), MemoryError.
    """
    parent, system = os.getpid(), ctypes.CDLL(None)
    with subprocess.Popen(  # noqa: S603 - the program is the one that was found, the words are the hall's own
        [program, *_COMMON, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # one pipe for both: neither can fill up unread
        cwd=folder,
        preexec_fn=lambda: _prepare(system, parent),
    ) as process:
        try:
            said = _follow(process.stdout or (), duration_s, progress)
        finally:
            process.kill()
    if process.returncode:
        raise _explain(said)
    return said


def _follow(lines: Iterable[bytes], duration_s: float, progress: Progress) -> list[str]:
    said: deque[str] = deque(maxlen=_TAIL_LINES)
    told = 0.0
    for line in lines:
        found = _PROGRESS.fullmatch(line.strip())
        if found is None:
            said.append(line.decode("utf-8", "replace").rstrip())
            continue
        share = int(found[2]) / 1e6 / duration_s if found[1] == b"out_time_us" and found[2].isdigit() else 0.0
        if share >= told + STRIDE:
            progress(told := min(1.0, share))
    return list(said)


def _prepare(system: ctypes.CDLL, parent: int) -> None:
    """Give way to others, and be killed with the worker, which may have gone already."""
    os.nice(NICENESS)
    system.prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _explain(said: Sequence[str]) -> HallError:
    if any(_FULL in line for line in said):
        return refuse_full_disk()
    if any(sign in line for line in said for sign in _NO_ROOM):
        raise MemoryError
    last = next((line for line in reversed(said) if line.strip() and line != _OBVIOUS), "")
    return Invalid(
        "film_not_converted",
        "这个影片或声音没能转换。请用剪辑软件另存为 MP4（H.264）后重新上传。",
        "This film or sound could not be converted. Save it as MP4 (H.264) in an editing program, "
        "then upload it again.",
        reason=_PATH.sub("…", last)[:300],
    )
