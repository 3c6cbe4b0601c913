"""Follows the durable jobs that make photographs' forms, from the submission to the asset that is ready."""

import logging

from exhibits.core.bus import Bus
from exhibits.core.jobs.jobs import Jobs
from exhibits.core.jobs.model import JobFinished, JobProgress
from exhibits.core.model import LocalText
from exhibits.media.files import FileStore
from exhibits.media.model import Asset, AssetChanged, AssetState, Rendition
from exhibits.media.sniff import get_format
from exhibits.media.store import AssetStore

TASK = "derive"
log = logging.getLogger("hall.media")


class Derivation:
    """Has photographs' forms made; progress is in memory only, since a restart begins again."""

    def __init__(
        self, store: AssetStore, files: FileStore, originals: FileStore, jobs: Jobs, bus: Bus, max_megapixels: int
    ) -> None:
        self._assets, self._files, self._originals = store.assets, files, originals
        self._jobs, self._bus, self._max_megapixels = jobs, bus, max_megapixels
        self._progress: dict[str, float] = {}
        bus.subscribe(JobProgress, self._hear_progress)
        bus.subscribe(JobFinished, self._hear_end)

    def begin(self, asset: Asset) -> Asset:
        """Keep an asset as one that is being worked on, and submit the work."""
        asset = self._put(asset, state=AssetState.PROCESSING, progress=0, problem=LocalText())
        self._submit(asset)
        return asset

    def recover(self) -> None:
        """Submit what is being worked on by its document and has no job: the server died between the two."""
        waiting = [asset for asset in self._assets.all() if asset.state is AssetState.PROCESSING]
        under_way = {job.payload["asset_id"] for job in self._jobs.list_unfinished() if job.task == TASK}
        for asset in waiting:
            if asset.id not in under_way:
                self._submit(asset)

    def show_progress(self, asset: Asset) -> Asset:
        """Add how far the work is."""
        progress = self._progress.get(asset.id)
        return asset if progress is None else asset.model_copy(update={"progress": progress})

    def _submit(self, asset: Asset) -> None:
        path = self._originals.folder / asset.original.name[:2] / asset.original.name
        self._jobs.submit(
            TASK,
            {
                "asset_id": asset.id,
                "path": str(path.resolve()),
                "form": get_format(asset.original.name).name,
                "max_megapixels": self._max_megapixels,
                "folder": str(self._files.folder.resolve()),
            },
        )

    def _hear_progress(self, told: JobProgress) -> None:
        if told.task == TASK:
            self._progress[told.payload["asset_id"]] = min(told.progress, 1.0)
            self._bus.publish(AssetChanged(id=told.payload["asset_id"]))

    def _hear_end(self, told: JobFinished) -> None:
        if told.task != TASK:
            return
        self._progress.pop(told.payload["asset_id"], None)
        asset = self._assets.find(told.payload["asset_id"])
        if asset is None:
            return
        if told.result is None:
            self._fail(asset, told)
            return
        renditions = tuple(Rendition.model_validate(one) for one in told.result["renditions"])
        placeholder = told.result["placeholder"]
        self._put(asset, state=AssetState.READY, progress=1, renditions=renditions, placeholder=placeholder)

    def _fail(self, asset: Asset, told: JobFinished) -> None:
        problem = told.problem.message if told.problem else LocalText()
        log.warning("the forms of %s could not be made: %s", asset.name, problem.en, extra={"asset": asset.id})
        self._files.sweep(asset.id)
        self._put(asset, state=AssetState.FAILED, progress=0, problem=problem)

    def _put(self, asset: Asset, **changes: object) -> Asset:
        changed = asset.model_copy(update=changes)
        self._assets.put(changed)
        self._bus.publish(AssetChanged(id=asset.id))
        return changed
