"""Live traffic of visits: what kiosks record, and the day's figures for the desk."""

from typing import ClassVar

from exhibits.core.live import hears
from exhibits.core.model import DISPLAYS, STAFF, Identity, Model
from exhibits.visits.model import InteractionBatch, Receipt, Today
from exhibits.visits.service import VisitService


class KioskVisitChannel:
    """What kiosks record."""

    namespace = "/kiosk"
    allow = DISPLAYS
    sends: ClassVar[dict[str, type[Model]]] = {}

    def __init__(self, visits: VisitService) -> None:
        self._visits = visits

    @hears("interactions")
    def record(self, who: Identity, body: InteractionBatch) -> Receipt:
        """Keep interactions for good; acknowledged after the durable commit."""
        return self._visits.record(who.id, body)


class DeskVisitChannel:
    """What the desk hears of the day."""

    namespace = "/desk"
    allow = STAFF
    sends: ClassVar[dict[str, type[Model]]] = {"today": Today}
