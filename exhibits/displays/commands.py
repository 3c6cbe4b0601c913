"""Commands: kept before they are sent, confirmed by the display, void after their deadline (O-03, O-04)."""

from collections.abc import Callable, Sequence
from typing import Protocol

from exhibits.catalogue.model import PublishedExhibit
from exhibits.core.clock import Clock
from exhibits.core.documents import Collection
from exhibits.core.errors import Invalid, NotFound
from exhibits.core.model import Identity
from exhibits.displays.lifecycle import Life, choose, desire, expire
from exhibits.displays.model import (
    Command,
    CommandReport,
    CommandState,
    Delivery,
    DeliveryState,
    Display,
    IssueCommand,
    OpenExhibit,
    Target,
)
from exhibits.displays.store import CommandLedger

IN_MEMORY = 200
TELL_EVERY_MS = 100


class PublishedExhibits(Protocol):
    """What commands need of the catalogue."""

    def find_published(self, exhibit_id: str) -> PublishedExhibit | None:
        """Find an exhibit that visitors can see, or None."""
        ...


class Commands:
    """The commands of the hall. `send` gives one command to many displays; `tell` shows the staff how far one is."""

    def __init__(
        self,
        ledger: CommandLedger,
        displays: Collection[Display],
        exhibits: PublishedExhibits,
        clock: Clock,
        ttl_s: int,
        send: Callable[[Sequence[str], Command], None],
        tell: Callable[[CommandState], None],
    ) -> None:
        self._ledger = ledger
        self._displays = displays
        self._exhibits = exhibits
        self._clock = clock
        self._ttl_ms = ttl_s * 1000
        self._send = send
        self._tell = tell
        self._lives: dict[str, Life] = {}
        self._untold: dict[str, Life] = {}
        self._online: set[str] = set()

    def recover(self) -> None:
        """Take up what was under way when the server ended: expire the overdue, keep the others alive."""
        for life in reversed(self._ledger.list_recent(IN_MEMORY)):
            if not life.is_settled:
                self._remember(life)
                self._keep_desired(life)
        self.expire_due()

    def issue(self, command: IssueCommand, who: Identity) -> CommandState:
        """Give a command; the same id again is the same command, and nothing is sent again."""
        known = self._lives.get(command.id)  # an older one is found by the ledger when it is opened
        if known is not None:
            return known.show()
        chosen = self._choose(command.target)
        self._check_action(command)
        opened = self._open(command, chosen, who)
        if not self._ledger.open(opened):
            return self.get(command.id)
        life = self._remember(Life(opened))
        self._keep_desired(life)
        self._send(life.display_ids, life.for_displays(self._clock.now()))
        self._note_change(life)
        return life.show()

    def report(self, display_id: str, said: CommandReport) -> None:
        """Keep what a display says of a command, late or not: it is the truth."""
        life = self._get(said.command_id)
        step = Delivery(
            display_id=display_id, state=DeliveryState(said.state), reason=said.reason, at=self._clock.now()
        )
        if life.find(display_id) is None:
            raise _refuse_unknown()
        if life.would_change(step):
            self._ledger.append(life.id, [step])
            self._take(life, [step])

    def get(self, command_id: str) -> CommandState:
        """Get a command with how far it is."""
        return self._get(command_id).show()

    def list_recent(self, limit: int) -> list[CommandState]:
        """List the newest commands, the newest first."""
        return [(self._lives.get(life.id) or life).show() for life in self._ledger.list_recent(limit)]

    def connected(self, display_id: str) -> None:
        """Give a display that is back what is still alive for it."""
        self._online.add(display_id)
        now = self._clock.now()
        for life in list(self._lives.values()):
            if life.deadline_at > now and life.is_open_for(display_id):
                self._send((display_id,), life.for_displays(now))

    def disconnected(self, display_id: str) -> None:
        """Note that a display has no connection."""
        self._online.discard(display_id)

    def expire_due(self) -> None:
        """End what nobody answered in time; a ticker calls this."""
        now = self._clock.now()
        for life in [life for life in self._lives.values() if life.deadline_at <= now and not life.is_settled]:
            steps = expire(life, now, frozenset(self._online))
            self._ledger.append(life.id, steps)
            self._take(life, steps)

    def tell_changes(self) -> None:
        """Show the staff what changed since they were last told; a ticker calls this, ten times a second at most."""
        untold, self._untold = self._untold, {}
        for life in untold.values():
            self._tell_now(life)

    def _open(self, command: IssueCommand, chosen: Sequence[Display], who: Identity) -> CommandState:
        now = self._clock.now()
        return CommandState(
            id=command.id,
            action=command.action,
            target=command.target,
            issued_by=who.id,
            issued_at=now,
            deadline_at=now + self._ttl_ms,
            deliveries=tuple(Delivery(display_id=one.id, state=DeliveryState.SENT, at=now) for one in chosen),
        )

    def _choose(self, target: Target) -> list[Display]:
        if sum((bool(target.display_ids), target.zone_id is not None, target.everyone)) != 1:
            raise Invalid(
                "target_unclear",
                "请选一块屏、一个展区或全部，只选一样。",
                "Choose displays, or a zone, or all: one of the three.",
            )
        chosen = choose(target, self._displays.all())
        if not chosen or len(chosen) < len(set(target.display_ids)):
            raise NotFound(
                "display_unknown",
                "要控制的屏不在了，请刷新后再选。",
                "A display that you chose is gone. Refresh and choose again.",
            )
        return chosen

    def _check_action(self, command: IssueCommand) -> None:
        action = command.action
        if isinstance(action, OpenExhibit) and self._exhibits.find_published(action.exhibit_id) is None:
            raise Invalid(
                "exhibit_not_published",
                "这个展项没有发布，屏上打不开。",
                "This exhibit is not published, so no display can open it.",
            )

    def _keep_desired(self, life: Life) -> None:
        known = (self._displays.find(name) for name in life.display_ids)
        wanted = [(one, desire(one, life.action)) for one in known if one is not None]
        changed = [new for old, new in wanted if new != old]
        if changed:
            self._displays.put(*changed)

    def _find(self, command_id: str) -> Life | None:
        return self._lives.get(command_id) or self._ledger.find(command_id)

    def _get(self, command_id: str) -> Life:
        life = self._find(command_id)
        if life is None:
            raise _refuse_unknown()
        return life

    def _remember(self, life: Life) -> Life:
        kept = self._lives.setdefault(life.id, life)
        if len(self._lives) > IN_MEMORY:
            oldest = next((one.id for one in self._lives.values() if one.is_settled), None)
            self._lives.pop(oldest or "", None)
        return kept

    def _take(self, life: Life, steps: Sequence[Delivery]) -> None:
        life = self._remember(life)
        life.take(steps)
        self._note_change(life)

    def _note_change(self, life: Life) -> None:
        if self._clock.now() - life.told_at >= TELL_EVERY_MS:
            self._tell_now(life)
        else:
            self._untold[life.id] = life

    def _tell_now(self, life: Life) -> None:
        life.told_at = self._clock.now()
        self._untold.pop(life.id, None)
        self._tell(life.show())


def _refuse_unknown() -> NotFound:
    return NotFound("command_unknown", "没有这条指令。", "There is no such command.")
