"""One worker process, seen from the server."""

import json
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import gevent
from gevent import subprocess

from exhibits.core.errors import HallError, Unavailable
from exhibits.core.jobs.model import Payload, Progress

ROOT = Path(__file__).parents[3]
"""The folder that holds the package, so that a worker finds it wherever the server was started."""


class JobLostError(Unavailable):
    """The worker died, hung or was stopped: nothing is known about the job but that it did not end."""


class TooSlowError(JobLostError):
    """The job took longer than it may; it would do so again."""


class NotBegunError(JobLostError):
    """The worker was dead before it began the job, which may go to another."""


class Worker:
    """A process that runs one job at a time; waiting for it lets the other greenlets run."""

    def __init__(self, tasks: str, memory_mb: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "exhibits.core.jobs.worker", tasks, str(memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT), "MALLOC_ARENA_MAX": "2"},
            start_new_session=True,  # Ctrl+C is for the server, which then stops its workers
        )

    @property
    def alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process's id."""
        return int(self._process.pid)

    def run(self, task: str, payload: Payload, timeout_s: float, on_progress: Progress) -> Payload:
        """Run a job and return its result.

        Raises what the task raised; JobLostError when the process died (`job_killed`) or took longer than
        `timeout_s` (`job_too_slow`: it is killed); NotBegunError when it was dead before it began.
        """
        reply: Mapping[str, Any] | None = None
        try:
            with gevent.Timeout(timeout_s, exception=_lose_slow(timeout_s)):
                self._tell({"task": task, "payload": payload})
                reply = self._await_reply(on_progress)
        finally:
            if reply is None:  # whatever it says from now on would be taken for the next job's answer
                self.close()
        if "error" in reply:
            raise _revive(reply["error"])
        return dict(reply["result"])

    def kill(self) -> None:
        """End the process and whatever it started, at once; a job that runs in it is lost."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """End the process and let go of its pipes."""
        self.kill()
        with suppress(BrokenPipeError):  # what it was to be told and never read
            self._process.stdin.close()
        self._process.stdout.close()

    def _tell(self, job: Payload) -> None:
        with suppress(BrokenPipeError):  # the missing answer tells it
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()

    def _await_reply(self, on_progress: Progress) -> Mapping[str, Any]:
        begun = False
        for line in self._process.stdout:
            reply: Mapping[str, Any] = json.loads(line)
            if "progress" not in reply:
                return reply
            if begun:
                on_progress(reply["progress"])
            begun = True
        raise _lose_dead(JobLostError if begun else NotBegunError)


def _lose_dead(kind: type[JobLostError]) -> JobLostError:
    return kind(
        "job_killed",
        "处理这个文件的进程意外结束。请再试一次；如果仍不成功，请换一个文件。",
        "The process that worked on this file ended unexpectedly. Try again, or use another file.",
    )


def _revive(error: Mapping[str, Any]) -> HallError:
    families = {family.__name__: family for family in HallError.__subclasses__()}
    family = families.get(error["family"], Unavailable)
    return family(error["code"], error["message"]["zh"], error["message"]["en"], **error["details"])


def _lose_slow(timeout_s: float) -> TooSlowError:
    return TooSlowError(
        "job_too_slow",
        f"处理这个文件超过了 {timeout_s:g} 秒，已停止。请缩小文件后再试。",
        f"Working on this file took longer than {timeout_s:g} s and was stopped. Make the file smaller.",
        timeout_s=timeout_s,
    )
