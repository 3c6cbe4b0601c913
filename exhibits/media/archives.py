"""Unpacks zip archives that strangers send: every member within limits, and under a name of the hall's own."""

import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from exhibits.core.errors import Invalid, TooLarge, refuse_full_disk
from exhibits.core.jobs.model import Progress
from exhibits.core.model import LocalText, Model
from exhibits.media.documents.office import refine_zip
from exhibits.media.intake import clean_album, clean_name
from exhibits.media.sniff import ZIP
from exhibits.media.zipped import MAX_MEMBERS, get_raw_name, is_encrypted, is_utf8, open_zip, refuse_many

_PIECE_BYTES = 256 * 1024
_PART_LENGTH = 255
_FREE_BYTES = 2**20
"""So much may come out of anything: the ratio of a small file says nothing."""

_SIGNATURES = (b"PK\3\4", b"PK\5\6")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNIX = (3, 19)
"""Systems (APPNOTE 4.4.2) that note a file's mode, and write names in UTF-8 without saying so: Unix and macOS."""

_DRIVE = re.compile(r"[A-Za-z]:")
_LEAVINGS = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|\._|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What macOS, Windows and Office leave beside a person's files."""

_CHINESE = re.compile("[\u2e80-\U0003ffff]")

_METHOD = LocalText(
    zh="它用了少见的压缩方式。请用系统自带的“压缩为 zip”重新压缩。",
    en="It is packed by a method that is rarely used. Pack it again with the zip of the operating system.",
)
_NESTED = LocalText(
    zh="压缩包里的压缩包不会展开。请解开后再传。",
    en="An archive inside an archive is not unpacked. Unpack it, then upload it.",
)
_TWICE = LocalText(
    zh="同一文件夹里有两个同名文件，只取了第一个。",
    en="A file of the same name is in the same folder; only the first was taken.",
)
_NOTHING = LocalText()


class Limits(Model):
    """How much an archive may hold; `ratio` is that of the unpacked to the packed bytes, of each member and of all."""

    members: int = MAX_MEMBERS
    total_bytes: int = 20 * 2**30
    member_bytes: int = 8 * 2**30
    ratio: int = 100
    depth: int = 16


DEFAULT = Limits()


class Member(NamedTuple):
    """A file out of an archive; `path` is None where it was left out, and `reason` says why."""

    path: Path | None
    name: str
    album: str
    reason: LocalText = _NOTHING


class ArchiveFacts(NamedTuple):
    """What an archive says of itself: how many files there are, and how many bytes they are unpacked."""

    members: int
    bytes: int


class _Entry(NamedTuple):
    info: zipfile.ZipInfo
    path: str
    reason: LocalText


def inspect_archive(path: Path, limits: Limits = DEFAULT) -> ArchiveFacts:
    """Look at an archive without unpacking it; the sizes that it claims are reason to refuse it, never to trust it.

    Raises Invalid (`archive_broken`, `archive_unsafe_path`, `archive_locked`, `archive_empty`), TooLarge
    (`archive_too_many`, `archive_bomb`).
    """
    with open_zip(path) as archive:
        entries = _list_entries(archive, limits)
        budget = _Budget(limits, path.stat().st_size)
        for entry in entries:
            budget.spend(entry.info.file_size, entry.info.file_size, entry.info.compress_size)
        return ArchiveFacts(len(entries), budget.total)


def unpack(
    path: Path, folder: Path, limits: Limits = DEFAULT, title: str = "", progress: Progress = lambda _: None
) -> list[Member]:
    """Unpack an archive into a folder of its own, and return its files in the archive's order.

    A file's album is the innermost folder that it is in; at the top it is `title`. Doing it again does the same.
    Raises what `inspect_archive` raises, and Unavailable (`disk_full`); then no file is left.
    """
    inspect_archive(path, limits)
    folder.mkdir(parents=True, exist_ok=True)
    budget, members = _Budget(limits, path.stat().st_size), list[Member]()
    with open_zip(path) as archive:
        entries = _list_entries(archive, limits)
        targets = [folder / f"{number:05}" for number in range(len(entries))]
        try:
            for entry, target in zip(entries, targets, strict=True):
                members.append(_unpack_member(archive, entry, target, budget, title))
                progress(len(members) / len(entries))
        except BaseException:
            for target in targets:
                target.unlink(missing_ok=True)
            raise
    return members


