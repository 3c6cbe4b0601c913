"""What the benchmarks share: two servers to compare, figures, one table."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.load.hall import Key, pair_displays
from tests.load.line import Gone, Line
from tests.server import ROOT, RunningHall, find_free_port, send

SHORT = os.environ.get("BENCH_SHORT") == "1"
KIOSKS = (50, 300)


@contextmanager
def open_hall(displays: int) -> Iterator[tuple[RunningHall, list[Key]]]:
    """Run a hall with so many paired displays, on the disk that holds the temporary folder."""
    with tempfile.TemporaryDirectory(prefix="zhanting-bench-") as folder:
        data = Path(folder) / "hall"
        keys = pair_displays(data, displays)
        with RunningHall(data, start_timeout_s=180) as hall:
            yield hall, keys


@contextmanager
def open_stock() -> Iterator[str]:
    """Run the stock server of `stock.py`; gives its address."""
    port = find_free_port()
    with tempfile.TemporaryDirectory(prefix="zhanting-bench-") as folder:
        words = [sys.executable, "-m", "tests.bench.stock", str(port), str(Path(folder) / "stock.sqlite3")]
        process = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            base = f"http://127.0.0.1:{port}"
            _await_answer(f"{base}/small")
            yield base
        finally:
            process.kill()
            process.wait(timeout=10)


def open_lines(base: str, tokens: Sequence[str], hear: Callable[[str, object], None] | None = None) -> list[Line]:
    """Open a kiosk's line for each token."""
    return [Line(base, "/kiosk", {"token": token}, hear=hear) for token in tokens]


def run_together(works: Sequence[Callable[[], None]]) -> float:
    """Run all works at once; returns the seconds until the last was done."""
    threads = [threading.Thread(target=work, daemon=True) for work in works]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return time.perf_counter() - began


def find_percentile(values: Sequence[float], percent: float) -> float:
    """Find the value below which so many percent of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the hall's figure, the peer's, and the one divided by the other."""

    what: str
    ours: str
    theirs: str
    ratio: str


def compare_times(what: str, ours: Sequence[float], theirs: Sequence[float]) -> Row:
    """Compare durations by p50 and p99; the ratio is that of the p50."""
    ratio = show_ratio(find_percentile(ours, 50), find_percentile(theirs, 50))
    return Row(f"{what}, p50 / p99", _show_times(ours), _show_times(theirs), ratio)


def show_ms(seconds: float) -> str:
    """Write seconds as milliseconds."""
    return f"{seconds * 1000:.1f} ms"


def show_ratio(ours: float, theirs: float) -> str:
    """Write how many times the peer's figure ours is."""
    return f"× {ours / theirs:.2f}"


def print_table(rows: Sequence[Row]) -> None:
    """Print the table."""
    cells = [("what", "hall", "peer", "hall ÷ peer"), *((row.what, row.ours, row.theirs, row.ratio) for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(4)]
    for row in (cells[0], tuple("─" * width for width in widths), *cells[1:]):
        print(row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)))


def _show_times(took: Sequence[float]) -> str:
    return " / ".join(show_ms(find_percentile(took, percent)) for percent in (50, 99))


def _await_answer(url: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            send("GET", url, None, {})
        except OSError as error:
            if time.monotonic() > deadline:
                raise Gone(url) from error
            time.sleep(0.05)
        else:
            return
