"""From the last byte to the asset: a worker reads the whole file, then it is kept or refused."""

import logging
from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from exhibits.core.bus import Bus
from exhibits.core.jobs.jobs import Jobs
from exhibits.core.jobs.model import JobFinished
from exhibits.core.model import LocalText
from exhibits.media.model import Arrived, Asset, Joining, Skipped, Upload, UploadChanged, UploadState
from exhibits.media.store import UploadLedger
from exhibits.media.uploads.shelf import Shelf

TASK = "admit"
Admit = Callable[[Arrived, Upload], Asset]
log = logging.getLogger("hall.media")


class Admission:
    """Follows each upload that is whole; a restart goes on where the last one was."""

    def __init__(
        self, ledger: UploadLedger, shelf: Shelf, jobs: Jobs, admit: Admit, bus: Bus, max_megapixels: int
    ) -> None:
        self._ledger, self._shelf, self._jobs, self._admit = ledger, shelf, jobs, admit
        self._bus, self._max_megapixels = bus, max_megapixels
        bus.subscribe(JobFinished, self._hear_end)

    def begin(self, upload: Upload) -> None:
        """Have a whole upload looked at."""
        self._jobs.submit(
            TASK,
            {
                "upload_id": upload.id,
                "path": str(self._shelf.find_path(upload.id).resolve()),
                "parts": [str(self._shelf.find_path(part).resolve()) for part in upload.parts],
                "name": upload.name,
                "length": upload.length,
                "max_megapixels": self._max_megapixels,
            },
        )

    def recover(self) -> None:
        """Submit again what is whole and has no job: the server died between the two; call it once at start."""
        under_way = {job.payload["upload_id"] for job in self._jobs.list_unfinished() if job.task == TASK}
        for upload in self._ledger.list_in(UploadState.CHECKING):
            if upload.id in under_way:
                continue
            if upload.members:
                self._count_members(upload)
            else:
                self.begin(upload)

    def _hear_end(self, told: JobFinished) -> None:
        upload = self._ledger.find(told.payload["upload_id"]) if told.task == TASK else None
        if upload is None or upload.state is not UploadState.CHECKING:
            return
        if told.result is None and upload.members:
            # it was unpacked before a crash, and its bytes are gone: the files that were begun go on by themselves
            begun = len(self._ledger.list_members(upload.id))
            self._count_members(upload.model_copy(update={"members": begun}))
            return
        if told.result is None:
            problem = told.problem.message if told.problem else LocalText()
            log.info("%s was refused: %s", upload.name, problem.en, extra={"upload": upload.id})
            self._close(
                upload, state=UploadState.REFUSED, problem=problem, code=told.problem.code if told.problem else ""
            )
        elif "members" in told.result:
            self._open_archive(upload, told.result)
        else:
            asset = self._admit(Arrived.model_validate(told.result["arrived"]), upload)
            known = asset.created_at < upload.created_at
            self._close(upload, state=UploadState.DONE, asset_ids=(asset.id,), known=known)

    def _close(self, upload: Upload, **outcome: object) -> None:
        closed = upload.model_copy(update=outcome)
        self._ledger.change(closed)
        self._shelf.remove(upload.id, *upload.parts)
        if upload.joining is Joining.FINAL:
            self._ledger.forget(upload.parts)
        self._tell(closed)
        parent = self._ledger.find(upload.parent_id) if upload.parent_id else None
        if parent is not None:
            self._count_members(parent)

    def _open_archive(self, upload: Upload, result: dict[str, list[dict[str, str]]]) -> None:
        """Make an upload of every file in an archive; doing it again makes the same ones."""
        skipped = tuple(Skipped.model_validate(one) for one in result["skipped"])
        opened = upload.model_copy(update={"members": len(result["members"]), "skipped": skipped})
        self._ledger.change(opened)
        for number, member in enumerate(result["members"]):
            self._begin_member(upload, number, member)
        self._shelf.remove(upload.id)
        self._count_members(opened)

    def _begin_member(self, parent: Upload, number: int, member: dict[str, str]) -> None:
        member_id = str(uuid5(NAMESPACE_URL, f"{parent.id}/{number}"))
        if self._ledger.find(member_id) is not None:
            return
        path = self._shelf.take_in(member["path"], member_id)
        upload = parent.model_copy(
            update={
                "id": member_id,
                "name": member["name"],
                "album": member["album"],
                "length": path.stat().st_size,
                "parent_id": parent.id,
                "joining": Joining.NONE,
                "parts": (),
            }
        )
        self._ledger.add(upload)
        self.begin(upload)

    def _count_members(self, parent: Upload) -> None:
        """Count what has become of an archive's files; when all have ended, so has the archive."""
        ended = self._ledger.count_ended(parent.id)
        counted = parent.model_copy(update={"ended": ended})
        if ended >= parent.members:
            counted = _sum_up(counted, self._ledger.list_members(parent.id))
        self._ledger.change(counted)
        self._tell(counted)

    def _tell(self, upload: Upload) -> None:
        self._bus.publish(UploadChanged(id=upload.id, link_id=upload.link_id))


def _sum_up(parent: Upload, members: list[Upload]) -> Upload:
    refused = tuple(Skipped(name=one.name, reason=one.problem) for one in members if one.state is UploadState.REFUSED)
    return parent.model_copy(
        update={
            "state": UploadState.DONE,
            "asset_ids": tuple(asset_id for one in members for asset_id in one.asset_ids),
            "skipped": tuple(one for one in parent.skipped if one not in refused) + refused,
        }
    )
