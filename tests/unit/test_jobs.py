"""The worker processes: they answer, they may die, and what was submitted gets done."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import gevent
import psutil
import pytest

from exhibits.core.bus import Bus
from exhibits.core.clock import SystemClock
from exhibits.core.errors import HallError, Invalid, TooLarge, Unavailable
from exhibits.core.jobs.jobs import MAX_ATTEMPTS, Jobs
from exhibits.core.jobs.ledger import TABLES
from exhibits.core.jobs.model import JobFinished, JobProgress, Lane
from exhibits.core.records import Records
from tests.unit.job_tasks import TASKS

Open = Callable[[], AbstractContextManager[Jobs]]


@pytest.fixture
def news() -> list[JobFinished]:
    return []


@pytest.fixture
def open_jobs(tmp_path: Path, news: list[JobFinished]) -> Open:
    """Open the jobs of one data folder, as a server's start and stop do."""

    @contextmanager
    def opened() -> Iterator[Jobs]:
        records, bus = Records(f"sqlite:///{tmp_path / 'records.db'}", TABLES), Bus()
        bus.subscribe(JobFinished, news.append)
        records.start()
        jobs = Jobs("tests.unit.job_tasks", make_lanes(), records, bus, SystemClock())
        jobs.start()
        yield jobs
        jobs.stop()
        records.stop()

    return opened


def make_lanes() -> list[Lane]:
    """Let what takes long have a lane of its own."""
    slow = frozenset({"sleep"})
    return [Lane(tasks=one, workers=1, memory_mb=600, timeout_s=10) for one in (slow, frozenset(TASKS) - slow)]


@pytest.fixture
def jobs(open_jobs: Open) -> Iterator[Jobs]:
    with open_jobs() as opened:
        yield opened


def wait_for(what: Callable[[], object]) -> None:
    with gevent.Timeout(60):
        while not what():
            gevent.sleep(0.02)


def test_a_call_returns_what_the_task_returns(jobs: Jobs) -> None:
    assert jobs.call("double", {"number": 21})["number"] == 42


def test_a_call_raises_what_the_task_refuses_with_its_words_in_both_languages(jobs: Jobs) -> None:
    with pytest.raises(Invalid) as refused:
        jobs.call("refuse", {"number": 3})
    assert (refused.value.code, refused.value.message.zh, refused.value.details) == (
        "too_odd",
        "太奇怪了",
        {"number": 3},
    )


def test_the_worker_is_kept_from_one_call_to_the_next(jobs: Jobs) -> None:
    assert jobs.call("double", {"number": 1})["pid"] == jobs.call("double", {"number": 1})["pid"]


@pytest.mark.parametrize("task", ["die", "break"])
def test_a_worker_that_dies_fails_its_job_and_is_replaced(jobs: Jobs, task: str) -> None:
    with pytest.raises(Unavailable) as lost:
        jobs.call(task, {})
    assert lost.value.code == "job_killed"
    assert jobs.call("double", {"number": 2})["number"] == 4


def test_a_worker_killed_while_idle_is_replaced_without_anyone_noticing(jobs: Jobs) -> None:
    os.kill(jobs.call("double", {"number": 1})["pid"], signal.SIGKILL)
    assert jobs.call("double", {"number": 2})["number"] == 4


