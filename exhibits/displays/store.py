"""How displays, their keys and their commands are kept."""

import json
from collections.abc import Iterable, Sequence

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    Text,
    insert,
    select,
)

from exhibits.core.documents import Documents
from exhibits.core.records import Records
from exhibits.displays.lifecycle import Life
from exhibits.displays.model import Action, CommandState, Delivery, DeliveryState, Display, Pairing, Target

TABLES = MetaData()
ACTION: TypeAdapter[Action] = TypeAdapter(Action)

commands = Table(
    "commands",
    TABLES,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("issued_by", String(64), nullable=False),
    Column("issued_at", BigInteger, nullable=False),
    Column("deadline_at", BigInteger, nullable=False),
    Column("display_ids", Text, nullable=False),
)
deliveries = Table(
    "deliveries",
    TABLES,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("command_id", String(36), ForeignKey("commands.id"), nullable=False),
    Column("display_id", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("deliveries_by_command", "command_id"),
)


class DisplayStore:
    """The displays and the keys of kiosks: documents."""

    def __init__(self, documents: Documents) -> None:
        self.displays = documents.collection("displays", Display)
        self.pairings = documents.collection("pairings", Pairing)


class CommandLedger:
    """The commands and every step of each with each display: rows are appended, never edited.

    That a command was sent needs no row for each display: its own row names them all, so that one to 300 displays is
    kept as fast as one to a single display.
    """

    def __init__(self, records: Records) -> None:
        self._records = records

    def open(self, command: CommandState) -> bool:
        """Keep a new command with those to whom it goes; False if this id is known already."""

        def work(connection: Connection) -> bool:
            known = connection.execute(select(commands.c.seq).where(commands.c.id == command.id)).first()
            if known is None:
                connection.execute(insert(commands), _to_row(command))
            return known is None

        return self._records.write(work)

    def append(self, command_id: str, rows: Sequence[Delivery]) -> None:
        """Keep further steps of a command."""
        self._records.append(deliveries, _to_rows(command_id, rows))

    def find(self, command_id: str) -> Life | None:
        """Find a command with all that became of it."""
        found = self._records.read(lambda connection: _select(connection, 1, command_id))
        return found[0] if found else None

    def list_recent(self, limit: int) -> list[Life]:
        """List the newest commands, the newest first."""
        return self._records.read(lambda connection: _select(connection, limit, None))


def _select(connection: Connection, limit: int, command_id: str | None) -> list[Life]:
    query = select(commands).order_by(commands.c.seq.desc()).limit(limit)
    if command_id is not None:
        query = query.where(commands.c.id == command_id)
    found = connection.execute(query).mappings().all()
    steps = _select_steps(connection, [row["id"] for row in found])
    return [_to_life(row, steps.get(row["id"], [])) for row in found]


def _select_steps(connection: Connection, command_ids: list[str]) -> dict[str, list[Delivery]]:
    query = select(deliveries).where(deliveries.c.command_id.in_(command_ids)).order_by(deliveries.c.seq)
    steps: dict[str, list[Delivery]] = {}
    for row in connection.execute(query).mappings():
        step = Delivery(display_id=row["display_id"], state=row["state"], reason=row["reason"], at=row["at"])
        steps.setdefault(row["command_id"], []).append(step)
    return steps


def _to_life(row: RowMapping, steps: list[Delivery]) -> Life:
    opened = CommandState(
        id=row["id"],
        action=ACTION.validate_json(row["action"]),
        target=Target.model_validate_json(row["target"]),
        issued_by=row["issued_by"],
        issued_at=row["issued_at"],
        deadline_at=row["deadline_at"],
        deliveries=tuple(
            Delivery(display_id=name, state=DeliveryState.SENT, at=row["issued_at"])
            for name in json.loads(row["display_ids"])
        ),
    )
    life = Life(opened)
    life.take(steps)
    return life


def _to_row(command: CommandState) -> dict[str, object]:
    return {
        "id": command.id,
        "action": ACTION.dump_json(command.action).decode(),
        "target": command.target.model_dump_json(),
        "issued_by": command.issued_by,
        "issued_at": command.issued_at,
        "deadline_at": command.deadline_at,
        "display_ids": json.dumps([one.display_id for one in command.deliveries]),
    }


def _to_rows(command_id: str, steps: Iterable[Delivery]) -> list[dict[str, object]]:
    return [
        {
            "command_id": command_id,
            "display_id": step.display_id,
            "state": step.state.value,
            "reason": step.reason.value,
            "at": step.at,
        }
        for step in steps
    ]
