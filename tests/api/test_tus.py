"""tus 1.0 as its specification tells it: core, creation, checksum, concatenation, termination, expiration."""

import socket

import gevent
import gevent.socket
import pytest

from exhibits.core.model import Role
from exhibits.core.server import Server
from tests.api.desk import Desk
from tests.corpus.pictures import make_jpeg, make_located_jpeg
from tests.tus import CHUNK, PLACE, VERSION, write_checksum

CONTENT = make_jpeg()


def begin(desk: Desk, length: int | None = len(CONTENT), **more: str) -> str:
    reply = desk.sender.create(length, **more)
    assert reply.status == 201, reply
    return reply.headers["location"]


def test_the_server_says_what_it_can_do(shared_desk: Desk) -> None:
    reply = shared_desk.act_as(Role.VISITOR).ask("OPTIONS", PLACE, None, {})
    assert reply.status == 204
    assert reply.headers["tus-version"] == reply.headers["tus-resumable"] == "1.0.0"
    extensions = {"creation", "creation-with-upload", "creation-defer-length", "expiration", "termination", "checksum"}
    assert set(reply.headers["tus-extension"].split(",")) == extensions | {"concatenation"}
    assert int(reply.headers["tus-max-size"]) == 8 * 2**30
    assert "sha1" in reply.headers["tus-checksum-algorithm"].split(",")


def test_an_upload_goes_on_from_where_it_is(shared_desk: Desk) -> None:
    place = begin(shared_desk)
    assert shared_desk.sender.append(place, 0, CONTENT[:100]).headers["upload-offset"] == "100"
    measured = shared_desk.sender.measure(place)
    assert (measured.status, measured.headers["upload-offset"]) == (200, "100")
    assert measured.headers["upload-length"] == str(len(CONTENT))
    assert measured.headers["cache-control"] == "no-store"
    assert measured.headers["upload-expires"].endswith("GMT")
    assert measured.headers["upload-metadata"] == "filename cGljdHVyZS5qcGc="
    assert shared_desk.sender.append(place, 100, CONTENT[100:]).headers["upload-offset"] == str(len(CONTENT))
    assert shared_desk.sender.wait_for_end(place)["state"] == "done"


def test_bytes_for_another_place_are_refused_and_change_nothing(shared_desk: Desk) -> None:
    place = begin(shared_desk)
    shared_desk.sender.append(place, 0, CONTENT[:50])
    for offset in (0, 49, 51, 10**9):
        reply = shared_desk.sender.append(place, offset, CONTENT[offset:])
        assert (reply.status, reply.json["code"]) == (409, "offset_differs")
        assert reply.headers["tus-resumable"] == "1.0.0"
    assert shared_desk.sender.measure(place).headers["upload-offset"] == "50"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2"}, 412),
        ({"Content-Type": "application/octet-stream"}, 415),
        ({"Upload-Offset": "-1"}, 400),
        ({"Upload-Offset": "x"}, 400),
        ({"Upload-Checksum": "crc32 AAAA"}, 400),
        ({"Upload-Length": "5"}, 400),
    ],
)
def test_a_wrong_header_is_refused(shared_desk: Desk, headers: dict[str, str], status: int) -> None:
    place = begin(shared_desk)
    right = VERSION | {"Upload-Offset": "0", "Content-Type": CHUNK}
    reply = shared_desk.sender.ask("PATCH", place, CONTENT, right | headers)
    assert reply.status == status, reply
    assert reply.json["message"]["zh"]
    assert shared_desk.sender.measure(place).headers["upload-offset"] == "0"


def test_the_first_bytes_may_come_with_the_creation(shared_desk: Desk) -> None:
    reply = shared_desk.sender.create_with(len(CONTENT), CONTENT[:300])
    assert (reply.status, reply.headers["upload-offset"]) == (201, "300")


def test_a_length_may_be_said_later_and_only_once(shared_desk: Desk) -> None:
    place = begin(shared_desk, None)
    assert shared_desk.sender.measure(place).headers["upload-defer-length"] == "1"
    shared_desk.sender.append(place, 0, CONTENT[:10])
    assert shared_desk.sender.append(place, 10, b"", Upload_Length="5").status == 400
    assert shared_desk.sender.append(place, 10, CONTENT[10:20], Upload_Length=str(len(CONTENT))).status == 204
    assert shared_desk.sender.append(place, 20, b"", Upload_Length="9999").status == 400
    assert shared_desk.sender.append(place, 20, CONTENT[20:]).status == 204
    assert shared_desk.sender.wait_for_end(place)["state"] == "done"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_bytes_with_a_wrong_checksum_are_forgotten(shared_desk: Desk, algorithm: str) -> None:
    place = begin(shared_desk)
    wrong = shared_desk.sender.append(place, 0, CONTENT[:40], Upload_Checksum=write_checksum(b"other", algorithm))
    assert (wrong.status, wrong.json["code"]) == (460, "checksum_mismatch")
    assert shared_desk.sender.measure(place).headers["upload-offset"] == "0"
    right = write_checksum(CONTENT[:40], algorithm)
    assert shared_desk.sender.append(place, 0, CONTENT[:40], Upload_Checksum=right).status == 204
    assert shared_desk.sender.measure(place).headers["upload-offset"] == "40"


