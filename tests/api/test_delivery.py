"""Files over real sockets, from the hall's own server: whole, in parts, and to clients that misbehave."""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.nginx import open_nginx
from tests.server import send
from tests.shelf import FILM_BYTES, MB, PACK, TAKE_S, Shelf, ask, open_shelf


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with open_shelf(tmp_path_factory.mktemp("shelf")) as shelf:
        yield shelf


def test_a_large_file_arrives_exactly_and_its_connection_serves_on(shelf: Shelf) -> None:
    with closing(HTTPConnection("127.0.0.1", shelf.port, timeout=20)) as connection:
        for _ in range(2):
            whole = ask(connection, "/files/ab/film.mp4")
            line = connection.sock
            assert (whole.status, whole.headers["Content-Length"]) == (200, str(FILM_BYTES))
            assert whole.content == shelf.film
            assert ask(connection, "/small").status == 200
            assert connection.sock is line


def test_a_file_says_that_it_may_be_kept_for_ever_and_asked_for_in_parts(shelf: Shelf) -> None:
    headers = shelf.ask().headers
    assert headers["Content-Type"] == "video/mp4"
    assert headers["ETag"] == '"film"'
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    private = shelf.ask("/files/ab/film.mp4?private").headers["Cache-Control"]
    assert private == "private, max-age=31536000, immutable"


def test_a_drawing_is_sent_without_any_rights(shelf: Shelf) -> None:
    for path in ("/files/ab/plan.svg", "/files/ab/plan.svg?accel=/protected/"):
        drawing = shelf.ask(path)
        assert drawing.content.startswith(b"<svg")
        assert drawing.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "sandbox" in drawing.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("0-0", 0, 0),
        ("-1", FILM_BYTES - 1, FILM_BYTES - 1),
        ("1000000-", 1_000_000, FILM_BYTES - 1),
        ("700000-5000000", 700_000, 5_000_000),
        (f"{FILM_BYTES - 5}-{FILM_BYTES + 5}", FILM_BYTES - 5, FILM_BYTES - 1),
    ],
)
def test_a_part_is_exactly_what_was_asked_for(shelf: Shelf, asked: str, first: int, last: int) -> None:
    part = shelf.ask(Range=f"bytes={asked}")
    assert (part.status, part.headers["Content-Range"]) == (206, f"bytes {first}-{last}/{FILM_BYTES}")
    assert part.content == shelf.film[first : last + 1]
    assert part.headers["ETag"] == '"film"'


def test_several_parts_come_as_one_answer_in_the_order_asked_for(shelf: Shelf) -> None:
    answer = shelf.ask(Range="bytes=3000000-4000000, 10-19, -5")
    assert answer.status == 206
    assert answer.headers["Content-Range"] is None
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert answer.parts == [
        (f"bytes 3000000-4000000/{FILM_BYTES}", shelf.film[3_000_000:4_000_001]),
        (f"bytes 10-19/{FILM_BYTES}", shelf.film[10:20]),
        (f"bytes {FILM_BYTES - 5}-{FILM_BYTES - 1}/{FILM_BYTES}", shelf.film[-5:]),
    ]


PLACES = st.integers(0, FILM_BYTES + 1000)


@settings(deadline=None, max_examples=30)
@given(asked=st.lists(st.tuples(PLACES, st.integers(0, 200_000)), min_size=1, max_size=5))
def test_whatever_parts_are_asked_for_their_bytes_are_right(shelf: Shelf, asked: list[tuple[int, int]]) -> None:
    answer = shelf.ask(Range="bytes=" + ",".join(f"{first}-{first + more}" for first, more in asked))
    if answer.status == 416:
        assert all(first >= FILM_BYTES for first, _ in asked)
        return
    single = answer.headers["Content-Range"]
    for where, content in [(single, answer.content)] if single else answer.parts:
        first, last = map(int, where.removeprefix("bytes ").partition("/")[0].split("-"))
        assert content == shelf.film[first : last + 1]


