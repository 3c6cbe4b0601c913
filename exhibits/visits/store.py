"""How interactions are kept: rows that are appended, and named by the kiosk so that each counts once."""

import json
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gevent.event import AsyncResult
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Insert,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from exhibits.core.records import Records
from exhibits.visits.model import Interaction, InteractionKind

TABLES = MetaData()

interactions = Table(
    "interactions",
    TABLES,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("visit_id", String(36), nullable=False),
    Column("display_id", String(64), nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("received_at", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("view", String(64), nullable=False),
    Column("exhibit_id", String(64)),
    Column("zone_id", String(64)),
    Column("language", String(2), nullable=False),
    Column("source", String(8), nullable=False),
    Column("app_version", String(64), nullable=False),
    Column("detail", Text, nullable=False),
)
INSERTS: dict[str, Insert] = {
    "sqlite": sqlite.insert(interactions).on_conflict_do_nothing(index_elements=["id"]),
    "postgresql": postgresql.insert(interactions).on_conflict_do_nothing(index_elements=["id"]),
}


@dataclass
class _Waiting:
    rows: list[dict[str, Any]]
    done: AsyncResult = field(default_factory=AsyncResult)


@dataclass(frozen=True)
class Counted:
    """What was counted up to a row: visits begun by hour since `since_at`, and interactions."""

    last: int
    interactions: int
    begun: Counter[int]


class VisitStore:
    """The record of visits.

    Batches that come while a commit is on its way to the disk share the next one, as one array of rows: what costs
    is the statement and the savepoint, not the row.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._waiting: deque[_Waiting] = deque()
        self._is_called = False

    def keep(self, rows: list[dict[str, Any]]) -> Counter[str]:
        """Keep rows for good; returns how many new ones each display brought, to one caller of those who shared.

        A row whose id is kept already changes nothing. Returns after the durable commit.
        """
        mine = _Waiting(rows)
        self._waiting.append(mine)
        new = Counter[str]() if self._is_called else self._write()
        mine.done.get()
        return new

    def count(self, since_at: int, until_at: int, after: int, unit_ms: int) -> Counted:
        """Count visitors' interactions of a span, and visits begun in each `unit_ms` of it, in rows after `after`."""
        return self._records.read(lambda connection: _count(connection, since_at, until_at, after, unit_ms))

    def _write(self) -> Counter[str]:
        self._is_called = True
        taken: list[_Waiting] = []
        try:
            new: Counter[str] = self._records.write(lambda connection: self._insert(connection, taken))
        except BaseException as error:  # whatever it is, those who share the commit must not wait for ever
            self._is_called = False
            taken += [self._waiting.popleft() for _ in range(len(self._waiting))]
            for waiting in taken:
                waiting.done.set_exception(error)
            raise
        for waiting in taken:
            waiting.done.set(None)
        return new

    def _insert(self, connection: Connection, taken: list[_Waiting]) -> Counter[str]:
        # In the writer's thread. The flag falls before the queue is emptied: whoever sees it still up has
        # put its rows into the queue already, and they are taken below.
        self._is_called = False
        while self._waiting:
            taken.append(self._waiting.popleft())
        rows = [row for waiting in taken for row in waiting.rows]
        if not rows:
            return Counter()
        before = connection.scalar(select(func.max(interactions.c.seq))) or 0
        if connection.execute(INSERTS[connection.dialect.name], rows).rowcount == len(rows):
            return Counter(str(row["display_id"]) for row in rows)
        return _count_new(connection, before)


def to_row(interaction: Interaction, display_id: str, received_at: int) -> dict[str, Any]:
    """Lay an interaction out as a row."""
    return {
        "id": interaction.id,
        "visit_id": interaction.visit_id,
        "display_id": display_id,
        "at": interaction.at,
        "received_at": received_at,
        "kind": interaction.kind.value,
        "view": interaction.view,
        "exhibit_id": interaction.exhibit_id,
        "zone_id": interaction.zone_id,
        "language": interaction.language,
        "source": interaction.source,
        "app_version": interaction.app_version,
        "detail": json.dumps(interaction.detail, ensure_ascii=False) if interaction.detail else "{}",
    }


def _count_new(connection: Connection, before: int) -> Counter[str]:
    column = interactions.c.display_id
    query = select(column, func.count()).where(interactions.c.seq > before).group_by(column)
    return Counter({str(row[0]): int(row[1]) for row in connection.execute(query)})


def group_by_unit(since_at: int, until_at: int, unit_ms: int) -> Select[tuple[int, str, int]]:
    """Ask how much visitors did of each kind in each unit of time: one row for both, however much it was."""
    unit = ((interactions.c.at - since_at) // unit_ms).label("unit")
    query = select(unit, interactions.c.kind, func.count()).where(
        interactions.c.at >= since_at, interactions.c.at < until_at, interactions.c.source == "visitor"
    )
    return query.group_by(unit, interactions.c.kind)


def _count(connection: Connection, since_at: int, until_at: int, after: int, unit_ms: int) -> Counted:
    last = connection.scalar(select(func.max(interactions.c.seq))) or 0
    query = group_by_unit(since_at, until_at, unit_ms).where(interactions.c.seq > after, interactions.c.seq <= last)
    total, begun = 0, Counter[int]()
    for hour, kind, number in _fetch(connection, query):
        total += number
        begun[hour] += number if kind == InteractionKind.SESSION_START else 0
    return Counted(last, total, begun)


def _fetch(connection: Connection, query: Any) -> Sequence[tuple[int, str, int]]:
    return [(int(unit), str(kind), int(number)) for unit, kind, number in connection.execute(query)]