def test_parts_that_came_side_by_side_are_joined(shared_desk: Desk) -> None:
    content = make_located_jpeg()
    halves = [content[:500], content[500:]]
    places = [begin(shared_desk, len(half), Upload_Concat="partial") for half in halves]
    final = f"final;{' '.join(places)}"
    create = VERSION | {"Upload-Concat": final}
    shared_desk.sender.append(places[0], 0, halves[0])
    unfinished = shared_desk.sender.ask("POST", PLACE, None, create)
    assert (unfinished.status, unfinished.json["code"]) == (409, "parts_unfinished")
    shared_desk.sender.append(places[1], 0, halves[1])
    assert shared_desk.sender.measure(places[0]).headers["upload-concat"] == "partial"
    joined = shared_desk.sender.ask("POST", PLACE, None, create)
    assert joined.status == 201
    again = shared_desk.sender.ask("POST", PLACE, None, create)
    assert again.status in (404, 409), "the parts belong to the first"
    upload = shared_desk.sender.wait_for_end(joined.headers["location"])
    assert upload["state"] == "done", upload
    asset = shared_desk.show({"id": upload["asset_ids"][0]})
    assert shared_desk.fetch(asset["original"]["name"], Role.CURATOR).data == content
    assert shared_desk.sender.measure(joined.headers["location"]).headers["upload-concat"] == final
    assert shared_desk.sender.append(joined.headers["location"], 0, b"x").status == 400
    assert shared_desk.sender.measure(places[0]).status == 404


def test_an_upload_can_be_ended(shared_desk: Desk) -> None:
    place = begin(shared_desk)
    shared_desk.sender.append(place, 0, CONTENT[:10])
    before = len(list((shared_desk.data / "uploads").iterdir()))
    assert shared_desk.sender.ask("DELETE", place, None, VERSION).status == 204
    assert shared_desk.sender.measure(place).status == 404
    assert len(list((shared_desk.data / "uploads").iterdir())) == before - 1


def test_who_can_only_post_says_what_is_meant(shared_desk: Desk) -> None:
    place = begin(shared_desk)
    meant = VERSION | {"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0", "Content-Type": CHUNK}
    assert shared_desk.sender.ask("POST", place, CONTENT[:7], meant).headers["upload-offset"] == "7"
    assert shared_desk.sender.ask("POST", place, b"", VERSION | {"X-HTTP-Method-Override": "PUT"}).status == 404


def test_a_line_that_breaks_leaves_what_came_and_ends(shared_desk: Desk) -> None:
    place = begin(shared_desk)
    server = Server(shared_desk.hall.hall.app, "127.0.0.1", 0)
    server.open()
    with gevent.Timeout(20), open_line(server.port) as wire:
        wire.sendall(write_patch(shared_desk, place, 0, len(CONTENT)) + CONTENT[:400])
        gevent.sleep(0.2)
        wire.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    server._server.stop()
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1, "what comes after it is no request"
    assert b'"code":"upload_cut_off"' in answer


def test_a_newer_request_takes_an_upload_over_from_a_line_that_hangs(shared_desk: Desk) -> None:
    place = begin(shared_desk)
    server = Server(shared_desk.hall.hall.app, "127.0.0.1", 0)
    server.open()
    with gevent.Timeout(20), open_line(server.port) as hanging:
        hanging.sendall(write_patch(shared_desk, place, 0, len(CONTENT)) + CONTENT[:100])
        gevent.sleep(0.3)
        offset = int(shared_desk.sender.measure(place).headers["upload-offset"])
        assert shared_desk.sender.append(place, offset, CONTENT[offset:]).status == 204
        assert b" 423 " in hanging.recv(65536).split(b"\r\n")[0]
    server._server.stop()
    assert shared_desk.sender.wait_for_end(place)["state"] == "done"


def open_line(port: int) -> gevent.socket.socket:
    return gevent.socket.create_connection(("127.0.0.1", port))


def write_patch(desk: Desk, place: str, offset: int, length: int) -> bytes:
    """Write the head of a PATCH that announces so many bytes."""
    headers = desk.hall.headers_of(Role.CURATOR) | VERSION
    headers |= {"Host": "x", "Upload-Offset": str(offset), "Content-Type": CHUNK, "Content-Length": str(length)}
    lines = [f"PATCH {place} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()
