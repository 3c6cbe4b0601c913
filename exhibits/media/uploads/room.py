"""How much more may come: the largest file, each person's and the hall's share, what the disk has left."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from exhibits.core.errors import TooLarge
from exhibits.core.model import Model
from exhibits.core.settings import Settings
from exhibits.media.model import Asset
from exhibits.media.uploads.shelf import refuse_full

MB, GB = 2**20, 2**30


class StorageState(Model):
    """How full the hall is, in bytes; `used` counts what was uploaded, without the forms made of it."""

    used: int
    quota: int
    free: int


class Room:
    """Judges a wish for space before a byte of it comes."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings

    @property
    def largest(self) -> int:
        """Tell how large one file may be, in bytes."""
        return self._settings.upload_max_mb * MB

    def measure(self, assets: Iterable[Asset]) -> StorageState:
        """Tell how full the hall is."""
        used = sum(asset.original.bytes for asset in assets)
        return StorageState(used=used, quota=self._settings.storage_quota_gb * GB, free=self._find_free())

    def check(self, wanted: int, by: str, assets: Iterable[Asset], coming: Mapping[str, int]) -> None:
        """Refuse what is too much: `wanted` more bytes for this person, beside what is here and on its way."""
        if wanted > self.largest:
            raise self.refuse_large()
        held = [*coming.items(), *((asset.created_by, asset.original.bytes) for asset in assets)]
        own, all_ = sum(size for whose, size in held if whose == by), sum(size for _, size in held)
        if own + wanted > self._settings.account_quota_gb * GB:
            raise _refuse_quota("你", "you", self._settings.account_quota_gb)
        if all_ + wanted > self._settings.storage_quota_gb * GB:
            raise _refuse_quota("展厅", "the hall", self._settings.storage_quota_gb)
        self.check_disk(wanted)

    def check_disk(self, wanted: int) -> None:
        """Refuse what the disk could not hold, with the reserve that the records need."""
        if wanted > self._find_free():
            raise refuse_full()

    def refuse_large(self) -> TooLarge:
        """Say that one file is too large."""
        limit = self._settings.upload_max_mb
        return TooLarge(
            "upload_too_large",
            f"这个文件超过 {limit} MB 的上限。请缩小或分段后再传。",
            f"This file is larger than the limit of {limit} MB. Make it smaller or part it, then upload it.",
            max_mb=limit,
        )

    def _find_free(self) -> int:
        return max(0, shutil.disk_usage(self._folder).free - self._settings.disk_reserve_mb * MB)


def _refuse_quota(zh: str, en: str, limit_gb: int) -> TooLarge:
    return TooLarge(
        "quota_exceeded",
        f"{zh}的素材空间（{limit_gb} GB）装不下这个文件了。请清空回收站或删掉不用的，再传。",
        f"The space for what {en} may keep ({limit_gb} GB) is used up. Empty the bin or delete what is unused.",
        limit_gb=limit_gb,
    )
