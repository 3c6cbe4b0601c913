"""The way in: an upload's bytes and the name that it came with."""

import logging
import re
import unicodedata
from typing import BinaryIO

from werkzeug.exceptions import ClientDisconnected

from exhibits.core.errors import HallError, TooLarge
from exhibits.media.files import Arrival

CHUNK_BYTES = 256 * 1024
_NAME_LENGTH = 200
_FOLDERS = re.compile(r".*[/\\]")
log = logging.getLogger("hall.media")


class CutOff(HallError):
    """The sender went away, or what comes cannot be told apart any more."""

    status = 400


def pour(stream: BinaryIO, arrival: Arrival, max_mb: int) -> None:
    """Write a stream to the disk as it comes.

    Raises TooLarge (`upload_too_large`) once it is beyond the limit, and CutOff (`upload_cut_off`) when it breaks off.
    """
    while chunk := _read_on(stream, arrival.size):
        if arrival.size + len(chunk) > max_mb * 2**20:
            raise TooLarge(
                "upload_too_large",
                f"这个文件超过 {max_mb} MB 的上限。请缩小后再传。",
                f"This file is larger than the limit of {max_mb} MB. Make it smaller, then upload it.",
                max_mb=max_mb,
            )
        arrival.write(chunk)


def _read_on(stream: BinaryIO, arrived: int) -> bytes:
    try:
        return stream.read(CHUNK_BYTES)
    except (ClientDisconnected, OSError, ValueError) as error:  # the last two: the server's words for broken chunks
        log.info("an upload broke off after %d bytes: %s", arrived, error)
        raise CutOff(
            "upload_cut_off",
            "文件没有传完，连接就断了；什么也没有存下来。请再传一次。",
            "The connection broke before the whole file arrived; nothing of it was stored. Upload it again.",
            arrived_bytes=arrived,
        ) from None


def clean_name(name: str, extension: str) -> str:
    """Make a name that a person can read of what a browser sent: no folders, no invisible characters, not too long."""
    last = _FOLDERS.sub("", unicodedata.normalize("NFC", name))
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")
    return seen[:_NAME_LENGTH] or f"picture.{extension}"
