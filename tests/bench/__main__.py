"""All benchmarks in one run, as one table of ratios (`make bench`; BENCH_SHORT=1 is a quick look).

Each figure of the hall stands beside that of a peer measured in the same run on the same machine and disk: only the
ratio says something about the hall.
"""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402 - gevent must come before whatever uses sockets and threads

from tests.bench import api, commands, delivery, interactions, thumbnails, zoom  # noqa: E402
from tests.bench.measure import Row, print_table  # noqa: E402


def main() -> None:
    """Run them one after the other, so that none disturbs another."""
    rows: list[Row] = []
    for bench in (interactions, commands, api, thumbnails, zoom, delivery):
        print(f"… {(bench.__doc__ or '').splitlines()[0]}", flush=True)
        rows += bench.rows()
    print(f"\nload of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print_table(rows)


if __name__ == "__main__":
    main()
