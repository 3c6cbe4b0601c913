"""What is done again and again must go on: a part that fails stops no other, and is told once, not each time."""

import logging
from collections.abc import Callable

log = logging.getLogger("hall.steady")


class Steady:
    """One part of what a ticker does; the log hears when it begins to fail and when it works again."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._is_failing = False

    def run(self, part: Callable[[], object]) -> None:
        """Do the part; whatever it raises is logged if the last time went well."""
        try:
            part()
        except Exception:  # whatever a part meets, the other parts of the tick go on; the log has it once
            if not self._is_failing:
                log.exception("%s: fails, and is tried again", self._name)
            self._is_failing = True
        else:
            if self._is_failing:
                log.warning("%s: works again", self._name)
            self._is_failing = False
