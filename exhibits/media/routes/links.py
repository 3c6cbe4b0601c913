"""HTTP for the links by which a phone sends pictures into the hall (C-08)."""

from flask import Response, request

from exhibits.core.http import get, post
from exhibits.core.model import CURATORS, OPEN, Identity
from exhibits.media.model import LinkKey, NewLink, NewLinkShown, PhonePass, UploadLink
from exhibits.media.uploads.links import LinkService, draw_code


class LinkRoutes:
    """Routes of the upload links."""

    prefix = "/api/v1"
    tag = "uploads"

    def __init__(self, links: LinkService) -> None:
        self._links = links

    @post("/upload-links", allow=CURATORS, status=201)
    def create_upload_link(self, body: NewLink, who: Identity) -> NewLinkShown:
        """Make a link for one phone, good for a quarter of an hour; its secret is told only now."""
        return self._links.create(body, who)

    @get("/upload-links/<link_id>", allow=CURATORS)
    def show_upload_link(self, link_id: str, who: Identity) -> UploadLink:
        """Show whether a phone has opened a link."""
        return self._links.get(link_id, who)

    @get("/upload-qr/<secret>", allow=CURATORS)
    def draw_upload_link(self, secret: str) -> Response:
        """Draw the QR code that leads a phone to a link, as SVG."""
        return Response(draw_code(f"{request.host_url}phone/{secret}"), mimetype="image/svg+xml")

    @post("/upload-links/open", allow=OPEN)
    def open_upload_link(self, body: LinkKey) -> PhonePass:
        """Open a link with a phone: the first one has it."""
        return self._links.open(body, request.remote_addr or "")
