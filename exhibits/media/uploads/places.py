"""Where the bytes of unfinished uploads lie, for the server and its workers alike."""

from pathlib import Path

SUFFIX = ".part"
"""What a backup leaves out."""


def find_unpacked(path: Path) -> Path:
    """Tell into which folder the files of an archive at `path` are unpacked."""
    return path.with_suffix(f".unpacked{SUFFIX}")
