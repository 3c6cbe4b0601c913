"""All forms of a photograph, with and without `draft()` and against libvips, each in a process of its own.

python -m tests.bench.thumbnails

Both make WebP of the same widths, quality and effort. The hall's time holds what libvips does not do: the placeholder,
the fingerprint, the hashes, and bringing the files safely to the disk.
"""

import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from exhibits.media.pictures import inspect_picture
from exhibits.media.renditions import choose_sizes, make_forms
from tests.bench.measure import SHORT, Row, find_percentile, print_table, show_ratio
from tests.corpus.large import make_mosaic
from tests.corpus.pictures import MAX_MEGAPIXELS, make_jpeg, make_work
from tests.server import ROOT

SOURCE = Path("/usr/share/backgrounds/seeding_by_Clements_Engelhardt.jpg")
SIZE = (6000, 4000)
ROUNDS = 1 if SHORT else 5


class Cost(NamedTuple):
    """What a work took."""

    seconds: float
    mb: float


def make_photograph(path: Path) -> None:
    """Make 24 megapixels of a real photograph of 16."""
    with Image.open(SOURCE) as photograph:
        photograph.resize(SIZE, Image.Resampling.LANCZOS).save(path, "JPEG", quality=90)


def make_all(path: Path) -> float:
    """Make all forms as the hall does."""
    return _derive(path, drafted=True)


def make_all_without_draft(path: Path) -> float:
    """Make all forms from all pixels."""
    return _derive(path, drafted=False)


def inspect(path: Path) -> float:
    """Read a photograph as it is read when it arrives."""
    began = time.perf_counter()
    inspect_picture(path, "JPEG", MAX_MEGAPIXELS)
    return time.perf_counter() - began


def call_vips_for_each_width(path: Path) -> float:
    """Make all forms with libvips in the usual way: `thumbnail()` for each."""
    vips = _start_vips()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        for width, height in _list_sizes(path):
            form = vips.thumbnail(str(path), width, height=height, size="force")
            form.webpsave(f"{folder}/{width}.webp", Q=80, effort=2, keep="none")
        return time.perf_counter() - began


def call_vips_once(path: Path) -> float:
    """Make all forms with libvips from one reading, each from the next larger one."""
    vips = _start_vips()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        sizes = _list_sizes(path)
        form = vips.thumbnail(str(path), sizes[0][0], height=sizes[0][1], size="force").copy_memory()
        for width, _ in sizes:
            form = form if form.width == width else form.resize(width / form.width).copy_memory()
            form.webpsave(f"{folder}/{width}.webp", Q=80, effort=2, keep="none")
        return time.perf_counter() - began


def read_with_vips(path: Path) -> float:
    """Read a photograph to its end with libvips, an eighth of it as pixels."""
    began = time.perf_counter()
    _start_vips().new_from_file(str(path), shrink=8, access="sequential").avg()
    return time.perf_counter() - began


WORKS: dict[str, Callable[[Path], float]] = {
    work.__name__: work
    for work in (make_all, make_all_without_draft, inspect, call_vips_for_each_width, call_vips_once, read_with_vips)
}
COMPARISONS = (
    ("all forms, 320 to 3840 px: with / without draft()", make_all, make_all_without_draft),
    ("all forms: hall / libvips, each by thumbnail()", make_all, call_vips_for_each_width),
    ("all forms: hall / libvips, read once", make_all, call_vips_once),
    ("read to the end: hall / libvips", inspect, read_with_vips),
)


def rows() -> list[Row]:
    """Compare in turn, both sides with the same file.

    Pillow's draft() halves, so it helps the whole set of forms only where half the source still fills the largest
    form: from 7680 px on.
    """
    with tempfile.TemporaryDirectory(prefix="zhanting-bench-") as folder:
        sources = {"24 MP": Path(folder) / "24.jpg", "100 MP": Path(folder) / "100.jpg"}
        make_photograph(sources["24 MP"])
        make_mosaic(sources["100 MP"])
        return [compare(size, path, *comparison) for size, path in sources.items() for comparison in COMPARISONS]


def compare(size: str, path: Path, what: str, ours: Callable[[Path], float], theirs: Callable[[Path], float]) -> Row:
    """Compare two ways by the median time and the memory."""
    found = [(measure(path, ours), measure(path, theirs)) for _ in range(ROUNDS)]
    seconds = [find_percentile([pair[side].seconds for pair in found], 50) for side in (0, 1)]
    memory = [max(pair[side].mb for pair in found) for side in (0, 1)]
    shown = [f"{took:.2f} s, {mb:.0f} MB" for took, mb in zip(seconds, memory, strict=True)]
    return Row(f"{size} photograph, {what}", shown[0], shown[1], show_ratio(*seconds))


def measure(path: Path, work: Callable[[Path], float]) -> Cost:
    """Measure in a fresh process."""
    words = [sys.executable, "-m", "tests.bench.thumbnails", str(path), work.__name__]
    answer = subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    return Cost(*json.loads(answer))


def read_peak_mb() -> float:
    """Read this process's own peak; getrusage's would begin with the parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _derive(path: Path, drafted: bool) -> float:
    changed = nullcontext() if drafted else patch.object(JpegImageFile, "draft", return_value=None)
    with tempfile.TemporaryDirectory() as folder, changed:
        work = make_work(Path(folder), make_jpeg()).model_copy(update={"original": str(path)})
        began = time.perf_counter()
        make_forms(work, lambda _: None)
        return time.perf_counter() - began


def _start_vips() -> Any:
    """Start libvips without the memory of what it opened before: a fresh process has none either way."""
    pyvips = importlib.import_module("pyvips")
    pyvips.cache_set_max(0)
    return pyvips.Image


def _list_sizes(path: Path) -> list[tuple[int, int]]:
    photograph = _start_vips().new_from_file(str(path))
    return choose_sizes(photograph.width, photograph.height)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(Cost(WORKS[sys.argv[2]](Path(sys.argv[1])), read_peak_mb())))
    else:
        print_table(rows())
