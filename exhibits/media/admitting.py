"""The worker's look at a file that has arrived whole: what it is, whether it is good, and its hash."""

import hashlib
import os
import shutil
from pathlib import Path

from exhibits.core.errors import Invalid
from exhibits.core.jobs.model import Payload, Progress
from exhibits.media.archives import unpack
from exhibits.media.documents.office import refine_zip
from exhibits.media.inspections import inspect
from exhibits.media.model import Arrived
from exhibits.media.sniff import ZIP, sniff
from exhibits.media.uploads.places import find_unpacked

HEAD_BYTES = 4096
PIECE_BYTES = 8 * 1024 * 1024


def admit(payload: Payload, progress: Progress) -> Payload:
    """Read a file through: `{path, parts, name, length, …}` → `{arrived}`, or `{members, skipped}` of an archive.

    Raises what is wrong with it; what is good is safely on the disk afterwards.
    """
    path = Path(payload["path"])
    if payload["parts"]:
        _join([Path(part) for part in payload["parts"]], path)
    if not path.is_file() or path.stat().st_size != payload["length"]:  # the power may fail before the disk has it
        raise _refuse_lost()
    with path.open("rb") as file:
        form = sniff(file.read(HEAD_BYTES))
    form = refine_zip(path) if form is ZIP else form
    if form is ZIP:
        return _unpack(path, payload["name"], progress)
    facts = inspect(path, form, payload["max_megapixels"])
    digest = _hash(path, progress)
    arrived = Arrived(digest=digest, form=form.name, bytes=path.stat().st_size, facts=facts)
    return {"arrived": arrived.model_dump(mode="json")}


def _join(parts: list[Path], path: Path) -> None:
    """Make one file of parts; doing it again after a crash makes the same file."""
    with path.open("wb") as whole:
        for part in parts:
            if not part.is_file():
                raise _refuse_lost()
            with part.open("rb") as file:
                shutil.copyfileobj(file, whole, PIECE_BYTES)


def _unpack(path: Path, name: str, progress: Progress) -> Payload:
    """Take an archive apart, in a folder beside it; its own name is the album of what lies at its top."""
    folder = find_unpacked(path)
    folder.mkdir(exist_ok=True)
    found = unpack(path, folder, title=Path(name).stem, progress=progress)
    members = [{"path": str(one.path), "name": one.name, "album": one.album} for one in found if one.path]
    skipped = [{"name": one.name, "reason": one.reason.model_dump()} for one in found if not one.path]
    return {"members": members, "skipped": skipped}


def _refuse_lost() -> Invalid:
    return Invalid("upload_lost", "文件没有传完整，请重新上传。", "The file did not arrive whole. Upload it again.")


def _hash(path: Path, progress: Progress) -> str:
    """Hash a file and bring it to the disk, from here, so that the server does not stand still for it."""
    digest, size = hashlib.sha256(), path.stat().st_size
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
            progress(file.tell() / size)
        os.fsync(file.fileno())
    return digest.hexdigest()
