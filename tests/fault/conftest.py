"""A hall in a process of its own that may be killed at any moment, with twenty-one paired displays."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.load.hall import Key, pair_displays
from tests.server import RunningHall


@dataclass(frozen=True)
class Victim:
    """The hall that is killed, and the keys of its displays."""

    hall: RunningHall
    keys: list[Key]


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    data = tmp_path_factory.mktemp("fault") / "hall"
    keys = pair_displays(data, 21)
    with RunningHall(data, start_timeout_s=120) as hall:
        yield Victim(hall, keys)
