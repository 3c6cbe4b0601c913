"""The hall under load for a long time (`make soak`): SOAK_S seconds, ten minutes unless told otherwise."""

import os
import sys

from tests.load.soak import soak

SOAK_S = float(os.environ.get("SOAK_S", "600"))


def main() -> int:
    """Print what came of it; 1 when something that was acknowledged is missing."""
    outcome = soak(SOAK_S, print)
    print(outcome.describe(), flush=True)
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
