"""Opens zip files that strangers send: one plain archive from the first byte to the last, or none at all."""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from exhibits.core.errors import Invalid, TooLarge

MAX_MEMBERS = 2000
_DIRECTORY_BYTES = 4 * 2**20
"""A directory is read into memory whole; that of `MAX_MEMBERS` files takes a tenth of this."""

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCAL = struct.Struct("<4s5H3L2H")
_COMMENT_BYTES = 0xFFFF
_MANY = 0xFFFFFFFF
"""Stands where the true size is in a ZIP64 field."""

_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library's reader is known to raise when an archive is wrong."""


@contextmanager
def open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive; what turns out to be wrong with it in the block becomes an error of ours too.

    Raises Invalid (`archive_broken`), TooLarge (`archive_too_many`).
    """
    try:
        with path.open("rb") as file:
            _check_directory(file)
            with zipfile.ZipFile(file) as archive:
                _check_members(file, archive)
                yield archive
    except _BROKEN as error:
        raise _refuse_broken(error) from error


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """Tell whether a member needs a password."""
    return bool(info.flag_bits & _ENCRYPTED)


def get_raw_name(info: zipfile.ZipInfo) -> bytes:
    """Get a member's name as its bytes stand in the archive."""
    return info.orig_filename.encode("utf-8" if is_utf8(info) else "cp437")


def is_utf8(info: zipfile.ZipInfo) -> bool:
    """Tell whether the archive says that this name is UTF-8; else nobody knows."""
    return bool(info.flag_bits & 0x800)


def refuse_many(limit: int) -> TooLarge:
    """Say that there are more files than are taken."""
    return TooLarge(
        "archive_too_many",
        f"这个压缩包里的文件太多，上限是 {limit} 个。请分成几个 zip 再传。",
        f"There are too many files in this archive: the limit is {limit}. Make several archives, then upload them.",
        max_members=limit,
    )


def _check_directory(file: IO[bytes]) -> None:
    """Check that the directory ends where its end record begins, and that this ends the file (APPNOTE 4.3.6).

    So nothing stands before the archive or after it, and no two readers see two archives.
    """
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - _END.size - _COMMENT_BYTES)
    file.seek(start)
    tail = file.read()
    at = _find_end(tail)
    end = _END.unpack_from(tail, at)
    length, offset, comment = end[5:8]
    position = start + at
    if (wide := _read_end64(file, position)) is not None:
        length, offset = wide
        position -= _LOCATOR.size + _END64.size
    if start + at + _END.size + comment != size or offset + length != position:
        raise zipfile.BadZipFile("the directory is not where its end record says")
    if length > _DIRECTORY_BYTES:
        raise refuse_many(MAX_MEMBERS)


def _find_end(tail: bytes) -> int:
    """Find the end record as `zipfile` does: at the very end, else the last one before a comment."""
    plain = len(tail) - _END.size
    if plain >= 0 and tail[plain:].startswith(b"PK\5\6") and tail.endswith(b"\0\0"):
        return plain
    at = tail.rfind(b"PK\5\6", 0, max(0, plain + 4))
    if at < 0:
        raise zipfile.BadZipFile("there is no end record")
    return at


def _read_end64(file: IO[bytes], position: int) -> tuple[int, int] | None:
    """Read length and offset of the directory from the ZIP64 records before the end record, if they are there."""
    if position < _LOCATOR.size + _END64.size:
        return None
    file.seek(position - _LOCATOR.size - _END64.size)
    record, locator = _END64.unpack(file.read(_END64.size)), _LOCATOR.unpack(file.read(_LOCATOR.size))
    if locator[0] != b"PK\6\7":
        return None
    if record[0] != b"PK\6\6" or locator[2] != position - _LOCATOR.size - _END64.size:
        raise zipfile.BadZipFile("the ZIP64 end record is not where its locator says")
    return record[8], record[9]


def _check_members(file: IO[bytes], archive: zipfile.ZipFile) -> None:
    """Check that each member lies in its own part of the file, in the words of the directory and its own alike."""
    free = 0
    for info in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if info.header_offset < free or (free == 0 and info.header_offset > 0):
            raise zipfile.BadZipFile("members overlap, or something stands before the first")
        free = _find_member_end(file, info)
    if free > archive.start_dir:
        raise zipfile.BadZipFile("a member reaches into the directory")


def _find_member_end(file: IO[bytes], info: zipfile.ZipInfo) -> int:
    file.seek(info.header_offset)
    local = _LOCAL.unpack(file.read(_LOCAL.size))
    signature, _, flags, method, _, _, checksum, packed, unpacked, name_length, extra_length = local
    name = file.read(name_length)
    same = (signature, method, name) == (b"PK\3\4", info.compress_type, get_raw_name(info))
    said = zip((checksum, packed, unpacked), (info.CRC, info.compress_size, info.file_size), strict=True)
    if not flags & _SIZES_FOLLOW:
        same = same and all(local in (central, _MANY) for local, central in said)
    if not same or (flags ^ info.flag_bits) & _ENCRYPTED:
        raise zipfile.BadZipFile("a member's own header says something else than the directory")
    return int(info.header_offset + _LOCAL.size + name_length + extra_length + info.compress_size)


def _refuse_broken(error: BaseException) -> Invalid:
    return Invalid(
        "archive_broken",
        "这个压缩包已损坏、不完整，或不是普通的 zip。请重新压缩成 zip 再传。",
        "This archive is damaged, not complete, or no plain zip. Make a new zip of the files, then upload it.",
        reason=str(error)[:200],
    )
