"""1 MB images and parts of a 100 MB film, against nginx and against stock send_file; a small call beside 16 players.

python -m tests.bench.delivery
"""

import http.client
import json
import os
import random
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response, send_from_directory
from gevent.pywsgi import WSGIServer

from exhibits.media.files import FileStore
from tests.bench.measure import SHORT, Row, compare_times, print_table, show_ratio
from tests.bench.nginx import await_answer, open_nginx
from tests.server import ROOT, RunningHall, find_free_port

MB = 1024 * 1024
FILM_BYTES, PART_BYTES, IMAGES = 100 * MB, 4 * MB, 16
ROUNDS, SECONDS = (1, 1.0) if SHORT else (5, 2.0)
READERS, PLAYERS = 4, 16
PAUSE_S = 0.005
SMALL = "/healthz"


def lay_out(folder: Path) -> tuple[list[str], str]:
    """Lay images and a film, under the names of the hall, into the data folder `hall` and once more into `flat`."""
    store, flat = FileStore(folder / "hall" / "files"), folder / "flat"
    flat.mkdir()
    images = [keep(store, flat, MB, "jpg") for _ in range(IMAGES)]
    return images, keep(store, flat, FILM_BYTES, "mp4")


def keep(store: FileStore, flat: Path, size: int, extension: str) -> str:
    """Keep a file of so many bytes; both folders have the same file, so that both have it in memory."""
    with store.receive("bench") as arrival:
        for _ in range(size // MB):
            arrival.write(os.urandom(MB))
        arrival.sync()
        name = store.keep(arrival, extension)
    path = store.find_path(name)
    assert path is not None
    (flat / name).hardlink_to(path)
    return name


@contextmanager
def open_ours(folder: Path) -> Iterator[str]:
    """Run the hall on its data folder; gives its address."""
    with RunningHall(folder / "hall", start_timeout_s=180, sample=False) as hall:
        yield hall.base


@contextmanager
def open_stock(folder: Path) -> Iterator[str]:
    """Run Flask's own way of sending files on gevent's own server; gives its address."""
    port = find_free_port()
    with begin("stock", str(port), str(folder / "flat")) as process:
        try:
            await_answer(f"http://127.0.0.1:{port}{SMALL}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def serve_stock(port: int, folder: Path) -> None:
    """Serve as the peer does."""
    app = Flask("stock")

    @app.get("/media/<name>")
    def show_file(name: str) -> Response:
        return send_from_directory(folder, name, conditional=True, max_age=31_536_000)

    @app.get(SMALL)
    def show_small() -> dict[str, str]:
        return {"status": "ok", "version": "0"}

    WSGIServer(("127.0.0.1", port), app, log=None).serve_forever()


class Reader:
    """A client that reads answer after answer on one connection, as fast as they come."""

    def __init__(self, address: tuple[str, int], ask: Callable[[], bytes]) -> None:
        self.wire = socket.create_connection(address)
        self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._ask, self._left = ask, 0
        self.wire.sendall(ask())

    def take(self, room: bytearray) -> int:
        """Take what is there; returns how much that was."""
        taken = self.wire.recv_into(room)
        assert taken, "the server closed the connection"
        self._left = self._left - taken if self._left else self._read_head(bytes(room[:taken]))
        if self._left == 0:
            self.wire.sendall(self._ask())
        return taken

    def _read_head(self, begun: bytes) -> int:
        head, end, content = begun.partition(b"\r\n\r\n")
        assert end, "the head came in pieces"
        assert head.split()[1] in (b"200", b"206"), head
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        return length - len(content)


def ask_for_image(names: Sequence[str]) -> bytes:
    """Ask for any of the images."""
    return f"GET /media/{random.choice(names)} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()


def ask_for_part(names: Sequence[str]) -> bytes:
    """Ask for a part of the film, somewhere in it."""
    first = random.randrange(FILM_BYTES - PART_BYTES)
    span = f"bytes={first}-{first + PART_BYTES - 1}"
    return f"GET /media/{names[0]} HTTP/1.1\r\nHost: bench\r\nRange: {span}\r\n\r\n".encode()


def read_for_a_while(address: tuple[str, int], kind: str, names: Sequence[str], readers: int, seconds: float) -> float:
    """Read with so many clients at once; returns megabytes (10⁶ bytes) a second."""
    ask = {"image": ask_for_image, "part": ask_for_part}[kind]
    room, taken = bytearray(MB), 0
    with selectors.DefaultSelector() as ready:
        for reader in [Reader(address, lambda: ask(names)) for _ in range(readers)]:
            ready.register(reader.wire, selectors.EVENT_READ, reader)
        began = time.perf_counter()
        while time.perf_counter() < began + seconds:
            taken += sum(key.data.take(room) for key, _ in ready.select(1))
        return taken / 1e6 / (time.perf_counter() - began)


def call_for_a_while(address: tuple[str, int], seconds: float) -> list[float]:
    """Make the small call again and again on one connection; returns how long each took."""
    connection = http.client.HTTPConnection(*address, timeout=30)
    took: list[float] = []
    until = time.perf_counter() + seconds
    while not took or time.perf_counter() < until:
        began = time.perf_counter()
        connection.request("GET", SMALL)
        assert connection.getresponse().read()
        took.append(time.perf_counter() - began)
        time.sleep(PAUSE_S)
    connection.close()
    return took


def begin(*words: str) -> subprocess.Popen[bytes]:
    """Begin a part of the bench in a process of its own, so that no client takes time from another or from a server."""
    arguments = [sys.executable, "-m", "tests.bench.delivery", *words]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE)


def finish(process: subprocess.Popen[bytes]) -> Any:
    """Wait for such a part, and read what it found."""
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return json.loads(said)


def measure_reads(bases: dict[str, str], kind: str, names: Sequence[str]) -> dict[str, float]:
    """Measure all servers in turn, round after round; returns the median of each."""
    rounds = [
        {who: finish(begin("read", base, kind, str(READERS), str(SECONDS), *names)) for who, base in bases.items()}
        for _ in range(ROUNDS)
    ]
    return {who: statistics.median(one[who] for one in rounds) for who in bases}


def measure_calls(bases: dict[str, str], film: str) -> dict[str, list[float]]:
    """Make small calls to each server while players read the film from it as fast as it comes."""
    took: dict[str, list[float]] = {who: [] for who in bases}
    for who, base in list(bases.items()) * ROUNDS:
        players = begin("read", base, "part", str(PLAYERS), str(SECONDS + 2), film)
        time.sleep(1)  # until all of them read
        took[who] += finish(begin("call", base, str(SECONDS)))
        finish(players)
    return took


def compare_reads(what: str, found: dict[str, float]) -> list[Row]:
    """Write what the hall sends beside what each peer sends."""
    return [
        Row(f"{what}, against {peer}", show_rate(found["hall"]), show_rate(rate), show_ratio(found["hall"], rate))
        for peer, rate in found.items()
        if peer != "hall"
    ]


def show_rate(rate: float) -> str:
    """Write megabytes a second."""
    return f"{rate:.0f} MB/s"


def rows() -> list[Row]:
    """Measure with all three servers running, so that all meet the same machine."""
    with tempfile.TemporaryDirectory(prefix="zhanting-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        images, film = lay_out(folder)
        hall = stack.enter_context(open_ours(folder))
        stock = stack.enter_context(open_stock(folder))
        bases = {"hall": hall, "nginx": stack.enter_context(open_nginx(folder / "flat")), "stock send_file": stock}
        found_images = measure_reads(bases, "image", images)
        found_parts = measure_reads(bases, "part", [film])
        took = measure_calls({"hall": hall, "stock": stock}, film)
    return [
        *compare_reads(f"1 MB images, {READERS} connections", found_images),
        *compare_reads(f"4 MB parts of a 100 MB film, {READERS} connections", found_parts),
        compare_times(f"GET {SMALL} beside {PLAYERS} players, against stock send_file", took["hall"], took["stock"]),
    ]


def work(role: str, where: str, *words: str) -> None:
    """Do one part of the bench, in this process."""
    if role == "stock":
        serve_stock(int(where), Path(words[0]))
        return
    host, _, port = where.removeprefix("http://").partition(":")
    if role == "call":
        print(json.dumps(call_for_a_while((host, int(port)), float(words[0]))))
        return
    kind, readers, seconds, *names = words
    print(json.dumps(read_for_a_while((host, int(port)), kind, names, int(readers), float(seconds))))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(*sys.argv[1:])
    else:
        print_table(rows())
