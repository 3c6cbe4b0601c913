"""What a backup is: a tar of the data folder's files, and last in it a manifest with the hash of each."""

from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from exhibits.core.errors import HallError, Invalid, NotFound, Unavailable
from exhibits.core.model import Model

MANIFEST = "manifest.json"
MANIFEST_MAX_BYTES = 64 * 1024 * 1024
CHUNK = 1024 * 1024

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Entry(Model):
    """One file of the archive."""

    sha256: Sha256
    size: int = Field(ge=0)


class Manifest(Model):
    """Everything that is in the archive; it comes last, so an archive that was cut short has none."""

    format: Literal["zhanting-backup"] = "zhanting-backup"
    version: Literal[1] = 1
    made_at: int = Field(ge=0)
    files: dict[str, Entry]


def stamp_now() -> str:
    """Tell the time in a form for file names, to the millisecond, UTC."""
    return f"{datetime.now(tz=UTC):%Y%m%d-%H%M%S%f}"[:-3]


def is_safe_name(name: str) -> bool:
    """Check that a member's name stays inside the folder into which it is unpacked."""
    path = PurePosixPath(name)
    plain = not path.is_absolute() and str(path) == name and "\\" not in name and "\0" not in name
    return plain and bool(path.parts) and ".." not in path.parts


def refuse(why_zh: str, why_en: str) -> HallError:
    """Make the error for an archive that cannot be trusted."""
    return Invalid(
        "backup_refused",
        f"这份备份不能恢复：{why_zh}。现有数据没有改动。",
        f"This backup cannot be restored: {why_en}. Nothing was changed.",
    )


def report_missing(zh: str, en: str, where: object) -> HallError:
    """Make the error for a folder or a file that is not there."""
    return NotFound("backup_not_found", f"找不到{zh}：{where}", f"There is no {en}: {where}")


def report_failure(error: Exception) -> HallError:
    """Make the error for a disk or a database that does not do its part."""
    return Unavailable(
        "backup_failed",
        f"没有完成，请检查磁盘空间和权限：{error}",
        f"Not done; check the disk's space and the permissions: {error}",
    )
