"""What happens: records in SQL, written by one group-committing writer."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import gevent
from gevent.event import AsyncResult, Event
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, MetaData, Table, create_engine, event, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from exhibits.core.errors import Unavailable, refuse_full_disk

FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE"})
T = TypeVar("T")
Work = Callable[[Connection], Any]
Row = dict[str, Any]
Outcome = tuple[Any, BaseException | None]


@dataclass
class _Waiting:
    work: Work
    table: Table | None = None
    rows: Sequence[Row] = ()
    answer: AsyncResult = field(default_factory=AsyncResult)


class Records:
    """A database with one writer: whatever queued while the last commit was reaching the disk goes into the next.

    The commit runs in a real thread, so that the loop goes on; callers wait as greenlets. SQLite keeps what was
    committed even when the power fails (`synchronous=FULL`, WAL).
    """

    def __init__(self, url: str, *tables: MetaData) -> None:
        self._engine = create_engine(url, poolclass=NullPool)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)
            event.listen(self._engine, "commit", _commit_sqlite)
        self._tables = tables
        self._queue: list[_Waiting] = []
        self._wake = Event()
        self._stopping = False
        self._thread = ThreadPool(1)
        self._writer: gevent.Greenlet | None = None

    @property
    def dialect(self) -> str:
        """Name the kind of database: `sqlite` or `postgresql`."""
        return self._engine.dialect.name

    def start(self) -> None:
        """Create what is missing of the tables, and begin to write."""
        for tables in self._tables:
            tables.create_all(self._engine)
        self._reader = self._engine.connect()
        self._connection = self._thread.apply(self._engine.connect)
        self._writer = gevent.spawn(self._write_on)

    def stop(self) -> None:
        """Commit what is queued, and close."""
        self._stopping = True
        self._wake.set()
        if self._writer is not None:
            self._writer.join()
            self._thread.apply(self._connection.close)
            self._reader.close()
        self._thread.kill()
        self._engine.dispose()

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` inside the next commit and return what it returned, once that commit is durable.

        What `work` raises is raised here and undone, and costs the others in the same commit nothing.
        """
        answer: T = self._await(_Waiting(work))
        return answer

    def append(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows with the next commit, once it is durable; those of all callers go in as one array."""
        self._await(_Waiting(lambda connection: _insert(connection, table, rows), table, rows))

    def read(self, query: Callable[[Connection], T]) -> T:
        """Run a short query on the loop's own connection; it sees every commit that has returned."""
        try:
            return query(self._reader)
        finally:
            self._reader.rollback()

    def _await(self, waiting: _Waiting) -> Any:
        self._queue.append(waiting)
        self._wake.set()
        return waiting.answer.get()

    def _write_on(self) -> None:
        while not (self._stopping and not self._queue):
            self._wake.wait()
            self._wake.clear()
            while self._queue:
                batch, self._queue = self._queue, []
                _answer(batch, self._thread.apply(self._commit, (batch,)))

    def _commit(self, batch: list[_Waiting]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        try:
            with self._connection.begin():
                done = _append_together(batch, self._connection)
                outcomes += (((None, None) if one.table in done else _run(one.work, self._connection)) for one in batch)
        except Exception as error:  # noqa: BLE001 - whatever it is, the writer goes on and the callers are told
            cause = next((known for _, known in outcomes if isinstance(known, Unavailable)), _explain(error))
            return [(None, cause) for _ in batch]
        return outcomes


def _append_together(batch: list[_Waiting], connection: Connection) -> set[Table | None]:
    """Insert the rows for each table as one array; returns the tables where none of them was bad."""
    appended: defaultdict[Table, list[Row]] = defaultdict(list)
    for waiting in batch:
        if waiting.table is not None:
            appended[waiting.table] += waiting.rows
    done: set[Table | None] = set()
    for table, rows in appended.items():
        _, error = _run(partial(_insert, table=table, rows=rows), connection)
        if isinstance(error, Unavailable):  # a full disk: nothing of this transaction can be kept
            raise error
        if error is None:
            done.add(table)
    return done


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _run(work: Work, connection: Connection) -> Outcome:
    try:
        with connection.begin_nested():
            return work(connection), None
    except Exception as error:  # noqa: BLE001 - whatever the caller's work raises is the caller's
        return None, _explain(error)


def _answer(batch: list[_Waiting], outcomes: list[Outcome]) -> None:
    for waiting, (result, error) in zip(batch, outcomes, strict=True):
        if error is None:
            waiting.answer.set(result)
        else:
            waiting.answer.set_exception(error)


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _commit_sqlite(connection: Connection) -> None:
    # The driver's own commit() is silent when SQLite has rolled the transaction back by itself (a full disk): then
    # what came before would be acknowledged and lost. COMMIT without a transaction is an error, as it must be.
    connection.exec_driver_sql("COMMIT")


def _explain(error: BaseException) -> BaseException:
    """Find a full disk behind whatever it led to: SQLite has rolled back by then, and the savepoint is gone too."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, DBAPIError) and getattr(cause.orig, "sqlite_errorname", "") in FULL:
            return refuse_full_disk()
        cause = cause.__context__
    return error


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # else the driver commits at each RELEASE of a savepoint
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
