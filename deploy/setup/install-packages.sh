#!/usr/bin/env bash
# Installs the Debian or Ubuntu packages named, those that are missing; with sudo when not root, else says what to type and stops.
set -euo pipefail

missing=()
for package in "$@"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

ask_by_hand() {
    echo "请先安装缺少的软件包，然后再试一次 / Install the missing packages, then try again:" >&2
    echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
}

command -v apt-get >/dev/null || ask_by_hand
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || ask_by_hand
    as_root=(sudo)
    # With nobody at the keyboard, a question for a password would wait for ever.
    [ -t 0 ] || as_root=(sudo -n)
    "${as_root[@]}" true || ask_by_hand
fi

apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" </dev/null; }
install() { apt install -y --no-install-recommends "${missing[@]}"; }

echo "── Debian: ${missing[*]}"
# An old list of packages names versions that are gone: fetch a new one when the first try fails.
install >/dev/null 2>&1 || { apt update && install; } || ask_by_hand
