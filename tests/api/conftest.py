"""What the tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.desk import Desk
from tests.hall import TestHall


@pytest.fixture(scope="module")
def test_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHall]:
    hall = TestHall(tmp_path_factory.mktemp("hall"))
    yield hall
    hall.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(TestHall(tmp_path / "data"), tmp_path / "data")
    yield opened
    opened.hall.stop()


@pytest.fixture(scope="module")
def shared_desk(test_hall: TestHall) -> Desk:
    return Desk(test_hall, test_hall.hall.settings.data)
