"""The only place where the hall is put together: stores → services → edges; and where it starts and stops."""

import itertools
from functools import partial
from typing import Any, ClassVar

import gevent

from exhibits.accounts import store as account_store
from exhibits.accounts.model import SessionsEnded
from exhibits.accounts.routes import AccountRoutes
from exhibits.accounts.service import AccountService
from exhibits.catalogue.library import LibraryService
from exhibits.catalogue.model import CatalogueChanged, ExhibitChanged
from exhibits.catalogue.routes import CatalogueRoutes, LibraryRoutes
from exhibits.catalogue.service import CatalogueService
from exhibits.catalogue.store import CatalogueStore
from exhibits.core.bus import Bus
from exhibits.core.clock import Clock, SystemClock
from exhibits.core.documents import Documents
from exhibits.core.jobs import ledger as job_ledger
from exhibits.core.jobs.jobs import Jobs
from exhibits.core.live import Live
from exhibits.core.lock import DataLock
from exhibits.core.metrics import Metrics
from exhibits.core.model import STAFF, Model
from exhibits.core.records import Records
from exhibits.core.settings import Settings
from exhibits.core.steady import Steady
from exhibits.displays import store as display_store
from exhibits.displays.channel import DeskChannel, DisplayChannel
from exhibits.displays.model import Presence, StateWord
from exhibits.displays.routes import DisplayRoutes
from exhibits.displays.service import DESK, KIOSK, STUDIO, DisplayService
from exhibits.media import store as media_store
from exhibits.media.captions.service import CaptionService
from exhibits.media.files import FileStore
from exhibits.media.iiif.routes import IiifRoutes, share_openly
from exhibits.media.iiif.service import IiifService
from exhibits.media.lanes import make_lanes
from exhibits.media.model import AssetChanged, LinkChanged, UploadChanged
from exhibits.media.routes import AssetRoutes, CaptionRoutes, FileRoutes, LinkRoutes, UploadRoutes
from exhibits.media.service import MediaService
from exhibits.media.sweeping import Sweeper
from exhibits.media.uploads.admission import Admission
from exhibits.media.uploads.links import LinkService
from exhibits.media.uploads.service import UploadService
from exhibits.media.uploads.shelf import Shelf
from exhibits.sample.loader import load_hall
from exhibits.sample.staff import plant_staff
from exhibits.visits import store as visit_store
from exhibits.visits.channel import DeskVisitChannel, KioskVisitChannel
from exhibits.visits.model import InteractionsRecorded
from exhibits.visits.routes import VisitRoutes
from exhibits.visits.service import VisitService
from exhibits.web import HallGate, PageRoutes, SystemRoutes, create_app

ROUTES = (
    AccountRoutes,
    CatalogueRoutes,
    LibraryRoutes,
    UploadRoutes,
    LinkRoutes,
    AssetRoutes,
    CaptionRoutes,
    FileRoutes,
    IiifRoutes,
    DisplayRoutes,
    VisitRoutes,
    SystemRoutes,
    PageRoutes,
)
TICK_S = 0.1
MB = 2**20
TICKS_TO_SWEEP = 100
TICKS_TO_RECOVER = 600
TICKS_TO_CLEAN = 36_000


class StudioChannel:
    """The studio only listens: whatever it does goes by HTTP."""

    namespace = STUDIO
    allow = STAFF
    sends: ClassVar[dict[str, type[Model]]] = {
        "exhibit_changed": ExhibitChanged,
        "asset_changed": AssetChanged,
        "upload_changed": UploadChanged,
        "link_changed": LinkChanged,
        "catalogue_changed": CatalogueChanged,
        "presence": Presence,
    }


CHANNELS = (DisplayChannel, KioskVisitChannel, DeskChannel, DeskVisitChannel, StudioChannel)


