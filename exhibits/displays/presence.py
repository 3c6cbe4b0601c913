"""How displays are, in the words of O-02: from what each last said, and how long ago."""

from collections.abc import Iterable
from dataclasses import dataclass

from exhibits.displays.model import Display, DisplayState, Limits, Presence, Report, StateWord

FROZEN_AFTER_MS = 10_000
"""A page that could not draw for so long hangs, whatever its heart says."""


def judge(report: Report | None, age_ms: int, catalogue_revision: int, limits: Limits) -> StateWord:
    """Find the word for a display; what is too old to trust is said before what it said."""
    if report is None or age_ms >= limits.offline_after_ms:
        return StateWord.OFFLINE
    if age_ms >= limits.stale_after_ms:
        return StateWord.UNKNOWN
    if report.fault or report.frame_age_ms > FROZEN_AFTER_MS:
        return StateWord.FAULT
    if report.catalogue_revision < catalogue_revision:
        return StateWord.UPDATING
    if report.blank:
        return StateWord.ASLEEP
    return StateWord.IN_USE if report.in_use else StateWord.STANDBY


@dataclass
class _Said:
    report: Report | None
    reported_at: int
    state: StateWord
    since_at: int


class PresenceKeeper:
    """Keeps in memory what each display last said; after a restart all of them speak again within seconds."""

    def __init__(self, limits: Limits, started_at: int) -> None:
        self._limits = limits
        self._started_at = started_at
        self._said: dict[str, _Said] = {}

    def hear(self, display_id: str, report: Report, now: int, catalogue_revision: int) -> None:
        """Take a display's report."""
        said = self._find(display_id)
        said.report, said.reported_at = report, now
        self._judge(said, now, catalogue_revision)

    def forget(self, display_id: str) -> None:
        """Forget a display: it was removed, or another kiosk is in its place."""
        self._said.pop(display_id, None)

    def show(self, displays: Iterable[Display], now: int, catalogue_revision: int) -> Presence:
        """Show all displays as they are now."""
        return Presence(
            at=now,
            catalogue_revision=catalogue_revision,
            limits=self._limits,
            displays=tuple(self._show_one(display, now, catalogue_revision) for display in displays),
        )

    def _show_one(self, display: Display, now: int, catalogue_revision: int) -> DisplayState:
        said = self._find(display.id)
        self._judge(said, now, catalogue_revision)
        return DisplayState(
            display=display,
            state=said.state,
            since_at=said.since_at,
            reported_at=said.reported_at if said.report else None,
            report=said.report,
        )

    def _find(self, display_id: str) -> _Said:
        fresh = _Said(None, self._started_at, StateWord.OFFLINE, self._started_at)
        return self._said.setdefault(display_id, fresh)

    def _judge(self, said: _Said, now: int, catalogue_revision: int) -> None:
        state = judge(said.report, now - said.reported_at, catalogue_revision, self._limits)
        if state is not said.state:
            said.state, said.since_at = state, self._began_at(state, said.reported_at, now)

    def _began_at(self, state: StateWord, reported_at: int, now: int) -> int:
        if state is StateWord.UNKNOWN:
            return reported_at + self._limits.stale_after_ms
        if state is StateWord.OFFLINE:
            return reported_at + self._limits.offline_after_ms
        return now
