"""A frame arrives whole and in one piece, however slow the client is."""

from collections.abc import Iterator

import gevent
import pytest
from gevent import socket

from exhibits.core.wires import Wire, encode_frame


class Pair:
    """A wire and the socket at its other end, with small buffers between them."""

    def __init__(self) -> None:
        near, self.far = socket.socketpair()
        near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        self.wire = Wire(near)
        self.far.settimeout(5)

    def read(self, length: int) -> bytes:
        """Read slowly."""
        taken = b""
        while len(taken) < length:
            gevent.sleep(0.001)
            taken += self.far.recv(50_000)
        return taken


@pytest.fixture
def pair() -> Iterator[Pair]:
    pair = Pair()
    yield pair
    pair.far.close()
    pair.wire.close()


def test_what_a_slow_client_could_not_take_follows_in_order(pair: Pair) -> None:
    posted = [encode_frame(bytes([65 + number]) * 100_000) for number in range(5)]
    for frame in posted[:4]:
        pair.wire.post(frame)
    sending = gevent.spawn(pair.wire.send, posted[4])
    assert pair.read(sum(map(len, posted))) == b"".join(posted)
    assert sending.get(timeout=5) == len(posted[4])


def test_a_client_that_is_gone_is_no_error_for_those_who_post(pair: Pair) -> None:
    pair.far.close()
    for _ in range(3):
        pair.wire.post(encode_frame(b"x" * 100_000))
        gevent.sleep(0.01)
    with pytest.raises(OSError, match="pipe"):
        pair.wire.send(b"x")


@pytest.mark.parametrize(("length", "head"), [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)])
def test_a_frame_says_how_long_it_is(length: int, head: int) -> None:
    frame = encode_frame(b"x" * length)
    assert (frame[0], len(frame)) == (0x81, head + length)
    assert int.from_bytes(frame[2:head], "big") == length if head > 2 else frame[1] == length
