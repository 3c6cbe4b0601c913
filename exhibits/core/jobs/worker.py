"""The worker process: reads jobs as JSON lines, answers each with progress and then a result or an error.

    python -m exhibits.core.jobs.worker <module of tasks> <memory in MB>

What a task raises besides HallError and MemoryError ends the process: its state is not to be trusted any more, and
the server starts another.
"""

import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator, Mapping
from queue import SimpleQueue
from threading import Thread
from typing import Any

from exhibits.core.errors import HallError, TooLarge
from exhibits.core.jobs.model import Task

NICENESS = 5
"""Workers give way to the server, which has visitors waiting."""

_READ_BYTES = 65536


def main(module: str, memory_mb: int) -> None:
    """Answer jobs until the server goes away."""
    replies = _take_stdout()
    tasks: Mapping[str, Task] = importlib.import_module(module).TASKS
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    lines: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(lines,), daemon=True).start()
    while True:
        _answer(tasks, json.loads(lines.get()), replies)


def _answer(tasks: Mapping[str, Task], job: Mapping[str, Any], replies: int) -> None:
    def report(progress: float) -> None:
        _reply(replies, {"progress": progress})

    _reply(replies, {"progress": 0.0})  # says that it is alive: a job that was not begun can go to another worker
    try:
        _reply(replies, {"result": tasks[job["task"]](job["payload"], report)})
    except HallError as error:
        _reply(replies, {"error": _describe(error)})
    except MemoryError:
        _reply(replies, {"error": _describe(_refuse_size())})
        os._exit(1)


def _listen(lines: SimpleQueue[bytes]) -> None:
    """Read jobs; when the server is gone (end of input), stop in the middle of whatever runs."""
    for line in _read_lines(sys.stdin.fileno()):
        lines.put(line)
    os.killpg(0, signal.SIGKILL)  # and with it whatever the task has started


def _read_lines(handle: int) -> Iterator[bytes]:
    """Yield lines, from the bare descriptor: a thread that waits inside `sys.stdin` blocks the interpreter's exit."""
    waiting = b""
    while chunk := os.read(handle, _READ_BYTES):
        *lines, waiting = (waiting + chunk).split(b"\n")
        yield from lines


def _take_stdout() -> int:
    """Keep the way to the server for replies; whatever prints goes to the error stream."""
    replies = os.dup(1)
    os.dup2(2, 1)
    return replies


def _reply(handle: int, content: Mapping[str, Any]) -> None:
    line = json.dumps(content).encode() + b"\n"
    while line:
        line = line[os.write(handle, line) :]


def _describe(error: HallError) -> dict[str, Any]:
    return {
        "family": type(error).__name__,
        "code": error.code,
        "message": error.message.model_dump(),
        "details": error.details,
    }


def _refuse_size() -> TooLarge:
    return TooLarge(
        "job_out_of_memory",
        "这个文件处理时需要的内存太多。请缩小后再上传。",
        "This file needs too much memory. Make it smaller and upload it again.",
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
