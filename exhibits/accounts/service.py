"""What the hall can do with its staff: let them in, add and change them, remember what they did."""

import hashlib
import secrets
from dataclasses import dataclass

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from exhibits.accounts.model import (
    Account,
    AccountChange,
    AccountView,
    AuditEntry,
    NewAccount,
    Person,
    SessionsEnded,
    SessionView,
    Setup,
    SignIn,
    StaffSession,
)
from exhibits.accounts.passwords import hash_password, verify_password
from exhibits.accounts.store import AccountStore
from exhibits.core.bus import Bus
from exhibits.core.clock import Clock
from exhibits.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unidentified
from exhibits.core.gate import Deed
from exhibits.core.ids import new_id
from exhibits.core.model import STAFF, Identity, Role
from exhibits.core.settings import Settings

DAY_MS = 86_400_000
SHORT_SESSION_MS = DAY_MS // 2
FAILURES_PER_ADDRESS = 30
SAME_WITHIN_MS = 600_000


@dataclass(frozen=True)
class SignedIn:
    """A new session: the cookie's token, how long the browser keeps it, and what the page needs."""

    token: str
    max_age_s: int | None
    view: SessionView


class AccountService:
    """Staff accounts, their sessions and the audit."""

    def __init__(self, store: AccountStore, clock: Clock, bus: Bus, settings: Settings) -> None:
        self._bus = bus
        self._store = store
        self._clock = clock
        self._settings = settings
        self._noted: dict[str, AuditEntry] = {}
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._own = RateLimitItemPerSecond(settings.signin_attempts, settings.signin_window_s)
        self._shared = RateLimitItemPerSecond(FAILURES_PER_ADDRESS, settings.signin_window_s)
        self.setup_code = f"{secrets.randbelow(10**8):08d}"

    @property
    def is_empty(self) -> bool:
        """Tell whether the hall has no account yet."""
        return not self._store.accounts.all()

    def set_up(self, setup: Setup, address: str) -> SignedIn:
        """Make the first account, an administrator's, and sign it in."""
        self._count_attempt("setup", address)
        if not secrets.compare_digest(setup.code.encode(), self.setup_code.encode()):
            raise Forbidden(
                "setup_code_wrong",
                "安装码不对。它印在启动服务器的窗口里。",
                "The set-up code is wrong. It is printed where the server was started.",
            )
        password_hash = hash_password(setup.password)
        if not self.is_empty:
            raise Conflict("already_set_up", "已经有账号了，请直接登录。", "There is an account already. Sign in.")
        new = NewAccount(role=Role.ADMINISTRATOR, **setup.model_dump(exclude={"code"}))
        return self._open_session(self._insert(new, password_hash), keep=False)

    def sign_in(self, sign_in: SignIn, address: str) -> SignedIn:
        """Open a session; raises Unidentified, the same for a wrong name and a wrong password, or TooMany."""
        self._count_attempt(sign_in.name, address)
        known = self._store.accounts.find(sign_in.name)
        fits = verify_password(known.password_hash if known else None, sign_in.password)
        account = self._store.accounts.find(sign_in.name)
        if not fits or account is None or known is None or account.password_hash != known.password_hash:
            self._limiter.hit(self._shared, address)
            self._append(sign_in.name, Deed(action="sign_in_failed", subject=address))
            raise Unidentified("sign_in_wrong", "名字或密码不对。", "The name or the password is wrong.")
        if account.disabled:
            raise Forbidden("account_disabled", "这个账号已停用，请找管理员。", "This account is disabled.")
        self._limiter.clear(self._own, address, sign_in.name)
        self._append(account.id, Deed(action="sign_in", subject=address))
        return self._open_session(account, sign_in.keep)

    def sign_out(self, token: str) -> None:
        """End a session, if it is there."""
        session = self._store.sessions.find(_digest(token))
        if session is not None:
            self._store.sessions.delete(session.id)
            self._bus.publish(SessionsEnded(account_id=session.account_id))

    def sweep(self) -> None:
        """Forget the sessions that are over; a ticker calls this."""
        now = self._clock.now()
        over = [session for session in self._store.sessions.all() if session.expires_at <= now]
        self._store.sessions.delete(*(session.id for session in over))
        for account_id in {session.account_id for session in over}:
            self._bus.publish(SessionsEnded(account_id=account_id))

    def find_session(self, token: str) -> tuple[StaffSession, Identity] | None:
        """Find who has this cookie, or None when it is unknown, over, or the account was disabled."""
        session = self._store.sessions.find(_digest(token))
        who = None if session is None else self._find_holder(session)
        return None if session is None or who is None else (session, who)

    def describe_session(self, token: str) -> SessionView:
        """Describe the page's session, or that there is none."""
        found = self.find_session(token)
        if found is None:
            return SessionView(setup_needed=self.is_empty)
        session, who = found
        return SessionView(account=_view(self._get(who.id)), csrf=session.csrf)

    def list_people(self) -> list[Person]:
        """List the names to pick from at sign-in."""
        if not self._settings.signin_names:
            return []
        return [
            Person(id=one.id, display_name=one.display_name) for one in self._store.list_accounts() if not one.disabled
        ]

    def list_accounts(self) -> list[AccountView]:
        """List all accounts, the oldest first."""
        return [_view(account) for account in self._store.list_accounts()]

    def add(self, new: NewAccount) -> AccountView:
        """Add an account; raises Conflict when the name is taken."""
        _check_role(new.role)
        return _view(self._insert(new, hash_password(new.password)))

    def change(self, name: str, change: AccountChange) -> AccountView:
        """Change an account; the last administrator stays one, and a new password or role ends the old sessions."""
        values = change.model_dump(exclude_none=True, exclude={"password"})
        if change.password is not None:
            values["password_hash"] = hash_password(change.password)
        # Nothing waits from here on: what somebody else changed meanwhile is read, and stays.
        account = self._get(name)
        _check_role(change.role or account.role)
        changed = account.model_copy(update=values)
        if account.role is Role.ADMINISTRATOR:
            self._keep_an_administrator(changed)
        self._store.accounts.put(changed)
        if change.password is not None or changed.disabled or changed.role is not account.role:
            self._end_sessions(name)
        return _view(changed)

    def holds(self, who: Identity) -> bool:
        """Tell whether the session with which somebody came is still good."""
        session = self._store.sessions.find(who.session)
        return session is not None and self._find_holder(session) is not None

    def is_active(self, name: str) -> bool:
        """Tell whether there is such an account, and it is not disabled."""
        account = self._store.accounts.find(name)
        return account is not None and not account.disabled

    def note(self, who: Identity, deed: Deed) -> None:
        """Keep in the audit what a member of staff did; what goes on is one entry in ten minutes."""
        if who.role in STAFF:
            self._append(who.id, deed)

    def list_audit(self, limit: int) -> list[AuditEntry]:
        """List the newest audit entries."""
        return self._store.list_audit(limit)

    def _get(self, name: str) -> Account:
        account = self._store.accounts.find(name)
        if account is None:
            raise NotFound("account_unknown", "没有这个账号。", "There is no such account.")
        return account

    def _open_session(self, account: Account, keep: bool) -> SignedIn:
        now = self._clock.now()
        token, lasts_ms = secrets.token_hex(32), self._settings.session_days * DAY_MS if keep else SHORT_SESSION_MS
        session = StaffSession(
            id=_digest(token), account_id=account.id, csrf=secrets.token_hex(16), expires_at=now + lasts_ms
        )
        self._store.sessions.put(session)
        view = SessionView(account=_view(account), csrf=session.csrf)
        return SignedIn(token, lasts_ms // 1000 if keep else None, view)

    def _end_sessions(self, account_id: str) -> None:
        self._store.sessions.delete(*(one.id for one in self._store.sessions.all() if one.account_id == account_id))
        self._bus.publish(SessionsEnded(account_id=account_id))

    def _find_holder(self, session: StaffSession) -> Identity | None:
        account = self._store.accounts.find(session.account_id)
        if account is None or account.disabled or session.expires_at <= self._clock.now():
            return None
        return Identity(role=account.role, id=account.id, name=account.display_name, session=session.id)

    def _insert(self, new: NewAccount, password_hash: str) -> Account:
        if self._store.accounts.find(new.name) is not None:
            raise Conflict("name_taken", "这个名字已经有人用了，请换一个。", "This name is taken. Choose another.")
        account = Account(
            id=new.name,
            display_name=new.display_name,
            role=new.role,
            password_hash=password_hash,
            created_at=self._clock.now(),
        )
        self._store.accounts.put(account)
        return account

    def _append(self, account_id: str, deed: Deed) -> None:
        entry = AuditEntry(
            id=new_id(),
            at=self._clock.now(),
            account_id=account_id,
            action=deed.action,
            subject=deed.subject[:200],
            name=deed.name,
            facts=deed.facts,
        )
        before = self._noted.get(account_id)
        if deed.goes_on and before is not None and _goes_on(before, entry):
            return
        self._noted[account_id] = entry
        self._store.append_audit(entry)

    def _count_attempt(self, name: str, address: str) -> None:
        """Count an attempt by name and address; a success forgets them, and failures count by address too."""
        window = self._settings.signin_window_s
        if not (self._limiter.test(self._shared, address) and self._limiter.hit(self._own, address, name)):
            raise TooMany(
                "sign_in_too_often",
                f"试了太多次，请等 {window} 秒再试。",
                f"Too many attempts. Wait {window} seconds.",
                retry_after_s=window,
            )

    def _keep_an_administrator(self, changed: Account) -> None:
        others = [one for one in self._store.accounts.all() if one.id != changed.id]
        if not any(one.role is Role.ADMINISTRATOR and not one.disabled for one in [*others, changed]):
            raise Conflict("last_administrator", "至少要留一个能用的管理员。", "One administrator must remain.")


def _check_role(role: Role) -> None:
    if role not in STAFF:
        raise Invalid("role_wrong", "这不是工作人员的角色。", "This is not a role for staff.")


def _view(account: Account) -> AccountView:
    return AccountView(**account.model_dump(include=set(AccountView.model_fields)))


def _goes_on(before: AuditEntry, entry: AuditEntry) -> bool:
    """Tell whether this goes on with what was noted: a draft that saves itself would fill the audit."""
    same = (before.action, before.subject) == (entry.action, entry.subject)
    return same and entry.at - before.at < SAME_WITHIN_MS


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
