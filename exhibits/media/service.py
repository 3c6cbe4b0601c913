"""What the hall can do with pictures: take them in, make their forms, hand them out."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from exhibits.core.bus import Bus
from exhibits.core.clock import Clock
from exhibits.core.errors import NotFound
from exhibits.core.ids import new_id
from exhibits.core.jobs.jobs import Jobs
from exhibits.core.model import STAFF, Identity
from exhibits.core.settings import Settings
from exhibits.media.derivation import Derivation
from exhibits.media.drawing import Size, check_drawing
from exhibits.media.files import Arrival, FileStore
from exhibits.media.intake import clean_name, pour
from exhibits.media.model import Asset, AssetChanged, AssetState, Rendition
from exhibits.media.sniff import SVG, Format, sniff
from exhibits.media.store import AssetStore

INSPECT_S = 20
"""A person waits for the check, and the next one's file waits behind it."""


class Drawing(NamedTuple):
    """A drawing of the hall's own, before it is kept."""

    asset_id: str
    name: str
    svg: bytes


class MediaService:
    """The assets of the hall.

    What displays get is in `files`. A photograph's original stays in a folder of its own, for the staff only: it
    carries the camera's notes, where the picture was taken among them.
    """

    def __init__(
        self, store: AssetStore, files: FileStore, jobs: Jobs, bus: Bus, clock: Clock, settings: Settings
    ) -> None:
        self._store, self._assets = store, store.assets
        self._files, self._originals = files, FileStore(files.folder / "originals")
        self._jobs, self._bus, self._clock, self._settings = jobs, bus, clock, settings
        self._derivation = Derivation(store, self._files, self._originals, jobs, bus, settings.upload_max_megapixels)
        for shelf in (self._files, self._originals):
            shelf.sweep()

    def recover(self) -> None:
        """Submit again what was accepted just before a crash and whose job was never kept; call it once at start."""
        self._derivation.recover()

    def receive(self, stream: BinaryIO, name: str, who: Identity) -> Asset:
        """Take an upload in and return its asset, checked; its forms follow as a durable job.

        The same content again is the asset that is there, whatever its name. Raises what is wrong with the file, and
        keeps nothing of it then.
        """
        with self._originals.receive("upload") as arrival:
            pour(stream, arrival, self._settings.upload_max_mb)
            if (known := self._store.find_by_digest(arrival.digest)) is not None:
                return self._renew(known)
            form = sniff(arrival.head)
            size = self._inspect(arrival, form)
            known = self._store.find_by_digest(arrival.digest)  # the same picture may have come while this one waited
            return self._renew(known) if known is not None else self._admit(arrival, form, size, name, who)

    def keep_drawings(self, drawings: Iterable[Drawing]) -> None:
        """Keep drawings of the hall's own under fixed ids, in few writes; each is checked as any other."""
        checked = [(one, check_drawing(one.svg)) for one in drawings]
        names = self._files.keep_all([one.svg for one, _ in checked], SVG.extension)
        fresh = []
        for (one, size), file in zip(checked, names, strict=True):
            original, known = _describe(file, SVG, size, len(one.svg)), self._assets.find(one.asset_id)
            if known is None or known.original != original:
                fresh.append(self._make_asset(one.asset_id, f"{one.name}.svg", SVG, original, "sample"))
        self._put(*fresh)

    def get_asset(self, asset_id: str) -> Asset:
        """Get an asset."""
        asset = self.find_asset(asset_id)
        if asset is None:
            raise NotFound("asset_unknown", "没有这张图片，可能已被删除。", "There is no such picture.")
        return asset

    def find_asset(self, asset_id: str) -> Asset | None:
        """Find an asset, or None."""
        asset = self._assets.find(asset_id)
        return None if asset is None else self._derivation.show_progress(asset)

    def get_assets(self, asset_ids: Iterable[str]) -> list[Asset]:
        """Get those of these assets that exist, in this order."""
        return [asset for one in asset_ids if (asset := self.find_asset(one)) is not None]

    def list_assets(self) -> list[Asset]:
        """List all assets, the newest first."""
        newest = sorted(self._assets.all(), key=lambda asset: (asset.created_at, asset.id), reverse=True)
        return [self._derivation.show_progress(asset) for asset in newest]

    def find_file(self, name: str, who: Identity) -> Path | None:
        """Find a file by its name; a photograph's original only for the staff."""
        return self._files.find_path(name) or (self._originals.find_path(name) if who.role in STAFF else None)

    def _inspect(self, arrival: Arrival, form: Format) -> Size:
        limit = self._settings.upload_max_megapixels
        task = {"path": str(arrival.path.resolve()), "form": form.name, "max_megapixels": limit}
        return Size(**self._jobs.call("inspect", task, INSPECT_S))

    def _admit(self, arrival: Arrival, form: Format, size: Size, name: str, who: Identity) -> Asset:
        shelf = self._files if form is SVG else self._originals
        original = _describe(shelf.keep(arrival, form.extension), form, size, arrival.size)
        asset = self._make_asset(new_id(), name, form, original, who.id)
        if form is SVG:
            self._put(asset)
            return asset
        return self._derivation.begin(asset)

    def _renew(self, asset: Asset) -> Asset:
        """Try again with a picture whose forms could not be made; any other is there already."""
        if asset.state is AssetState.FAILED:
            return self._derivation.begin(asset)
        return self._derivation.show_progress(asset)

    def _make_asset(self, asset_id: str, name: str, form: Format, original: Rendition, by: str) -> Asset:
        drawn = form is SVG
        return Asset(
            id=asset_id,
            name=clean_name(name, form.extension),
            kind=form.kind,
            state=AssetState.READY if drawn else AssetState.PROCESSING,
            progress=1 if drawn else 0,
            original=original,
            renditions=(original,) if drawn else (),
            created_at=self._clock.now(),
            created_by=by,
        )

    def _put(self, *assets: Asset) -> None:
        self._assets.put(*assets)
        for asset in assets:
            self._bus.publish(AssetChanged(id=asset.id))


def _describe(file: str, form: Format, size: Size, length: int) -> Rendition:
    return Rendition(name=file, mime=form.mime, width=size.width, height=size.height, bytes=length)
