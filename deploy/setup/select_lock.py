"""Prints the part of requirements.lock that the named dependency groups need, hashes included.

`run` stands for the project's own dependencies; the other names are groups of pyproject.toml. The lock says beside each
package who wants it (`# via …`), so what a group needs is followed from there, and pip still checks every hash.
"""

import re
import sys
from pathlib import Path

PACKAGE = re.compile(r"^([a-z0-9][a-z0-9._-]*)==")
WANTED_BY = re.compile(r"^    #(?:   | via )(\S.*)$")


def read_blocks(lock: str) -> dict[str, list[str]]:
    """Split the lock into its packages: name → the lines about it."""
    blocks: dict[str, list[str]] = {}
    name = ""
    for line in lock.splitlines():
        start = PACKAGE.match(line)
        name = start.group(1) if start else name
        if name:
            blocks.setdefault(name, []).append(line)
    return blocks


def select(lock: str, groups: list[str]) -> str:
    """Keep the packages that these groups need, directly or through others."""
    blocks = read_blocks(lock)
    wanted_by = {name: _read_wanted_by(lines) for name, lines in blocks.items()}
    asked = {"pyproject.toml" if group == "run" else f"pyproject.toml:{group}" for group in groups}
    kept: set[str] = set()
    found = {name for name, who in wanted_by.items() if who & asked}
    while found - kept:
        kept |= found
        found = {name for name, who in wanted_by.items() if who & kept}
    return "".join("\n".join(blocks[name]) + "\n" for name in sorted(kept))


def _read_wanted_by(lines: list[str]) -> set[str]:
    found = [match.group(1) for line in lines if (match := WANTED_BY.match(line))]
    inside = [re.sub(r"^.*\((.+)\)$", r"\1", who) for who in found]
    return set(inside)


if __name__ == "__main__":
    sys.stdout.write(select(Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2:]))
