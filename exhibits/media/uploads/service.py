"""What the hall can do with uploads: begin one, take its bytes, say how far it is, end it (tus 1.0)."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from gevent import Timeout
from werkzeug.exceptions import ClientDisconnected

from exhibits.core.bus import Bus
from exhibits.core.clock import Clock
from exhibits.core.errors import Conflict, Forbidden, HallError, NotFound, TooMany
from exhibits.core.holds import Hold, Holds
from exhibits.core.ids import new_id
from exhibits.core.model import Identity, Role
from exhibits.core.settings import Settings
from exhibits.media.intake import clean_album, clean_name
from exhibits.media.model import Joining, Upload, UploadChanged, UploadState
from exhibits.media.store import AssetStore, UploadLedger
from exhibits.media.uploads.links import OVER
from exhibits.media.uploads.protocol import Checksum, Malformed, read_metadata
from exhibits.media.uploads.room import Room, StorageState
from exhibits.media.uploads.shelf import Shelf, Tail, pour

CHUNK_BYTES = 32 * 1024
"""What a line that breaks may lose."""
LOOK_BYTES = 64 * 1024 * 1024
"""So often an upload looks whether the disk has room."""
MOST_UNFINISHED = 500
SILENT_S = 60
HOUR_MS = 3_600_000


class CutOff(HallError):
    """The sender went away; what arrived is kept, and the upload can go on from there."""

    status = 400


class UploadService:
    """The uploads of the staff, and of the phones that they invited; each sees its own."""

    def __init__(
        self,
        ledger: UploadLedger,
        store: AssetStore,
        shelf: Shelf,
        finish: Callable[[Upload], None],
        bus: Bus,
        clock: Clock,
        settings: Settings,
    ) -> None:
        self._ledger, self._store, self._shelf, self._finish = ledger, store, shelf, finish
        self._bus, self._clock, self._settings = bus, clock, settings
        self._room, self._holds = Room(shelf.folder, settings), Holds()

    @property
    def largest(self) -> int:
        """Tell how large one file may be, in bytes."""
        return self._room.largest

    def begin(self, length: int | None, metadata: str, joining: Joining, who: Identity) -> Upload:
        """Begin an upload; raises TooLarge or DiskFull where there is no room for it."""
        named = read_metadata(metadata)
        self._check_turn(who)
        self._check_room(length or 0, who)
        upload = self._make(named, metadata, length, joining, who)
        self._shelf.create(upload.id)
        self._ledger.add(upload)
        return self._settle(upload)

    def join(self, part_ids: tuple[str, ...], metadata: str, who: Identity) -> Upload:
        """Make one upload of finished parts, in this order (concatenation extension)."""
        self._check_turn(who)
        parts = [self.get(part_id, who) for part_id in part_ids]
        self._check_free(part_ids)
        if any(part.joining is not Joining.PARTIAL or part.offset != part.length for part in parts):
            raise Conflict("parts_unfinished", "还有部分没传完，不能合并。", "Some parts are not here yet.")
        length = sum(part.offset for part in parts)
        self._check_room(length, who)
        upload = self._make(read_metadata(metadata), metadata, length, Joining.FINAL, who)
        upload = upload.model_copy(update={"parts": part_ids, "state": UploadState.CHECKING})
        self._shelf.create(upload.id)
        self._ledger.add(upload)
        self._finish(upload)
        return upload

    def bring_in(self, path: Path, name: str, album: str, who: Identity) -> Upload:
        """Make an upload of a file that the hall has already."""
        length = path.stat().st_size
        self._check_room(length, who)
        upload = self._make({"filename": name, "album": album}, "", length, Joining.NONE, who)
        upload = upload.model_copy(update={"state": UploadState.CHECKING})
        self._shelf.link(path, upload.id)
        self._ledger.add(upload)
        self._finish(upload)
        return upload

    def get(self, upload_id: str, who: Identity) -> Upload:
        """Get an upload of one's own, with how much of it is here."""
        found = self._ledger.find(upload_id)
        if found is None or not _owns(who, found):
            raise NotFound(
                "upload_unknown", "没有这个上传，可能已过期。请重新上传。", "There is no such upload. Begin again."
            )
        return self._measure(found)

    def list_own(self, who: Identity) -> list[Upload]:
        """List one's own uploads, the oldest first; what came out of an archive is the archive's."""
        own = self._ledger.list_of_link(who.id) if who.role is Role.PHONE else self._ledger.list_of(who.id)
        return [self._measure(one) for one in own if one.joining is not Joining.PARTIAL]

    def measure_storage(self) -> StorageState:
        """Tell how full the hall is."""
        return self._room.measure(self._store.assets.all())

    def append(
        self,
        upload_id: str,
        offset: int,
        length: int | None,
        stream: BinaryIO,
        checksum: Checksum | None,
        who: Identity,
    ) -> Upload:
        """Take bytes that begin at `offset`; `length` is how long the whole is, where that is only said now.

        What arrived stays when the sender goes away; with a checksum it stays only when that is right.
        """
        self.get(upload_id, who)
        with self._holds.take(upload_id) as hold:
            upload = self._learn_length(self._get_receiving(upload_id, who), length, who)
            if offset != upload.offset:
                raise Conflict(
                    "offset_differs",
                    "接着传的位置不对，会自动对齐。",
                    "The place to go on from differs.",
                    offset=upload.offset,
                )
            with self._shelf.extend(upload_id, checksum) as tail:
                self._pour(stream, hold, tail, upload)
            return self._settle(self._measure(self._keep_alive(upload)))

    def hold_to_measure(self, upload_id: str, who: Identity) -> Upload:
        """Get an upload once nobody adds to it any more: what a sender asks before it goes on."""
        self.get(upload_id, who)
        with self._holds.take(upload_id):
            return self.get(upload_id, who)

    def end(self, upload_id: str, who: Identity) -> None:
        """Forget an upload and its bytes (termination extension)."""
        self.get(upload_id, who)
        with self._holds.take(upload_id):
            self._forget([self._get_ended(upload_id, who)])

    def _get_ended(self, upload_id: str, who: Identity) -> Upload:
        upload = self.get(upload_id, who)
        self._check_free((upload_id,))
        if upload.state is UploadState.CHECKING:
            raise Conflict(
                "upload_finished", "这个文件已经传完，正在检查。", "The file is here already and is being looked at."
            )
        return upload

    def recover(self) -> None:
        """Finish what had all its bytes when the server died, and drop bytes that nobody knows; call it at start."""
        for upload in self._ledger.list_in(UploadState.RECEIVING):
            self._settle(self._measure(upload))
        known = {upload.id for upload in self._ledger.list_in(UploadState.RECEIVING, UploadState.CHECKING)}
        self._shelf.remove(*(one for one in self._shelf.list_ids() if one not in known))

    def sweep(self) -> None:
        """Forget what has expired, with its bytes."""
        expired = self._ledger.list_expired(self._clock.now())
        self._forget([one for one in expired if one.state is not UploadState.CHECKING])

    def _make(
        self, named: dict[str, str], metadata: str, length: int | None, joining: Joining, who: Identity
    ) -> Upload:
        now, phone = self._clock.now(), who.role is Role.PHONE
        return Upload(
            id=new_id(),
            name=clean_name(named.get("filename", "")),
            album=clean_album(named.get("album", "")),
            metadata=metadata,
            length=length,
            state=UploadState.RECEIVING,
            joining=joining,
            link_id=who.id if phone else None,
            created_by=who.name if phone else who.id,
            created_at=now,
            expires_at=now + self._settings.upload_expires_h * HOUR_MS,
        )

    def _check_room(self, wanted: int, who: Identity) -> None:
        by = who.name if who.role is Role.PHONE else who.id
        self._room.check(wanted, by, self._store.assets.all(), self._ledger.sum_coming())

    def _check_turn(self, who: Identity) -> None:
        if who.role is Role.PHONE and who.session == OVER:
            raise Forbidden(
                "link_over",
                "时间到了。请在电脑上再点一次“扫码传图”。",
                "The time is up. Ask for a new code on the computer.",
            )
        by = who.name if who.role is Role.PHONE else who.id
        if self._ledger.count_unfinished(by) >= MOST_UNFINISHED:
            raise TooMany(
                "too_many_uploads",
                f"没传完的文件太多了（{MOST_UNFINISHED} 个）。请等一些传完，或取消几个。",
                f"Too many uploads are unfinished ({MOST_UNFINISHED}). Wait for some, or cancel a few.",
                retry_after_s=5,
            )

    def _check_free(self, part_ids: tuple[str, ...]) -> None:
        joining = {part for one in self._ledger.list_in(UploadState.CHECKING) for part in one.parts}
        if joining & set(part_ids):
            raise Conflict("parts_joining", "这些部分正在合并。", "These parts are being joined already.")

    def _get_receiving(self, upload_id: str, who: Identity) -> Upload:
        upload = self.get(upload_id, who)
        if upload.joining is Joining.FINAL:
            raise Malformed("upload_joined", "合并的上传不能再加内容。", "A joined upload takes no more bytes.")
        return upload

    def _learn_length(self, upload: Upload, length: int | None, who: Identity) -> Upload:
        if length is None or length == upload.length:
            return upload
        if upload.length is not None or length < upload.offset:
            raise Malformed(
                "length_fixed", "文件的长度变了，请重新上传。", "The file's length has changed. Upload it again."
            )
        if length > self.largest:
            raise self._room.refuse_large()
        self._check_room(length - upload.offset, who)
        known = upload.model_copy(update={"length": length})
        self._ledger.change(known)
        return known

    def _pour(self, stream: BinaryIO, hold: Hold, tail: Tail, upload: Upload) -> None:
        most = self.largest if upload.length is None else upload.length
        while tail.size < most:
            self._room.check_disk(1)
            before, room = tail.size, min(LOOK_BYTES, most - tail.size)
            pour(lambda: hold.wait_for(lambda: _read(stream, most - tail.size)), tail, room)
            if tail.size - before < room:
                return
        if upload.length is None and tail.size >= self.largest and _read(stream, 1):
            raise self._room.refuse_large()

    def _keep_alive(self, upload: Upload) -> Upload:
        """Give an upload that still moves its full time again, once half of it has passed."""
        now, lasts_ms = self._clock.now(), self._settings.upload_expires_h * HOUR_MS
        if upload.expires_at - now > lasts_ms // 2:
            return upload
        alive = upload.model_copy(update={"expires_at": now + lasts_ms})
        self._ledger.change(alive)
        return alive

    def _settle(self, upload: Upload) -> Upload:
        if upload.state is not UploadState.RECEIVING or upload.offset != upload.length:
            return upload
        if upload.joining is Joining.PARTIAL:
            return upload
        whole = upload.model_copy(update={"state": UploadState.CHECKING})
        self._ledger.change(whole)
        self._finish(whole)
        self._bus.publish(UploadChanged(id=whole.id, link_id=whole.link_id))
        return whole

    def _measure(self, upload: Upload) -> Upload:
        if upload.state is not UploadState.RECEIVING:
            return upload.model_copy(update={"offset": upload.length or 0})
        return upload.model_copy(update={"offset": self._shelf.measure(upload.id) or 0})

    def _forget(self, uploads: list[Upload]) -> None:
        self._ledger.forget(one.id for one in uploads)
        self._shelf.remove(*(one.id for one in uploads))
        for one in uploads:
            self._bus.publish(UploadChanged(id=one.id, link_id=one.link_id))


def _owns(who: Identity, upload: Upload) -> bool:
    return upload.link_id == who.id if who.role is Role.PHONE else upload.created_by == who.id


def _read(stream: BinaryIO, room: int) -> bytes:
    try:
        with Timeout(SILENT_S):
            return stream.read(min(CHUNK_BYTES, room))
    except (ClientDisconnected, OSError, ValueError, Timeout):
        raise CutOff(
            "upload_cut_off",
            "连接断了；已经传的都在，会自动接着传。",
            "The connection broke; what has arrived is kept, and the upload goes on from there.",
        ) from None
