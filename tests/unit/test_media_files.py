"""Files named by their content: whole or not there."""

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exhibits.core.errors import Unavailable
from exhibits.media.files import FileStore


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def list_left(files: FileStore) -> list[Path]:
    return [path for path in files.folder.rglob("*") if path.is_file()]


@contextmanager
def full_disk(after_bytes: int) -> Iterator[None]:
    """Let no file grow beyond a size: the nearest to a full disk that needs no disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (after_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def keep(files: FileStore, content: bytes) -> str:
    return files.keep_all([content], "jpg")[0]


def test_a_file_is_kept_under_its_hash(files: FileStore) -> None:
    name = keep(files, b"content")
    digest = hashlib.sha256(b"content").hexdigest()
    assert name == f"{digest}.jpg"
    assert files.find_path(name) == files.folder / digest[:2] / name
    assert (files.folder / digest[:2] / name).read_bytes() == b"content"


def test_the_same_content_is_kept_once(files: FileStore) -> None:
    assert keep(files, b"content") == keep(files, b"content")
    assert len(list_left(files)) == 1


def test_many_files_are_kept_at_once_each_under_its_own_hash(files: FileStore) -> None:
    contents = [b"one", b"two", b"one", b"three"]
    names = files.keep_all(contents, "svg")
    assert names == [f"{hashlib.sha256(content).hexdigest()}.svg" for content in contents]
    assert [path.read_bytes() for name in names if (path := files.find_path(name))] == contents
    assert len(list_left(files)) == 3


def test_of_many_files_none_is_kept_when_the_disk_is_full(files: FileStore) -> None:
    with full_disk(after_bytes=4096), pytest.raises(Unavailable, match="disk_full"):
        files.keep_all([b"small", bytes(10_000)], "svg")
    assert list_left(files) == []


def test_what_is_not_kept_leaves_nothing(files: FileStore) -> None:
    with pytest.raises(ZeroDivisionError), files.receive("upload") as arrival:  # noqa: PT012 - both lines are the point
        arrival.write(b"half of it")
        raise ZeroDivisionError
    assert list_left(files) == []


def test_what_a_crash_left_half_written_is_swept(files: FileStore) -> None:
    (files.folder / "arriving" / "upload.1").write_bytes(b"half")
    (files.folder / "arriving" / "other.2").write_bytes(b"half")
    name = keep(files, b"whole")
    files.sweep("upload")
    assert {path.name for path in list_left(files)} == {"other.2", name}
    files.sweep()
    assert [path.name for path in list_left(files)] == [name]


def test_a_full_disk_is_told_and_costs_nothing_that_was_there(files: FileStore) -> None:
    kept = keep(files, b"before")
    with full_disk(after_bytes=4096), pytest.raises(Unavailable) as full:
        keep(files, bytes(10_000))
    assert full.value.code == "disk_full"
    assert [path.name for path in list_left(files)] == [kept]
    keep(files, bytes(10_000))


@pytest.mark.parametrize("name", ["", "..", "../secret.jpg", "a" * 64, "A" * 64 + ".jpg", "a" * 64 + ".jpg/.."])
def test_only_names_of_our_own_form_find_a_file(files: FileStore, name: str) -> None:
    assert files.find_path(name) is None
