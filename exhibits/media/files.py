"""Files named by their content: `<folder>/<ab>/<sha256>.<extension>`, whole and on disk before anybody can see them."""

import errno
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from exhibits.core.documents import sync_folder
from exhibits.core.errors import Unavailable
from exhibits.core.ids import new_id

NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{2,5}")

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Arrival:
    """A file that is coming in; its size and its hash are known as it comes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._hash = hashlib.sha256()
        self._file = path.open("xb", buffering=0)

    @property
    def digest(self) -> str:
        """Tell the SHA-256 of what has come so far."""
        return self._hash.hexdigest()

    def write(self, chunk: bytes) -> None:
        """Take the next bytes; raises Unavailable (`disk_full`)."""
        rest = memoryview(chunk)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise _refuse_full() if error.errno in _FULL else error from error
        self._hash.update(chunk)
        self.size += len(chunk)

    def sync(self) -> None:
        """Bring the content safely to the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Take no more."""
        self._file.close()


class FileStore:
    """A folder of files that are written once and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._arriving = folder / "arriving"
        self._arriving.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def receive(self, label: str) -> Iterator[Arrival]:
        """Open a new file; unless it is kept, nothing of it stays. Its temporary name begins with `label`."""
        arrival = Arrival(self._arriving / f"{label}.{new_id()}")
        try:
            yield arrival
        finally:
            arrival.close()
            arrival.path.unlink(missing_ok=True)

    def keep(self, arrival: Arrival, extension: str) -> str:
        """Keep what arrived and was synced, durably, and return its name; the same content is kept once."""
        name = f"{arrival.digest}.{extension}"
        target = self._place(name)
        if not target.parent.exists():
            target.parent.mkdir(exist_ok=True)
            sync_folder(self.folder)
        arrival.path.rename(target)
        sync_folder(target.parent)
        return name

    def adopt(self, path: Path, name: str) -> str:
        """Keep a file that is on the disk already, under a name of its hash; it stays where it was, too."""
        target = self._place(name)
        if not target.parent.exists():
            target.parent.mkdir(exist_ok=True)
            sync_folder(self.folder)
        if target.exists():
            os.utime(target)  # young again, for the sweep of what nobody names
        else:
            os.link(path, target)
            sync_folder(target.parent)
        return name

    def keep_all(self, contents: Sequence[bytes], extension: str) -> list[str]:
        """Keep many small files, durably, and return their names: first all are written, then all are synced.

        One commit of the file system's journal then carries most of them; file by file each would wait for its own.
        """
        with ExitStack() as stack:
            arrivals = [stack.enter_context(self.receive("bytes")) for _ in contents]
            for arrival, content in zip(arrivals, contents, strict=True):
                arrival.write(content)
            for arrival in arrivals:
                arrival.sync()
            return self._rename_all([(one, f"{one.digest}.{extension}") for one in arrivals])

    def find_path(self, name: str) -> Path | None:
        """Find a file by its name, or None."""
        if NAME.fullmatch(name) is None:
            return None
        path = self._place(name)
        return path if path.is_file() else None

    def sweep(self, label: str = "") -> None:
        """Remove what a crash left half written: all of it, or what began under one label."""
        for path in self._arriving.glob(f"{label}.*" if label else "*"):
            path.unlink(missing_ok=True)

    def _rename_all(self, arrivals: Sequence[tuple[Arrival, str]]) -> list[str]:
        targets = [self._place(name) for _, name in arrivals]
        for (arrival, _), target in zip(arrivals, targets, strict=True):
            target.parent.mkdir(exist_ok=True)
            arrival.path.rename(target)
        for folder in {target.parent for target in targets} | {self.folder}:
            sync_folder(folder)
        return [name for _, name in arrivals]

    def _place(self, name: str) -> Path:
        return self.folder / name[:2] / name


def _refuse_full() -> Unavailable:
    return Unavailable(
        "disk_full",
        "服务器的硬盘满了，这个文件没有存下来；已有的内容都还在。请联系管理员腾出空间后再传。",
        "The server's disk is full. This file was not stored; everything else is safe. "
        "Ask the administrator to free some space, then upload it again.",
    )
