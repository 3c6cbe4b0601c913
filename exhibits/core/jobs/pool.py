"""A fixed number of workers; one that is lost is replaced when the next job needs it."""

from gevent.queue import Empty, Queue

from exhibits.core.errors import Unavailable
from exhibits.core.jobs.model import Payload, Progress
from exhibits.core.jobs.process import JobLostError, NotBegunError, Worker


class Pool:
    """Hands each job to a free worker; a worker's process starts with its first job."""

    def __init__(self, tasks: str, size: int, memory_mb: int) -> None:
        self._tasks, self._memory_mb = tasks, memory_mb
        self._workers: list[Worker | None] = [None] * size
        self._free: Queue[int] = Queue(items=list(range(size)))
        self.stopped = False

    def run(self, task: str, payload: Payload, timeout_s: float, on_progress: Progress) -> Payload:
        """Run a job in the next free worker; raises what the job raises, and JobLostError when it was lost."""
        place = self._take_place(timeout_s)
        try:
            return self._run_at(place, task, payload, timeout_s, on_progress)
        finally:
            self._free.put(place)

    def list_pids(self) -> list[int]:
        """List the processes that run now."""
        return [worker.pid for worker in self._workers if worker is not None and worker.alive]

    def stop(self) -> None:
        """End all workers; the jobs that run now are lost."""
        self.stopped = True
        for worker in self._workers:
            if worker is not None:
                worker.kill()
        for _ in self._workers:  # a place is free once nobody reads from its worker any more
            place = self._free.get()
            if (worker := self._workers[place]) is not None:
                worker.close()

    def _run_at(self, place: int, task: str, payload: Payload, timeout_s: float, on_progress: Progress) -> Payload:
        try:
            return self._get_worker(place).run(task, payload, timeout_s, on_progress)
        except NotBegunError:  # it died while it had nothing to do
            return self._replace_worker(place).run(task, payload, timeout_s, on_progress)

    def _get_worker(self, place: int) -> Worker:
        worker = self._workers[place]
        return worker if worker is not None and worker.alive else self._replace_worker(place)

    def _replace_worker(self, place: int) -> Worker:
        if self.stopped:
            raise JobLostError("jobs_stopped", "服务器正在停止。", "The server is stopping.")
        if (old := self._workers[place]) is not None:
            old.close()
        worker = self._workers[place] = Worker(self._tasks, self._memory_mb)
        return worker

    def _take_place(self, timeout_s: float) -> int:
        try:
            return int(self._free.get(timeout=timeout_s))
        except Empty:
            raise Unavailable(
                "jobs_busy",
                "正在处理的文件太多，请稍后再试。",
                "Too many files are being worked on. Try again in a moment.",
            ) from None
