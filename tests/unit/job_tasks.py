"""Tasks for the tests of the jobs: good ones, and every way to go wrong."""

import os
import signal
import time
from pathlib import Path

from exhibits.core.errors import Invalid
from exhibits.core.jobs.model import Payload, Progress, Task


def _double(payload: Payload, progress: Progress) -> Payload:
    print("what a task prints is not taken for an answer")
    progress(0.5)
    return {"number": payload["number"] * 2, "pid": os.getpid()}


def _refuse(payload: Payload, progress: Progress) -> Payload:
    raise Invalid("too_odd", "太奇怪了", "That is too odd.", number=payload["number"])


def _sleep(payload: Payload, progress: Progress) -> Payload:
    Path(payload["begun"]).touch()
    time.sleep(payload["seconds"])
    return {}


def _grow(payload: Payload, progress: Progress) -> Payload:
    return {"length": len(bytes(payload["mb"] * 2**20))}


def _die(payload: Payload, progress: Progress) -> Payload:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def _break(payload: Payload, progress: Progress) -> Payload:
    return {"never": payload["missing"]}


def _die_at_first(payload: Payload, progress: Progress) -> Payload:
    """Die as often as `times` says, then succeed; the count is kept in a file."""
    count = Path(payload["count"])
    tries = len(count.read_text()) if count.exists() else 0
    count.write_text("x" * (tries + 1))
    if tries < payload["times"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return {"tries": tries + 1}


TASKS: dict[str, Task] = {
    "double": _double,
    "refuse": _refuse,
    "sleep": _sleep,
    "grow": _grow,
    "die": _die,
    "break": _break,
    "die_at_first": _die_at_first,
}
