"""A few seconds of the soak, so that it can be trusted when it runs for hours."""

from tests.load.soak import Outcome, soak

FINE = Outcome(made=2, acknowledged=2, missing=0, twice=0, errors=0, unsettled=0, commands=1, memory_mb=[100.0, 100.0])


def test_a_short_soak_loses_nothing() -> None:
    outcome = soak(4, print)
    assert outcome.is_good, outcome.describe()
    assert outcome.acknowledged > 50
    assert outcome.commands >= 1


def test_a_soak_that_lost_something_is_not_good() -> None:
    assert FINE.is_good
    bad = [{"missing": 1}, {"twice": 1}, {"errors": 1}, {"unsettled": 1}, {"acknowledged": 1}]
    assert not any(Outcome(**(vars(FINE) | one)).is_good for one in bad)
