"""Deep zoom of a 100 MP photograph: pyramid and thumbnail against libvips, tiles against iipimage-server.

python -m tests.bench.zoom
"""

import json
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyvips
from PIL import Image

from exhibits.media.iiif.levels import TILE_PX
from exhibits.media.iiif.pyramid import QUALITY, make_tiles
from exhibits.media.model import Asset, AssetKind, AssetState, Rendition, Work
from exhibits.media.renditions import WIDTHS, load_sized, make_forms
from exhibits.media.sniff import JPEG
from tests.bench.iipimage import open_iipimage
from tests.bench.measure import SHORT, Row, compare_times, find_percentile, print_table, run_together, show_ratio
from tests.bench.thumbnails import read_peak_mb
from tests.corpus.large import MEGAPIXELS_100, make_mosaic
from tests.server import ROOT, RunningHall, send
from tests.tus import Sender, ask_as

MEGAPIXELS_24 = (6000, 4000)
THUMBNAIL_PX = 640
ROUNDS = 1 if SHORT else 7
LINES, BATCH = 4, 50
WORKS = {"pyramid": "pyramid", "thumbnail": "one thumbnail, 640 px", "forms": "all six forms, 320 to 3840 px"}
AIM_S = 3.0


def rows() -> list[Row]:
    """Measure libvips and the hall in turn, each in a process of its own; then a running hall, and iipimage-server."""
    with tempfile.TemporaryDirectory(prefix="zhanting-bench-") as folder:
        large, small = Path(folder) / "100.jpg", Path(folder) / "24.jpg"
        make_mosaic(large)
        make_mosaic(small, MEGAPIXELS_24)
        found = [compare_works(what, large) for what in WORKS]
        with RunningHall(Path(folder) / "hall", start_timeout_s=180, sample=True) as hall:
            curator = Curator(hall)
            found.append(curator.time_view("24 MP", small)[0])
            row, asset_id = curator.time_view("100 MP", large)
            with open_iipimage(large, TILE_PX) as address:
                ours = Source(f"{hall.base}/iiif/3/{asset_id}", f"{TILE_PX},{TILE_PX}")
                return [*found, row, *compare_tiles(ours, Source(address, f"{TILE_PX},"))]


def compare_works(what: str, path: Path) -> Row:
    """Compare a work of the hall with libvips': the median time, and the memory."""
    found = [{who: measure(what, who, path) for who in ("hall", "vips")} for _ in range(ROUNDS)]
    ours, theirs = ({key: [one[who][key] for one in found] for key in found[0][who]} for who in ("hall", "vips"))
    ratio = show_ratio(find_percentile(ours["seconds"], 50), find_percentile(theirs["seconds"], 50))
    return Row(f"100 MP photograph: {WORKS[what]}, against libvips", show_work(ours), show_work(theirs), ratio)


def show_work(found: dict[str, list[float]]) -> str:
    """Write the median time, that of the processor, and the largest memory."""
    seconds, cpu = (find_percentile(found[key], 50) for key in ("seconds", "cpu"))
    return f"{seconds:.2f} s, CPU {cpu:.2f} s, {max(found['mb']):.0f} MB"


