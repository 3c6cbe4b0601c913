"""Putting an archive in the place of the data folder: all of it is checked first, then two folders change places."""

import ctypes
import errno
import hashlib
import os
import tarfile
import tempfile
from pathlib import Path

from pydantic import ValidationError

from exhibits.core.archive import (
    CHUNK,
    MANIFEST,
    MANIFEST_MAX_BYTES,
    Entry,
    Manifest,
    is_safe_name,
    refuse,
    report_failure,
    report_missing,
    stamp_now,
)
from exhibits.core.documents import sync_folder
from exhibits.core.lock import DataLock
from exhibits.core.owner import give_to_owner_of

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def restore(archive: Path, data: Path) -> Path | None:
    """Restore an archive; returns where the old data folder is kept, or None when there was none.

    Raises Conflict (`data_in_use`) while a server has the folder, Invalid (`backup_refused`) for an archive that is
    damaged or hostile; the data folder is then as it was.
    """
    data = data.resolve()
    if not archive.is_file():
        raise report_missing("备份文件", "backup", archive)
    is_new = not data.exists()
    lock = DataLock(data)
    lock.take()
    try:
        return _unpack_and_swap(archive, data, is_new)
    except tarfile.TarError as error:
        raise refuse("文件已损坏", f"the file is damaged ({error})") from error
    except OSError as error:
        raise report_failure(error) from error
    finally:
        lock.release()


def _unpack_and_swap(archive: Path, data: Path, is_new: bool) -> Path | None:
    # Beside the data folder: folders can only change places within one file system.
    with tempfile.TemporaryDirectory(prefix=f".{data.name}-", dir=data.parent) as work:
        fresh = Path(work, "data")
        fresh.mkdir(mode=0o700)
        with tarfile.open(archive, mode="r:") as tar:
            unpack(tar, fresh)
        give_to_owner_of(data, fresh)
        os.sync()
        exchange(fresh, data)
        sync_folder(data.parent)
        return None if is_new else fresh.rename(data.with_name(f"{data.name}.before-{stamp_now()}"))


def unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Unpack an archive whose every member is what the manifest says; raises Invalid (`backup_refused`)."""
    members = {member.name: member for member in tar.getmembers()}
    if len(members) != len(tar.getmembers()):
        raise refuse("有重名的文件", "a name is in it twice")
    manifest = _read_manifest(tar, members.pop(MANIFEST, None))
    if members.keys() != manifest.files.keys():
        raise refuse("内容与清单不符", "its files are not those of its manifest")
    for name, member in members.items():
        if not is_safe_name(name) or not _is_plain(member):
            raise refuse(f"不允许的文件 {name!r}", f"{name!r} is not allowed in it")
        _unpack_file(tar, member, manifest.files[name], folder / name)


def _is_plain(member: tarfile.TarInfo) -> bool:
    """Links could lead outside, and sparse files can be far larger than the archive."""
    return member.isreg() and not member.issparse()


def _read_manifest(tar: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    if member is None or not _is_plain(member) or member.size > MANIFEST_MAX_BYTES:
        raise refuse("没有清单，可能不完整", "it has no manifest; it may have been cut short")
    content = tar.extractfile(member)
    try:
        return Manifest.model_validate_json(content.read() if content else b"")
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in wrong["loc"])
        raise refuse(f"清单有误（{where}）", f"its manifest is wrong ({where}: {wrong['msg']})") from error


def _unpack_file(tar: tarfile.TarFile, member: tarfile.TarInfo, entry: Entry, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content, found = tar.extractfile(member), hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while content and (chunk := content.read(CHUNK)):
            found.update(chunk)
            file.write(chunk)
    if member.size != entry.size or found.hexdigest() != entry.sha256:
        raise refuse(f"{member.name} 已损坏", f"{member.name} is damaged")


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places in one step (renameat2), so that a power cut leaves either, never none."""
    call = ctypes.CDLL(None, use_errno=True).renameat2
    if call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return
    number = ctypes.get_errno()
    if number not in {errno.EINVAL, errno.ENOSYS}:
        raise OSError(number, os.strerror(number), str(other))
    # Some network file systems cannot: then it takes three steps.
    aside = one.with_name("aside")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)
