"""How accounts, sessions and the audit are kept."""

from sqlalchemy import BigInteger, Column, Connection, Index, MetaData, String, Table, insert, select

from exhibits.accounts.model import Account, AuditEntry, StaffSession
from exhibits.core.documents import Documents
from exhibits.core.records import Records

TABLES = MetaData()
AUDIT = Table(
    "audit",
    TABLES,
    Column("id", String(36), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("account_id", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("detail", String(2000), nullable=False),
    Index("audit_at", "at"),
)


class AccountStore:
    """Accounts and sessions are documents, the audit is records."""

    def __init__(self, documents: Documents, records: Records) -> None:
        self.accounts = documents.collection("accounts", Account)
        self.sessions = documents.collection("sessions", StaffSession)
        self._records = records

    def append_audit(self, entry: AuditEntry) -> None:
        """Keep an entry for good."""
        self._records.write(lambda connection: connection.execute(insert(AUDIT), entry.model_dump()))

    def list_audit(self, limit: int) -> list[AuditEntry]:
        """List the newest entries, newest first."""

        def query(connection: Connection) -> list[AuditEntry]:
            rows = connection.execute(select(AUDIT).order_by(AUDIT.c.at.desc(), AUDIT.c.id.desc()).limit(limit))
            return [AuditEntry(**row._mapping) for row in rows]

        return self._records.read(query)
