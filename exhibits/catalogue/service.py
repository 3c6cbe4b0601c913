"""What the hall can do with its exhibits: lay out, write, publish, withdraw."""

from collections.abc import Iterable, Sequence

from exhibits.catalogue.kinds import Content
from exhibits.catalogue.model import (
    LAST_PLACE,
    Board,
    Catalogue,
    CatalogueChanged,
    DraftChange,
    Exhibit,
    ExhibitChanged,
    Hall,
    NewExhibit,
    Overview,
    Placement,
    PublishedExhibit,
    Status,
    Venue,
    Zone,
)
from exhibits.catalogue.store import CatalogueStore
from exhibits.core.bus import Bus
from exhibits.core.clock import Clock
from exhibits.core.errors import Conflict, Invalid, NotFound
from exhibits.core.ids import new_id
from exhibits.core.model import Identity, LocalText
from exhibits.media.model import Asset, AssetChanged, AssetState, show_to_visitors
from exhibits.media.service import MediaService

UNNAMED = Venue(name=LocalText(zh="展厅", en="Exhibition hall"))


class CatalogueService:
    """Halls, zones, boards and exhibits."""

    def __init__(self, store: CatalogueStore, media: MediaService, clock: Clock, bus: Bus) -> None:
        self._store = store
        self._media = media
        self._clock = clock
        self._bus = bus
        self._catalogue: Catalogue | None = None

    @property
    def revision(self) -> int:
        """Tell the newest change of what visitors see."""
        return self._store.live_revision

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been laid out yet."""
        return not self._store.zones.all()

    def lay_out(self, venue: Venue, halls: Sequence[Hall], zones: Sequence[Zone], boards: Sequence[Board]) -> None:
        """Set the venue, its halls, zones and boards; what has the same id is replaced."""
        revision = self.revision + 1
        self._store.venues.put(venue.model_copy(update={"live_revision": revision}))
        self._store.halls.put(*halls)
        self._store.boards.put(*boards)
        self._store.zones.put(*zones)
        self._catalogue = None
        self._bus.publish(CatalogueChanged(revision=revision))

    def plant(self, planted: Iterable[tuple[str, Placement, Content]]) -> None:
        """Put published exhibits under fixed ids in one write, as the sample hall does."""
        now, first = self._clock.now(), self.revision + 1
        exhibits = [
            Exhibit(
                id=exhibit_id,
                revision=1,
                status=Status.PUBLISHED,
                placement=placement,
                draft=content,
                published=content,
                published_placement=placement,
                live_revision=live_revision,
                updated_at=now,
                updated_by="sample",
            )
            for live_revision, (exhibit_id, placement, content) in enumerate(planted, start=first)
        ]
        self._store.exhibits.put(*exhibits)
        self._bus.publish(CatalogueChanged(revision=self.revision))

    def refresh(self, changed: AssetChanged) -> None:
        """Tell displays when what they show of an asset has changed: better forms, a new file, other words."""
        shown = next((one for one in self.get_catalogue().assets if one.id == changed.id), None)
        asset = self._media.find_asset(changed.id)
        if shown is None or asset is None or asset.state is not AssetState.READY or show_to_visitors(asset) == shown:
            return
        revision = self.revision + 1
        venue = self._store.venues.find("venue") or UNNAMED
        self._store.venues.put(venue.model_copy(update={"live_revision": revision}))
        self._bus.publish(CatalogueChanged(revision=revision))

    def get_exhibit(self, exhibit_id: str) -> Exhibit:
        """Get an exhibit as the staff see it."""
        exhibit = self._store.exhibits.find(exhibit_id)
        if exhibit is None:
            raise NotFound("exhibit_unknown", "没有这个展项，可能已被删除。", "There is no such exhibit.")
        return exhibit

    def find_published(self, exhibit_id: str) -> PublishedExhibit | None:
        """Find an exhibit that visitors can see, or None."""
        exhibit = self._store.exhibits.find(exhibit_id)
        return None if exhibit is None else _as_published(exhibit)

    def find_zone(self, zone_id: str) -> Zone | None:
        """Find a zone, or None."""
        return self._store.zones.find(zone_id)

    def get_catalogue(self) -> Catalogue:
        """Get all that visitors can see; made once for each change."""
        if self._catalogue is None or self._catalogue.revision != self.revision:
            self._catalogue = self._make_catalogue()
        return self._catalogue

    def get_overview(self) -> Overview:
        """Get all that the staff have."""
        exhibits = self._store.sort_by_place(self._store.exhibits.all())
        contents = [content for one in exhibits for content in (one.draft, one.published) if content is not None]
        placements = [one.placement for one in exhibits]
        return Overview(
            revision=self.revision,
            halls=self._store.list_halls(),
            zones=self._store.list_zones(),
            boards=self._store.list_boards(),
            exhibits=exhibits,
            assets=self._collect_assets(contents, placements, ()),
        )

    def create(self, new: NewExhibit, who: Identity) -> Exhibit:
        """Begin a new exhibit, as a draft at the end of its zone."""
        self._check_zone(new.zone_id)
        last = max((one.placement.order for one in self._store.exhibits.all()), default=0)
        exhibit = Exhibit(
            id=new_id(),
            revision=1,
            status=Status.DRAFT,
            placement=Placement(zone_id=new.zone_id, order=min(last + 10, LAST_PLACE)),
            draft=new.content,
            updated_at=self._clock.now(),
            updated_by=who.id,
        )
        return self._keep(exhibit)

    def save_draft(self, exhibit_id: str, change: DraftChange, who: Identity) -> Exhibit:
        """Save a change of the draft; saving what is there already changes nothing (C-12)."""
        exhibit = self._get_at(exhibit_id, change.revision)
        self._check_zone(change.placement.zone_id)
        if change.content.kind != exhibit.draft.kind:
            raise Invalid("kind_fixed", "展项的类型不能改，请新建一个。", "An exhibit's kind is fixed. Make a new one.")
        if (change.content, change.placement) == (exhibit.draft, exhibit.placement):
            return exhibit
        return self._keep(
            exhibit.model_copy(
                update={
                    "draft": change.content,
                    "placement": change.placement,
                    "revision": exhibit.revision + 1,
                    "updated_at": self._clock.now(),
                    "updated_by": who.id,
                }
            )
        )

    def publish(self, exhibit_id: str, revision: int, who: Identity) -> Exhibit:
        """Put the draft on the displays; raises Invalid (`exhibit_incomplete`) that says what is missing."""
        exhibit = self._get_at(exhibit_id, revision)
        self._check_complete(exhibit)
        return self._make_live(exhibit, Status.PUBLISHED, who.id)

    def withdraw(self, exhibit_id: str, revision: int, who: Identity) -> Exhibit:
        """Take it off the displays; its draft stays."""
        exhibit = self._get_at(exhibit_id, revision)
        if exhibit.status is not Status.PUBLISHED:
            raise Conflict("not_published", "这个展项现在没有在屏上。", "This exhibit is not on the displays now.")
        return self._make_live(exhibit, Status.WITHDRAWN, who.id)

    def _make_live(self, exhibit: Exhibit, status: Status, by: str) -> Exhibit:
        published = status is Status.PUBLISHED
        live = exhibit.model_copy(
            update={
                "status": status,
                "published": exhibit.draft if published else None,
                "published_placement": exhibit.placement if published else None,
                "live_revision": self.revision + 1,
                "revision": exhibit.revision + 1,
                "updated_at": self._clock.now(),
                "updated_by": by,
            }
        )
        self._keep(live)
        self._bus.publish(CatalogueChanged(revision=live.live_revision))
        return live

    def _keep(self, exhibit: Exhibit) -> Exhibit:
        self._store.exhibits.put(exhibit)
        self._bus.publish(ExhibitChanged(id=exhibit.id, revision=exhibit.revision))
        return exhibit

    def _get_at(self, exhibit_id: str, revision: int) -> Exhibit:
        exhibit = self.get_exhibit(exhibit_id)
        if exhibit.revision != revision:
            raise Conflict(
                "exhibit_changed",
                "别人刚改过这个展项。请看看他改了什么，再决定用谁的。",
                "Somebody has just changed this exhibit. Look at the change, then decide whose to keep.",
                revision=exhibit.revision,
                updated_by=exhibit.updated_by,
                updated_at=exhibit.updated_at,
            )
        return exhibit

    def _check_zone(self, zone_id: str) -> None:
        if self._store.zones.find(zone_id) is None:
            raise Invalid("zone_unknown", "没有这个展区，请重新选。", "There is no such zone. Choose again.")

    def _check_complete(self, exhibit: Exhibit) -> None:
        if not exhibit.draft.title.zh.strip():
            raise Invalid("exhibit_incomplete", "还没有中文标题，写一个再发布。", "The Chinese title is missing.")
        for asset_id in exhibit.draft.list_asset_ids():
            asset = self._media.find_asset(asset_id)
            if asset is None or asset.state is not AssetState.READY:
                raise Invalid(
                    "exhibit_incomplete",
                    "有图片还没处理好，请等它好了再发布。",
                    "A picture is not ready yet. Wait for it, then publish.",
                    asset_id=asset_id,
                )

    def _make_catalogue(self) -> Catalogue:
        venue = self._store.venues.find("venue") or UNNAMED
        found = (_as_published(one) for one in self._store.exhibits.all())
        exhibits = self._store.sort_by_place(one for one in found if one is not None)
        assets = self._collect_assets(
            [one.content for one in exhibits], [one.placement for one in exhibits], _list_venue_assets(venue)
        )
        return Catalogue(
            revision=self.revision,
            venue=venue,
            halls=self._store.list_halls(),
            zones=self._store.list_zones(),
            boards=self._store.list_boards(),
            exhibits=exhibits,
            assets=tuple(show_to_visitors(one) for one in assets),
        )

    def _collect_assets(
        self, contents: Iterable[Content], placements: Iterable[Placement], more: Iterable[str | None]
    ) -> tuple[Asset, ...]:
        wanted = [name for content in contents for name in content.list_asset_ids()]
        wanted += [name for one in placements if (name := one.drawing)] + [name for name in more if name]
        wanted += [zone.drawing for zone in self._store.zones.all() if zone.drawing]
        wanted += [board.drawing for board in self._store.boards.all() if board.drawing]
        return tuple(self._media.get_assets(dict.fromkeys(wanted)))


def _as_published(exhibit: Exhibit) -> PublishedExhibit | None:
    if exhibit.published is None or exhibit.published_placement is None:
        return None
    return PublishedExhibit(
        id=exhibit.id,
        live_revision=exhibit.live_revision,
        placement=exhibit.published_placement,
        content=exhibit.published,
    )


def _list_venue_assets(venue: Venue) -> list[str | None]:
    slides = [name for slide in venue.slides for name in (slide.portrait, slide.landscape)]
    return [*slides, venue.platform_drawing]
