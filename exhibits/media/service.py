"""What the hall can do with assets: take them in, make their forms, change them, hand them out, let them go."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from exhibits.core.bus import Bus
from exhibits.core.clock import Clock
from exhibits.core.errors import Conflict, Invalid, NotFound
from exhibits.core.ids import new_id
from exhibits.core.jobs.jobs import Jobs
from exhibits.core.model import STAFF, Identity, Language
from exhibits.core.settings import Settings
from exhibits.media.changes import apply_change, choose_steps, judge_again, swap_files
from exhibits.media.derivation import Derivation
from exhibits.media.drawing import Size, check_drawing
from exhibits.media.files import FileStore
from exhibits.media.model import (
    Arrived,
    Asset,
    AssetChange,
    AssetChanged,
    AssetKind,
    AssetState,
    BookPages,
    Facts,
    Rendition,
    Track,
    Upload,
    Zoom,
)
from exhibits.media.sniff import SVG, Format, get_form
from exhibits.media.store import AssetStore
from exhibits.media.uploads.shelf import Shelf

DAY_MS = 24 * 3_600_000


class Drawing(NamedTuple):
    """A drawing of the hall's own, before it is kept."""

    asset_id: str
    name: str
    svg: bytes


class MediaService:
    """The assets of the hall.

    What displays get is in `files`. Originals stay in a folder of their own, for the staff only: a photograph carries
    the camera's notes, where it was taken among them. A drawing is its own form.
    """

    def __init__(
        self,
        store: AssetStore,
        files: FileStore,
        originals: FileStore,
        shelf: Shelf,
        jobs: Jobs,
        bus: Bus,
        clock: Clock,
        settings: Settings,
    ) -> None:
        self._store, self._assets, self._shelf = store, store.assets, shelf
        self._files, self._originals = files, originals
        self._bus, self._clock, self._settings = bus, clock, settings
        self._derivation = Derivation(store, self._files, self._originals, jobs, bus, settings.upload_max_megapixels)
        for one in (self._files, self._originals):
            one.sweep()

    def recover(self) -> None:
        """Submit again what was accepted just before a crash and whose job was never kept; call it once at start."""
        self._derivation.recover()

    def admit(self, arrived: Arrived, upload: Upload) -> Asset:
        """Keep a file that a worker found good; the same content again is the asset that is there."""
        known = self._store.find_by_digest(arrived.digest)
        if known is not None:
            return self._renew(known)
        form = get_form(arrived.form)
        shelf = self._files if form is SVG else self._originals
        name = shelf.adopt(self._shelf.find_path(upload.id), f"{arrived.digest}.{form.extension}")
        size = Size(arrived.facts.width, arrived.facts.height)
        original = _describe(name, form, size, arrived.bytes)
        asset = self._make_asset(new_id(), upload.name, original, arrived.facts, upload.created_by, upload.album)
        if arrived.facts.todo:
            return self._derivation.begin(asset.model_copy(update={"todo": ()}), arrived.facts.todo)
        self._put(asset)
        return asset

    def keep_drawings(self, drawings: Iterable[Drawing]) -> None:
        """Keep drawings of the hall's own under fixed ids, in few writes; each is checked as any other."""
        checked = [(one, check_drawing(one.svg)) for one in drawings]
        names = self._files.keep_all([one.svg for one, _ in checked], SVG.extension)
        fresh = []
        for (one, size), file in zip(checked, names, strict=True):
            original, known = _describe(file, SVG, size, len(one.svg)), self._assets.find(one.asset_id)
            if known is None or known.original != original:
                drawn = Facts(kind=AssetKind.DRAWING)
                fresh.append(self._make_asset(one.asset_id, f"{one.name}.svg", original, drawn, "sample"))
        self._put(*fresh)

    def get_asset(self, asset_id: str) -> Asset:
        """Get an asset."""
        asset = self.find_asset(asset_id)
        if asset is None:
            raise NotFound("asset_unknown", "没有这个素材，可能已被删除。", "There is no such asset.")
        return asset

    def find_asset(self, asset_id: str) -> Asset | None:
        """Find an asset, or None."""
        asset = self._assets.find(asset_id)
        return None if asset is None else self._derivation.show_progress(asset)

    def get_assets(self, asset_ids: Iterable[str]) -> list[Asset]:
        """Get those of these assets that exist, in this order."""
        return [asset for one in asset_ids if (asset := self.find_asset(one)) is not None]

    def list_assets(self) -> list[Asset]:
        """List all assets, the newest first; those in the bin too."""
        newest = sorted(self._assets.all(), key=lambda asset: (asset.created_at, asset.id), reverse=True)
        return [self._derivation.show_progress(asset) for asset in newest]

    def find_file(self, name: str, who: Identity) -> Path | None:
        """Find a file by its name; an original only for the staff."""
        return self._files.find_path(name) or (self._originals.find_path(name) if who.role in STAFF else None)

    def is_public(self, path: Path) -> bool:
        """Tell whether everybody may have a file that was found."""
        return path.parent.parent != self._originals.folder

    def find_zoom(self, asset_id: str) -> tuple[Zoom, Path] | None:
        """Find the pyramid of a picture, and its file, or None; one in the bin has none."""
        asset = self._assets.find(asset_id)
        if asset is None or asset.zoom is None or asset.deleted_at is not None:
            return None
        pack = self._files.find_path(asset.zoom.file)
        return None if pack is None else (asset.zoom, pack)

    def find_pages(self, asset_id: str) -> tuple[str, list[Path]]:
        """Find a document's name, without its ending, and the pictures of its pages."""
        asset = self.get_asset(asset_id)
        path = self._files.find_path(asset.book.file) if asset.book and asset.book.file else None
        if path is None:
            raise Conflict("no_pages", "这个文件没有做好的页面。", "This file has no pages, or not yet.")
        pages = BookPages.model_validate_json(path.read_bytes()).pages
        found = [self._files.find_path(page.picture.name) for page in pages]
        return Path(asset.name).stem, [one for one in found if one is not None]

    def change(self, asset_ids: Iterable[str], change: AssetChange) -> list[Asset]:
        """Change what curators write of assets, all in one write; what must be made anew for it is."""
        before = [self.get_asset(one) for one in asset_ids]
        after = [apply_change(one, change) for one in before]
        self._put(*after)
        return [
            self._derivation.begin(new, steps) if (steps := choose_steps(old, new)) else new
            for old, new in zip(before, after, strict=True)
        ]

    def set_track(self, asset_id: str, language: Language, track: Track | None) -> Asset:
        """Give a film captions in a language, or take them away."""
        asset = self.get_asset(asset_id)
        if asset.film is None:
            raise Invalid("not_a_film", "只有影片才有字幕。", "Only a film has captions.")
        others = tuple(one for one in asset.film.tracks if one.language != language)
        film = asset.film.model_copy(update={"tracks": (*others, track) if track else others})
        changed = judge_again(asset.model_copy(update={"film": film}))
        self._put(changed)
        return changed

    def retry(self, asset_id: str) -> Asset:
        """Try again with an asset whose forms could not be made."""
        return self._renew(self.get_asset(asset_id))

    def replace(self, asset_id: str, with_id: str) -> Asset:
        """Let an asset show another's file; its words stay, its old file stays in the bin for a while (C-26)."""
        asset, other = self.get_asset(asset_id), self.get_asset(with_id)
        if asset.todo or other.todo or other.state is not AssetState.READY:
            raise Conflict(
                "asset_busy", "还在处理，请等它好了再换。", "It is still being prepared. Wait, then replace it."
            )
        now = self._clock.now()
        fresh, old = swap_files(asset, other)
        binned = {"deleted_at": now, "purge_at": now + self._settings.replaced_days * DAY_MS}
        self._put(fresh, old.model_copy(update=binned))
        return fresh

    def put_in_bin(self, asset_ids: Iterable[str]) -> list[Asset]:
        """Put assets into the bin, from where they can come back (C-13)."""
        now = self._clock.now()
        gone = {"deleted_at": now, "purge_at": now + self._settings.bin_days * DAY_MS}
        return self._update(asset_ids, gone)

    def take_from_bin(self, asset_ids: Iterable[str]) -> list[Asset]:
        """Take assets out of the bin again."""
        return self._update(asset_ids, {"deleted_at": None, "purge_at": None})

    def purge(self, asset_ids: Iterable[str]) -> None:
        """Let assets that are in the bin go for good; their files follow with the next sweep."""
        found = [self.get_asset(one) for one in asset_ids]
        if any(asset.deleted_at is None for asset in found):
            raise Conflict("asset_not_in_bin", "请先放进回收站，再彻底删除。", "Put it into the bin first.")
        self._assets.delete(*(asset.id for asset in found))
        for asset in found:
            self._bus.publish(AssetChanged(id=asset.id))

    def _update(self, asset_ids: Iterable[str], changes: Mapping[str, int | None]) -> list[Asset]:
        changed = [self.get_asset(one).model_copy(update=changes) for one in asset_ids]
        self._put(*changed)
        return changed

    def _renew(self, asset: Asset) -> Asset:
        """Try again with an asset whose forms could not be made, take one from the bin; any other is there already."""
        if asset.deleted_at is not None:
            asset = self.take_from_bin([asset.id])[0]
        if asset.state is not AssetState.FAILED:
            return self._derivation.show_progress(asset)
        again = asset.model_copy(update={"state": AssetState.PROCESSING, "progress": 0})
        return self._derivation.begin(again, choose_steps(None, asset))

    def _make_asset(
        self, asset_id: str, name: str, original: Rendition, facts: Facts, by: str, album: str = ""
    ) -> Asset:
        shown = original.name.endswith(SVG.extension)
        found = {
            name: getattr(facts, name) for name in ("kind", "todo", "taken_at", "film", "sound", "book", "notices")
        }
        return Asset(
            id=asset_id,
            name=name,
            state=AssetState.READY if shown else AssetState.PROCESSING,
            progress=1 if shown else 0,
            original=original,
            renditions=(original,) if shown else (),
            album=album,
            created_at=self._clock.now(),
            created_by=by,
            **found,
        )

    def _put(self, *assets: Asset) -> None:
        self._assets.put(*assets)
        for asset in assets:
            self._bus.publish(AssetChanged(id=asset.id))


def _describe(file: str, form: Format, size: Size, length: int) -> Rendition:
    return Rendition(name=file, mime=form.mime, width=size.width, height=size.height, bytes=length)
