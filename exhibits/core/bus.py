"""News inside the process: a room publishes a fact, wiring connects whoever wants to hear it."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Fact = TypeVar("Fact")


class Bus:
    """Calls the listeners of a fact's type, in the order in which they subscribed."""

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)

    def subscribe(self, kind: type[Fact], listener: Callable[[Fact], None]) -> None:
        """Let `listener` hear every fact of this type."""
        self._listeners[kind].append(listener)

    def publish(self, fact: object) -> None:
        """Tell a fact; it is told before this returns."""
        for listener in self._listeners[type(fact)]:
            listener(fact)
