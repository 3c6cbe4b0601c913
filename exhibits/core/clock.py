"""The hall's clock, passed to whoever asks for the time, so that tests can set it."""

import time
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> int:
        """Tell the time in milliseconds since the epoch, UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> int:
        """Tell the time in milliseconds since the epoch, UTC."""
        return time.time_ns() // 1_000_000
