"""What the tests share."""

from collections.abc import Iterator

import pytest

from tests.hall import TestHall


@pytest.fixture(scope="module")
def test_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHall]:
    hall = TestHall(tmp_path_factory.mktemp("hall"))
    yield hall
    hall.stop()
