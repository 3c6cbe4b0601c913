"""How assets and uploads are kept: assets as documents, uploads as records."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, MetaData, String, Table, delete, func, select, update

from exhibits.core.documents import Documents
from exhibits.core.records import Records
from exhibits.media.model import Asset, Upload, UploadLink, UploadState

TABLES = MetaData()
UPLOADS = Table(
    "uploads",
    TABLES,
    Column("id", String(36), primary_key=True),
    Column("state", String(10), nullable=False, index=True),
    Column("created_by", String(64), nullable=False, index=True),
    Column("link_id", String(36), index=True),
    Column("parent_id", String(36), index=True),
    Column("length", BigInteger),
    Column("expires_at", BigInteger, nullable=False),
    Column("upload", JSON, nullable=False),
)


class AssetStore:
    """The assets, each under its id; their files are in a FileStore."""

    def __init__(self, documents: Documents) -> None:
        self.assets = documents.collection("assets", Asset)
        self.links = documents.collection("upload_links", UploadLinkKept)

    def find_by_digest(self, digest: str) -> Asset | None:
        """Find the asset whose original has this SHA-256, or None."""
        return next((asset for asset in self.assets.all() if asset.original.name.startswith(digest)), None)


class UploadLinkKept(UploadLink):
    """A link with the hashes of what opens it: `secret` of the QR code, `token` of the phone that came first."""

    secret: str
    token: str = ""


class UploadLedger:
    """Every upload that was begun, until it is swept; each write is durable when it returns."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def add(self, upload: Upload) -> None:
        """Keep a new upload."""
        self._records.append(UPLOADS, [_write(upload)])

    def change(self, upload: Upload) -> None:
        """Keep what has become of an upload."""
        values = _write(upload)
        self._records.write(
            lambda db: db.execute(update(UPLOADS).where(UPLOADS.c.id == upload.id).values(values)).rowcount
        )

    def find(self, upload_id: str) -> Upload | None:
        """Find an upload, or None."""
        found = self._records.read(
            lambda db: db.execute(select(UPLOADS.c.upload).where(UPLOADS.c.id == upload_id)).first()
        )
        return None if found is None else Upload.model_validate(found[0])

    def list_in(self, *states: UploadState) -> list[Upload]:
        """List the uploads in these states, the oldest first."""
        return self._list(UPLOADS.c.state.in_(states))

    def list_of(self, created_by: str) -> list[Upload]:
        """List the uploads of one person, the oldest first, without the files of archives."""
        return self._list((UPLOADS.c.created_by == created_by) & UPLOADS.c.parent_id.is_(None))

    def sum_coming(self) -> dict[str, int]:
        """Sum what is on its way or being looked at, in bytes, for each person."""
        coming = UPLOADS.c.state.in_((UploadState.RECEIVING, UploadState.CHECKING))
        query = select(UPLOADS.c.created_by, func.sum(UPLOADS.c.length)).where(coming).group_by(UPLOADS.c.created_by)
        return {by: int(size or 0) for by, size in self._records.read(lambda db: db.execute(query).all())}

    def count_unfinished(self, created_by: str) -> int:
        """Count what one person, or a phone that this person invited, has begun and not sent whole."""
        unfinished = (UPLOADS.c.state == UploadState.RECEIVING) & (UPLOADS.c.created_by == created_by)
        query = select(func.count()).select_from(UPLOADS).where(unfinished)
        return int(self._records.read(lambda db: db.execute(query).scalar_one()))

    def list_of_link(self, link_id: str) -> list[Upload]:
        """List what came by one link, the oldest first, without the files of archives."""
        return self._list((UPLOADS.c.link_id == link_id) & UPLOADS.c.parent_id.is_(None))

    def list_members(self, parent_id: str) -> list[Upload]:
        """List what came out of one archive."""
        return self._list(UPLOADS.c.parent_id == parent_id)

    def count_ended(self, parent_id: str) -> int:
        """Count what came out of one archive and is done with."""
        ended = UPLOADS.c.state.in_((UploadState.DONE, UploadState.REFUSED))
        query = select(func.count()).select_from(UPLOADS).where(UPLOADS.c.parent_id == parent_id, ended)
        return int(self._records.read(lambda db: db.execute(query).scalar_one()))

    def list_expired(self, now: int) -> list[Upload]:
        """List what may be swept."""
        return self._list(UPLOADS.c.expires_at < now)

    def forget(self, upload_ids: Iterable[str]) -> None:
        """Drop uploads from the ledger."""
        gone = delete(UPLOADS).where(UPLOADS.c.id.in_(list(upload_ids)))
        self._records.write(lambda db: db.execute(gone).rowcount)

    def _list(self, which: Any) -> list[Upload]:
        query = select(UPLOADS.c.upload).where(which).order_by(UPLOADS.c.id)
        return [Upload.model_validate(row[0]) for row in self._records.read(lambda db: db.execute(query).all())]


def _write(upload: Upload) -> dict[str, Any]:
    columns = ("id", "state", "created_by", "link_id", "parent_id", "length", "expires_at")
    return {name: getattr(upload, name) for name in columns} | {"upload": upload.model_dump(mode="json")}
