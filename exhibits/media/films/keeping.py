"""Keeps files that another program wrote: whole, synced and named by their content as all others are."""

from exhibits.media.files import Arrival, FileStore

_CHUNK_BYTES = 1024 * 1024


def keep_written(files: FileStore, arrival: Arrival, extension: str) -> str:
    """Keep what was written to the arrival's path behind its back, and return its name.

    The arrival stands at its beginning still: each piece that is read is written over itself, so that its hash and its
    size are made on the way, and no second copy of a film is needed.
    """
    with arrival.path.open("rb") as written:
        while chunk := written.read(_CHUNK_BYTES):
            arrival.write(chunk)
    arrival.sync()
    return files.keep(arrival, extension)
