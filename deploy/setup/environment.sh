#!/usr/bin/env bash
# Makes .venv and installs into it what requirements.lock names for the groups given (run, build, test), by hash.
set -euo pipefail
cd "$(dirname "$0")/../.."

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if is_new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    echo "需要 Python 3.11 或更新的版本。请安装：apt-get install python3" >&2
    echo "Python 3.11 or newer is needed. Install it: apt-get install python3" >&2
    exit 1
}

make_environment() {
    local python version
    python=$(find_python)
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    # Debian keeps the part of Python that fills a new environment in a package of its own.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        deploy/setup/install-packages.sh "python$version-venv"
    fi
    echo "── Python $version → .venv"
    "$python" -m venv --clear .venv
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    make_environment
fi

wanted=$(mktemp)
trap 'rm -f "$wanted"' EXIT
.venv/bin/python deploy/setup/select_lock.py requirements.lock "$@" >"$wanted"
echo "── Python 组件 / libraries ($*): $(grep -c '==' "$wanted")"
.venv/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes -r "$wanted" \
    | sed -un 's/^Collecting \([^ ]*\).*/   \1/p'
