"""A backup holds the whole hall while it runs, and only a whole one is ever restored."""

import hashlib
import io
import os
import sqlite3
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from exhibits.core import restore as restoring
from exhibits.core.archive import MANIFEST, Entry, Manifest
from exhibits.core.backup import backup, read_documents, restore
from exhibits.core.documents import Documents
from exhibits.core.errors import Conflict, HallError, Invalid, NotFound, Unavailable
from exhibits.core.lock import DataLock
from exhibits.core.model import Model


class Card(Model):
    """A small document."""

    id: str
    words: str = ""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make a small data folder with something of each sort."""
    folder = tmp_path / "var"
    Documents(folder / "documents").collection("cards", Card).put(Card(id="a", words="当涂"))
    for path, content in (("files/ab/abcd.webp", b"picture"), ("secrets/key", b"secret"), ("staff.txt", b"who")):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    with closing(sqlite3.connect(folder / "records.sqlite3")) as records:
        records.execute("PRAGMA journal_mode=WAL")
        records.execute("CREATE TABLE visits (number INTEGER PRIMARY KEY)")
        records.execute("INSERT INTO visits VALUES (1)")
        records.commit()
    return folder


def read_tree(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("records.sqlite3"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def count_visits(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "records.sqlite3")) as records:
        return int(records.execute("SELECT count(*) FROM visits").fetchone()[0])


def refusal(archive: Path, data: Path) -> HallError:
    """Restore an archive that must be refused, and check that nothing happened to the data folder."""
    before, beside = read_tree(data), sorted(data.parent.iterdir())
    with pytest.raises(Invalid) as caught:
        restore(archive, data)
    assert (read_tree(data), sorted(data.parent.iterdir())) == (before, beside)
    assert caught.value.code == "backup_refused"
    return caught.value


def write_tar(path: Path, *members: tuple[tarfile.TarInfo | str, bytes], **manifest: object) -> Path:
    """Write an archive with a true manifest (but for what is given) of these members."""
    entries = {}
    with tarfile.open(path, "w") as tar:
        for given, content in members:
            member = tarfile.TarInfo(given) if isinstance(given, str) else given
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
            entries[member.name] = Entry(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
        made = Manifest(made_at=1, files=entries).model_copy(update=manifest).model_dump_json(warnings=False).encode()
        last = tarfile.TarInfo(MANIFEST)
        last.size = len(made)
        tar.addfile(last, io.BytesIO(made))
    return path


def test_what_was_backed_up_comes_back_and_the_old_folder_is_kept(data: Path, tmp_path: Path) -> None:
    before = read_tree(data)
    archive = backup(data, tmp_path / "backups")
    Documents(data / "documents").collection("cards", Card).delete("a")
    (data / "files/ab/abcd.webp").unlink()
    (data / "later").write_text("made after the backup")
    kept = restore(archive, data)
    assert kept is not None
    assert (kept / "later").exists()
    restored = read_tree(data)
    assert restored == {name: content for name, content in before.items() if not name.endswith((".0", ".1", ".2"))}
    assert Documents(data / "documents").collection("cards", Card).find("a") == Card(id="a", words="当涂")
    assert count_visits(data) == 1


def test_a_backup_comes_back_on_a_new_machine(data: Path, tmp_path: Path) -> None:
    archive = backup(data, tmp_path / "backups")
    elsewhere = tmp_path / "elsewhere" / "var"
    assert restore(archive, elsewhere) is None
    assert read_tree(elsewhere)["files/ab/abcd.webp"] == b"picture"
    assert [path.name for path in elsewhere.parent.iterdir()] == ["var"]


def test_only_the_owner_can_read_it_and_nothing_half_written_is_left(data: Path, tmp_path: Path) -> None:
    (data / "files/ab/half.part").write_bytes(b"half")
    archive = backup(data, tmp_path / "backups")
    assert archive.stat().st_mode & 0o777 == 0o600
    assert list(archive.parent.iterdir()) == [archive]
    with tarfile.open(archive) as tar:
        names = tar.getnames()
    assert names[-1] == MANIFEST
    assert {"documents/cards.json", "files/ab/abcd.webp", "records.sqlite3", "secrets/key"} < set(names)
    assert "files/ab/half.part" not in names


def test_a_backup_beside_a_writer_holds_one_moment(data: Path, tmp_path: Path) -> None:
    """A document written later never stands in a backup without the one written before it; likewise the records."""
    documents, stop, rounds = Documents(data / "documents"), threading.Event(), 0
    first, second = documents.collection("first", Card), documents.collection("second", Card)
    first.put(Card(id="n", words="0"))
    second.put(Card(id="n", words="0"))

    def write() -> None:
        nonlocal rounds
        with closing(sqlite3.connect(data / "records.sqlite3")) as records:
            while not stop.wait(0.003):
                rounds += 1
                second.put(Card(id="n", words=str(rounds)))
                first.put(Card(id="n", words=str(rounds)))
                records.executemany("INSERT INTO visits VALUES (?)", [(rounds * 2,), (rounds * 2 + 1,)])
                records.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        archives = [backup(data, tmp_path / "backups")]
        while rounds < 20:
            archives.append(backup(data, tmp_path / "backups"))
    finally:
        stop.set()
        writer.join()
    for number, archive in enumerate(archives[-8:]):
        copy = tmp_path / f"copy-{number}"
        restore(archive, copy)
        found = [Documents(copy / "documents").collection(name, Card).find("n") for name in ("first", "second")]
        early, late = (int(card.words) for card in found if card)
        assert late - early in {0, 1}
        assert count_visits(copy) % 2 == 1


def test_documents_that_change_while_they_are_read_are_read_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents, read = Documents(data / "documents"), Path.read_bytes
    cards, hands = documents.collection("cards", Card), documents.collection("hands", Card)
    hands.put(Card(id="a", words="before"))
    changes = [lambda: cards.put(Card(id="a", words="after")), lambda: hands.put(Card(id="a", words="after"))]

    def read_slowly(path: Path) -> bytes:
        content = read(path)
        while changes:
            changes.pop(0)()
        return content

    monkeypatch.setattr(Path, "read_bytes", read_slowly)
    found = read_documents(data / "documents")
    assert [b"after" in found[name] for name in ("cards.json", "hands.json")] == [True, True]


def test_a_restore_is_refused_while_a_server_has_the_folder(data: Path, tmp_path: Path) -> None:
    archive = backup(data, tmp_path / "backups")
    server = DataLock(data)
    server.take()
    with pytest.raises(Conflict) as caught:
        restore(archive, data)
    server.release()
    assert caught.value.code == "data_in_use"
    assert caught.value.message.zh
    restore(archive, data)


@pytest.mark.parametrize("name", ["../outside", "/outside", "documents/../../outside", "a\\..\\b", "./a", "a//b"])
def test_a_name_that_leads_outside_is_refused(data: Path, tmp_path: Path, name: str) -> None:
    assert name in refusal(write_tar(tmp_path / "x.tar", (name, b"bad")), data).message.en.replace("\\\\", "\\")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("sort", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE])
def test_links_devices_and_folders_are_refused(data: Path, tmp_path: Path, sort: bytes) -> None:
    member = tarfile.TarInfo("documents/cards.json")
    member.type, member.linkname = sort, "/etc/passwd"
    refusal(write_tar(tmp_path / "x.tar", (member, b"")), data)


def test_a_changed_byte_is_found(data: Path, tmp_path: Path) -> None:
    archive = backup(data, tmp_path / "backups")
    content = archive.read_bytes().replace(b"picture", b"pictore")
    archive.write_bytes(content)
    assert "files/ab/abcd.webp" in refusal(archive, data).message.en


@pytest.mark.parametrize("kept_bytes", [0, -1024, -512, 0.5, 512, 700])
def test_an_archive_that_was_cut_short_is_refused(data: Path, tmp_path: Path, kept_bytes: float) -> None:
    """Cut it at its start, in the middle, between two members (only the manifest lost), and inside the manifest."""
    archive = backup(data, tmp_path / "backups")
    with tarfile.open(archive) as tar:
        manifest_at = tar.getmember(MANIFEST).offset
    os.truncate(archive, int(manifest_at * kept_bytes) if 0 <= kept_bytes < 1 else manifest_at + int(kept_bytes))
    refusal(archive, data)


def test_an_archive_with_more_or_less_than_its_manifest_is_refused(data: Path, tmp_path: Path) -> None:
    entry = Entry(sha256="0" * 64, size=1)
    refusal(write_tar(tmp_path / "less.tar", ("a", b"x"), files={}), data)
    refusal(write_tar(tmp_path / "more.tar", ("a", b"x"), files={"a": entry, "b": entry}), data)
    refusal(write_tar(tmp_path / "twice.tar", ("a", b"x"), ("a", b"x")), data)


def test_an_unknown_manifest_says_what_is_wrong(data: Path, tmp_path: Path) -> None:
    newer = refusal(write_tar(tmp_path / "newer.tar", ("a", b"x"), version=2), data)
    assert "version" in newer.message.en
    assert "version" in newer.message.zh
    content = b'{"format": "zhanting-backup", "version": 1, "made_at": 1, "files": {}, "colour": "red"}'
    with tarfile.open(tmp_path / "unknown.tar", "w") as tar:
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    assert "colour" in refusal(tmp_path / "unknown.tar", data).message.en


def test_what_is_no_archive_is_refused(data: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(b"\xff\xd8\xff" * 4000)
    refusal(picture, data)
    with pytest.raises(NotFound):
        restore(tmp_path / "nothing.tar", data)


def test_a_backup_needs_a_hall_and_a_place_outside_it(data: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        backup(tmp_path / "nothing", tmp_path)
    with pytest.raises(Invalid, match="backup_inside_data"):
        backup(data, data / "backups")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable):
        backup(data, tmp_path / "file")


def test_a_damaged_database_fails_the_backup(data: Path, tmp_path: Path) -> None:
    (data / "records.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(Unavailable):
        backup(data, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_where_folders_cannot_be_exchanged_they_are_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "RENAME_EXCHANGE", 1 << 30)  # a flag that no kernel knows: EINVAL, as from old NFS
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    restoring.exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "other" / "one").exists()
    assert (tmp_path / "one" / "other").exists()
