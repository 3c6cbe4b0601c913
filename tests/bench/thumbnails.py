"""The forms of a 24 MP photograph with and without `draft()`, each in a process of its own: time and memory.

python -m tests.bench.thumbnails
"""

import io
import json
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from exhibits.media import tasks
from exhibits.media.sniff import JPEG
from tests.bench.measure import SHORT, Row, find_percentile, print_table, show_ratio
from tests.server import ROOT

SOURCE = Path("/usr/share/backgrounds/seeding_by_Clements_Engelhardt.jpg")
SIZE = (6000, 4000)
ROUNDS = 1 if SHORT else 5
THUMBNAIL_PX = 640
WORKS = ("one thumbnail, 640 px", "all forms, 320 to 3840 px")
WAYS = ("with draft()", "without")


def make_photograph(path: Path) -> None:
    """Make 24 megapixels of a real photograph of 16."""
    with Image.open(SOURCE) as photograph:
        photograph.resize(SIZE, Image.Resampling.LANCZOS).save(path, "JPEG", quality=90)


def work_once(path: Path, work: str, way: str) -> dict[str, float]:
    """Do a work in this process; returns the seconds and the memory in MB that it took."""
    changed = patch.object(JpegImageFile, "draft", return_value=None) if way == "without" else nullcontext()
    with tempfile.TemporaryDirectory() as folder, changed:
        began = time.perf_counter()
        if work == WORKS[0]:
            make_thumbnail(path)
        else:
            task = {"asset_id": "bench", "path": str(path), "form": JPEG.name, "max_megapixels": 120}
            tasks.derive(task | {"folder": folder}, lambda _: None)
        took = time.perf_counter() - began
    return {"seconds": took, "mb": read_peak_mb()}


def read_peak_mb() -> float:
    """Read this process's own peak; getrusage's would begin with the parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def make_thumbnail(path: Path) -> None:
    """Make one small picture: what draft() is at its best for."""
    with Image.open(path) as photograph:
        photograph.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.LANCZOS, reducing_gap=3.0)
        photograph.save(io.BytesIO(), "WEBP", quality=80, method=2)


def measure(path: Path, work: str, way: str) -> dict[str, float]:
    """Measure in a fresh process."""
    words = [sys.executable, "-m", "tests.bench.thumbnails", str(path), work, way]
    answer: dict[str, float] = json.loads(subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    return answer


def rows() -> list[Row]:
    """Measure both ways in turn.

    Pillow's draft() halves, so it helps the whole set of forms only where half the source still fills the largest
    form: from 7680 px on. Below that it is the small forms by themselves that gain.
    """
    with tempfile.TemporaryDirectory(prefix="zhanting-bench-") as folder:
        path = Path(folder) / "photograph.jpg"
        make_photograph(path)
        return [compare(path, work) for work in WORKS]


def compare(path: Path, work: str) -> Row:
    """Measure one work in both ways: the median time and the memory."""
    found = [{way: measure(path, work, way) for way in WAYS} for _ in range(ROUNDS)]
    seconds = [find_percentile([one[way]["seconds"] for one in found], 50) for way in WAYS]
    memory = [max(one[way]["mb"] for one in found) for way in WAYS]
    ours, theirs = (f"{took:.2f} s, {mb:.0f} MB" for took, mb in zip(seconds, memory, strict=True))
    return Row(f"24 MP photograph with / without draft(): {work}", ours, theirs, show_ratio(*seconds))


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(json.dumps(work_once(Path(sys.argv[1]), sys.argv[2], sys.argv[3])))
    else:
        print_table(rows())