def test_a_part_beyond_the_end_is_refused_with_the_length(shelf: Shelf) -> None:
    refused = shelf.ask("/files/ab/film.mp4?cors", Range=f"bytes={FILM_BYTES}-")
    problem = json.loads(refused.content)
    assert (refused.status, problem["status"], problem["code"]) == (416, 416, "range_beyond_end")
    assert refused.headers["Content-Range"] == f"bytes */{FILM_BYTES}"
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Cache-Control"] == "no-store"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert all(str(FILM_BYTES) in problem["message"][language] for language in ("zh", "en"))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If_None_Match": '"film"'}, 304),
        ({"If_None_Match": '"other", W/"film"'}, 304),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"film"', "Range": "bytes=0-9"}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_None_Match": "film"}, 200),
        ({"If_Match": '"film"'}, 200),
        ({"If_Match": "*"}, 200),
        ({"If_Match": '"other"'}, 412),
        ({"If_Match": 'W/"film"'}, 412),
        ({"If_Match": '"other"', "If_None_Match": '"film"'}, 412),
        ({"If_Modified_Since": "Fri, 01 Jan 2038 00:00:00 GMT"}, 200),
        ({"If_Unmodified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 200),
        ({"If_Range": '"film"', "Range": "bytes=0-9"}, 206),
        ({"If_Range": 'W/"film"', "Range": "bytes=0-9"}, 200),
        ({"If_Range": '"other"', "Range": "bytes=0-9"}, 200),
        ({"If_Range": '"other"', "Range": f"bytes={FILM_BYTES}-"}, 200),
        ({"If_Range": "Fri, 01 Jan 2038 00:00:00 GMT", "Range": "bytes=0-9"}, 200),
        ({"Range": "lines=0-9"}, 200),
    ],
)
def test_a_condition_is_met_or_not_as_the_rfc_says(shelf: Shelf, headers: dict[str, str], status: int) -> None:
    answer = shelf.ask(**headers)
    assert answer.status == status
    assert len(answer.content) == {200: FILM_BYTES, 206: 10, 304: 0}.get(status, len(answer.content))
    if status == 304:
        assert answer.headers["ETag"] == '"film"'
        assert "immutable" in answer.headers["Cache-Control"]
    if status == 412:
        assert json.loads(answer.content)["message"]["zh"]


def test_only_the_head_is_sent_when_only_the_head_is_asked_for(shelf: Shelf) -> None:
    with shelf.open("HEAD /files/ab/film.mp4", "GET /small") as wire:
        said = read_until(wire, b'{"status"')
    head, _, rest = said.partition(b"\r\n\r\n")
    assert f"Content-Length: {FILM_BYTES}".encode() in head
    assert rest.startswith(b"HTTP/1.1 200")
    ranged = shelf.ask(method="HEAD", Range="bytes=0-9")
    assert (ranged.status, ranged.headers["Content-Length"]) == (200, str(FILM_BYTES))


def test_requests_that_wait_behind_a_file_are_answered_after_it(shelf: Shelf) -> None:
    with shelf.open("GET /files/ab/film.mp4", "GET /tiles/0/10", "GET /small") as wire:
        said = read_until(wire, b'{"status":"ok"}')
    film, tile, small = said.split(b"HTTP/1.1 200 OK\r\n")[1:]
    assert film.endswith(shelf.film)
    assert tile.endswith(b"\r\n\r\n" + PACK[:10])
    assert small


def test_an_empty_file_is_an_empty_answer(shelf: Shelf) -> None:
    empty = shelf.ask("/files/ab/empty.mp4", Range="bytes=0-")
    assert (empty.status, empty.headers["Content-Length"], empty.content) == (200, "0", b"")


def test_a_file_that_is_not_there_is_told_in_both_languages(shelf: Shelf) -> None:
    missing = shelf.ask("/files/ab/gone.mp4")
    assert (missing.status, json.loads(missing.content)["code"]) == (404, "file_unknown")


def test_a_tile_in_its_pack_is_like_a_file_of_its_own(shelf: Shelf) -> None:
    start, length = PACK.index(b"second"), len(b"second tile")
    path = f"/tiles/{start}/{length}"
    tile = shelf.ask(path)
    assert (tile.status, tile.content) == (200, b"second tile")
    assert "immutable" in tile.headers["Cache-Control"]
    assert shelf.ask(path, If_None_Match=tile.headers["ETag"]).status == 304
    part = shelf.ask(path, Range="bytes=7-1000")
    assert (part.content, part.headers["Content-Range"]) == (b"tile", "bytes 7-10/11")
    assert shelf.ask(path, Range="bytes=11-").status == 416
    assert shelf.ask(path, method="HEAD").headers["Content-Length"] == "11"


