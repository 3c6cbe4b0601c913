"""HTTP for visits: the record for clients without a socket, and the day's figures."""

from exhibits.core.http import get, post
from exhibits.core.model import DISPLAYS, STAFF, Identity
from exhibits.visits.model import InteractionBatch, Receipt, Today
from exhibits.visits.service import VisitService


class VisitRoutes:
    """Routes of the visits room."""

    prefix = "/api/v1"
    tag = "visits"

    def __init__(self, visits: VisitService) -> None:
        self._visits = visits

    @post("/interactions", allow=DISPLAYS)
    def record_interactions(self, body: InteractionBatch, who: Identity) -> Receipt:
        """Keep interactions for good; the answer comes after the durable commit."""
        return self._visits.record(who.id, body)

    @get("/visits/today", allow=STAFF)
    def show_today(self) -> Today:
        """Show the day so far, by the hall's clock."""
        return self._visits.count_today()
