"""Staff accounts, their sessions, and the audit of what staff did."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from exhibits.core.model import Instant, LocalText, Model, Role, normalise

Password = Annotated[str, Field(min_length=8, max_length=200)]
Typed = Annotated[str, BeforeValidator(normalise)]
Name = Annotated[str, BeforeValidator(normalise), Field(pattern=r"^\w[\w.-]{0,31}$")]
Shown = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class Account(Model):
    """A member of staff; `id` is the name that is typed or picked at sign-in."""

    id: Name
    display_name: Shown
    role: Role
    password_hash: str = Field(repr=False)
    disabled: bool = False
    created_at: Instant


class AccountView(Model):
    """An account as others see it: never with its password."""

    id: str
    display_name: str
    role: Role
    disabled: bool


class StaffSession(Model):
    """A signed-in browser; `id` is the SHA-256 of the cookie's token."""

    id: str
    account_id: str
    csrf: str
    expires_at: Instant


class SessionsEnded(Model):
    """A fact on the bus: sessions of this account no longer hold, so its sockets must not either."""

    account_id: str


class SessionView(Model):
    """What a page needs to know at its start: who is signed in, and the token for unsafe requests (`X-CSRF-Token`)."""

    account: AccountView | None = None
    csrf: str = ""
    setup_needed: bool = False


class SignIn(Model):
    """Name and password; `keep` makes the session last for days instead of until the browser closes."""

    name: Typed = Field(max_length=64)
    password: str = Field(max_length=200, repr=False)
    keep: bool = False


class Setup(Model):
    """The first account of a new hall; `code` is printed where the server was started."""

    code: Typed = Field(max_length=32, repr=False)
    name: Name
    display_name: Shown
    password: Password = Field(repr=False)


class NewAccount(Model):
    """An account that an administrator adds."""

    name: Name
    display_name: Shown
    role: Role
    password: Password = Field(repr=False)


class AccountChange(Model):
    """What an administrator changes of an account; what is not named stays."""

    display_name: Shown | None = None
    role: Role | None = None
    password: Password | None = Field(default=None, repr=False)
    disabled: bool | None = None


class Person(Model):
    """One of the names to pick from at sign-in."""

    id: str
    display_name: str


class AuditEntry(Model):
    """One thing that a member of staff did: `subject` is the id of what it was done to, `name` what it was called."""

    id: str
    at: Instant
    account_id: str
    action: str
    subject: str
    name: LocalText = LocalText()
    facts: dict[str, str] = {}
    """The values that were sent, by their dotted names; of a secret only the name."""
