"""How accounts, sessions and the audit are kept."""

import json

from sqlalchemy import BigInteger, Column, Connection, Index, MetaData, RowMapping, String, Table, insert, select

from exhibits.accounts.model import Account, AuditEntry, StaffSession
from exhibits.core.documents import Documents
from exhibits.core.model import LocalText
from exhibits.core.records import Records

TABLES = MetaData()
DETAIL_LENGTH = 2000
NAME_LENGTH = 200
AUDIT = Table(
    "audit",
    TABLES,
    Column("id", String(36), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("account_id", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("detail", String(DETAIL_LENGTH), nullable=False),
    Index("audit_at", "at"),
)


class AccountStore:
    """Accounts and sessions are documents, the audit is records."""

    def __init__(self, documents: Documents, records: Records) -> None:
        self.accounts = documents.collection("accounts", Account)
        self.sessions = documents.collection("sessions", StaffSession)
        self._records = records

    def list_accounts(self) -> list[Account]:
        """List the accounts in the order in which they were made."""
        return sorted(self.accounts.all(), key=lambda account: (account.created_at, account.id))

    def append_audit(self, entry: AuditEntry) -> None:
        """Keep an entry for good."""
        self._records.write(lambda connection: connection.execute(insert(AUDIT), _to_row(entry)))

    def list_audit(self, limit: int) -> list[AuditEntry]:
        """List the newest entries, newest first."""

        def query(connection: Connection) -> list[AuditEntry]:
            rows = connection.execute(select(AUDIT).order_by(AUDIT.c.at.desc(), AUDIT.c.id.desc()).limit(limit))
            return [_to_entry(row._mapping) for row in rows]

        return self._records.read(query)


def _to_row(entry: AuditEntry) -> dict[str, object]:
    """Write name and facts as one text; facts that make it too long are left out, the last first."""
    facts = dict(entry.facts)
    while len(detail := _write_detail(entry.name, facts)) > DETAIL_LENGTH and facts:
        facts.popitem()
    return entry.model_dump(exclude={"name", "facts"}) | {"detail": detail}


def _write_detail(name: LocalText, facts: dict[str, str]) -> str:
    short = {"zh": name.zh[:NAME_LENGTH], "en": name.en[:NAME_LENGTH]}
    return json.dumps({"name": short, "facts": facts}, ensure_ascii=False, separators=(",", ":"))


def _to_entry(row: RowMapping) -> AuditEntry:
    """Read an entry; the oldest ones have the names of the fields that were sent, and no values."""
    kept = str(row["detail"])
    detail = json.loads(kept) if kept.startswith("{") else {"facts": {name: "" for name in kept.split(", ") if name}}
    return AuditEntry(**{name: row[name] for name in ("id", "at", "account_id", "action", "subject")}, **detail)
