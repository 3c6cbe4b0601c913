"""HTTP for the catalogue: what visitors see, and what curators write."""

from exhibits.catalogue.model import Catalogue, DraftChange, Exhibit, NewExhibit, Overview, RevisionOf
from exhibits.catalogue.service import CatalogueService
from exhibits.core.http import get, post, put
from exhibits.core.model import CURATORS, OPEN, STAFF, Identity


class CatalogueRoutes:
    """Routes of the catalogue room."""

    prefix = "/api/v1"
    tag = "catalogue"

    def __init__(self, catalogue: CatalogueService) -> None:
        self._catalogue = catalogue

    @get("/catalogue", allow=OPEN)
    def show_catalogue(self) -> Catalogue:
        """Show all that visitors can see, in one piece."""
        return self._catalogue.get_catalogue()

    @get("/overview", allow=STAFF)
    def show_overview(self) -> Overview:
        """Show all that the staff have, in one piece."""
        return self._catalogue.get_overview()

    @post("/exhibits", allow=CURATORS, status=201)
    def create_exhibit(self, body: NewExhibit, who: Identity) -> Exhibit:
        """Begin a new exhibit."""
        return self._catalogue.create(body, who)

    @get("/exhibits/<exhibit_id>", allow=STAFF)
    def show_exhibit(self, exhibit_id: str) -> Exhibit:
        """Show an exhibit with its draft."""
        return self._catalogue.get_exhibit(exhibit_id)

    @put("/exhibits/<exhibit_id>/draft", allow=CURATORS)
    def save_draft(self, exhibit_id: str, body: DraftChange, who: Identity) -> Exhibit:
        """Save a change of the draft; 409 `exhibit_changed` when somebody else saved in between."""
        return self._catalogue.save_draft(exhibit_id, body, who)

    @post("/exhibits/<exhibit_id>/publish", allow=CURATORS)
    def publish_exhibit(self, exhibit_id: str, body: RevisionOf, who: Identity) -> Exhibit:
        """Put the draft on the displays."""
        return self._catalogue.publish(exhibit_id, body.revision, who)

    @post("/exhibits/<exhibit_id>/withdraw", allow=CURATORS)
    def withdraw_exhibit(self, exhibit_id: str, body: RevisionOf, who: Identity) -> Exhibit:
        """Take the exhibit off the displays; the draft stays."""
        return self._catalogue.withdraw(exhibit_id, body.revision, who)
