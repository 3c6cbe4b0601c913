"""An interaction counts once, for good, and a wrong one costs the others nothing."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gevent
import pytest
from sqlalchemy.exc import OperationalError

from exhibits.core.bus import Bus
from exhibits.core.ids import new_id
from exhibits.core.records import Records
from exhibits.core.settings import Settings
from exhibits.visits.model import InteractionBatch, InteractionsRecorded
from exhibits.visits.service import VisitService
from exhibits.visits.store import TABLES, VisitStore, group_by_unit
from tests.clock import SetClock

NOON_IN_CHINA = 1_800_072_000_000  # 2027-01-16 04:00 UTC


class Recorder:
    """A visits room on a real file, with what it told."""

    def __init__(self, folder: Path) -> None:
        self.records = Records(f"sqlite:///{folder / 'records.sqlite3'}", TABLES)
        self.records.start()
        self.clock = SetClock(NOON_IN_CHINA)
        self.told: list[InteractionsRecorded] = []
        bus = Bus()
        bus.subscribe(InteractionsRecorded, self.told.append)
        self.visits = VisitService(VisitStore(self.records), self.clock, bus, Settings(data=folder))

    def send(self, *interactions: dict[str, Any]) -> tuple[str, ...]:
        return self.visits.record("display-1", InteractionBatch(interactions=interactions)).accepted


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    recorder = Recorder(tmp_path)
    yield recorder
    recorder.records.stop()


def make(kind: str = "view", visit: str | None = None, at: int = NOON_IN_CHINA) -> dict[str, Any]:
    return {"id": new_id(), "visit_id": visit or new_id(), "at": at, "kind": kind}


def test_what_is_sent_twice_counts_once_and_is_accepted_twice(recorder: Recorder) -> None:
    touch = make()
    assert recorder.send(touch) == recorder.send(touch) == (touch["id"],)
    assert recorder.visits.count_today().interactions == 1
    assert [fact.count for fact in recorder.told] == [1]


def test_a_wrong_one_is_refused_by_name_and_the_others_are_kept(recorder: Recorder) -> None:
    good, bad = make(), make(kind="telepathy")
    receipt = recorder.visits.record("display-1", InteractionBatch(interactions=(bad, good, {})))
    assert receipt.accepted == (good["id"],)
    assert [one.id for one in receipt.refused] == [bad["id"], ""]
    assert recorder.visits.count_today().interactions == 1


def test_visitors_are_visits_of_this_day_by_the_halls_clock(recorder: Recorder) -> None:
    yesterday = NOON_IN_CHINA - 12 * 3_600_000 - 1
    recorder.send(make("session_start", "0" * 8 + "-0000-7000-8000-" + "0" * 12, yesterday))
    visit = new_id()
    recorder.send(make("session_start", visit), make("view", visit), make("session_start"))
    today = recorder.visits.count_today()
    assert (today.visitors, today.interactions) == (2, 3)
    assert today.by_hour[12] == 2
    assert sum(today.by_hour) == 2


def test_an_hour_is_one_row_to_the_database_however_much_was_touched_in_it(recorder: Recorder) -> None:
    moments = [NOON_IN_CHINA + hour * 3_600_000 + second * 1000 for hour in (0, 1) for second in range(30)]
    recorder.send(*(make(at=at) for at in moments))
    query = group_by_unit(NOON_IN_CHINA, NOON_IN_CHINA + 86_400_000, 3_600_000)
    rows = recorder.records.read(lambda connection: connection.execute(query).mappings().all())
    assert [(row["unit"], row["kind"]) for row in rows] == [(0, "view"), (1, "view")]


def test_the_day_is_counted_at_most_once_a_second_and_anew_at_midnight(recorder: Recorder) -> None:
    recorder.send(make())
    first = recorder.visits.count_today()
    recorder.send(make())
    assert recorder.visits.count_today() is first
    recorder.clock.pass_by(1)
    assert recorder.visits.count_today().interactions == 2
    recorder.clock.pass_by(12 * 3600)
    assert recorder.visits.count_today().interactions == 0


def test_a_batch_that_is_too_long_is_refused_whole(recorder: Recorder) -> None:
    with pytest.raises(ValueError, match="500"):
        InteractionBatch(interactions=tuple(make() for _ in range(501)))


def test_batches_of_many_displays_at_once_are_all_kept_and_counted_for_their_display(recorder: Recorder) -> None:
    def send(number: int) -> tuple[str, ...]:
        batch = InteractionBatch(interactions=tuple(make() for _ in range(3)))
        return recorder.visits.record(f"display-{number % 4}", batch).accepted

    jobs = [gevent.spawn(send, number) for number in range(40)]
    accepted = [name for job in jobs for name in job.get(timeout=10)]
    assert len(set(accepted)) == recorder.visits.count_today().interactions == 120
    counts = Counter[str]()
    for fact in recorder.told:
        counts[fact.display_id] += fact.count
    assert counts == {f"display-{number}": 30 for number in range(4)}


def test_when_the_disk_refuses_nobody_is_told_that_it_was_kept(recorder: Recorder) -> None:
    recorder.records.write(lambda connection: connection.exec_driver_sql("DROP TABLE interactions") and None)
    jobs = [gevent.spawn(recorder.send, make()) for _ in range(5)]
    gevent.joinall(jobs, timeout=10)
    assert [type(job.exception) for job in jobs] == [OperationalError] * 5
    assert recorder.told == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"view": "\ud800"},
        {"detail": {"word": "\ud800"}},
        {"detail": {"figure": float("nan")}},
        {"detail": {"figure": 10**40}},
        {"detail": {"text": "字" * 201}},
        {"exhibit_id": "a\x00b"},
        {"at": -1},
        {"visit_id": "somebody"},
        {"phone": "13800000000"},
    ],
)
def test_what_a_database_could_choke_on_or_what_names_a_person_is_refused(
    recorder: Recorder, wrong: dict[str, Any]
) -> None:
    receipt = recorder.visits.record("display-1", InteractionBatch(interactions=(make() | wrong, make())))
    assert (len(receipt.accepted), len(receipt.refused)) == (1, 1)
    assert receipt.model_dump_json()
