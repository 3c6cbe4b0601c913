"""HTTP for deep zoom: the IIIF Image API 3.0, level 2."""

import json
from urllib.parse import quote

from flask import Response, request

from exhibits.core.http import get
from exhibits.core.model import OPEN
from exhibits.core.sending import Span
from exhibits.media.delivery import answer_part
from exhibits.media.iiif.info import CONTEXT, PROFILE
from exhibits.media.iiif.service import IiifService

PREFIX = "/iiif/3"
LINKED_DATA = "application/ld+json"

_ASK_AGAIN = "public, no-cache"
"""An asset's picture may be replaced; only where the address names the content can it be kept for ever."""


class IiifRoutes:
    """The pictures that can be zoomed into, for viewers here and anywhere."""

    prefix = PREFIX
    tag = "iiif"

    def __init__(self, iiif: IiifService) -> None:
        self._iiif = iiif

    @get("/<asset_id>", allow=OPEN, status=303)
    def lead_to_information(self, asset_id: str) -> Response:
        """Lead from a picture's base address to its information (2)."""
        self._iiif.describe(asset_id, "")
        return Response(status=303, headers={"Location": f"{_find_base(asset_id)}/info.json"})

    @get("/<asset_id>/info.json", allow=OPEN)
    def show_information(self, asset_id: str) -> Response:
        """Show a picture's extent, its tiles, and what can be asked for (5)."""
        described = self._iiif.describe(asset_id, _find_base(asset_id))
        response = Response(json.dumps(described), content_type=_choose_type())
        response.headers["Link"] = f'<{PROFILE}>;rel="profile"'
        response.vary.add("Accept")
        response.add_etag()
        response.cache_control.no_cache = True
        response.make_conditional(request)
        return response

    @get("/<asset_id>/<region>/<size>/<rotation>/<name>", allow=OPEN)
    def send_image(self, asset_id: str, region: str, size: str, rotation: str, name: str) -> Response:
        """Send an image: a part of the picture, in a size, turned, in a quality and a format (4)."""
        part = self._iiif.get_image(asset_id, region, size, rotation, name)
        links = f'<{_find_base(asset_id)}/{part.canonical}>;rel="canonical",<{PROFILE}>;rel="profile"'
        more = {"Link": links} | ({} if part.lasting else {"Cache-Control": _ASK_AGAIN})
        place, method = Span(*part.place), request.method
        return answer_part(part.path, place, part.mime, part.etag, request.headers, method=method, more=more)


def share_openly(response: Response) -> Response:
    """Let pages of other places use what the Image API answers, errors too (7.1); for Flask's `after_request`."""
    if request.path.startswith(f"{PREFIX}/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Link, ETag"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "*"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _find_base(asset_id: str) -> str:
    return f"{request.scheme}://{request.host}{PREFIX}/{quote(asset_id, safe='')}"


def _choose_type() -> str:
    """Choose the type of an info.json: linked data for who names it or nothing at all (5.1)."""
    accepted = [kind.partition(";")[0].strip() for kind, weight in request.accept_mimetypes if weight]
    linked = LINKED_DATA in accepted or "Accept" not in request.headers
    return f'{LINKED_DATA};profile="{CONTEXT}"' if linked else "application/json"
