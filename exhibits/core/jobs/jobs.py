"""What rooms ask for: a job now, or a job that will be done whatever happens."""

import logging
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

import gevent
from gevent.queue import Queue

from exhibits.core.bus import Bus
from exhibits.core.clock import Clock
from exhibits.core.errors import HallError, Problem, Unavailable
from exhibits.core.ids import new_id
from exhibits.core.jobs.ledger import JobLedger
from exhibits.core.jobs.model import Job, JobFinished, JobProgress, JobState, Lane, Payload
from exhibits.core.jobs.pool import Pool
from exhibits.core.jobs.process import JobLostError, TooSlowError
from exhibits.core.records import Records

MAX_ATTEMPTS = 5
AGAIN_S = 5
log = logging.getLogger("hall.jobs")
KEEP_ENDED_MS = 7 * 24 * 3600 * 1000


class _Track(NamedTuple):
    """A lane with its workers and what waits for them."""

    lane: Lane
    pool: Pool
    waiting: "Queue[str]"


class Jobs:
    """Runs tasks of one module in worker processes, each task in its lane.

    A film that takes an hour keeps no photograph waiting, and a hundred photographs no upload's check.
    """

    def __init__(self, tasks: str, lanes: Iterable[Lane], records: Records, bus: Bus, clock: Clock) -> None:
        self._ledger, self._bus, self._clock = JobLedger(records), bus, clock
        tracks = [_Track(lane, Pool(tasks, lane.workers, lane.memory_mb), Queue()) for lane in lanes]
        self._tracks, self._by_task = tracks, {task: track for track in tracks for task in track.lane.tasks}
        self._runners: list[gevent.Greenlet] = []
        self._stopping = False

    def start(self) -> None:
        """Take up what was left unfinished, then whatever comes."""
        self._ledger.forget_ended(self._clock.now() - KEEP_ENDED_MS)
        for job in self._ledger.list_unfinished():
            if job.task in self._by_task:  # an older version of the hall may have had others
                self._by_task[job.task].waiting.put(job.id)
        self._runners = [gevent.spawn(self._run_on, track) for track in self._tracks for _ in range(track.lane.workers)]

    def stop(self) -> None:
        """End the workers; what they had not finished is taken up at the next start."""
        self._stopping = True
        for track in self._tracks:
            track.pool.stop()
            for _ in range(track.lane.workers):
                track.waiting.put("")  # wakes a runner that waits
        gevent.joinall(self._runners)

    def call(self, task: str, payload: Payload, timeout_s: float | None = None) -> Payload:
        """Run a task and wait for its result; raises what the task raises, Unavailable when it was lost."""
        track = self._by_task[task]
        return track.pool.run(task, payload, timeout_s or track.lane.timeout_s, lambda _: None)

    def submit(self, task: str, payload: Payload) -> str:
        """Keep a job durably and return its id; the bus tells JobProgress and at last JobFinished."""
        job_id = new_id()
        self._ledger.add(job_id, task, payload, self._clock.now())
        self._by_task[task].waiting.put(job_id)
        return job_id

    def list_unfinished(self) -> list[Job]:
        """List the durable jobs that have not ended."""
        return self._ledger.list_unfinished()

    def list_pids(self) -> list[int]:
        """List the worker processes that run now."""
        return [pid for track in self._tracks for pid in track.pool.list_pids()]

    def _run_on(self, track: _Track) -> None:
        while (job_id := track.waiting.get()) and not self._stopping:
            try:
                self._run_job(track, job_id)
            except Exception:  # a full disk, or a listener of progress: the lane goes on, and the job is taken up again
                log.exception("a job could not be seen through, and is taken up again", extra={"job": job_id})
                gevent.spawn_later(AGAIN_S, track.waiting.put, job_id)

    def _run_job(self, track: _Track, job_id: str) -> None:
        job = self._ledger.find(job_id)
        if job is None or job.state in (JobState.DONE, JobState.FAILED):
            return
        if job.attempts >= MAX_ATTEMPTS:
            self._finish(job, None, _give_up().as_problem())
            return
        self._ledger.begin(job_id)
        try:
            result = track.pool.run(job.task, job.payload, track.lane.timeout_s, partial(self._tell_progress, job))
        except TooSlowError as error:
            self._finish(job, None, error.as_problem())
        except JobLostError as error:
            self._repeat(job, error)
        except HallError as error:
            self._finish(job, None, error.as_problem())
        else:
            self._finish(job, result, None)

    def _repeat(self, job: Job, error: HallError) -> None:
        if self._stopping:
            self._ledger.put_back(job)
        elif job.attempts + 1 >= MAX_ATTEMPTS:
            self._finish(job, None, error.as_problem())
        else:
            self._by_task[job.task].waiting.put(job.id)

    def _finish(self, job: Job, result: Payload | None, problem: Problem | None) -> None:
        """Tell first, then keep: a crash in between repeats the job, the other order would lose its news.

        Where somebody fails to take the news in (a full disk), it is told again after a while, and then again.
        """
        try:
            self._bus.publish(
                JobFinished(id=job.id, task=job.task, payload=job.payload, result=result, problem=problem)
            )
        except Exception:  # whatever a listener meets, the news must reach it in the end
            log.exception("the end of %s was not taken in, and is told again", job.task, extra={"job": job.id})
            if not self._stopping:
                gevent.spawn_later(AGAIN_S, self._finish, job, result, problem)
            return
        self._ledger.end(job.id, self._clock.now(), problem)

    def _tell_progress(self, job: Job, progress: float) -> None:
        self._bus.publish(JobProgress(id=job.id, task=job.task, payload=job.payload, progress=progress))


def _give_up() -> Unavailable:
    return Unavailable(
        "job_interrupted",
        f"处理这个文件已中断 {MAX_ATTEMPTS} 次，不再尝试。请重新上传。",
        f"Work on this file was interrupted {MAX_ATTEMPTS} times. Upload it again.",
    )
