"""The names that files and folders came with, made fit to be read."""

import re
import unicodedata

_NAME_LENGTH = 200
_ALBUM_LENGTH = 60
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
UNNAMED = "未命名"


def clean_name(name: str) -> str:
    """Make a name that a person can read of what a browser sent: no folders, no invisible characters, not too long."""
    return _clean(_FOLDERS.sub("", unicodedata.normalize("NFC", name)))[:_NAME_LENGTH] or UNNAMED


def clean_album(name: str) -> str:
    """Make an album's name of a folder's: the innermost one, empty where there is none."""
    return _clean(_FOLDERS.sub("", unicodedata.normalize("NFC", name).rstrip("/\\")))[:_ALBUM_LENGTH]


def _clean(name: str) -> str:
    seen = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C" or sign.isspace())
    return " ".join(seen.split()).strip(" .")
