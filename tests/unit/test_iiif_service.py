"""The service of the Image API: a tile costs no work, anything else is made once, and too much at once is refused."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import gevent
import pytest
from gevent.event import Event

from exhibits.core.bus import Bus
from exhibits.core.clock import SystemClock
from exhibits.core.errors import HallError, NotFound, Unavailable
from exhibits.core.jobs import ledger as job_ledger
from exhibits.core.jobs.jobs import Jobs
from exhibits.core.jobs.model import Lane
from exhibits.core.records import Records
from exhibits.media.iiif.errors import BadImageRequest
from exhibits.media.iiif.pack import read_slice
from exhibits.media.iiif.service import MOST_WAITING, IiifService
from exhibits.media.model import Zoom
from tests.corpus.pictures import read_photograph
from tests.unit.test_iiif_pyramid import Made

PICTURE = "photograph-1"


class ZoomHall:
    """Pictures to zoom into and their service, with a real worker."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.zooms = folder, dict[str, tuple[Zoom, Path]]()
        self._records = Records(f"sqlite:///{folder / 'records.sqlite3'}", job_ledger.TABLES)
        lane = Lane(tasks=frozenset({"render"}), workers=1, memory_mb=1500, timeout_s=60)
        self.jobs = Jobs("exhibits.media.iiif.render", [lane], self._records, Bus(), SystemClock())
        self.iiif = self.open_service()

    def open_service(self) -> IiifService:
        """Open the service, as after a restart."""
        return IiifService(self.zooms.get, self.jobs, self._folder / "cache" / "iiif", 10_000_000)

    def start(self) -> None:
        self._records.start()
        self.jobs.start()

    def stop(self) -> None:
        self.jobs.stop()
        self._records.stop()

    def add(self, name: str, content: bytes) -> None:
        """Add a picture under a name, and under that of its pack."""
        place = self._folder / name
        place.mkdir()
        made = Made(place, content)
        for known in (name, made.path.stem):
            self.zooms[known] = (made.zoom, made.path)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZoomHall]:
    hall = ZoomHall(tmp_path_factory.mktemp("zoom"))
    hall.start()
    hall.add(PICTURE, read_photograph())
    yield hall
    hall.stop()


def get(hall: ZoomHall, size: str, region: str = "full") -> bytes:
    part = hall.iiif.get_image(PICTURE, region, size, "0", "default.jpg")
    return read_slice(part.path, part.place)


def ask_at_once(*questions: Callable[[], bytes]) -> list[bytes | HallError]:
    def ask(question: Callable[[], bytes]) -> bytes | HallError:
        try:
            return question()
        except HallError as error:
            return error

    return [one.get(timeout=60) for one in [gevent.spawn(ask, question) for question in questions]]


def test_what_many_ask_for_at_once_is_made_once_and_then_kept(hall: ZoomHall) -> None:
    with patch.object(hall.jobs, "call", side_effect=hall.jobs.call) as calls:
        answers = ask_at_once(*[lambda: get(hall, "1001,")] * 8)
        assert len(set(answers)) == 1
        assert isinstance(answers[0], bytes)
        assert get(hall, "1001,751", "0,0,9999,9999") == answers[0], "the same image by another address"
        assert calls.call_count == 1


def test_a_failure_is_told_to_all_who_wait_and_not_kept(hall: ZoomHall) -> None:
    zoom, pack = hall.zooms[PICTURE]
    with patch.dict(hall.zooms, {PICTURE: (zoom, pack.with_name("gone.zip"))}):
        answers = ask_at_once(*[lambda: get(hall, "1002,")] * 3)
        assert {type(answer) for answer in answers} <= set(Unavailable.__subclasses__())
    assert get(hall, "1002,")


def test_whoever_asks_for_too_much_at_once_is_told_to_come_again(hall: ZoomHall) -> None:
    begun, work = Event(), hall.jobs.call

    def wait_and_work(*task: Any) -> Any:
        begun.wait()
        return work(*task)

    widths = [f"{width}," for width in range(50, 50 + MOST_WAITING + 4)]
    with patch.object(hall.jobs, "call", side_effect=wait_and_work):
        gevent.spawn_later(0.2, begun.set)
        answers = ask_at_once(*[lambda width=width: get(hall, width) for width in widths])
    refused = [answer for answer in answers if isinstance(answer, Unavailable)]
    assert [(one.code, one.details) for one in refused] == [("images_busy", {"retry_after_s": 2})] * 4
    assert all(isinstance(get(hall, width), bytes) for width in widths[-4:])


def test_a_restart_finds_what_was_made_before(hall: ZoomHall) -> None:
    content = get(hall, "1003,")
    hall.iiif = hall.open_service()
    with patch.object(hall.jobs, "call", side_effect=AssertionError("it is there")):
        assert get(hall, "1003,") == content


def test_a_tile_needs_no_worker(hall: ZoomHall) -> None:
    with patch.object(hall.jobs, "call", side_effect=AssertionError("it is there")):
        assert get(hall, "512,512", "512,1024,512,512").startswith(b"\xff\xd8")
        assert get(hall, "360,270").startswith(b"\xff\xd8")


def test_a_picture_that_is_not_there_is_not_found(hall: ZoomHall) -> None:
    with pytest.raises(NotFound, match="zoom_unknown"):
        hall.iiif.describe("none-such", "")
    with pytest.raises(NotFound, match="zoom_unknown"):
        hall.iiif.get_image("none-such", "no region", "max", "0", "default.jpg")
    with pytest.raises(BadImageRequest):
        hall.iiif.get_image(PICTURE, "no region", "max", "0", "default.jpg")
