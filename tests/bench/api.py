"""A small API call on a connection that is kept open, against stock Flask on gevent's own server."""

import http.client
import time

from tests.bench.measure import SHORT, Row, compare_times, open_hall, open_stock, print_table

CALLS = 200 if SHORT else 1000


def time_calls(base: str, path: str) -> list[float]:
    """Ask so many times on one connection; returns how long each took."""
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=10)
    took = []
    for _ in range(CALLS):
        began = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        took.append(time.perf_counter() - began)
        assert response.status == 200, response.status
    connection.close()
    return took


def rows() -> list[Row]:
    """Measure the stock server, then the hall."""
    with open_stock() as stock:
        theirs = time_calls(stock, "/small")
    with open_hall(1) as (hall, _):
        named = [(path, time_calls(hall.base, path)) for path in ("/healthz", "/api/v1/session")]
    return [compare_times(f"GET {path}", took, theirs) for path, took in named]


if __name__ == "__main__":
    print_table(rows())
