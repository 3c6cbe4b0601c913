"""How the catalogue's documents are kept."""

from exhibits.catalogue.model import Board, Exhibit, Hall, Venue, Zone
from exhibits.core.documents import Documents


class CatalogueStore:
    """One collection for each thing that curators name."""

    def __init__(self, documents: Documents) -> None:
        self.venues = documents.collection("venues", Venue)
        self.halls = documents.collection("halls", Hall)
        self.zones = documents.collection("zones", Zone)
        self.boards = documents.collection("boards", Board)
        self.exhibits = documents.collection("exhibits", Exhibit)

    @property
    def live_revision(self) -> int:
        """Tell the newest change of what visitors see."""
        exhibits = (exhibit.live_revision for exhibit in self.exhibits.all())
        return max((*exhibits, *(venue.live_revision for venue in self.venues.all())), default=0)
