"""Figures for whoever watches the server, in Prometheus' text form."""

from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST
SLOW = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """A registry of its own, so that two halls in one process do not share figures."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "zhanting_request_seconds",
            "Time to answer an HTTP request",
            ("endpoint", "status"),
            registry=self._registry,
            buckets=SLOW,
        )

    def observe_request(self, endpoint: str, status: int, seconds: float) -> None:
        """Count a request with the time it took."""
        self._requests.labels(endpoint, str(status)).observe(seconds)

    def make_counter(self, name: str, what: str) -> Counter:
        """Make a counter `zhanting_<name>`."""
        return Counter(f"zhanting_{name}", what, registry=self._registry)

    def watch(self, name: str, what: str, read: Callable[[], float]) -> None:
        """Show a figure `zhanting_<name>` that is read when asked for."""
        Gauge(f"zhanting_{name}", what, registry=self._registry).set_function(read)

    def write(self) -> bytes:
        """Write all figures."""
        return generate_latest(self._registry)
