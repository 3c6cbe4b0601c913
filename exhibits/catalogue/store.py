"""How the catalogue's documents are kept."""

from collections.abc import Iterable
from typing import TypeVar

from exhibits.catalogue.model import Board, Exhibit, Hall, PublishedExhibit, Venue, Zone
from exhibits.core.documents import Documents

Placed = TypeVar("Placed", Exhibit, PublishedExhibit)


class CatalogueStore:
    """One collection for each thing that curators name."""

    def __init__(self, documents: Documents) -> None:
        self.venues = documents.collection("venues", Venue)
        self.halls = documents.collection("halls", Hall)
        self.zones = documents.collection("zones", Zone)
        self.boards = documents.collection("boards", Board)
        self.exhibits = documents.collection("exhibits", Exhibit)

    def list_halls(self) -> tuple[Hall, ...]:
        """List the halls by their numbers."""
        return tuple(sorted(self.halls.all(), key=_by_number))

    def list_zones(self) -> tuple[Zone, ...]:
        """List the zones by their numbers."""
        return tuple(sorted(self.zones.all(), key=_by_number))

    def list_boards(self) -> tuple[Board, ...]:
        """List the boards by their numbers."""
        return tuple(sorted(self.boards.all(), key=_by_number))

    def sort_by_place(self, exhibits: Iterable[Placed]) -> tuple[Placed, ...]:
        """Sort exhibits as the way through the hall leads to them: by the number of the zone, then in their order."""
        rank = {zone.id: place for place, zone in enumerate(self.list_zones())}

        def by_place(exhibit: Placed) -> tuple[int, int, str]:
            placement = exhibit.placement
            return rank.get(placement.zone_id, len(rank)), placement.order, exhibit.id

        return tuple(sorted(exhibits, key=by_place))

    @property
    def live_revision(self) -> int:
        """Tell the newest change of what visitors see."""
        exhibits = (exhibit.live_revision for exhibit in self.exhibits.all())
        return max((*exhibits, *(venue.live_revision for venue in self.venues.all())), default=0)


def _by_number(one: Hall | Zone | Board) -> tuple[int, str]:
    return one.number, one.id
