"""Letting go for good: what the bin has kept long enough, and files that no asset names any more."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import gevent

from exhibits.core.bus import Bus
from exhibits.core.clock import Clock
from exhibits.media.files import FileStore
from exhibits.media.model import Asset, AssetChanged
from exhibits.media.store import AssetStore

NAMES = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{2,5}")
YOUNG_S = 24 * 3600
"""A file that is younger may belong to work that has not told of it yet, or to a page that is still open."""


class Sweeper:
    """Empties the bin when its time has come; gives way to others all along."""

    def __init__(self, store: AssetStore, files: FileStore, originals: FileStore, bus: Bus, clock: Clock) -> None:
        self._assets, self._files, self._originals = store.assets, files, originals
        self._bus, self._clock = bus, clock

    def sweep(self) -> None:
        """Drop what the bin has kept long enough, then every old file that nothing names."""
        now = self._clock.now()
        over = [asset.id for asset in self._assets.all() if asset.purge_at is not None and asset.purge_at < now]
        self._assets.delete(*over)
        for asset_id in over:
            self._bus.publish(AssetChanged(id=asset_id))
        self.sweep_files(time.time() - YOUNG_S)

    def sweep_files(self, before_s: float) -> None:
        """Remove files that no asset names and that were last written before a moment (seconds since 1970)."""
        named = {name for asset in self._assets.all() for name in self._list_names(asset)}
        for path in (*_list_old(self._originals.folder, before_s), *_list_old(self._files.folder, before_s)):
            if path.name not in named:
                path.unlink(missing_ok=True)

    def _list_names(self, asset: Asset) -> Iterator[str]:
        gevent.sleep(0)
        yield from NAMES.findall(asset.model_dump_json())
        if asset.book is not None and asset.book.file and (path := self._files.find_path(asset.book.file)):
            yield from NAMES.findall(path.read_text())


def _list_old(folder: Path, before_s: float) -> Iterator[Path]:
    for shelf in folder.glob("[0-9a-f][0-9a-f]"):
        gevent.sleep(0)
        yield from (path for path in shelf.iterdir() if path.stat().st_mtime < before_s)
