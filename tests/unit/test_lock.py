"""The data folder has one server at a time, whatever is tidied away in it."""

import shutil
from pathlib import Path

import pytest

from exhibits.core.errors import Conflict
from exhibits.core.lock import DataLock


def test_a_taken_folder_is_refused_to_others_until_it_is_given_back(tmp_path: Path) -> None:
    server, other = DataLock(tmp_path / "var"), DataLock(tmp_path / "var")
    server.take()
    with pytest.raises(Conflict, match="data_in_use"):
        other.take()
    server.release()
    other.take()
    other.release()


def test_nothing_that_is_deleted_in_the_folder_frees_it(tmp_path: Path) -> None:
    server = DataLock(tmp_path)
    server.take()
    for path in tmp_path.iterdir():
        path.unlink()
    with pytest.raises(Conflict, match="data_in_use"):
        DataLock(tmp_path).take()
    server.release()


def test_a_folder_that_changed_places_while_it_was_taken_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restore exchanges the folder just between its being opened and its being locked."""
    data = tmp_path / "var"
    data.mkdir()

    def exchange(*_: object) -> None:
        shutil.move(data, tmp_path / "aside")
        data.mkdir()

    monkeypatch.setattr("fcntl.flock", exchange)
    with pytest.raises(Conflict, match="data_in_use"):
        DataLock(data).take()
