"""How a kiosk gets its key: it shows six digits, an operator types them, and its own token becomes the key."""

import hashlib
import secrets
from collections import Counter

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from exhibits.core.clock import Clock
from exhibits.core.documents import Collection
from exhibits.core.errors import NotFound, TooMany
from exhibits.displays.model import Pairing, PairingCode, PairingRequest, Profile, Screen

PENDING_LIMIT = 160
PENDING_OF_ONE = 40
"""Codes of one address that may wait at a time: a hall whose kiosks share one address, and whoever else it is, the
others still get theirs. Guessing a code is not what this is for: only staff who are signed in can try one."""
CODES_PER_MINUTE = RateLimitItemPerSecond(60, 60)
"""New codes that one address may ask for, each of them a write; asking again for the same one is free."""


class Pairings:
    """The keys of kiosks, and the codes that still wait to be typed. A token itself is never kept."""

    def __init__(self, pairings: Collection[Pairing], clock: Clock, ttl_s: int) -> None:
        self._pairings = pairings
        self._clock = clock
        self._ttl_ms = ttl_s * 1000
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def request(self, asked: PairingRequest, address: str) -> PairingCode:
        """Give a kiosk its code: the same one until it has expired; raises TooMany."""
        name = digest(asked.token)
        known = self._pairings.find(name)
        if known is None or (known.display_id is None and not self._is_alive(known)):
            known = self._begin(name, asked, address)
        return PairingCode(code=known.code, expires_at=known.expires_at)

    def claim(self, code: str, display_id: str) -> None:
        """Make the kiosk that shows this code the display's; whatever key the display had is void."""
        pending = self.get_pending(code)
        self.revoke(display_id)
        self._pairings.put(pending.model_copy(update={"display_id": display_id, "address": ""}))

    def get_pending(self, code: str) -> Pairing:
        """Get the pairing that waits with this code."""
        for pairing in self._list_pending():
            if secrets.compare_digest(pairing.code.encode(), code.encode()):
                return pairing
        raise NotFound(
            "pairing_code_unknown",
            "没有屏在显示这个配对码。请看屏上现在的六位数字，再输一次。",
            "No display shows this code. Look at the six digits on it now and type them again.",
        )

    def find_display_id(self, token: str) -> str | None:
        """Find the display that a token is the key of."""
        pairing = self._pairings.find(digest(token))
        return pairing.display_id if pairing else None

    def revoke(self, display_id: str) -> None:
        """Make the display's keys void."""
        self._pairings.delete(*(one.id for one in self._pairings.all() if one.display_id == display_id))

    def sweep(self) -> None:
        """Delete the codes that nobody typed in time."""
        pending = (one for one in self._pairings.all() if one.display_id is None)
        self._pairings.delete(*(one.id for one in pending if not self._is_alive(one)))

    def _begin(self, name: str, asked: PairingRequest, address: str) -> Pairing:
        pending = self._list_pending()
        self._check_crowd(address, pending)
        if len(pending) >= PENDING_LIMIT:
            self._pairings.delete(_choose_victim(pending).id)
        pairing = Pairing(
            id=name,
            code=_make_code({one.code for one in pending}),
            screen=asked.screen,
            expires_at=self._clock.now() + self._ttl_ms,
            address=address,
        )
        self._pairings.put(pairing)
        return pairing

    def _check_crowd(self, address: str, pending: list[Pairing]) -> None:
        """Refuse an address that has enough codes; that costs it no attempt, so that it gets the next free place."""
        if sum(one.address == address for one in pending) >= PENDING_OF_ONE:
            raise _refuse_crowd()
        if not self._limiter.hit(CODES_PER_MINUTE, "pairing", address):
            raise _refuse_crowd()

    def _list_pending(self) -> list[Pairing]:
        return [one for one in self._pairings.all() if one.display_id is None and self._is_alive(one)]

    def _is_alive(self, pairing: Pairing) -> bool:
        return pairing.expires_at > self._clock.now()


def fit_profile(profile: Profile, screen: Screen) -> Profile:
    """Take the pixels that the kiosk measured, and turn the millimetres when the screen hangs the other way round."""
    turned = (profile.width_mm > profile.height_mm) != (screen.width_px > screen.height_px)
    sides = (profile.height_mm, profile.width_mm) if turned else (profile.width_mm, profile.height_mm)
    pixels = {"width_px": max(screen.width_px, 240), "height_px": max(screen.height_px, 240)}
    return profile.model_copy(update=pixels | {"width_mm": sides[0], "height_mm": sides[1]})


def digest(token: str) -> str:
    """Name a token without telling it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _choose_victim(pending: list[Pairing]) -> Pairing:
    """Choose the oldest code of the address that has the most: a stranger's flood pushes out itself."""
    codes = Counter(one.address for one in pending)
    return min(pending, key=lambda one: (-codes[one.address], one.expires_at))


def _make_code(taken: set[str]) -> str:
    while True:
        code = f"{secrets.randbelow(10**6):06d}"
        if code not in taken:
            return code


def _refuse_crowd() -> TooMany:
    return TooMany(
        "pairing_crowded",
        "等待配对的屏太多了，请一分钟后再试。",
        "Too many displays wait to be paired. Try again in a minute.",
        retry_after_s=60,
    )