def test_a_job_that_hangs_is_stopped_and_its_process_is_gone(jobs: Jobs, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as slow:
        jobs.call("sleep", {"begun": str(tmp_path / "begun"), "seconds": 60}, timeout_s=1)
    assert slow.value.code == "job_too_slow"
    assert jobs.list_pids() == []
    assert jobs.call("double", {"number": 2})["number"] == 4


def test_a_job_gets_no_more_memory_than_its_limit(jobs: Jobs) -> None:
    assert jobs.call("grow", {"mb": 100})["length"] == 100 * 2**20
    with pytest.raises(TooLarge) as grown:
        jobs.call("grow", {"mb": 700})
    assert grown.value.code == "job_out_of_memory"
    assert jobs.call("grow", {"mb": 100})["length"] == 100 * 2**20


def test_others_go_on_while_a_call_waits(jobs: Jobs, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    slow = gevent.spawn(jobs.call, "sleep", {"begun": str(begun), "seconds": 0.5})
    wait_for(begun.exists)
    assert not slow.ready()
    slow.get(timeout=5)


def test_a_lane_waits_for_no_other(jobs: Jobs, tmp_path: Path) -> None:
    jobs.submit("sleep", {"begun": str(tmp_path / "begun"), "seconds": 60})
    wait_for((tmp_path / "begun").exists)
    assert jobs.call("double", {"number": 2}, timeout_s=5)["number"] == 4


def test_a_durable_job_tells_its_progress_and_its_end(open_jobs: Open, news: list[JobFinished]) -> None:
    steps: list[float] = []
    with open_jobs() as jobs:
        jobs._bus.subscribe(JobProgress, lambda told: steps.append(told.progress))
        job_id = jobs.submit("double", {"number": 5})
        wait_for(lambda: news)
    assert steps == [0.5]
    assert (news[0].id, news[0].payload, news[0].problem) == (job_id, {"number": 5}, None)
    assert news[0].result is not None
    assert news[0].result["number"] == 10


def test_a_refused_durable_job_is_not_repeated(jobs: Jobs, news: list[JobFinished]) -> None:
    jobs.submit("refuse", {"number": 1})
    wait_for(lambda: news)
    assert news[0].problem is not None
    assert news[0].problem.code == "too_odd"
    wait_for(lambda: jobs.list_unfinished() == [])


def test_a_durable_job_whose_worker_dies_is_repeated(jobs: Jobs, news: list[JobFinished], tmp_path: Path) -> None:
    jobs.submit("die_at_first", {"count": str(tmp_path / "count"), "times": MAX_ATTEMPTS - 1})
    wait_for(lambda: news)
    assert news[0].result == {"tries": MAX_ATTEMPTS}


def test_a_durable_job_that_always_kills_its_worker_ends_and_lets_the_next_one_run(
    jobs: Jobs, news: list[JobFinished], tmp_path: Path
) -> None:
    jobs.submit("die_at_first", {"count": str(tmp_path / "count"), "times": 99})
    jobs.submit("double", {"number": 4})
    wait_for(lambda: len(news) == 2)
    ended = {told.task: told for told in news}
    assert len((tmp_path / "count").read_text()) == MAX_ATTEMPTS
    assert ended["die_at_first"].problem is not None
    assert ended["die_at_first"].problem.code == "job_killed"
    assert ended["double"].result is not None


def test_what_a_stop_interrupts_is_done_after_the_next_start(
    open_jobs: Open, news: list[JobFinished], tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    with open_jobs() as jobs:
        jobs.submit("sleep", {"begun": str(begun), "seconds": 1})
        jobs.submit("sleep", {"begun": str(tmp_path / "second"), "seconds": 0})
        wait_for(begun.exists)
    assert news == []
    with open_jobs() as jobs:
        assert [job.attempts for job in jobs.list_unfinished()] == [0, 0]
        wait_for(lambda: len(news) == 2)
    assert [(told.payload["seconds"], told.problem) for told in news] == [(1, None), (0, None)]


def test_a_stop_leaves_no_process_behind(open_jobs: Open, tmp_path: Path) -> None:
    with open_jobs() as jobs:
        jobs.submit("sleep", {"begun": str(tmp_path / "begun"), "seconds": 60})
        jobs.call("double", {"number": 1})
        wait_for((tmp_path / "begun").exists)
        pids = jobs.list_pids()
    assert len(pids) == 2
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_a_call_after_the_stop_is_refused(open_jobs: Open) -> None:
    with open_jobs() as jobs:
        pass
    with pytest.raises(HallError):
        jobs.call("double", {"number": 1}, timeout_s=1)


def test_a_job_that_is_too_slow_is_not_tried_again(jobs: Jobs, news: list[JobFinished], tmp_path: Path) -> None:
    track = jobs._by_task["sleep"]
    hurried = track._replace(lane=track.lane.model_copy(update={"timeout_s": 0.5}))
    jobs._ledger.add("slow", "sleep", {"begun": str(tmp_path / "begun"), "seconds": 9}, 1)
    jobs._run_job(hurried, "slow")
    assert [told.problem.code for told in news if told.problem] == ["job_too_slow"]
    assert jobs.list_unfinished() == []


def test_the_end_of_a_job_is_told_again_until_it_is_taken_in(
    jobs: Jobs, news: list[JobFinished], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exhibits.core.jobs.jobs.AGAIN_S", 0.05)
    troubles = [OSError("no space"), OSError("no space")]

    def take_in(_: JobFinished) -> None:
        if troubles:
            raise troubles.pop()

    jobs._bus.subscribe(JobFinished, take_in)
    jobs.submit("double", {"number": 2})
    wait_for(lambda: jobs.list_unfinished() == [])
    assert [told.result for told in news] == [news[0].result] * 3, "told three times, done once"
    assert troubles == []


def test_a_lane_outlives_a_disk_that_is_full_for_a_while(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exhibits.core.jobs.jobs.AGAIN_S", 0.05)
    begin, troubles = jobs._ledger.begin, [Unavailable("disk_full", "满了", "full")]

    def begin_later(job_id: str) -> None:
        if troubles:
            raise troubles.pop()
        begin(job_id)

    monkeypatch.setattr(jobs._ledger, "begin", begin_later)
    jobs.submit("double", {"number": 2})
    wait_for(lambda: jobs.list_unfinished() == [])
