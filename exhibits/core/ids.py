"""Names for records: UUIDv7 (RFC 9562 §5.7), so that what came later sorts later."""

import secrets
import time
from uuid import UUID

NS_PER_MS = 1_000_000


def new_id() -> str:
    """Make a UUIDv7 of now: 48 bits of milliseconds, 12 of their fraction (RFC 9562 §6.2, method 3), 62 random bits."""
    milliseconds, rest = divmod(time.time_ns(), NS_PER_MS)
    fraction = (rest << 12) // NS_PER_MS
    return str(UUID(int=(milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0b10 << 62) | secrets.randbits(62)))
