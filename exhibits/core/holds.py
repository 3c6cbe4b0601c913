"""One request at a time for a thing, and the newest wins: an older one is a line that died without a word."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import gevent
from gevent.event import Event

from exhibits.core.errors import Conflict

T = TypeVar("T")


class Overtaken(Conflict):
    """A newer request has taken over; what this one had written is not lost."""

    status = 423

    def __init__(self) -> None:
        super().__init__(
            "overtaken", "同一个文件从另一个连接接着传了。", "The same file goes on over another connection."
        )


class Hold:
    """What a request has of a thing, until a newer one asks for it."""

    def __init__(self) -> None:
        self.released = Event()
        self._greenlet = gevent.getcurrent()
        self._is_waiting = False
        self._is_overtaken = False

    def wait_for(self, read: Callable[[], T]) -> T:
        """Wait for the other side, and for it only: raises Overtaken when a newer request has come."""
        if self._is_overtaken:
            raise Overtaken
        self._is_waiting = True
        try:
            return read()
        finally:
            self._is_waiting = False

    def overtake(self) -> None:
        """End the wait, at once or when the next one begins: what is being written is written to its end."""
        self._is_overtaken = True
        gevent.get_hub().loop.run_callback(self._interrupt)

    def _interrupt(self) -> None:
        if self._is_waiting:
            self._greenlet.throw(Overtaken())


class Holds:
    """The holds of one sort of things, by their ids."""

    def __init__(self) -> None:
        self._holders: dict[str, Hold] = {}

    @contextmanager
    def take(self, thing: str) -> Iterator[Hold]:
        """Hold a thing; whoever has it is overtaken first."""
        while (holder := self._holders.get(thing)) is not None:
            holder.overtake()
            holder.released.wait()
        hold = self._holders[thing] = Hold()
        try:
            yield hold
        finally:
            del self._holders[thing]
            hold.released.set()
