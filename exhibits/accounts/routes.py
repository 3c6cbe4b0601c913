"""HTTP for staff: sessions, the first account, accounts, audit."""

from flask import Response, request
from pydantic import Field

from exhibits.accounts.model import (
    AccountChange,
    AccountView,
    AuditEntry,
    NewAccount,
    Person,
    SessionView,
    Setup,
    SignIn,
)
from exhibits.accounts.service import AccountService, SignedIn
from exhibits.core.http import delete, get, patch, post
from exhibits.core.model import ADMINISTRATORS, OPEN, STAFF, Model
from exhibits.core.settings import Settings

COOKIE = "hall_session"


class AuditQuery(Model):
    """How many entries to list."""

    limit: int = Field(default=100, ge=1, le=1000)


class AccountRoutes:
    """Routes of the accounts room."""

    prefix = "/api/v1"
    tag = "accounts"

    def __init__(self, accounts: AccountService, settings: Settings) -> None:
        self._accounts = accounts
        self._secure = settings.secure_cookies

    @get("/session", allow=OPEN)
    def show_session(self) -> SessionView:
        """Tell who is signed in here, and the token for unsafe requests."""
        return self._accounts.describe_session(request.cookies.get(COOKIE, ""))

    @post("/session", allow=OPEN)
    def sign_in(self, body: SignIn) -> Response:
        """Sign in; sets the session cookie and answers a SessionView."""
        return self._welcome(self._accounts.sign_in(body, request.remote_addr or ""), 200)

    @delete("/session", allow=STAFF)
    def sign_out(self) -> Response:
        """Sign out."""
        self._accounts.sign_out(request.cookies.get(COOKIE, ""))
        response = Response(status=204)
        response.delete_cookie(COOKIE)
        return response

    @get("/session/people", allow=OPEN)
    def list_people(self) -> list[Person]:
        """List the names to pick from at sign-in."""
        return self._accounts.list_people()

    @post("/setup", allow=OPEN, status=201)
    def set_up(self, body: Setup) -> Response:
        """Make the first account of a new hall and sign it in; answers a SessionView."""
        return self._welcome(self._accounts.set_up(body, request.remote_addr or ""), 201)

    @get("/accounts", allow=ADMINISTRATORS)
    def list_accounts(self) -> list[AccountView]:
        """List all staff accounts."""
        return self._accounts.list_accounts()

    @post("/accounts", allow=ADMINISTRATORS, status=201)
    def add_account(self, body: NewAccount) -> AccountView:
        """Add a staff account."""
        return self._accounts.add(body)

    @patch("/accounts/<account_id>", allow=ADMINISTRATORS)
    def change_account(self, account_id: str, body: AccountChange) -> AccountView:
        """Change a staff account: name shown, role, password, disabled."""
        return self._accounts.change(account_id, body)

    @get("/audit", allow=ADMINISTRATORS)
    def list_audit(self, query: AuditQuery) -> list[AuditEntry]:
        """List what staff did, newest first."""
        return self._accounts.list_audit(query.limit)

    def _welcome(self, signed_in: SignedIn, status: int) -> Response:
        response = Response(signed_in.view.model_dump_json(), status=status, mimetype="application/json")
        response.set_cookie(
            COOKIE,
            signed_in.token,
            max_age=signed_in.max_age_s,
            httponly=True,
            samesite="Strict",
            secure=self._secure,
        )
        return response
