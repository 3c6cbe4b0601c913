"""A clock that stands still until it is moved."""


class SetClock:
    """Tells the time that it was set to."""

    def __init__(self, now: int = 1_800_000_000_000) -> None:
        self.time = now

    def now(self) -> int:
        return self.time

    def pass_by(self, seconds: float) -> None:
        self.time += int(seconds * 1000)
