"""Patience for what must not blow up: what takes milliseconds may take a minute, what would take hours may not."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 60


@contextmanager
def not_for_ever() -> Iterator[None]:
    """Fail what has not ended within a minute: no measure of speed, but of a pattern or a bomb that never ends."""

    def fail(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(PATIENCE_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