class _Budget:
    """Counts what comes out."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self._limits, self._packed = limits, packed
        self.total = 0

    def spend(self, piece: int, of_member: int, packed: int) -> None:
        """Count a piece, of a member of which so much has come by now; raises TooLarge (`archive_bomb`)."""
        self.total += piece
        limits = self._limits
        if of_member > min(limits.member_bytes, limits.ratio * packed + _FREE_BYTES):
            raise _refuse_bomb(limits)
        if self.total > min(limits.total_bytes, limits.ratio * self._packed + _FREE_BYTES):
            raise _refuse_bomb(limits)


def _list_entries(archive: zipfile.ZipFile, limits: Limits) -> list[_Entry]:
    """List the files that are worth a look, by paths that were checked."""
    entries, seen = list[_Entry](), set[str]()
    for info in archive.infolist():
        path = _read_path(info)
        _check_path(info, path, limits)
        if path.endswith("/") or _LEAVINGS.search(path):
            continue
        if is_encrypted(info):
            raise _refuse_locked()
        entries.append(_Entry(info, path, _explain(info, path, seen)))
        seen.add(path)
    if len(entries) > limits.members:
        raise refuse_many(limits.members)
    if not entries:
        raise _refuse_empty()
    return entries


def _explain(info: zipfile.ZipInfo, path: str, seen: set[str]) -> LocalText:
    """Explain why a member is left out, if it is."""
    if path in seen:
        return _TWICE
    return _NOTHING if info.compress_type in _METHODS else _METHOD


def _read_path(info: zipfile.ZipInfo) -> str:
    """Read a member's path; Windows writes backslashes, and Chinese names in GBK (APPNOTE, appendix D)."""
    raw = get_raw_name(info)
    path = raw.decode() if is_utf8(info) else _guess(raw, info.create_system in _UNIX)
    return unicodedata.normalize("NFC", path).replace("\\", "/")


def _guess(raw: bytes, from_unix: bool) -> str:
    """Guess what a name says whose encoding nobody noted: hardly any GBK is by chance Chinese in UTF-8."""
    with suppress(UnicodeDecodeError):
        path = raw.decode()
        if from_unix or path.isascii() or _CHINESE.search(path):
            return path
    with suppress(UnicodeDecodeError):
        return raw.decode("gb18030")
    return raw.decode("cp437")


def _check_path(info: zipfile.ZipInfo, path: str, limits: Limits) -> None:
    """Refuse what leads out of a folder, or would elsewhere; here no file gets its name from the archive."""
    parts = path.rstrip("/").split("/")
    leads_out = path.startswith("/") or ".." in parts or _DRIVE.match(path) or "\0" in path
    endless = len(parts) > limits.depth + 1 or max(map(len, parts)) > _PART_LENGTH
    mode = stat.S_IFMT(info.external_attr >> 16) if info.create_system in _UNIX else 0
    if leads_out or endless or mode not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refuse_path(path)


def _unpack_member(archive: zipfile.ZipFile, entry: _Entry, target: Path, budget: _Budget, title: str) -> Member:
    folders, _, last = entry.path.rpartition("/")
    name, album = clean_name(last), clean_album(folders) or clean_album(title)
    if entry.reason != _NOTHING:
        return Member(None, name, album, entry.reason)
    head = _pour(_unpack_pieces(archive, entry.info, budget), target)
    if head.startswith(_SIGNATURES) and refine_zip(target) is ZIP:
        target.unlink()
        return Member(None, name, album, _NESTED)
    return Member(target, name, album)


def _unpack_pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> Iterator[bytes]:
    size = 0
    with archive.open(info) as member:
        while piece := member.read(_PIECE_BYTES):
            size += len(piece)
            budget.spend(len(piece), size, info.compress_size)
            yield piece
    if size != info.file_size:
        raise zipfile.BadZipFile("a member is not as long as its header says")


def _pour(pieces: Iterator[bytes], target: Path) -> bytes:
    """Write what comes to the disk, and return the first bytes of it."""
    head = b""
    with _writing():
        file = target.open("wb", buffering=0)
    with file:
        for piece in pieces:
            head = head or piece[:4]
            rest = memoryview(piece)
            while rest:
                with _writing():
                    rest = rest[file.write(rest) :]
    return head


@contextmanager
def _writing() -> Iterator[None]:
    """Tell the faults of the disk from those of the archive."""
    try:
        yield
    except OSError:
        raise refuse_full_disk() from None


def _refuse_path(path: str) -> Invalid:
    shown = "".join(sign if sign.isprintable() else "�" for sign in path)[:120]
    return Invalid(
        "archive_unsafe_path",
        f"压缩包里有不安全的路径：“{shown}”。请把文件放进普通文件夹，重新压缩成 zip 再传。",
        f"There is an unsafe path in this archive: “{shown}”. Put the files into plain folders and make a new zip.",
        path=shown,
    )


def _refuse_bomb(limits: Limits) -> TooLarge:
    together, one = (f"{limit / 2**30:g} GB" for limit in (limits.total_bytes, limits.member_bytes))
    return TooLarge(
        "archive_bomb",
        f"这个压缩包解开后太大：总量超过 {together}，或单个文件超过 {one}，或超过压缩包本身的 {limits.ratio} 倍。"
        "请直接上传里面的文件。",
        f"Unpacked, this archive is too large: more than {together} together, more than {one} in one file, or more "
        f"than {limits.ratio} times what it is packed. Upload the files that are in it instead.",
    )


def _refuse_locked() -> Invalid:
    return Invalid(
        "archive_locked",
        "这个压缩包有密码，打不开。请去掉密码，重新压缩成 zip 再传。",
        "This archive is locked by a password. Make a new zip without one, then upload it.",
    )


def _refuse_empty() -> Invalid:
    return Invalid(
        "archive_empty",
        "这个压缩包里没有文件。请重新选择。",
        "There are no files in this archive. Choose another one.",
    )
