"""What people edit: documents in TinyDB, each collection one file that is always either old or new."""

import errno
import hashlib
import logging
import os
import threading
from pathlib import Path
from typing import Any, Generic, TypeVar

import orjson
from tinydb.storages import Storage
from tinydb.table import Table

from exhibits.core.errors import Unavailable, refuse_full_disk
from exhibits.core.model import Model

SCHEMA = 1
GENERATIONS = 3
TABLES, TAIL = b',"tables":', b"}\n"
"""What stands around the tables in a file; the hash is that of the bytes between."""
log = logging.getLogger("hall.documents")


M = TypeVar("M", bound=Model)


class AtomicStorage(Storage):
    """A file that is replaced whole, after it is safely on disk; readers get copies, so a failed write changes nothing.

    The file holds `{schema, revision, sha256, tables}`. The last generations stay beside it; a file that
    does not match its own hash is put aside, and the newest good generation takes its place.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.was_damaged = False
        self._revision, self._tables = self._recover()

    @property
    def revision(self) -> int:
        """How many times the file was written."""
        return self._revision

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Hand out tables of their own, or None for a new file; a document in them is replaced, never changed."""
        return None if self._tables is None else {name: dict(table) for name, table in self._tables.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace everything, durably."""
        kept = {name: dict(table) for name, table in data.items()}
        tables = orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)
        digest = hashlib.sha256(tables).hexdigest()
        head = f'{{"schema":{SCHEMA},"revision":{self._revision + 1},"sha256":"{digest}"{TABLES.decode()}'
        try:
            self._keep_generation()
            replace_file(self._path, b"".join((head.encode(), tables, TAIL)))
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise refuse_full_disk() from error
            raise
        self._revision, self._tables = self._revision + 1, kept

    def _keep_generation(self) -> None:
        if not self._path.exists():
            return
        kept = self._path.with_suffix(f".json.{self._revision % GENERATIONS}")
        kept.unlink(missing_ok=True)
        os.link(self._path, kept)

    def _recover(self) -> tuple[int, dict[str, dict[str, Any]] | None]:
        whole = _parse(self._path)
        if whole is not None:
            return whole
        kept = [self._path.with_suffix(f".json.{number}") for number in range(GENERATIONS)]
        if not any(path.exists() for path in (self._path, *kept, *self._list_damaged())):
            return 0, None
        good = [(found, path) for path in kept if (found := _parse(path)) is not None]
        if not good:
            raise _report_damage(self._path.name)
        found, path = max(good, key=lambda one: one[0][0])
        # Only now that something takes its place: a damaged file that is gone would look like a new hall.
        _set_aside(self._path)
        replace_file(self._path, path.read_bytes())
        log.error("%s was damaged: the version before it was taken, its last change is lost", self._path.name)
        self.was_damaged = True
        return found

    def _list_damaged(self) -> list[Path]:
        return list(self._path.parent.glob(f"{self._path.stem}.damaged-*"))


def _report_damage(name: str) -> Unavailable:
    return Unavailable(
        "documents_damaged",
        f"{name} 已损坏，也没有可用的旧版本。请用 app.py restore 从备份恢复。",
        f"{name} is damaged and no older generation is good. Restore a backup with app.py restore.",
    )


class KeyedTable(Table):
    """A TinyDB table whose documents are named by our own ids, and that writes several of them at once."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB documents this way of using other ids

    def replace(self, documents: dict[str, dict[str, Any]]) -> None:
        """Insert or replace documents in one write of the file."""
        self._update_table(lambda table: table.update(documents))  # type: ignore[arg-type]  # ids are str here


class Collection(Generic[M]):
    """Documents of one model, keyed by their `id`; reading is from memory, every write is durable when it returns."""

    def __init__(self, path: Path, model: type[M]) -> None:
        self._storage = AtomicStorage(path)
        self._table = KeyedTable(self._storage, "documents")
        self._lock = threading.RLock()
        self._documents = {str(found.doc_id): model.model_validate(dict(found)) for found in self._table.all()}

    @property
    def revision(self) -> int:
        """How many times the collection was written."""
        return self._storage.revision

    @property
    def was_damaged(self) -> bool:
        """Tell whether the file was found damaged when it was opened, and an older generation took its place."""
        return self._storage.was_damaged

    def find(self, document_id: str) -> M | None:
        """Find a document, or None."""
        return self._documents.get(document_id)

    def all(self) -> list[M]:
        """List all documents; in no order that lasts: after a restart they come by their ids."""
        return list(self._documents.values())

    def put(self, *documents: M) -> None:
        """Insert or replace documents, all of them in one write."""
        named = {_name(document): document for document in documents}
        with self._lock:
            self._table.replace({name: document.model_dump(mode="json") for name, document in named.items()})
            self._documents = self._documents | named

    def delete(self, *document_ids: str) -> None:
        """Delete the documents that exist among these, in one write."""
        with self._lock:
            names = [name for name in document_ids if name in self._documents]
            if names:
                self._table.remove(doc_ids=names)  # type: ignore[arg-type]  # ids are str here
                self._documents = {name: kept for name, kept in self._documents.items() if name not in names}


class Documents:
    """The folder of all collections; one process has it open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: dict[str, Collection[Any]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def collection(self, name: str, model: type[M]) -> Collection[M]:
        """Open a collection: the file `<name>.json`."""
        collection = Collection(self._folder / f"{name}.json", model)
        self._opened[name] = collection
        return collection

    def list_damaged(self) -> list[str]:
        """List the collections whose file was found damaged and whose last change is lost."""
        return [name for name, collection in self._opened.items() if collection.was_damaged]


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that at any moment it is either the old one or the new one, safely on disk when this returns."""
    fresh = path.with_suffix(path.suffix + ".new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        if fresh.is_file():
            fresh.unlink()
        raise
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(document: Model) -> str:
    return str(document.id)  # type: ignore[attr-defined]  # every document has an id


def _parse(path: Path) -> tuple[int, dict[str, dict[str, Any]]] | None:
    try:
        content = path.read_bytes()
        whole = orjson.loads(content)
        tables = content[content.index(TABLES) + len(TABLES) : -len(TAIL)]
        good = hashlib.sha256(tables).hexdigest() == whole["sha256"]
        return (int(whole["revision"]), whole["tables"]) if good else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _set_aside(path: Path) -> None:
    if path.exists():
        path.rename(path.with_suffix(f".damaged-{path.stat().st_mtime_ns}"))
