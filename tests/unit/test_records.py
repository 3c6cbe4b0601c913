"""The one writer: a commit is durable when `write` returns, and one caller's mistake is its own."""

from collections.abc import Iterator
from pathlib import Path

import gevent
import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from exhibits.core.errors import Unavailable
from exhibits.core.records import Records

TABLES = MetaData()
MARKS = Table("marks", TABLES, Column("id", Integer, primary_key=True))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = Records(f"sqlite:///{tmp_path / 'records.sqlite3'}", TABLES)
    records.start()
    yield records
    records.stop()


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(MARKS)).scalar_one()


def mark(records: Records, number: int) -> None:
    records.write(lambda connection: connection.execute(insert(MARKS), {"id": number}) and None)


def test_what_was_written_is_read_at_once(records: Records) -> None:
    mark(records, 1)
    assert records.read(count) == 1


def test_a_hundred_callers_share_commits_and_each_gets_its_answer(records: Records) -> None:
    jobs = [gevent.spawn(mark, records, number) for number in range(100)]
    gevent.joinall(jobs, raise_error=True)
    assert records.read(count) == 100


def test_one_caller_that_fails_costs_the_others_nothing(records: Records) -> None:
    mark(records, 7)
    jobs = [gevent.spawn(mark, records, number) for number in (5, 6, 7, 8)]
    gevent.joinall(jobs)
    failed = [job for job in jobs if job.exception is not None]
    assert [type(job.exception) for job in failed] == [IntegrityError]
    assert records.read(count) == 4


def test_rows_of_many_callers_go_in_together_and_a_bad_one_fails_alone(records: Records) -> None:
    mark(records, 7)
    jobs = [gevent.spawn(records.append, MARKS, [{"id": number}, {"id": number + 10}]) for number in (5, 6, 7, 8)]
    gevent.joinall(jobs)
    failed = [job for job in jobs if job.exception is not None]
    assert [type(job.exception) for job in failed] == [IntegrityError]
    assert records.read(count) == 7, "seven was there, and 17 came with the bad row"


def test_what_fails_half_way_leaves_nothing(records: Records) -> None:
    def half(connection: Connection) -> None:
        connection.execute(insert(MARKS), {"id": 1})
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        records.write(half)
    assert records.read(count) == 0


def test_stopping_keeps_what_was_queued(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite3'}"
    records = Records(url, TABLES)
    records.start()
    jobs = [gevent.spawn(mark, records, number) for number in range(20)]
    gevent.sleep(0)
    records.stop()
    gevent.joinall(jobs, raise_error=True)
    again = Records(url, TABLES)
    again.start()
    assert again.read(count) == 20
    again.stop()


def test_a_full_disk_acknowledges_nothing_that_is_lost(records: Records) -> None:
    records.write(lambda connection: connection.exec_driver_sql("CREATE TABLE big (id INTEGER, words TEXT)"))
    records.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 12"))

    def fill(number: int) -> None:
        words = "x" * 3000 if number != 1 else "x" * 300_000
        records.write(
            lambda connection: connection.exec_driver_sql("INSERT INTO big VALUES (?, ?)", (number, words)) and None
        )

    jobs = [gevent.spawn(fill, number) for number in range(3)]
    gevent.joinall(jobs)
    acknowledged = {number for number, job in enumerate(jobs) if job.exception is None}
    kept = set(records.read(lambda connection: connection.exec_driver_sql("SELECT id FROM big").scalars().all()))
    assert acknowledged <= kept
    assert 1 not in kept
    refused = [job.exception for job in jobs if job.exception is not None]
    assert any(isinstance(error, Unavailable) and error.code == "disk_full" for error in refused)


def test_the_writer_goes_on_after_whatever_a_caller_raised(records: Records) -> None:
    def stumble(connection: Connection) -> None:
        raise KeyError("not the database's")

    with pytest.raises(KeyError):
        records.write(stumble)
    mark(records, 1)
    assert records.read(count) == 1
