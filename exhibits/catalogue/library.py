"""Where assets are used, and what that forbids: what is shown somewhere is not thrown away (C-06)."""

from collections.abc import Iterable, Iterator
from typing import Literal

from exhibits.catalogue.model import Board, Exhibit, Venue, Zone
from exhibits.catalogue.store import CatalogueStore
from exhibits.core.errors import Conflict
from exhibits.core.model import LocalText, Model
from exhibits.media.model import Asset
from exhibits.media.service import MediaService


class Use(Model):
    """A place where an asset stands; `status` is the exhibit's."""

    place: Literal["draft", "published", "card", "zone", "board", "venue"]
    title: LocalText
    exhibit_id: str | None = None
    zone_id: str | None = None
    status: str = ""


class LibraryService:
    """The assets as the exhibits use them."""

    def __init__(self, store: CatalogueStore, media: MediaService) -> None:
        self._store, self._media = store, media

    def list_uses(self, asset_id: str) -> list[Use]:
        """List where an asset is used: in exhibits, and in the hall's own pages."""
        self._media.get_asset(asset_id)
        places = (
            _find_in_exhibits(asset_id, self._store.exhibits.all()),
            _find_in_hall(asset_id, self._store.zones.all(), self._store.boards.all()),
            _find_in_venue(asset_id, self._store.venues.all()),
        )
        return [use for place in places for use in place]

    def put_in_bin(self, asset_ids: Iterable[str]) -> list[Asset]:
        """Put assets into the bin; raises Conflict (`asset_used`) that lists where one is used."""
        ids = tuple(asset_ids)
        for asset_id in ids:
            if uses := self.list_uses(asset_id):
                raise _refuse_used(asset_id, uses)
        return self._media.put_in_bin(ids)

    def replace(self, asset_id: str, with_id: str) -> Asset:
        """Show another asset's file wherever this one is used; raises Conflict when the other is used itself."""
        if asset_id == with_id:
            raise Conflict("asset_same", "这就是原来那个文件。", "That is the very same file.")
        if uses := self.list_uses(with_id):
            raise _refuse_used(with_id, uses)
        return self._media.replace(asset_id, with_id)


def _find_in_exhibits(asset_id: str, exhibits: Iterable[Exhibit]) -> Iterator[Use]:
    for one in exhibits:
        common = {
            "exhibit_id": one.id,
            "zone_id": one.placement.zone_id,
            "title": one.draft.title,
            "status": one.status,
        }
        if one.published is not None and asset_id in one.published.list_asset_ids():
            yield Use(place="published", **common)
        elif asset_id in one.draft.list_asset_ids():
            yield Use(place="draft", **common)
        placements = (one.placement, one.published_placement)
        if any(placement is not None and placement.drawing == asset_id for placement in placements):
            yield Use(place="card", **common)


def _find_in_hall(asset_id: str, zones: Iterable[Zone], boards: Iterable[Board]) -> Iterator[Use]:
    yield from (Use(place="zone", title=one.name, zone_id=one.id) for one in zones if one.drawing == asset_id)
    yield from (Use(place="board", title=one.name) for one in boards if one.drawing == asset_id)


def _find_in_venue(asset_id: str, venues: Iterable[Venue]) -> Iterator[Use]:
    for venue in venues:
        slides = {name for slide in venue.slides for name in (slide.portrait, slide.landscape)}
        if asset_id in slides | {venue.platform_drawing}:
            yield Use(place="venue", title=venue.name)


def _refuse_used(asset_id: str, uses: list[Use]) -> Conflict:
    return Conflict(
        "asset_used",
        f"它还用在 {len(uses)} 处，请先从那里拿掉或换一张。",
        f"It is still used in {len(uses)} places. Take it out there first, or replace it.",
        asset_id=asset_id,
        uses=[use.model_dump(mode="json") for use in uses],
    )
