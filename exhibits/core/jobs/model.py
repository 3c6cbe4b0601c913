"""What a job is, and the facts about it that go over the bus."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from exhibits.core.errors import Problem
from exhibits.core.model import Instant, Model

Payload = dict[str, Any]
"""What a task is given and what it returns: anything that JSON can carry."""

Progress = Callable[[float], None]
"""Called by a task with how far it is, 0 to 1."""

Task = Callable[[Payload, Progress], Payload]
"""What a worker can do; a module of tasks names them in its `TASKS: dict[str, Task]`."""


class Lane(Model):
    """A queue of its own: its tasks wait only for one another; `timeout_s` is for one job."""

    tasks: frozenset[str]
    workers: int
    memory_mb: int
    timeout_s: float


class JobState(StrEnum):
    """How far the hall is with a durable job."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Model):
    """A durable job; `attempts` counts how often it was begun."""

    id: str
    task: str
    payload: dict[str, Any]
    state: JobState
    attempts: int
    submitted_at: Instant


class JobProgress(Model):
    """A durable job is this far, 0 to 1."""

    id: str
    task: str
    payload: dict[str, Any]
    progress: float


class JobFinished(Model):
    """A durable job ended: with a result, or with the problem that stopped it.

    It is told at least once: again when a listener failed, and after a crash between the telling and the commit.
    """

    id: str
    task: str
    payload: dict[str, Any]
    result: dict[str, Any] | None = None
    problem: Problem | None = None
