"""The only place where the hall is put together: stores → services → edges; and where it starts and stops."""

import itertools
from functools import partial
from typing import Any, ClassVar

import gevent

from exhibits.accounts import store as account_store
from exhibits.accounts.model import SessionsEnded
from exhibits.accounts.routes import AccountRoutes
from exhibits.accounts.service import AccountService
from exhibits.catalogue.model import CatalogueChanged, ExhibitChanged
from exhibits.catalogue.routes import CatalogueRoutes
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
from exhibits.media.files import FileStore
from exhibits.media.model import AssetChanged
from exhibits.media.routes import AssetRoutes, FileRoutes
from exhibits.media.service import MediaService
from exhibits.media.store import AssetStore
from exhibits.sample.loader import load_sample
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
    AssetRoutes,
    FileRoutes,
    DisplayRoutes,
    VisitRoutes,
    SystemRoutes,
    PageRoutes,
)
TICK_S = 0.1
TICKS_TO_SWEEP = 100


class StudioChannel:
    """The studio only listens: whatever it does goes by HTTP."""

    namespace = STUDIO
    allow = STAFF
    sends: ClassVar[dict[str, type[Model]]] = {
        "exhibit_changed": ExhibitChanged,
        "asset_changed": AssetChanged,
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
            display_store.TABLES,
            visit_store.TABLES,
        )
        self._jobs = Jobs(
            "exhibits.media.tasks",
            self._records,
            self._bus,
            clock,
            workers=settings.workers,
            memory_mb=settings.worker_memory_mb,
            timeout_s=settings.worker_timeout_s,
        )
        self.accounts = AccountService(account_store.AccountStore(documents, self._records), clock, self._bus, settings)
        self.media = MediaService(
            AssetStore(documents), FileStore(settings.data / "files"), self._jobs, self._bus, clock, settings
        )
        self.catalogue = CatalogueService(CatalogueStore(documents), self.media, clock, self._bus)
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
        """Open the records, finish what was under way, plant the sample into an empty hall, and begin to tick."""
        self._records.start()
        self._jobs.start()
        self.media.recover()
        self._plant_sample()
        self.displays.start(self._live)
        self._ticker = gevent.spawn(self._tick_on)

    def stop(self) -> None:
        """Stop ticking, let what was acknowledged reach the disk, and give the data folder back."""
        self._ticker.kill()
        self._jobs.stop()
        self._records.stop()
        self._lock.release()

    def _open_edges(self, clock: Clock) -> None:
        metrics, gate = Metrics(), HallGate(self.accounts, self.displays)
        rooms: list[Any] = [
            AccountRoutes(self.accounts, self.settings),
            CatalogueRoutes(self.catalogue),
            AssetRoutes(self.media),
            FileRoutes(self.media),
            DisplayRoutes(self.displays),
            VisitRoutes(self.visits),
        ]
        self.app = create_app(self.settings, gate, metrics, rooms)
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
        if not self.settings.sample:
            return
        if self.accounts.is_empty:
            plant_staff(self.accounts, self.settings.data)
        load_sample(self.catalogue, self.media)

    def _tick_on(self) -> None:
        displays, today, sessions = Steady("displays"), Steady("today"), Steady("sessions")
        for number in itertools.count(1):
            gevent.sleep(TICK_S)
            displays.run(self.displays.tick)
            today.run(self._show_today)
            if number % TICKS_TO_SWEEP == 0:
                sessions.run(self.accounts.sweep)

    def _show_today(self) -> None:
        if self._live.is_heard(DESK) and (today := self.visits.find_change()) is not None:
            self._live.send(DESK, "today", today)


def build_hall(settings: Settings, clock: Clock | None = None) -> Hall:
    """Put a hall together on its data folder; raises Conflict when another process has the folder."""
    return Hall(settings, clock or SystemClock())