def measure(what: str, who: str, path: Path) -> dict[str, float]:
    """Do a work in a fresh process: the seconds, those of the processor, and the memory in MB."""
    words = [sys.executable, "-m", "tests.bench.zoom", what, who, str(path)]
    answer: dict[str, float] = json.loads(subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    return answer


def work_once(what: str, who: str, path: Path) -> dict[str, float]:
    """Do a work in this process; what it costs of the processor says more than the time where others work too."""
    works: dict[tuple[str, str], Callable[[Path, Path], None]] = {
        ("pyramid", "hall"): make_pyramid,
        ("pyramid", "vips"): make_vips_pyramid,
        ("thumbnail", "hall"): make_thumbnail,
        ("thumbnail", "vips"): make_vips_thumbnail,
        ("forms", "hall"): make_hall_forms,
        ("forms", "vips"): make_vips_forms,
    }
    with tempfile.TemporaryDirectory(prefix="zhanting-bench-") as folder:
        began, worked = time.perf_counter(), time.process_time()
        works[what, who](path, Path(folder))
        cpu = time.process_time() - worked
        return {"seconds": time.perf_counter() - began, "cpu": cpu, "mb": read_peak_mb()}


def make_pyramid(path: Path, folder: Path) -> None:
    """Make the hall's pyramid, safely on the disk."""
    assert make_tiles(describe_work(path, folder), lambda _: None)["zoom"]


def describe_work(path: Path, folder: Path) -> Work:
    """Describe what a worker is given."""
    original = Rendition(name=f"{0:064}.jpg", mime=JPEG.mime, width=9, height=9, bytes=path.stat().st_size)
    fixed = {"kind": AssetKind.PHOTOGRAPH, "state": AssetState.READY, "original": original}
    asset = Asset(id="bench", name=path.name, created_at=0, created_by="", **fixed)
    return Work(asset=asset, original=str(path), folder=str(folder), form=JPEG.name, max_megapixels=220)


def make_vips_pyramid(path: Path, folder: Path) -> None:
    """Make libvips' pyramid of the same tiles, in as many files; it does not wait for the disk."""
    source = pyvips.Image.new_from_file(str(path), access="sequential")
    source.dzsave(str(folder / "pyramid"), layout="iiif3", tile_size=TILE_PX, suffix=f".jpg[Q={QUALITY}]")


def make_thumbnail(path: Path, folder: Path) -> None:
    """Make a thumbnail as the hall makes the forms of a photograph."""
    picture = load_sized(path, JPEG.name, 220, lambda size: (THUMBNAIL_PX, size[1] * THUMBNAIL_PX // size[0]))
    picture.save(folder / "thumbnail.webp", "WEBP", quality=80, method=2)


def make_vips_thumbnail(path: Path, folder: Path) -> None:
    """Make libvips' thumbnail."""
    pyvips.Image.thumbnail(str(path), THUMBNAIL_PX).webpsave(str(folder / "thumbnail.webp"), Q=80, effort=2)


def make_hall_forms(path: Path, folder: Path) -> None:
    """Make all forms, safely on the disk: the photograph is read once, each form is made from the next larger one."""
    assert len(make_forms(describe_work(path, folder), lambda _: None)["renditions"]) == len(WIDTHS)


def make_vips_forms(path: Path, folder: Path) -> None:
    """Make the same widths with libvips, as its manual says: each from the file."""
    for width in WIDTHS:
        pyvips.Image.thumbnail(str(path), width).webpsave(str(folder / f"{width}.webp"), Q=80, effort=2)


class Source:
    """A server of tiles, and how its version of the Image API names their size in canonical addresses."""

    def __init__(self, address: str, size: str) -> None:
        self._host, _, self._base = address.removeprefix("http://").partition("/")
        self._size = size
        self.took: list[float] = []
        self.rates: list[float] = []

    def fetch_singly(self, regions: list[str]) -> None:
        """Fetch tiles one by one on one connection, and note how long each took."""
        self._fetch(regions, self.took)

    def fetch_together(self, regions: list[str]) -> None:
        """Fetch tiles on several connections at once, and note how many came in a second."""
        works = [partial(self._fetch, regions[number::LINES], []) for number in range(LINES)]
        self.rates.append(len(regions) / run_together(works))

    def _fetch(self, regions: list[str], took: list[float]) -> None:
        name, _, port = self._host.partition(":")
        with socket.create_connection((name, int(port)), timeout=30) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for region in regions:
                path = f"/{self._base}/{region}/{self._size}/0/default.jpg"
                began = time.perf_counter()
                line.sendall(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode())
                read_tile(line)
                took.append(time.perf_counter() - began)


def compare_tiles(ours: Source, theirs: Source) -> list[Row]:
    """Ask both in turn for tiles that nobody has asked for before; of tiles a second, more is better."""
    regions = list_regions()
    for start in range(0, len(regions), BATCH):
        alone = start % (2 * BATCH) == 0
        for source in (ours, theirs):
            (source.fetch_singly if alone else source.fetch_together)(regions[start : start + BATCH])
    rates = [find_percentile(source.rates, 50) for source in (ours, theirs)]
    what = f"tiles a second, {LINES} connections, against iipimage-server"
    return [
        compare_times("a tile of 512 px, against iipimage-server", ours.took, theirs.took),
        Row(what, f"{rates[0]:.0f}", f"{rates[1]:.0f}", show_ratio(*rates)),
    ]


def list_regions() -> list[str]:
    """List the whole tiles of the first four levels, in an order as if somebody wandered about."""
    found = []
    for step in (TILE_PX << level for level in range(4)):
        for y in range(0, MEGAPIXELS_100[1] - step + 1, step):
            found += [f"{x},{y},{step},{step}" for x in range(0, MEGAPIXELS_100[0] - step + 1, step)]
    random.Random(3).shuffle(found)
    return found


def read_tile(line: socket.socket) -> None:
    """Read an answer to its end; a client that did more would be measured along with the servers."""
    content = line.recv(65536)
    head, _, body = content.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    length = re.search(rb"(?i)content-length: (\d+)", head)
    while not (len(body) == int(length[1]) if length else body.endswith(b"\r\n0\r\n\r\n")):
        more = line.recv(262_144)
        assert more, "it hung up"
        body += more
    assert b"\xff\xd8\xff" in body[:20]


class Curator:
    """Somebody who uploads a photograph and waits until it can be zoomed into."""

    def __init__(self, hall: RunningHall) -> None:
        self._hall, self._sender = hall, Sender(ask_as(hall.sign_in()))

    def time_view(self, what: str, path: Path) -> tuple[Row, str]:
        """Upload a photograph; times from the last byte to the first view of it that can be zoomed into."""
        place = self._sender.send(path.read_bytes(), path.name)
        began = time.perf_counter()
        asset_id = self._sender.wait_for_end(place)["asset_ids"][0]
        base = f"{self._hall.base}/iiif/3/{asset_id}"
        while send("GET", f"{base}/info.json", None, {}).status != 200:
            assert time.perf_counter() - began < 120
            time.sleep(0.01)
        assert send("GET", f"{base}/full/!512,512/0/default.jpg", None, {}).status == 200
        took = time.perf_counter() - began
        name, aim = f"last uploaded byte → view to zoom into, {what}", f"{AIM_S:.2f} s (aim)"
        return Row(name, f"{took:.2f} s", aim, show_ratio(took, AIM_S)), asset_id


if __name__ == "__main__":
    if len(sys.argv) == 4:
        Image.MAX_IMAGE_PIXELS = None
        print(json.dumps(work_once(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
    else:
        print_table(rows())
