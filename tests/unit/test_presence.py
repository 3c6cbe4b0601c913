"""A display's state is said in one word, with the moment at which it began (O-02)."""

import pytest

from exhibits.core.model import LocalText
from exhibits.displays.model import Display, DisplayState, Limits, Profile, Report, StateWord, View
from exhibits.displays.presence import PresenceKeeper, judge

LIMITS = Limits(stale_after_ms=5000, offline_after_ms=15_000, command_ttl_ms=5000)
REVISION = 7
T0 = 1_800_000_000_000
WALL = Display(
    id="wall",
    zone_id="zone-1",
    number=1,
    name=LocalText(zh="墙", en="Wall"),
    profile=Profile(width_px=1080, height_px=1920, width_mm=535, height_mm=952),
    created_at=T0,
)


def make_report(**said: object) -> Report:
    usual = {
        "view": View.ATTRACT,
        "language": "zh",
        "volume": 40,
        "blank": False,
        "in_use": False,
        "catalogue_revision": REVISION,
        "frame_age_ms": 16,
        "secure": True,
        "app_version": "1",
    }
    return Report.model_validate(usual | said)


def look(keeper: PresenceKeeper, now: int, revision: int = REVISION) -> DisplayState:
    return keeper.show([WALL], now, revision).displays[0]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({}, StateWord.STANDBY),
        ({"in_use": True}, StateWord.IN_USE),
        ({"blank": True}, StateWord.ASLEEP),
        ({"catalogue_revision": REVISION - 1, "in_use": True}, StateWord.UPDATING),
        ({"frame_age_ms": 10_000}, StateWord.STANDBY),
        ({"frame_age_ms": 10_001}, StateWord.FAULT),
        ({"fault": "storage full", "in_use": True}, StateWord.FAULT),
    ],
)
def test_a_fresh_report_is_put_into_one_word(said: dict[str, object], word: StateWord) -> None:
    assert judge(make_report(**said), 0, REVISION, LIMITS) is word


@pytest.mark.parametrize(
    ("age_ms", "word"),
    [
        (4999, StateWord.IN_USE),
        (5000, StateWord.UNKNOWN),
        (14_999, StateWord.UNKNOWN),
        (15_000, StateWord.OFFLINE),
    ],
)
def test_an_old_report_is_not_believed(age_ms: int, word: StateWord) -> None:
    assert judge(make_report(in_use=True), age_ms, REVISION, LIMITS) is word


def test_a_display_that_never_spoke_is_offline_since_the_start() -> None:
    state = look(PresenceKeeper(LIMITS, T0), T0 + 100)
    assert (state.state, state.since_at, state.reported_at) == (StateWord.OFFLINE, T0, None)


def test_a_state_tells_when_it_began_however_often_it_is_looked_at() -> None:
    keeper = PresenceKeeper(LIMITS, T0)
    keeper.hear("wall", make_report(in_use=True), T0 + 1000, REVISION)
    keeper.hear("wall", make_report(in_use=True), T0 + 3000, REVISION)
    assert look(keeper, T0 + 3500).since_at == T0 + 1000
    assert look(keeper, T0 + 9900).since_at == T0 + 8000  # unknown from 5 s after the last report on
    offline = look(keeper, T0 + 60_000)
    assert (offline.state, offline.since_at, offline.reported_at) == (StateWord.OFFLINE, T0 + 18_000, T0 + 3000)


def test_a_publication_makes_displays_updating_until_they_have_it() -> None:
    keeper = PresenceKeeper(LIMITS, T0)
    keeper.hear("wall", make_report(), T0, REVISION)
    assert look(keeper, T0 + 500, REVISION + 1).state is StateWord.UPDATING
    keeper.hear("wall", make_report(catalogue_revision=REVISION + 1), T0 + 900, REVISION + 1)
    assert look(keeper, T0 + 1000, REVISION + 1).state is StateWord.STANDBY