def test_what_is_not_in_memory_is_read_from_the_disk_all_the_same(shelf: Shelf) -> None:
    with (shelf.folder / "ab" / "film.mp4").open("rb") as film:
        os.fsync(film.fileno())
        os.posix_fadvise(film.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    assert shelf.ask().content == shelf.film


def test_a_client_that_leaves_in_the_middle_leaves_nothing_open(shelf: Shelf) -> None:
    for _ in range(5):
        with shelf.open("GET /files/ab/film.mp4") as wire:
            read_until(wire, b"\r\n\r\n")
    shelf.wait_until_all_is_closed()
    assert shelf.ask("/small").status == 200
    assert shelf.log.read_text() == ""


def test_a_client_that_takes_nothing_is_dropped_and_one_that_is_slow_is_not(shelf: Shelf) -> None:
    with shelf.open("GET /files/ab/film.mp4") as idle, shelf.open("GET /files/ab/film.mp4") as slow:
        began, taken = time.monotonic(), b""
        while time.monotonic() < began + 3 * TAKE_S:
            taken += slow.recv(MB)
            time.sleep(TAKE_S / 16)
        assert shelf.film.startswith(taken.partition(b"\r\n\r\n")[2])
        assert shelf.film[:MB] in taken
        taken += read_to_the_end(slow, FILM_BYTES - len(taken))
        assert shelf.film.startswith(taken.partition(b"\r\n\r\n")[2])
        shelf.wait_until_all_is_closed()
        assert len(read_to_the_end(idle, FILM_BYTES)) < FILM_BYTES
    assert shelf.log.read_text() == ""


def test_a_file_that_shrinks_under_way_breaks_the_connection_off(shelf: Shelf) -> None:
    path = shelf.folder / "ab" / "short.mp4"
    path.write_bytes(shelf.film)
    with closing(HTTPConnection("127.0.0.1", shelf.port, timeout=20)) as connection:
        connection.request("GET", "/files/ab/short.mp4")
        response = connection.getresponse()
        os.truncate(path, FILM_BYTES // 2)
        with pytest.raises(HTTPException):
            response.read()
    assert shelf.ask("/small").status == 200
    assert "shorter than it was" in shelf.log.read_text()
    shelf.log.write_text("")


def test_what_an_nginx_would_drop_is_not_left_to_it(shelf: Shelf) -> None:
    open_to_all = shelf.ask("/files/ab/film.mp4?accel=/protected/&cors", Range="bytes=0-9")
    assert (open_to_all.status, open_to_all.headers["Access-Control-Allow-Origin"]) == (206, "*")


def test_an_nginx_in_front_sends_the_file_itself(shelf: Shelf) -> None:
    handed = shelf.ask("/files/ab/film.mp4?accel=/protected/")
    assert (handed.content, handed.headers["X-Accel-Redirect"]) == (b"", "/protected/ab/film.mp4")
    with open_nginx(shelf.folder, behind=f"http://127.0.0.1:{shelf.port}") as base:
        path = f"{base}/files/ab/film.mp4?private&accel=/protected/"
        whole = send("GET", path, None, {})
        assert whole.content == shelf.film
        assert whole.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert whole.headers["X-Content-Type-Options"] == "nosniff"
        assert whole.headers["Content-Type"] == "video/mp4"
        assert "X-Accel-Redirect" not in whole.headers
        part = send("GET", path, None, {"Range": "bytes=10-19", "If-Range": whole.headers["ETag"]})
        assert (part.status, part.content) == (206, shelf.film[10:20])
        assert send("GET", path, None, {"If-None-Match": whole.headers["ETag"]}).status == 304
        assert send("GET", path, None, {"Range": f"bytes={FILM_BYTES}-"}).status == 416
        assert send("GET", f"{base}/protected/ab/film.mp4", None, {}).status == 404


def read_until(wire: socket.socket, mark: bytes) -> bytes:
    said = bytearray()
    while mark not in said[-100_000:]:
        chunk = wire.recv(65536)
        assert chunk, bytes(said[-200:])
        said += chunk
    return bytes(said)


def read_to_the_end(wire: socket.socket, most: int) -> bytes:
    said = bytearray()
    with suppress(ConnectionResetError):
        while len(said) < most and (chunk := wire.recv(MB)):
            said += chunk
    return bytes(said)
