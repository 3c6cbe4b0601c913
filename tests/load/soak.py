"""A long day, shortened: 25 displays with visitors, and an operator who commands them, against one real server."""

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil

from exhibits.core.ids import new_id
from tests.load.hall import SimulatedHall, pair_displays
from tests.server import RunningHall, Staff

DISPLAYS = 25
TOUCH_EVERY_S = 0.1
COMMAND_EVERY_S = 5.0
LOOK_EVERY_S = 30.0
SETTLE_S = 6.0
"""A little more than a command lives: then each has its end."""


@dataclass(frozen=True)
class Outcome:
    """What came of a soak: a good one lost nothing, kept nothing twice and saw no error."""

    made: int
    acknowledged: int
    missing: int
    twice: int
    errors: int
    unsettled: int
    commands: int
    memory_mb: list[float]

    @property
    def is_good(self) -> bool:
        """Tell whether all is as it should be."""
        return not (self.missing or self.twice or self.errors or self.unsettled) and self.acknowledged == self.made

    def describe(self) -> str:
        """Put it in words."""
        first, last, most = self.memory_mb[0], self.memory_mb[-1], max(self.memory_mb)
        return (
            f"interactions: {self.made} made, {self.acknowledged} acknowledged, {self.missing} of these missing, "
            f"{self.twice} kept twice\n"
            f"commands: {self.commands} to {DISPLAYS} displays each, {self.unsettled} without a confirmed end; "
            f"errors: {self.errors}\n"
            f"the server's memory: {first:.0f} MB at first, {last:.0f} MB at last, {most:.0f} MB at most"
        )


def soak(seconds: float, say: Callable[[str], None]) -> Outcome:
    """Run a hall of its own for so long, then compare what is kept with what was acknowledged."""
    with tempfile.TemporaryDirectory(prefix="zhanting-soak-") as folder:
        data = Path(folder) / "hall"
        keys = pair_displays(data, DISPLAYS)
        with RunningHall(data, start_timeout_s=180) as hall, SimulatedHall(hall.base, keys) as simulated:
            operator = hall.sign_in("operator")
            simulated.await_connected()
            memory, commands = _live_through(seconds, simulated, operator, hall.pid, say)
            simulated.await_idle(60)
            unsettled = _await_settled(operator, commands)
            return _sum_up(simulated, _read_kept(data), memory, len(commands), unsettled)


def _live_through(
    seconds: float, simulated: SimulatedHall, operator: Staff, pid: int, say: Callable[[str], None]
) -> tuple[list[float], list[str]]:
    chance, began = random.Random(25), time.monotonic()
    looked, commanded = began, began - COMMAND_EVERY_S
    memory, commands = [_read_memory(pid)], list[str]()
    while (now := time.monotonic()) < began + seconds:
        chance.choice(simulated.kiosks).act(chance.randint(1, 12))
        if now - commanded >= COMMAND_EVERY_S:
            commanded = now
            commands.append(_command_all(operator))
        if now - looked >= LOOK_EVERY_S:
            looked = now
            memory.append(_read_memory(pid))
            kept = sum(len(kiosk.acknowledged) for kiosk in simulated.kiosks)
            say(f"{now - began:6.0f} s: {kept} acknowledged, {memory[-1]:.0f} MB")
        time.sleep(TOUCH_EVERY_S)
    return [*memory, _read_memory(pid)], commands


def _command_all(operator: Staff) -> str:
    command_id = new_id()
    command = {"id": command_id, "action": {"type": "home"}, "target": {"everyone": True}}
    answer = operator.call("POST", "/api/v1/commands", command)
    assert answer.status == 200, answer.content
    return command_id


def _await_settled(operator: Staff, commands: list[str]) -> int:
    deadline = time.monotonic() + SETTLE_S
    while any(_count_open(operator, name) for name in commands[-3:]) and time.monotonic() < deadline:
        time.sleep(0.2)
    return sum(_count_open(operator, name) for name in commands)


def _count_open(operator: Staff, command_id: str) -> int:
    deliveries = operator.call("GET", f"/api/v1/commands/{command_id}").json["deliveries"]
    return sum(one["state"] != "done" for one in deliveries)


def _read_kept(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "records.sqlite3")) as database:
        return [name for (name,) in database.execute("SELECT id FROM interactions")]


def _read_memory(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss) / 2**20


def _sum_up(simulated: SimulatedHall, kept: list[str], memory: list[float], commands: int, unsettled: int) -> Outcome:
    made = {name for kiosk in simulated.kiosks for name in kiosk.made}
    acknowledged = {name for kiosk in simulated.kiosks for name in kiosk.acknowledged}
    return Outcome(
        made=len(made),
        acknowledged=len(acknowledged),
        missing=len(acknowledged - set(kept)),
        twice=len(kept) - len(set(kept)),
        errors=sum(len(kiosk.errors) for kiosk in simulated.kiosks),
        unsettled=unsettled,
        commands=commands,
        memory_mb=memory,
    )
