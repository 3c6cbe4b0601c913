"""Copying the whole hall into one archive, while the server runs."""

import hashlib
import io
import os
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO
from urllib.parse import quote

from exhibits.core.archive import MANIFEST, Entry, Manifest, report_failure, report_missing, stamp_now
from exhibits.core.documents import sync_folder
from exhibits.core.errors import Invalid
from exhibits.core.restore import restore

__all__ = ["backup", "restore"]

DATABASES = "*.sqlite3"
UNFINISHED = (".new", ".part", ".partial", ".tmp")
ROUNDS = 40


def backup(data: Path, to: Path) -> Path:
    """Write an archive of the data folder into the folder `to`; returns the archive's path.

    The order is the point: records first, then documents, then files. A job that the records call unfinished runs
    again after a restore, whatever the documents say; and a file that a document names was written before it.
    """
    data, to = data.resolve(), to.resolve()
    if not (data / "documents").is_dir():
        raise report_missing("数据文件夹", "data folder", data)
    if to.is_relative_to(data):
        raise Invalid(
            "backup_inside_data", "备份不能放在数据文件夹里面。", "A backup cannot lie inside the data folder."
        )
    try:
        to.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".zhanting-", dir=to) as work:
            _write_archive(data, Path(work))
            finished = Path(work, "archive").rename(to / f"zhanting-{stamp_now()}.tar")
        sync_folder(to)
    except (OSError, sqlite3.Error) as error:
        raise report_failure(error) from error
    return finished


def _write_archive(data: Path, work: Path) -> None:
    """Write `work/archive`; `work` is ours alone, so nobody reads the secrets in it."""
    writer = _Writer(work / "archive")
    with closing(writer):
        for database in sorted(data.glob(DATABASES)):
            copy = copy_database(database, work / database.name)
            writer.add_file(database.name, copy)
            copy.unlink()
        for name, content in read_documents(data / "documents").items():
            writer.add(f"documents/{name}", io.BytesIO(content), len(content))
        for path in _list_files(data):
            writer.add_file(path.relative_to(data).as_posix(), path)
        writer.finish()


def copy_database(source: Path, copy: Path) -> Path:
    """Copy a SQLite database as it is at one moment; writers go on (its online backup, within one read transaction)."""
    with (
        closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as here,
        closing(sqlite3.connect(copy)) as there,
    ):
        here.backup(there)
        check_database(there, source.name)
    return copy


def check_database(database: sqlite3.Connection, name: str) -> None:
    """Look through a SQLite database; raises DatabaseError that says what is damaged."""
    (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"{name}: {verdict}")


def read_documents(folder: Path) -> dict[str, bytes]:
    """Read all documents as they are at one moment.

    Each file is replaced whole, so a round in which no file was replaced is such a moment. A hall that never rests
    for the milliseconds of a round gets its last one, in which every file is still whole.
    """
    contents: dict[str, bytes] = {}
    for _ in range(ROUNDS):
        before = _look_at(folder)
        contents = {name: (folder / name).read_bytes() for name in before}
        if _look_at(folder) == before:
            break
    return contents


def _look_at(folder: Path) -> dict[str, tuple[int, int]]:
    looks = {path.name: path.stat() for path in sorted(folder.glob("*.json"))}
    return {name: (look.st_ino, look.st_mtime_ns) for name, look in looks.items()}


def _list_files(data: Path) -> Iterator[Path]:
    """List what is neither a database, nor a document, nor half written, nor made again when it is asked for."""
    for path in sorted(data.rglob("*")):
        inside = path.relative_to(data)
        kept_elsewhere = inside.parts[0] in ("documents", "cache") or inside.match(f"{DATABASES}*")
        unfinished = any(part.startswith(".") for part in inside.parts) or path.suffix in UNFINISHED
        if path.is_file() and not path.is_symlink() and not kept_elsewhere and not unfinished:
            yield path


class _Writer:
    """A tar that knows the hash of everything that went into it."""

    def __init__(self, path: Path) -> None:
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - see close
        self._entries: dict[str, Entry] = {}

    def add_file(self, name: str, path: Path) -> None:
        """Add a file; one that is gone since it was listed was deleted on purpose."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            self.add(name, file, os.fstat(file.fileno()).st_size)

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        """Add `size` bytes under a name."""
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, int(time.time()), 0o600
        through = _Hashing(file)
        self._tar.addfile(member, through)
        self._entries[name] = Entry(sha256=through.hash.hexdigest(), size=size)

    def finish(self) -> None:
        """Add the manifest, and return when all of it is on the disk."""
        manifest = Manifest(made_at=time.time_ns() // 1_000_000, files=self._entries)
        content = manifest.model_dump_json(indent=1).encode()
        self.add(MANIFEST, io.BytesIO(content), len(content))
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class _Hashing(io.RawIOBase):
    """Hashes what is read through it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self.hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read, and remember the hash."""
        content = self._file.read(size)
        self.hash.update(content)
        return content
