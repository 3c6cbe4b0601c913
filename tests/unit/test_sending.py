"""A body that is part of a file: any server can iterate it, none of it is in memory, and its file is closed."""

import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import gevent
import gevent.socket
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exhibits.core.sending import CHUNK_BYTES, FileBody, FileCut, Span, Turns

CONTENT = bytes(range(256)) * 4


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "content"
    path.write_bytes(CONTENT)
    return path


SPANS = st.tuples(st.integers(0, 1000), st.integers(0, 24)).map(lambda pair: Span(*pair))


@given(segments=st.lists(st.one_of(SPANS, st.binary(max_size=20)), max_size=8))
def test_a_body_is_its_segments_one_after_the_other(file: Path, segments: Sequence[bytes | Span]) -> None:
    body = FileBody(file, segments)
    expected = [CONTENT[s.start : s.start + s.length] if isinstance(s, Span) else s for s in segments]
    assert b"".join(body) == b"".join(expected)
    assert body.length == len(b"".join(expected))
    body.close()


def test_a_body_can_be_read_again(file: Path) -> None:
    body = FileBody(file, [Span(0, 1024)])
    assert list(body) == list(body) == [CONTENT]
    body.close()


def test_a_large_body_comes_in_chunks_and_never_stands_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "film"
    with path.open("wb") as sparse:
        sparse.truncate(64 * CHUNK_BYTES + 1)
    tracemalloc.start()
    body = FileBody(path, [Span(0, 64 * CHUNK_BYTES + 1)])
    sizes = [len(chunk) for chunk in body]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    body.close()
    assert sizes == [CHUNK_BYTES] * 64 + [1]
    assert peak < 4 * CHUNK_BYTES


def test_closing_a_body_closes_its_file(file: Path) -> None:
    body = FileBody(file, [Span(0, 10)])
    assert body.fileno() > 0
    body.close()
    with pytest.raises(ValueError, match="closed"):
        body.fileno()


def test_a_file_that_is_removed_meanwhile_is_still_sent(tmp_path: Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(CONTENT)
    body = FileBody(path, [Span(0, len(CONTENT))])
    path.unlink()
    assert b"".join(body) == CONTENT
    body.close()


def test_a_file_that_became_shorter_is_an_error_and_no_short_answer(tmp_path: Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(CONTENT)
    body = FileBody(path, [Span(0, len(CONTENT))])
    path.write_bytes(CONTENT[:100])
    with pytest.raises(FileCut, match="content"):
        b"".join(body)
    body.close()


def test_between_two_slices_all_sockets_are_looked_at() -> None:
    turns, log = Turns(), list[str]()
    near, far = gevent.socket.socketpair()

    def send_slices() -> None:
        for _ in range(10):
            with turns:
                log.append("slice")

    def answer() -> None:
        for _ in range(20):
            near.sendall(b"?")
            gevent.socket.wait_read(far.fileno())  # as a connection waits for its next request
            far.recv(1)
            log.append("answer")

    with near, far:
        gevent.joinall([gevent.spawn(one) for one in (answer, *[send_slices] * 5)], raise_error=True)
    while_answers_come = "".join(one[0] for one in log).rpartition("a")[0]
    assert log.count("slice") == 50
    assert "sss" not in while_answers_come


def test_a_turn_that_fails_is_passed_on_too() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="broken"), turns:
        raise ValueError("broken")
    with gevent.Timeout(5), turns:
        pass
