"""Passwords: argon2id, off the loop."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from gevent import get_hub

HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Hash a password with argon2id in a real thread."""
    return str(get_hub().threadpool.apply(HASHER.hash, (password,)))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password fits; without a hash it takes as long, and does not."""
    fits = bool(get_hub().threadpool.apply(_verify, (password_hash, password)))
    return fits and password_hash is not None


@cache
def _hash_of_nobody() -> str:
    """Make it when first needed: a start does not wait for it."""
    return HASHER.hash("nobody has this password")


def _verify(password_hash: str | None, password: str) -> bool:
    try:
        return HASHER.verify(password_hash or _hash_of_nobody(), password)
    except (VerifyMismatchError, InvalidHashError):
        return False
