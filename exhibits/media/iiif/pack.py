"""A pyramid in one file: a ZIP of stored JPEG tiles, which any tool opens and the server reads by slices."""

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

from exhibits.media.files import Arrival

EXTENSION = "zip"
_HEAD_BYTES = 30
"""What stands before an entry's name: a local file header (APPNOTE 4.3.7). Ours have no extra field."""

_READABLE = 0o644 << 16


class Slice(NamedTuple):
    """Where in a file something is."""

    start: int
    length: int


class PackWriter:
    """Adds tiles to a pack; equal tiles make equal packs, since no time of day is written."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zip = zipped

    def add(self, name: str, content: bytes) -> None:
        """Add a tile."""
        entry = ZipInfo(name)
        entry.external_attr = _READABLE
        self._zip.writestr(entry, content)


@contextmanager
def write_pack(arrival: Arrival) -> Iterator[PackWriter]:
    """Write a pack into an arriving file, from its beginning to its end."""
    with ZipFile(_Forward(arrival), "w") as zipped:
        yield PackWriter(zipped)


def read_index(path: Path) -> dict[str, Slice]:
    """Read where each tile of a pack is."""
    with ZipFile(path) as zipped:
        return {
            entry.filename: Slice(entry.header_offset + _HEAD_BYTES + len(entry.filename), entry.file_size)
            for entry in zipped.infolist()
        }


def read_slice(path: Path, place: Slice) -> bytes:
    """Read a slice of a file."""
    handle = os.open(path, os.O_RDONLY)
    try:
        return os.pread(handle, place.length, place.start)
    finally:
        os.close(handle)


class PackShelf:
    """Knows where the tiles of the packs are that were asked for last; a pack never changes under its name."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._indexes: OrderedDict[str, Mapping[str, Slice]] = OrderedDict()

    def get_index(self, path: Path) -> Mapping[str, Slice]:
        """Get the places of a pack's tiles by their names."""
        index = self._indexes.get(path.name)
        if index is None:
            index = self._indexes[path.name] = read_index(path)
            if len(self._indexes) > self._most:
                self._indexes.popitem(last=False)
        self._indexes.move_to_end(path.name)
        return index


class _Forward:
    """What ZipFile writes to when it cannot go back: sizes then follow each entry instead of preceding it."""

    def __init__(self, arrival: Arrival) -> None:
        self._arrival = arrival

    def write(self, chunk: bytes) -> int:
        self._arrival.write(chunk)
        return len(chunk)

    def flush(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """Leave the arrival open: it still has to be kept."""
