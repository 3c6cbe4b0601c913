"""A phone that sends pictures: a link for one slot, one phone and a quarter of an hour (C-08)."""

import hashlib
import io
import secrets

import segno
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from exhibits.core.bus import Bus
from exhibits.core.clock import Clock
from exhibits.core.errors import Conflict, NotFound, TooMany
from exhibits.core.ids import new_id
from exhibits.core.model import Identity, Role
from exhibits.core.settings import Settings
from exhibits.media.model import LinkChanged, LinkKey, NewLink, NewLinkShown, PhonePass, UploadLink
from exhibits.media.store import AssetStore, UploadLinkKept

GUESSES_PER_MINUTE = 10
OVER = "over"
"""Stands in a phone's identity once its time is up: what it had begun it may finish."""
PAUSE_MS = 60_000
LONGEST_MS = 3_600_000


class LinkService:
    """Makes links, and knows the phone that opened one; secrets are kept as hashes."""

    def __init__(self, store: AssetStore, bus: Bus, clock: Clock, settings: Settings) -> None:
        self._links, self._bus, self._clock = store.links, bus, clock
        self._lasts_ms = settings.phone_link_s * 1000
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._guesses = RateLimitItemPerMinute(GUESSES_PER_MINUTE)
        self._seen: dict[str, int] = {}

    def create(self, new: NewLink, who: Identity) -> NewLinkShown:
        """Make a link; its secret is known only to who asked."""
        self._sweep()
        secret, now = secrets.token_urlsafe(24), self._clock.now()
        taken = {link.code for link in self._links.all()}
        code = next(code for code in iter(_make_code, "") if code not in taken)
        link = UploadLink(
            id=new_id(), code=code, label=new.label, created_by=who.id, created_at=now, expires_at=now + self._lasts_ms
        )
        self._links.put(UploadLinkKept(**link.model_dump(), secret=_hash(secret)))
        return NewLinkShown(link=link, secret=secret)

    def get(self, link_id: str, who: Identity) -> UploadLink:
        """Get a link of one's own."""
        kept = self._links.find(link_id)
        if kept is None or kept.created_by != who.id:
            raise _refuse_unknown()
        return _show(kept)

    def open(self, key: LinkKey, address: str) -> PhonePass:
        """Open a link for the phone that asks; raises NotFound, Conflict when another was first, TooMany."""
        if not self._limiter.test(self._guesses, address):
            raise TooMany(
                "too_many_guesses", "试得太多了，请过一分钟再试。", "Too many tries. Wait a minute.", retry_after_s=60
            )
        hashed, now = _hash(key.key), self._clock.now()
        kept = next((one for one in self._links.all() if hashed == one.secret or key.key == one.code), None)
        if kept is None or kept.expires_at < now:
            self._limiter.hit(self._guesses, address)
            raise _refuse_unknown()
        if kept.opened_at is not None:
            raise Conflict(
                "link_taken",
                "这个二维码已经在另一部手机上打开了。请在电脑上再点一次“扫码传图”。",
                "Another phone has opened this code. Ask for a new one on the computer.",
            )
        token = secrets.token_urlsafe(32)
        self._links.put(kept.model_copy(update={"opened_at": now, "token": _hash(token)}))
        self._bus.publish(LinkChanged(id=kept.id))
        return PhonePass(token=token, label=kept.label, expires_at=kept.expires_at)

    def identify(self, token: str) -> Identity | None:
        """Tell which link a phone has opened, while it is good; its name is that of who invited it."""
        hashed = _hash(token)
        kept = next((one for one in self._links.all() if one.token == hashed), None)
        if kept is None or not self._is_open(kept):
            return None
        now = self._clock.now()
        self._seen[kept.id] = now
        over = OVER if now > kept.expires_at else ""
        return Identity(role=Role.PHONE, id=kept.id, name=kept.created_by, session=over)

    def _is_open(self, kept: UploadLinkKept) -> bool:
        """Let a phone that is in the middle of a film when its time is over send it to the end, within an hour."""
        now = self._clock.now()
        goes_on = now - self._seen.get(kept.id, 0) < PAUSE_MS and now < kept.expires_at + LONGEST_MS
        return now <= kept.expires_at or goes_on

    def _sweep(self) -> None:
        old = [link.id for link in self._links.all() if link.expires_at + LONGEST_MS < self._clock.now()]
        self._links.delete(*old)
        for link_id in old:
            self._seen.pop(link_id, None)


def draw_code(address: str) -> bytes:
    """Draw a QR code with its quiet zone of four modules, as SVG (V-35)."""
    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(buffer, kind="svg", border=4, scale=4, xmldecl=False, svgns=True)
    return buffer.getvalue()


def _show(kept: UploadLinkKept) -> UploadLink:
    return UploadLink(**kept.model_dump(exclude={"secret", "token"}))


def _make_code() -> str:
    return f"{secrets.randbelow(1_000_000):06}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _refuse_unknown() -> NotFound:
    return NotFound(
        "link_unknown",
        "这个二维码过期了。请在电脑上再点一次“扫码传图”。",
        "This code is over. Ask for a new one on the computer.",
    )
