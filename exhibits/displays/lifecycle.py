"""A command's life, read from its rows: pure rules, no I/O (O-03, O-04)."""

from collections.abc import Iterable, Sequence

from exhibits.displays.model import (
    Action,
    Blank,
    Command,
    CommandState,
    Delivery,
    DeliveryState,
    Display,
    Reason,
    SetVolume,
    Target,
)

RANK = {
    DeliveryState.SENT: 0,
    DeliveryState.RECEIVED: 1,
    DeliveryState.EXPIRED: 2,
    DeliveryState.DONE: 3,
    DeliveryState.FAILED: 3,
}
"""What the display itself says of the end outranks our guess that it will not answer: it is the truth, even late."""


class Life:
    """One command with its deliveries: rows are taken in any order and any number of times."""

    def __init__(self, opened: CommandState) -> None:
        self._opened = opened
        self._deliveries = {delivery.display_id: delivery for delivery in opened.deliveries}
        self._open = {one.display_id for one in opened.deliveries if not _is_final(one)}
        self.told_at = 0

    @property
    def id(self) -> str:
        """Name the command."""
        return self._opened.id

    @property
    def action(self) -> Action:
        """Tell what it asks for."""
        return self._opened.action

    @property
    def deadline_at(self) -> int:
        """Tell when it is void."""
        return self._opened.deadline_at

    @property
    def display_ids(self) -> tuple[str, ...]:
        """Tell to whom it was given."""
        return tuple(self._deliveries)

    @property
    def is_settled(self) -> bool:
        """Tell whether every delivery has come to its end."""
        return not self._open

    def is_open_for(self, display_id: str) -> bool:
        """Tell whether a display has still to answer."""
        return display_id in self._open

    def list_open(self) -> list[Delivery]:
        """List the deliveries that have not come to an end."""
        return [one for one in self._deliveries.values() if one.display_id in self._open]

    def find(self, display_id: str) -> Delivery | None:
        """Find how far it is with one display."""
        return self._deliveries.get(display_id)

    def would_change(self, row: Delivery) -> bool:
        """Tell whether a row says more than what is known; the first of two equal ones counts."""
        known = self._deliveries.get(row.display_id)
        return known is not None and RANK[row.state] > RANK[known.state]

    def take(self, rows: Iterable[Delivery]) -> None:
        """Take rows of the ledger: the highest-ranking one is what shows."""
        for row in rows:
            if self.would_change(row):
                self._deliveries[row.display_id] = row
                if _is_final(row):
                    self._open.discard(row.display_id)

    def show(self) -> CommandState:
        """Show it as the desk sees it."""
        return self._opened.model_copy(update={"deliveries": tuple(self._deliveries.values())})

    def for_displays(self, now: int) -> Command:
        """Make what is sent: void after what is left of its time."""
        return Command(id=self.id, action=self.action, ttl_ms=max(0, self.deadline_at - now))


def expire(life: Life, now: int, online: frozenset[str]) -> list[Delivery]:
    """Say what became of an overdue command where nobody answered: offline, or there and silent."""
    return [
        Delivery(
            display_id=one.display_id,
            state=DeliveryState.EXPIRED,
            reason=Reason.NO_ANSWER if _was_there(one, online) else Reason.OFFLINE,
            at=now,
        )
        for one in life.list_open()
    ]


def choose(target: Target, displays: Sequence[Display]) -> list[Display]:
    """Choose the displays that a target means; named ones that do not exist are left out."""
    if target.everyone:
        return list(displays)
    if target.zone_id is not None:
        return [display for display in displays if display.zone_id == target.zone_id]
    named = set(target.display_ids)
    return [display for display in displays if display.id in named]


def desire(display: Display, action: Action) -> Display:
    """Say what a display should be after an action: only volume and darkness are kept."""
    match action:
        case SetVolume():
            return display.model_copy(update={"volume": action.volume})
        case Blank():
            return display.model_copy(update={"blank": action.on})
        case _:
            return display


def _is_final(delivery: Delivery) -> bool:
    return RANK[delivery.state] >= RANK[DeliveryState.EXPIRED]


def _was_there(delivery: Delivery, online: frozenset[str]) -> bool:
    return delivery.state is DeliveryState.RECEIVED or delivery.display_id in online
