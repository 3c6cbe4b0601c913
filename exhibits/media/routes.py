"""HTTP for media: uploads, what is there, and the files themselves."""

from pathlib import Path
from typing import BinaryIO, cast

from flask import Response, after_this_request, request, send_file
from pydantic import Field

from exhibits.core.errors import NotFound
from exhibits.core.http import get, post
from exhibits.core.model import CURATORS, OPEN, STAFF, Identity, Model
from exhibits.media.intake import CutOff
from exhibits.media.model import Asset
from exhibits.media.service import MediaService
from exhibits.media.sniff import SVG, get_format

A_YEAR_S = 31_536_000
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


class UploadQuery(Model):
    """The name that the file had where it came from."""

    name: str = Field(default="", max_length=500)


class AssetRoutes:
    """Routes of the media room."""

    prefix = "/api/v1"
    tag = "media"

    def __init__(self, media: MediaService) -> None:
        self._media = media

    @post("/assets", allow=CURATORS, status=201)
    def upload_asset(self, query: UploadQuery, who: Identity) -> Asset:
        """Upload a picture as the raw body; it is judged by its content."""
        try:
            return self._media.receive(cast("BinaryIO", request.stream), query.name, who)
        except CutOff:
            after_this_request(_end_connection)
            raise

    @get("/assets", allow=STAFF)
    def list_assets(self) -> list[Asset]:
        """List all assets, the newest first."""
        return self._media.list_assets()

    @get("/assets/<asset_id>", allow=STAFF)
    def show_asset(self, asset_id: str) -> Asset:
        """Show an asset."""
        return self._media.get_asset(asset_id)


class FileRoutes:
    """The files: named by their content, so they never change."""

    prefix = "/media"
    tag = "files"

    def __init__(self, media: MediaService) -> None:
        self._media = media

    @get("/<name>", allow=OPEN)
    def send_file(self, name: str, who: Identity) -> Response:
        """Send a file, whole or in part; it may be kept for ever. Originals of photographs are for the staff."""
        path = self._media.find_file(name, who)
        if path is None:
            raise NotFound("file_unknown", "没有这个文件。", "There is no such file.")
        response = _send_immutable(path)
        if who.role in STAFF:  # it may be an original, which no shared cache may hand to others
            response.cache_control.public, response.cache_control.private = False, True
        return response


def _end_connection(response: Response) -> Response:
    """Close after a body that broke off: what comes then is no request."""
    response.headers["Connection"] = "close"
    return response


def _send_immutable(path: Path) -> Response:
    form = get_format(path.name)
    response = send_file(path.resolve(), mimetype=form.mime, conditional=True, etag=path.stem, max_age=A_YEAR_S)
    response.cache_control.immutable = True
    response.headers["X-Content-Type-Options"] = "nosniff"
    if form is SVG:  # opened by itself, a drawing is a page of this origin: give it no rights
        response.headers["Content-Security-Policy"] = SVG_POLICY
    return response
