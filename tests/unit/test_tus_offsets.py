"""The bytes of an upload: whatever comes, in whatever order, what counts as arrived is the beginning of the file."""

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exhibits.core.bus import Bus
from exhibits.core.documents import Documents
from exhibits.core.errors import Conflict, HallError
from exhibits.core.model import Identity, Role
from exhibits.core.records import Records
from exhibits.core.settings import Settings
from exhibits.media.admitting import admit
from exhibits.media.model import Joining, Upload, UploadState
from exhibits.media.store import TABLES, AssetStore, UploadLedger
from exhibits.media.uploads.places import find_unpacked
from exhibits.media.uploads.protocol import ChecksumMismatch, read_checksum
from exhibits.media.uploads.service import MOST_UNFINISHED, CutOff, UploadService
from exhibits.media.uploads.shelf import Shelf, Tail, pour
from tests.clock import SetClock
from tests.tus import write_checksum

WHO = Identity(role=Role.CURATOR, id="jia")
CONTENT = bytes(range(256)) * 4


class Sent(NamedTuple):
    """One request: where it says that it begins, how much it brings, how it ends."""

    shift: int
    size: int
    how: str


SENT = st.builds(
    Sent,
    st.sampled_from([0, 0, 0, 0, 1, -1, 700]),
    st.integers(0, 400),
    st.sampled_from(["whole", "cut", "checked", "damaged", "checked and cut", "killed"]),
)


class Line(io.RawIOBase):
    """A body that comes in small pieces, and may break off."""

    def __init__(self, content: bytes, *, breaks: bool) -> None:
        self._rest, self._breaks = content, breaks

    def read(self, size: int = -1) -> bytes:
        piece, self._rest = self._rest[: min(size, 97)], self._rest[min(size, 97) :]
        if not piece and self._breaks:
            raise OSError("the line broke")
        return piece


class Bench:
    """An upload service on a folder, which can be opened anew as after a kill."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, SetClock()
        self.finished: list[Upload] = []
        self.killed: list[AbstractContextManager[Tail]] = []
        self.records = Records(f"sqlite:///{folder / 'records.db'}", TABLES)
        self.records.start()
        self.store = AssetStore(Documents(folder / "documents"))
        self.ledger = UploadLedger(self.records)
        self.reopen()

    def reopen(self) -> None:
        self.shelf = Shelf(self.folder / "uploads")
        self.service = UploadService(
            self.ledger, self.store, self.shelf, self.finished.append, Bus(), self.clock, Settings(data=self.folder)
        )
        self.service.recover()

    def send(self, upload: Upload, sent: Sent) -> None:
        """Send a part as a browser would; a kill comes after the bytes are written and before they are judged."""
        here = self.service.get(upload.id, WHO).offset
        part = CONTENT[here : here + sent.size]
        hashed = {"Upload-Checksum": write_checksum(part if "checked" in sent.how else part + b"!")}
        checksum = read_checksum(hashed) if sent.how in ("checked", "checked and cut", "damaged", "killed") else None
        if sent.how == "killed":
            request = self.shelf.extend(upload.id, checksum)
            request.__enter__().write(part)
            self.killed.append(request)  # it never ends: nothing is put in order
            self.reopen()
            return
        line: Any = Line(part, breaks="cut" in sent.how)
        self.service.append(upload.id, here + sent.shift, None, line, checksum, WHO)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    opened = Bench(tmp_path_factory.mktemp("bench"))
    yield opened
    opened.records.stop()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SENT, max_size=12))
def test_whatever_is_sent_what_is_there_is_the_beginning_of_the_file(bench: Bench, requests: list[Sent]) -> None:
    upload = bench.service.begin(len(CONTENT), "", Joining.NONE, WHO)
    for sent in requests:
        before = bench.service.get(upload.id, WHO)
        if before.state is not UploadState.RECEIVING:
            break
        try:
            bench.send(upload, sent)
        except (Conflict, CutOff, ChecksumMismatch):
            kept = bench.service.get(upload.id, WHO).offset
            assert kept == before.offset or sent.how == "cut"
        if bench.service.get(upload.id, WHO).state is not UploadState.RECEIVING:
            break
        there = bench.shelf.find_path(upload.id).read_bytes()[: bench.service.get(upload.id, WHO).offset]
        assert there == CONTENT[: len(there)]
        assert len(there) >= before.offset
    finish(bench, upload)
    assert bench.shelf.find_path(upload.id).read_bytes() == CONTENT
    assert [one.id for one in bench.finished].count(upload.id) == 1


def finish(bench: Bench, upload: Upload) -> None:
    """Send the rest."""
    here = bench.service.get(upload.id, WHO)
    if here.state is UploadState.RECEIVING:
        rest: Any = Line(CONTENT[here.offset :], breaks=False)
        bench.service.append(upload.id, here.offset, None, rest, None, WHO)


def test_a_request_that_brings_too_much_is_taken_to_the_announced_length(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.create("a")
    with shelf.extend("a", None) as tail:
        pour(lambda: b"x" * 10, tail, 25)
    assert shelf.measure("a") == 25


def test_an_expired_upload_is_forgotten_with_its_bytes(bench: Bench) -> None:
    upload = bench.service.begin(10, "", Joining.NONE, WHO)
    bench.clock.pass_by(71 * 3600)
    bench.service.sweep()
    assert bench.service.get(upload.id, WHO).offset == 0
    bench.clock.pass_by(2 * 3600)
    bench.service.sweep()
    with pytest.raises(HallError, match="upload_unknown"):
        bench.service.get(upload.id, WHO)
    assert bench.shelf.measure(upload.id) is None


def test_bytes_that_nobody_knows_are_removed_at_the_start(bench: Bench) -> None:
    stray = bench.shelf.find_path("00000000-0000-0000-0000-000000000000")
    stray.write_bytes(b"left behind")
    bench.reopen()
    assert not stray.exists()


def test_a_kill_while_an_archive_is_unpacked_costs_no_start(bench: Bench) -> None:
    folder = find_unpacked(bench.shelf.find_path("00000000-0000-0000-0000-000000000001"))
    folder.mkdir()
    (folder / "0.part").write_bytes(b"half a member")
    bench.reopen()
    assert not folder.exists()


def test_what_the_disk_lost_before_it_was_looked_at_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.part"
    path.write_bytes(CONTENT[:100])
    told = {"path": str(path), "parts": [], "name": "a.wav", "length": len(CONTENT), "max_megapixels": 1}
    with pytest.raises(HallError, match="upload_lost"):
        admit(told, lambda _: None)
    joined = told | {"parts": [str(tmp_path / "gone.part")]}
    with pytest.raises(HallError, match="upload_lost"):
        admit(joined, lambda _: None)


def test_a_person_has_so_many_unfinished_uploads_and_no_more(bench: Bench) -> None:
    other = Identity(role=Role.CURATOR, id="yi")
    for _ in range(MOST_UNFINISHED):
        bench.service.begin(1, "", Joining.NONE, other)
    with pytest.raises(HallError, match="too_many_uploads"):
        bench.service.begin(1, "", Joining.NONE, other)


def test_an_upload_that_moves_is_not_swept(bench: Bench) -> None:
    upload = bench.service.begin(len(CONTENT), "", Joining.NONE, WHO)
    bench.clock.pass_by(40 * 3600)
    line: Any = Line(CONTENT[:10], breaks=False)
    bench.service.append(upload.id, 0, None, line, None, WHO)
    bench.clock.pass_by(40 * 3600)
    bench.service.sweep()
    assert bench.service.get(upload.id, WHO).offset == 10
