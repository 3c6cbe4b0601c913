"""Loads the place into an empty catalogue, and the sample exhibits where they are wanted."""

from exhibits.catalogue.service import CatalogueService
from exhibits.media.service import Drawing, MediaService
from exhibits.sample.reader import asset_id, list_place_assets, read_drawings, read_hall


def load_hall(catalogue: CatalogueService, media: MediaService, *, with_exhibits: bool) -> None:
    """Lay the place out once; a hall that is laid out keeps what its curators made of it.

    The venue, its halls, zones and boards with their plan and drawings are the place itself: every hall gets them.
    The exhibits are samples.
    """
    if not catalogue.is_empty:
        return
    hall = read_hall()
    found = (Drawing(asset_id(name), name, svg) for name, svg in read_drawings())
    place = list_place_assets(hall)
    media.keep_drawings(one for one in found if with_exhibits or one.asset_id in place)
    if with_exhibits:
        catalogue.plant(hall.exhibits)
    # The zones come last: a start that was cut off before them begins again.
    catalogue.lay_out(hall.venue, hall.halls, hall.zones, hall.boards)
