"""Interactions a second and their acknowledgement, against one commit for each event on the same disk."""

from gevent import monkey

monkey.patch_all()

import tempfile  # noqa: E402 - gevent must come before whatever uses sockets and threads
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from dataclasses import dataclass, field  # noqa: E402
from pathlib import Path  # noqa: E402

from exhibits.core.ids import new_id  # noqa: E402
from tests.bench.measure import (  # noqa: E402
    KIOSKS,
    SHORT,
    Row,
    compare_times,
    open_hall,
    open_lines,
    open_stock,
    print_table,
    run_together,
    show_ratio,
)
from tests.bench.stock import keep_one, open_database  # noqa: E402
from tests.load.kiosk import make_interaction  # noqa: E402
from tests.load.line import Line  # noqa: E402

SECONDS = 2.0 if SHORT else 6.0
BATCHES = (1, 10)


@dataclass
class Figures:
    """What came of one run."""

    kept: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Tell how many were kept a second."""
        return self.kept / self.seconds


def send_on(line: Line, batch: int, until: float, figures: Figures) -> None:
    """Send batch after batch, each when the one before was acknowledged."""
    visit_id = new_id()
    while time.perf_counter() < until:
        body = {"interactions": [make_interaction(visit_id) for _ in range(batch)]}
        began = time.perf_counter()
        answer = line.ask("interactions", body, timeout_s=60)
        figures.waits.append(time.perf_counter() - began)
        figures.kept += len(answer["data"]["accepted"])


def run(base: str, tokens: list[str], batch: int) -> Figures:
    """Let all kiosks send at once for some seconds."""
    lines, figures = open_lines(base, tokens), Figures()
    until = time.perf_counter() + SECONDS

    def make_work(line: Line) -> Callable[[], None]:
        return lambda: send_on(line, batch, until, figures)

    figures.seconds = run_together([make_work(line) for line in lines])
    for line in lines:
        line.close()
    return figures


def run_bare() -> float:
    """Keep rows with a commit each, without any network: the most that such a design can do on this disk."""
    with tempfile.TemporaryDirectory(prefix="zhanting-bench-") as folder:
        database, kept = open_database(str(Path(folder) / "bare.sqlite3")), 0
        began = time.perf_counter()
        while time.perf_counter() < began + SECONDS / 2:
            keep_one(database, make_interaction("0" * 8 + "-0000-7000-8000-" + "0" * 12))
            kept += 1
        database.close()
        return kept / (time.perf_counter() - began)


def compare(kiosks: int, batch: int, ours: Figures, theirs: Figures) -> list[Row]:
    """Lay two runs side by side."""
    how = f"{kiosks} kiosks, {batch} to an array"
    return [
        Row(
            f"interactions kept, {how}",
            f"{ours.rate:.0f}/s",
            f"{theirs.rate:.0f}/s",
            show_ratio(ours.rate, theirs.rate),
        ),
        compare_times("… acknowledged", ours.waits, theirs.waits),
    ]


def rows() -> list[Row]:
    """Measure the hall and the stock server in turn, then the disk by itself."""
    tokens, found = [f"{n:064x}" for n in range(1, max(KIOSKS) + 1)], []
    with open_hall(max(KIOSKS)) as (hall, _), open_stock() as stock:
        for kiosks in KIOSKS:
            for batch in BATCHES:
                ours, theirs = (run(base, tokens[:kiosks], batch) for base in (hall.base, stock))
                found += compare(kiosks, batch, ours, theirs)
    bare = run_bare()
    last = "… the last, against one commit an event without any network"
    return [*found, Row(last, f"{ours.rate:.0f}/s", f"{bare:.0f}/s", show_ratio(ours.rate, bare))]


if __name__ == "__main__":
    print_table(rows())
