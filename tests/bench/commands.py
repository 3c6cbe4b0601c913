"""One command to 300 displays until the last has it, against stock Flask-SocketIO `emit`."""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402 - gevent must come before whatever uses sockets and threads
import threading  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from dataclasses import dataclass, field  # noqa: E402
from typing import Any  # noqa: E402

from exhibits.core.ids import new_id  # noqa: E402
from tests.bench.measure import SHORT, Row, compare_times, open_hall, open_stock, print_table  # noqa: E402
from tests.bench.tap import Tap  # noqa: E402
from tests.load.line import Line  # noqa: E402

DISPLAYS = 300
ROUNDS = 8 if SHORT else 40
PAUSE_S = 0.1
HEARD, CONFIRMED = "heard", "confirmed"


class Crowd:
    """The displays' lines: tells when the last of them had a command, and when the last had confirmed it."""

    def __init__(self, base: str, tokens: list[str], *, confirms: bool) -> None:
        self._missing = {HEARD: 0, CONFIRMED: 0}
        self._events = {HEARD: threading.Event(), CONFIRMED: threading.Event()}
        self._confirms = confirms
        self._taps = [Tap(base, token, self._hear) for token in tokens]

    def expect(self) -> None:
        """Begin to count anew."""
        for name, event in self._events.items():
            self._missing[name] = len(self._taps)
            event.clear()

    def wait(self, name: str) -> float:
        """Wait for the last; returns when it was."""
        assert self._events[name].wait(timeout=30), f"{self._missing[name]} displays have not {name} it"
        return time.perf_counter()

    def close(self) -> None:
        for tap in self._taps:
            tap.close()

    def _hear(self, tap: Tap, frame: bytes) -> None:
        if b'["command"' not in frame or not self._missing[HEARD]:  # what is left for one that connects
            return
        if self._confirms:
            self._confirm(tap, json.loads(frame[frame.index(b"[") :])[1]["id"])
        self._count(HEARD)

    def _confirm(self, tap: Tap, command_id: str) -> None:
        """Answer as a kiosk does: received, and when that is acknowledged, done."""

        def say_done() -> None:
            tap.acknowledged = lambda: self._count(CONFIRMED)
            tap.say("command_report", {"command_id": command_id, "state": "done"})

        tap.acknowledged = say_done
        tap.say("command_report", {"command_id": command_id, "state": "received"})

    def _count(self, name: str) -> None:
        self._missing[name] -= 1
        if self._missing[name] == 0:
            self._events[name].set()


@dataclass
class Trial:
    """A crowd, how a command is given to it, and what is awaited; `took` grows with each round."""

    crowd: Crowd
    issue: Callable[[], object]
    until: str
    took: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Give one command."""
        self.crowd.expect()
        began = time.perf_counter()
        threading.Thread(target=self.issue, daemon=True).start()
        self.took.append(self.crowd.wait(self.until) - began)
        time.sleep(PAUSE_S)


def run_in_turn(*trials: Trial) -> list[list[float]]:
    """Give one command after the other, to each crowd in turn: what disturbs the machine disturbs all of them."""
    for _ in range(ROUNDS):
        for trial in trials:
            trial.run()
    for trial in trials:
        trial.crowd.close()
    return [trial.took for trial in trials]


def make_command() -> dict[str, Any]:
    """Make a command for everyone."""
    return {"id": new_id(), "action": {"type": "identify"}, "target": {"everyone": True}}


def rows() -> list[Row]:
    """Measure the stock server and the hall in turn, then the hall until all have confirmed."""
    tokens = [f"{number:064x}" for number in range(1, DISPLAYS + 1)]
    with open_hall(DISPLAYS) as (hall, _), open_stock() as stock:
        desk = Line(hall.base, "/desk", cookie=hall.sign_in("operator").cookie)
        asking = Line(stock, "/kiosk", {"token": "0" * 64})

        def command() -> object:
            return desk.ask("command", make_command(), 30)

        def emit() -> object:
            return asking.ask("command", {"id": new_id(), "ttl_ms": 5000}, 30)

        heard, theirs = run_in_turn(
            Trial(Crowd(hall.base, tokens, confirms=False), command, HEARD),
            Trial(Crowd(stock, tokens, confirms=False), emit, HEARD),
        )
        (confirmed,) = run_in_turn(Trial(Crowd(hall.base, tokens, confirms=True), command, CONFIRMED))
        desk.close()
        asking.close()
    return [
        compare_times(f"one command to {DISPLAYS} displays: kept, and the last has it", heard, theirs),
        compare_times("… until the last has confirmed that it is done", confirmed, theirs),
    ]


if __name__ == "__main__":
    print_table(rows())
