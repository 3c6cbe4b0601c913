"""One process at a time has the data folder: an flock on the folder itself, that dies with its holder."""

import fcntl
import os
from pathlib import Path

from exhibits.core.errors import Conflict


class DataLock:
    """Held from `take` until `release`, or until the process is gone, however it went.

    No file stands for it, so nobody can tidy the lock away from under a running server.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._handle: int | None = None

    def take(self) -> None:
        """Take the folder, which is made if need be; raises Conflict (`data_in_use`) when another process has it."""
        self._data.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._data, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not os.path.samestat(os.fstat(handle), self._data.stat()):
                raise BlockingIOError  # a restore has just put another folder in its place
        except OSError as error:
            os.close(handle)
            if isinstance(error, BlockingIOError):
                raise _refuse(self._data) from error
            raise
        self._handle = handle

    def release(self) -> None:
        """Give the folder back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _refuse(data: Path) -> Conflict:
    return Conflict(
        "data_in_use",
        f"数据文件夹 {data} 正被另一个展厅服务使用。请先停掉它。",
        f"The data folder {data} is in use by another server. Stop that one first.",
    )
