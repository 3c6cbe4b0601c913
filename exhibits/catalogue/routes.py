"""HTTP for the catalogue: what visitors see, and what curators write."""

from exhibits.catalogue.library import LibraryService, Use
from exhibits.catalogue.model import Catalogue, DraftChange, Exhibit, NewExhibit, Overview, RevisionOf
from exhibits.catalogue.service import CatalogueService
from exhibits.core.http import get, post, put
from exhibits.core.model import CURATORS, OPEN, STAFF, Identity
from exhibits.media.model import Asset, AssetsNamed, Replacement


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


class LibraryRoutes:
    """Routes of the assets as the exhibits use them."""

    prefix = "/api/v1"
    tag = "catalogue"

    def __init__(self, library: LibraryService) -> None:
        self._library = library

    @get("/assets/<asset_id>/uses", allow=STAFF)
    def list_uses(self, asset_id: str) -> list[Use]:
        """List where an asset is used."""
        return self._library.list_uses(asset_id)

    @post("/assets/bin", allow=CURATORS)
    def put_in_bin(self, body: AssetsNamed) -> list[Asset]:
        """Put assets into the bin; 409 `asset_used` lists where one is still used."""
        return self._library.put_in_bin(body.ids)

    @post("/assets/<asset_id>/replace", allow=CURATORS)
    def replace_asset(self, asset_id: str, body: Replacement) -> Asset:
        """Show another asset's file wherever this one is used; the old file stays in the bin for a while."""
        return self._library.replace(asset_id, body.with_id)