class Hall:
    """Everything of one hall, ready to start."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self._lock = DataLock(settings.data)
        self._lock.take()
        self._bus = Bus()
        documents = self.documents = Documents(settings.data / "documents")
        self._records = Records(
            settings.records_url or f"sqlite:///{(settings.data / 'records.sqlite3').resolve()}",
            account_store.TABLES,
            job_ledger.TABLES,
            media_store.TABLES,
            display_store.TABLES,
            visit_store.TABLES,
        )
        self._jobs = Jobs("exhibits.media.tasks", make_lanes(settings), self._records, self._bus, clock)
        self.accounts = AccountService(account_store.AccountStore(documents, self._records), clock, self._bus, settings)
        self._build_media(documents, clock)
        catalogue = CatalogueStore(documents)
        self.library = LibraryService(catalogue, self.media)
        self.catalogue = CatalogueService(catalogue, self.media, clock, self._bus)
        self.displays = DisplayService(
            display_store.DisplayStore(documents),
            display_store.CommandLedger(self._records),
            self.catalogue,
            clock,
            settings,
        )
        self.visits = VisitService(visit_store.VisitStore(self._records), clock, self._bus, settings)
        self._open_edges(clock)

    def start(self) -> None:
        """Open the records, finish what was under way, lay an empty hall out, and begin to tick."""
        self._records.start()
        self._jobs.start()
        self.uploads.recover()
        self._recover_media()
        self._plant_sample()
        self.displays.start(self._live)
        self._ticker = gevent.spawn(self._tick_on)

    def stop(self) -> None:
        """Stop ticking, let what was acknowledged reach the disk, and give the data folder back."""
        self._ticker.kill()
        self._jobs.stop()
        self._records.stop()
        self._lock.release()

    def _build_media(self, documents: Documents, clock: Clock) -> None:
        settings, bus = self.settings, self._bus
        store, ledger = media_store.AssetStore(documents), media_store.UploadLedger(self._records)
        shelf, files = Shelf(settings.data / "uploads"), FileStore(settings.data / "files")
        originals = FileStore(files.folder / "originals")
        self.media = MediaService(store, files, originals, shelf, self._jobs, bus, clock, settings)
        self._captions = CaptionService(self.media, files)
        self._sweeper = Sweeper(store, files, originals, bus, clock)
        megapixels = settings.upload_max_megapixels
        self._admission = Admission(ledger, shelf, self._jobs, self.media.admit, bus, megapixels)
        self.uploads = UploadService(ledger, store, shelf, self._admission.begin, bus, clock, settings)
        self.links = LinkService(store, bus, clock, settings)
        cache, most = settings.data / "cache" / "iiif", settings.zoom_cache_mb * MB
        self._iiif = IiifService(self.media.find_zoom, self._jobs, cache, most)

    def _open_edges(self, clock: Clock) -> None:
        metrics, gate = Metrics(), HallGate(self.accounts, self.displays, self.links)
        rooms: list[Any] = [
            AccountRoutes(self.accounts, self.settings),
            CatalogueRoutes(self.catalogue),
            LibraryRoutes(self.library),
            UploadRoutes(self.uploads),
            LinkRoutes(self.links),
            AssetRoutes(self.media, self.uploads),
            CaptionRoutes(self._captions),
            FileRoutes(self.media, self.settings.accel_prefix),
            IiifRoutes(self._iiif),
            DisplayRoutes(self.displays),
            VisitRoutes(self.visits),
        ]
        self.app = create_app(self.settings, gate, metrics, rooms)
        self.app.after_request(share_openly)
        self._live = Live(self.app, gate)
        self._live.mount(
            [
                DisplayChannel(self.displays),
                KioskVisitChannel(self.visits),
                DeskChannel(self.displays, clock),
                DeskVisitChannel(),
                StudioChannel(),
            ]
        )
        self._spread_news()
        self._show_figures(metrics)

    def _spread_news(self) -> None:
        self._bus.subscribe(SessionsEnded, self._close_sockets)
        self._bus.subscribe(ExhibitChanged, partial(self._live.send, STUDIO, "exhibit_changed"))
        self._bus.subscribe(AssetChanged, partial(self._live.send, STUDIO, "asset_changed"))
        self._bus.subscribe(AssetChanged, self.catalogue.refresh)
        self._bus.subscribe(UploadChanged, partial(self._live.send, STUDIO, "upload_changed"))
        self._bus.subscribe(LinkChanged, partial(self._live.send, STUDIO, "link_changed"))
        for namespace in (KIOSK, DESK, STUDIO):
            self._bus.subscribe(CatalogueChanged, partial(self._live.send, namespace, "catalogue_changed"))

    def _close_sockets(self, ended: SessionsEnded) -> None:
        """Close what was opened by a session that is over; another session of the account opens its own again."""
        for namespace in (DESK, STUDIO):
            self._live.drop(namespace, ended.account_id)

    def _show_figures(self, metrics: Metrics) -> None:
        recorded = metrics.make_counter("interactions_recorded", "Interactions kept since the start")
        self._bus.subscribe(InteractionsRecorded, lambda fact: recorded.inc(max(fact.count, 0)))
        metrics.watch("documents_damaged", "Files damaged at the start", lambda: len(self.documents.list_damaged()))
        metrics.watch("displays_paired", "Displays of the hall", lambda: len(self.displays.snapshot().displays))
        metrics.watch("displays_offline", "Displays that do not answer", self._count_offline)

    def _count_offline(self) -> int:
        return sum(one.state is StateWord.OFFLINE for one in self.displays.snapshot().displays)

    def _plant_sample(self) -> None:
        if self.settings.sample and self.accounts.is_empty:
            plant_staff(self.accounts, self.settings.data)
        load_hall(self.catalogue, self.media, with_exhibits=self.settings.sample)

    def _tick_on(self) -> None:
        displays, today, sessions = Steady("displays"), Steady("today"), Steady("sessions")
        uploads, recovery, sweeper = Steady("uploads"), Steady("recovery"), Steady("sweeper")
        for number in itertools.count(1):
            gevent.sleep(TICK_S)
            displays.run(self.displays.tick)
            today.run(self._show_today)
            if number % TICKS_TO_SWEEP == 0:
                sessions.run(self.accounts.sweep)
                uploads.run(self.uploads.sweep)
            if number % TICKS_TO_RECOVER == 0:
                recovery.run(self._recover_media)
            if number % TICKS_TO_CLEAN == 0:
                gevent.spawn(sweeper.run, self._sweeper.sweep)

    def _recover_media(self) -> None:
        """Take up what waits and has no job: a full disk or a kill came between the two."""
        self._admission.recover()
        self.media.recover()

    def _show_today(self) -> None:
        if self._live.is_heard(DESK) and (today := self.visits.find_change()) is not None:
            self._live.send(DESK, "today", today)


def build_hall(settings: Settings, clock: Clock | None = None) -> Hall:
    """Put a hall together on its data folder; raises Conflict when another process has the folder."""
    return Hall(settings, clock or SystemClock())
