"""The files themselves: named by their content, so they never change."""

from flask import Response, request

from exhibits.core.errors import NotFound
from exhibits.core.http import get
from exhibits.core.model import OPEN, Identity
from exhibits.media.delivery import answer_file
from exhibits.media.service import MediaService
from exhibits.media.sniff import SERVED


class FileRoutes:
    """Routes of the files; `accel` is where an nginx in front has the folder of files to itself, or nothing."""

    prefix = "/media"
    tag = "files"

    def __init__(self, media: MediaService, accel: str) -> None:
        self._media, self._accel = media, accel

    @get("/<name>", allow=OPEN)
    def send_file(self, name: str, who: Identity) -> Response:
        """Send a file, whole or in parts; it may be kept for ever. Originals are for the staff."""
        path = self._media.find_file(name, who)
        if path is None:
            raise NotFound("file_unknown", "没有这个文件。", "There is no such file.")
        mime, public = SERVED[path.suffix.removeprefix(".")], self._media.is_public(path)
        accel = self._accel if public else ""
        return answer_file(
            path, mime, path.stem, request.headers, method=request.method, private=not public, accel=accel
        )
