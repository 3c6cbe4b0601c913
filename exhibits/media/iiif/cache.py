"""The images that were made, kept as files: at most so many bytes of them, those longest unused go first."""

import errno
import hashlib
import os
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from exhibits.core.errors import refuse_full_disk
from exhibits.media.iiif.pack import Slice

MOST_FILES = 50_000
"""However small they are: each also takes some of the server's memory."""

_ARRIVING = ".arriving"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DIGEST_BYTES = hashlib.sha256().digest_size


class Kept(NamedTuple):
    """An image in the cache: where it is, and its SHA-256."""

    path: Path
    place: Slice
    digest: str


class _Entry(NamedTuple):
    bytes: int
    digest: str
    """Empty until the file was read and found whole."""


class ImageCache:
    """A folder of images with their digest behind them; what a restart finds there is checked before it is used."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder, self._max_bytes = folder, max_bytes
        folder.mkdir(parents=True, exist_ok=True)
        self._entries: OrderedDict[str, _Entry] = OrderedDict(_list_files(folder))
        self._bytes = sum(entry.bytes for entry in self._entries.values())
        self._make_room()

    def place(self, name: str) -> Path:
        """Tell where an image is to be written."""
        return self._folder / name

    def find(self, name: str) -> Kept | None:
        """Find a whole image, or None; from now on it is the last to go."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        path = self.place(name)
        digest = entry.digest or _read_digest(path)
        if not digest or not _touch(path):
            self._forget(name)
            return None
        self._entries[name] = entry._replace(digest=digest)
        self._entries.move_to_end(name)
        return Kept(path, Slice(0, entry.bytes - _DIGEST_BYTES), digest)

    def adopt(self, name: str, length: int, digest: str) -> Kept:
        """Take over what a worker has written."""
        self._entries[name] = _Entry(length + _DIGEST_BYTES, digest)
        self._bytes += length + _DIGEST_BYTES
        self._make_room()
        return Kept(self.place(name), Slice(0, length), digest)

    def _make_room(self) -> None:
        """Let go what is too much, but never the image that somebody waits for."""
        while len(self._entries) > 1 and (self._bytes > self._max_bytes or len(self._entries) > MOST_FILES):
            self._forget(next(iter(self._entries)))

    def _forget(self, name: str) -> None:
        self._bytes -= self._entries.pop(name).bytes
        self.place(name).unlink(missing_ok=True)


def keep_image(target: Path, content: bytes) -> str:
    """Write an image, so that it is there whole or not at all, and tell its SHA-256; raises Unavailable (`disk_full`).

    It is not forced to the disk: the digest behind it tells after a power cut whether it got there.
    """
    digest = hashlib.sha256(content)
    arriving = target.with_name(target.name + _ARRIVING)
    try:
        arriving.write_bytes(content + digest.digest())
    except OSError as error:
        arriving.unlink(missing_ok=True)
        raise refuse_full_disk() if error.errno in _FULL else error from error
    arriving.replace(target)
    return digest.hexdigest()


def _list_files(folder: Path) -> Iterator[tuple[str, _Entry]]:
    """List what is there, the longest unused first, and remove what was being written when the server died."""
    found = []
    for entry in os.scandir(folder):
        if entry.name.endswith(_ARRIVING):
            Path(entry.path).unlink(missing_ok=True)
        elif entry.is_file():
            found.append((entry.stat().st_mtime_ns, entry.name, entry.stat().st_size))
    for _, name, size in sorted(found):
        yield name, _Entry(size, "")


def _read_digest(path: Path) -> str:
    """Read an image whole and tell its SHA-256, or nothing when it is not the one that was written."""
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return ""
    digest = hashlib.sha256(content[:-_DIGEST_BYTES])
    return digest.hexdigest() if content[-_DIGEST_BYTES:] == digest.digest() else ""


def _touch(path: Path) -> bool:
    """Note that a file is used, for the order after a restart; tells whether it is still there."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True
