"""Loads the sample hall into an empty catalogue."""

from exhibits.catalogue.service import CatalogueService
from exhibits.media.service import Drawing, MediaService
from exhibits.sample.reader import asset_id, read_drawings, read_hall


def load_sample(catalogue: CatalogueService, media: MediaService) -> None:
    """Lay the sample hall out once; a hall that is laid out keeps what its curators made of it."""
    if not catalogue.is_empty:
        return
    media.keep_drawings(Drawing(asset_id(name), name, svg) for name, svg in read_drawings())
    hall = read_hall()
    catalogue.plant(hall.exhibits)
    # The zones come last: a start that was cut off before them begins again.
    catalogue.lay_out(hall.venue, hall.halls, hall.zones, hall.boards)
