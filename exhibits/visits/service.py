"""What the hall can do with visits: keep what happened, for good and once, and count the day."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from exhibits.core.bus import Bus
from exhibits.core.clock import Clock
from exhibits.core.settings import Settings
from exhibits.visits.model import Interaction, InteractionBatch, InteractionsRecorded, Receipt, Refusal, Today
from exhibits.visits.store import VisitStore, to_row

SECOND_MS = 1000
HOUR_MS = 3_600_000
MIDNIGHT_CHECK_MS = 60_000
"""A day can end without anything having come."""
INTERACTION: TypeAdapter[Interaction] = TypeAdapter(Interaction)


class DayCount:
    """The day's figures, carried on from row to row: each look reads only what came since the last."""

    def __init__(self, store: VisitStore, timezone: ZoneInfo) -> None:
        self._store = store
        self._timezone = timezone
        self._since_at = self._until_at = self._last = self._interactions = 0
        self._begun = Counter[int]()

    def look(self, now: int) -> Today:
        """Count up to now; at midnight by the hall's clock it begins again."""
        if not self._since_at <= now < self._until_at:
            self._begin(*find_day(now, self._timezone))
        found = self._store.count(self._since_at, self._until_at, self._last, HOUR_MS)
        self._last = found.last
        self._interactions += found.interactions
        self._begun.update(found.begun)
        return Today(
            at=now,
            visitors=self._begun.total(),
            interactions=self._interactions,
            by_hour=self._sort_into_hours(),
        )

    def _begin(self, since_at: int, until_at: int) -> None:
        self._since_at, self._until_at = since_at, until_at
        self._last = self._interactions = 0
        self._begun = Counter[int]()

    def _sort_into_hours(self) -> tuple[int, ...]:
        hours = [0] * 24
        for elapsed, number in self._begun.items():  # on a day of 23 or 25 hours they are not the clock's hours
            hours[to_local(self._since_at + elapsed * HOUR_MS, self._timezone).hour] += number
        return tuple(hours)


class VisitService:
    """The record of visits."""

    def __init__(self, store: VisitStore, clock: Clock, bus: Bus, settings: Settings) -> None:
        self._store = store
        self._clock = clock
        self._bus = bus
        self._day = DayCount(store, ZoneInfo(settings.timezone))
        self._today: Today | None = None
        self._is_stale = True
        self._told: tuple[int, int, tuple[int, ...]] | None = None

    def record(self, display_id: str, batch: InteractionBatch) -> Receipt:
        """Keep interactions for good; returns after the durable commit. What was kept before counts as accepted."""
        good, refused = judge(batch.interactions)
        if good:
            now = self._clock.now()
            self._spread(self._store.keep([to_row(one, display_id, now) for one in good]))
        return Receipt(accepted=tuple(one.id for one in good), refused=tuple(refused))

    def count_today(self) -> Today:
        """Count the day so far: anew when something came, and once a second at most."""
        now = self._clock.now()
        if self._today is None or self._has_changed(self._today, now):
            self._is_stale = False
            self._today = self._day.look(now)
        return self._today

    def find_change(self) -> Today | None:
        """Find the day's figures if they are others than at the last call, else None; a ticker calls this."""
        today = self.count_today()
        figures = (today.visitors, today.interactions, today.by_hour)
        if figures == self._told:
            return None
        self._told = figures
        return today

    def _spread(self, new: Counter[str]) -> None:
        for display_id, count in new.items():
            self._is_stale = True
            self._bus.publish(InteractionsRecorded(display_id=display_id, count=count))

    def _has_changed(self, counted: Today, now: int) -> bool:
        age = abs(now - counted.at)
        return age >= MIDNIGHT_CHECK_MS or (self._is_stale and age >= SECOND_MS)


def judge(sent: Sequence[dict[str, Any]]) -> tuple[list[Interaction], list[Refusal]]:
    """Judge each interaction by itself: a bad one is refused for ever, and costs the others nothing."""
    good: list[Interaction] = []
    refused: list[Refusal] = []
    for one in sent:
        try:
            good.append(INTERACTION.validate_python(one))
        except ValidationError as error:
            refused.append(_refuse(one, error))
    return good, refused


def find_day(now: int, timezone: ZoneInfo) -> tuple[int, int]:
    """Find when the hall's day began and when it ends."""
    today = to_local(now, timezone).date()
    midnights = (datetime.combine(day, time(), timezone) for day in (today, today + timedelta(days=1)))
    begins, ends = (int(midnight.timestamp() * 1000) for midnight in midnights)
    return begins, ends


def to_local(at: int, timezone: ZoneInfo) -> datetime:
    """Read a moment on the hall's clock."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(timezone)


def _refuse(sent: dict[str, Any], error: ValidationError) -> Refusal:
    wrong = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in wrong["loc"])
    said = sent.get("id")
    name = said[:64].encode(errors="replace").decode() if isinstance(said, str) else ""
    return Refusal(id=name, reason=f"{where}: {wrong['msg']}"[:200].encode(errors="replace").decode())
