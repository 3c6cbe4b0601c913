"""Follows the durable steps that make an asset's forms, from what is to be done to the asset that is ready."""

import logging
from collections.abc import Iterable
from typing import Any

from exhibits.core.bus import Bus
from exhibits.core.jobs.jobs import Jobs
from exhibits.core.jobs.model import JobFinished, JobProgress
from exhibits.core.model import LocalText
from exhibits.media.changes import judge_again
from exhibits.media.files import FileStore
from exhibits.media.likeness import find_alike
from exhibits.media.model import Asset, AssetChanged, AssetKind, AssetState, Notice, Step, Work
from exhibits.media.sniff import get_format
from exhibits.media.store import AssetStore

STEPS = frozenset(Step)
NESTED = ("film", "sound", "book", "panorama")
log = logging.getLogger("hall.media")


class Derivation:
    """Has an asset's steps done, one after the other; progress is in memory only, since a restart begins again."""

    def __init__(
        self, store: AssetStore, files: FileStore, originals: FileStore, jobs: Jobs, bus: Bus, max_megapixels: int
    ) -> None:
        self._assets, self._files, self._originals = store.assets, files, originals
        self._jobs, self._bus, self._max_megapixels = jobs, bus, max_megapixels
        self._progress: dict[str, float] = {}
        bus.subscribe(JobProgress, self._hear_progress)
        bus.subscribe(JobFinished, self._hear_end)

    def begin(self, asset: Asset, steps: Iterable[Step]) -> Asset:
        """Keep that these steps are to be done, and see to the first; one that waits already is not done twice."""
        kept = self._assets.find(asset.id)
        left = kept.todo if kept else asset.todo  # a step may have ended while the caller waited for the disk
        todo = left + tuple(step for step in steps if step not in left[1:])
        changed = self._put(asset, todo=todo, problem=LocalText())
        if todo and not left:
            self._submit(changed)
        return changed

    def recover(self) -> None:
        """Submit what is to be done by its document and has no job: the server died between the two."""
        under_way = {job.payload["asset"]["id"] for job in self._jobs.list_unfinished() if job.task in STEPS}
        for asset in self._assets.all():
            if asset.todo and asset.id not in under_way:
                self._submit(asset)

    def show_progress(self, asset: Asset) -> Asset:
        """Add how far the step is."""
        progress = self._progress.get(asset.id)
        return asset if progress is None else asset.model_copy(update={"progress": progress})

    def _submit(self, asset: Asset) -> None:
        path = self._originals.find_path(asset.original.name) or self._files.find_path(asset.original.name)
        work = Work(
            asset=asset,
            original=str(path.resolve()) if path else "",
            folder=str(self._files.folder.resolve()),
            form=get_format(asset.original.name).name,
            max_megapixels=self._max_megapixels,
        )
        self._jobs.submit(asset.todo[0], work.model_dump(mode="json"))

    def _hear_progress(self, told: JobProgress) -> None:
        if told.task in STEPS:
            self._progress[told.payload["asset"]["id"]] = min(told.progress, 1.0)
            self._bus.publish(AssetChanged(id=told.payload["asset"]["id"]))

    def _hear_end(self, told: JobFinished) -> None:
        if told.task not in STEPS:
            return
        asset_id = told.payload["asset"]["id"]
        self._progress.pop(asset_id, None)
        asset = self._assets.find(asset_id)
        if asset is None or asset.todo[:1] != (told.task,):  # purged, or told again after a crash
            return
        changed = self._fail(asset, told) if told.result is None else self._succeed(asset, told.result)
        if changed.todo:
            self._submit(changed)

    def _succeed(self, asset: Asset, made: dict[str, Any]) -> Asset:
        found = judge_again(_drop_failure(merge(asset, made), asset.todo[0]))
        alike = asset.similar_to
        if "fingerprint" in made:
            older = ((one.id, one.fingerprint) for one in self._assets.all() if _is_older(one, asset))
            alike = find_alike(found.fingerprint, older)
        can_be_shown = bool(found.renditions) or found.kind is AssetKind.SOUND
        state = AssetState.READY if can_be_shown else asset.state
        todo = asset.todo[1:]
        return self._put(found, todo=todo, state=state, progress=0 if todo else 1, similar_to=alike)

    def _fail(self, asset: Asset, told: JobFinished) -> Asset:
        problem = told.problem.message if told.problem else LocalText()
        log.warning("%s of %s failed: %s", told.task, asset.name, problem.en, extra={"asset": asset.id})
        self._files.sweep(asset.id)
        if asset.state is AssetState.PROCESSING:
            return self._put(asset, state=AssetState.FAILED, todo=(), progress=0, problem=problem)
        notice = Notice(code=f"{told.task}_failed", message=problem)
        kept = tuple(one for one in asset.notices if one.code != notice.code)
        return self._put(asset, todo=asset.todo[1:], progress=1, notices=(*kept, notice))

    def _put(self, asset: Asset, **changes: object) -> Asset:
        changed = asset.model_copy(update=changes)
        self._assets.put(changed)
        self._bus.publish(AssetChanged(id=asset.id))
        return changed


def merge(asset: Asset, made: dict[str, Any]) -> Asset:
    """Give an asset the fields that a step made; what a curator changed meanwhile beside them stays.

    Notices are known by their codes: a step's own replace those of the same code, all others stay.
    """
    fields = asset.model_dump(mode="json")
    for name, value in made.items():
        if name == "notices":
            codes = {notice["code"] for notice in value}
            fields[name] = [one for one in fields[name] if one["code"] not in codes] + value
        else:
            fields[name] = {**fields[name], **value} if name in NESTED and fields[name] and value else value
    return Asset.model_validate(fields)


def _drop_failure(asset: Asset, step: Step) -> Asset:
    """Forget that a step failed, or had no program to do it, once it has succeeded."""
    over = {f"{step}_failed"} | ({"ffmpeg_missing"} if asset.film and asset.film.forms else set())
    return asset.model_copy(update={"notices": tuple(one for one in asset.notices if one.code not in over)})


def _is_older(one: Asset, asset: Asset) -> bool:
    return (
        one.id != asset.id and one.created_at <= asset.created_at and one.deleted_at is None and one.fingerprint != ""
    )
