"""The bytes of unfinished uploads: a file's length is what has arrived, whatever happens to the server."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import gevent

from exhibits.core.errors import HallError
from exhibits.media.uploads.places import SUFFIX, find_unpacked
from exhibits.media.uploads.protocol import ALGORITHMS, Checksum, ChecksumMismatch

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class DiskFull(HallError):
    """The disk takes no more; what had arrived stays, and the upload can go on from there."""

    status = 507


class Tail:
    """The end of an upload, while one request adds to it."""

    def __init__(self, file: BinaryIO, checksum: Checksum | None) -> None:
        self._file, self._start = file, file.tell()
        self._checksum = checksum
        self._hash = ALGORITHMS[checksum.algorithm](usedforsecurity=False) if checksum else None
        self.size = self._start

    def write(self, chunk: bytes) -> None:
        """Add bytes, in a real thread, so that a slow disk holds nobody else up; raises DiskFull."""
        gevent.get_hub().threadpool.apply(self._write, (chunk,))

    def settle(self) -> None:
        """Judge what came; raises ChecksumMismatch and forgets it."""
        if self._checksum is not None and self._hash is not None and self._hash.digest() != self._checksum.digest:
            self.forget()
            raise ChecksumMismatch(
                "checksum_mismatch",
                "有一段在路上传坏了，会自动重传。",
                "A part was damaged on its way. It is sent again by itself.",
            )

    def forget(self) -> None:
        """Take the upload back to where this request began."""
        self._file.truncate(self._start)
        self.size = self._start

    def _write(self, chunk: bytes) -> None:
        rest = memoryview(chunk)
        try:
            while rest:
                written = self._file.write(rest)
                self.size += written
                rest = rest[written:]
        except OSError as error:
            if error.errno in _FULL:
                raise refuse_full() from error
            raise
        if self._hash is not None:
            self._hash.update(chunk)


class Shelf:
    """A folder of unfinished uploads, `<id>.part` each.

    Bytes that came with a checksum count only when it was right: until then `<id>.check.part` says where they began,
    so that a server which dies meanwhile forgets them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def find_path(self, upload_id: str) -> Path:
        """Tell where an upload's bytes are."""
        return self.folder / f"{upload_id}{SUFFIX}"

    def create(self, upload_id: str) -> None:
        """Begin an upload with no bytes."""
        try:
            self.find_path(upload_id).touch()
        except OSError as error:
            raise (refuse_full() if error.errno in _FULL else error) from error

    def measure(self, upload_id: str) -> int | None:
        """Tell how many bytes are here, None when there is no such upload."""
        try:
            size = self.find_path(upload_id).stat().st_size
        except FileNotFoundError:
            return None
        start = self._read_mark(upload_id)
        return size if start is None else min(size, start)

    @contextmanager
    def extend(self, upload_id: str, checksum: Checksum | None) -> Iterator[Tail]:
        """Open the end of an upload for one request; the caller holds the upload."""
        self._recover(upload_id)
        with self.find_path(upload_id).open("ab", buffering=0) as file:
            tail = Tail(file, checksum)
            if checksum is None:
                yield tail
                return
            self._write_mark(upload_id, tail.size)
            with self._forgetting(tail):
                yield tail
                tail.settle()
        self._find_mark(upload_id).unlink()

    def link(self, path: Path, upload_id: str) -> None:
        """Let a file of the hall be the bytes of an upload too."""
        os.link(path, self.find_path(upload_id))

    def take_in(self, path: str, upload_id: str) -> Path:
        """Take a file that a worker made as the bytes of an upload."""
        target = self.find_path(upload_id)
        if not target.exists():
            Path(path).rename(target)
        return target

    def remove(self, *upload_ids: str) -> None:
        """Forget uploads and their bytes."""
        for upload_id in upload_ids:
            self.find_path(upload_id).unlink(missing_ok=True)
            self._find_mark(upload_id).unlink(missing_ok=True)
            shutil.rmtree(find_unpacked(self.find_path(upload_id)), ignore_errors=True)

    def list_ids(self) -> list[str]:
        """List the uploads of which anything is here: bytes, a mark, an archive's files."""
        return list({path.name.partition(".")[0] for path in self.folder.glob(f"*{SUFFIX}")})

    @contextmanager
    def _forgetting(self, tail: Tail) -> Iterator[None]:
        try:
            yield
        except BaseException:
            tail.forget()
            raise

    def _recover(self, upload_id: str) -> None:
        start = self._read_mark(upload_id)
        if start is not None:
            os.truncate(self.find_path(upload_id), min(start, self.find_path(upload_id).stat().st_size))
            self._find_mark(upload_id).unlink()

    def _find_mark(self, upload_id: str) -> Path:
        return self.folder / f"{upload_id}.check{SUFFIX}"

    def _read_mark(self, upload_id: str) -> int | None:
        try:
            text = self._find_mark(upload_id).read_text()
        except FileNotFoundError:
            return None
        return int(text)

    def _write_mark(self, upload_id: str, start: int) -> None:
        fresh = self.folder / f"{upload_id}.check-new{SUFFIX}"
        fresh.write_text(str(start))
        fresh.rename(self._find_mark(upload_id))


def pour(read: Callable[[], bytes], tail: Tail, room: int) -> None:
    """Move what is read to the upload's end, `room` bytes at most."""
    while room > 0 and (chunk := read()[:room]):
        tail.write(chunk)
        room -= len(chunk)


def refuse_full() -> DiskFull:
    """Say that the disk is full, and that nothing is lost."""
    return DiskFull(
        "disk_full",
        "服务器的硬盘满了，先停在这里；已经传的和以前的都还在。请联系管理员腾出空间，再点“继续”。",
        "The server's disk is full, so the upload stops here; what has arrived and everything else is safe. "
        "Ask the administrator to free some space, then go on.",
    )
