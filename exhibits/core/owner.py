"""Whose the files are: what root writes for the service must belong to the service's own user."""

import os
from pathlib import Path

PRIVATE = 0o077
"""The umask under which data is written: nobody but the owner reads it."""


def give_to_owner_of(folder: Path, tree: Path) -> None:
    """Give a folder and all in it to the owner of another, when root has written it; no link is followed."""
    if os.geteuid() != 0:
        return
    owner = folder.stat()
    for path in (tree, *tree.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
