"""A part that fails is told when it begins and when it is over, not ten times a second."""

import logging

import pytest

from exhibits.core.steady import Steady


def test_a_failure_is_told_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    fails = [True, True, True, False, False, True]

    def part() -> None:
        if fails.pop(0):
            raise OSError(28, "No space left on device")

    steady = Steady("sweep")
    for _ in range(6):
        steady.run(part)
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING, logging.ERROR]
    assert "No space left on device" in caplog.text
    assert all("sweep" in record.message for record in caplog.records)
