"""Who may come in, for how long, and what is remembered of it."""

from collections.abc import Iterator
from pathlib import Path

import gevent
import pytest
from pydantic import ValidationError
from sqlalchemy import insert

from exhibits.accounts.model import AccountChange, NewAccount, SessionsEnded, Setup, SignIn
from exhibits.accounts.service import AccountService
from exhibits.accounts.store import AUDIT, TABLES, AccountStore
from exhibits.core.bus import Bus
from exhibits.core.documents import Documents
from exhibits.core.errors import Conflict, Forbidden, TooMany, Unidentified
from exhibits.core.gate import Deed
from exhibits.core.model import Identity, LocalText, Role
from exhibits.core.records import Records
from exhibits.core.settings import Settings
from tests.clock import SetClock

HERE = "127.0.0.1"
PASSWORD = "correct horse"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def accounts(tmp_path: Path, clock: SetClock) -> Iterator[AccountService]:
    records = Records(f"sqlite:///{tmp_path / 'records.sqlite3'}", TABLES)
    records.start()
    store = AccountStore(Documents(tmp_path / "documents"), records)
    service = AccountService(store, clock, Bus(), Settings(data=tmp_path))
    service.add(NewAccount(name="jia", display_name="编辑甲", role=Role.CURATOR, password=PASSWORD))
    service.add(NewAccount(name="boss", display_name="主任", role=Role.ADMINISTRATOR, password=PASSWORD))
    yield service
    records.stop()


def test_a_right_password_opens_a_session(accounts: AccountService) -> None:
    signed_in = accounts.sign_in(SignIn(name="jia", password=PASSWORD), HERE)
    found = accounts.find_session(signed_in.token)
    assert found is not None
    assert (found[1].id, found[1].role) == ("jia", Role.CURATOR)
    assert [(one.action, one.account_id) for one in accounts.list_audit(10)] == [("sign_in", "jia")]


@pytest.mark.parametrize(("name", "password"), [("jia", "wrong horse"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_sound_the_same(accounts: AccountService, name: str, password: str) -> None:
    with pytest.raises(Unidentified) as raised:
        accounts.sign_in(SignIn(name=name, password=password), HERE)
    assert raised.value.code == "sign_in_wrong"


def test_passwords_are_kept_as_argon2id_and_tokens_as_hashes(accounts: AccountService, tmp_path: Path) -> None:
    signed_in = accounts.sign_in(SignIn(name="jia", password=PASSWORD), HERE)
    kept = "".join(path.read_text() for path in (tmp_path / "documents").glob("*.json"))
    assert "$argon2id$" in kept
    assert PASSWORD not in kept
    assert signed_in.token not in kept


def test_the_sixth_attempt_within_a_minute_is_refused_even_with_the_right_password(accounts: AccountService) -> None:
    for _ in range(5):
        with pytest.raises(Unidentified):
            accounts.sign_in(SignIn(name="jia", password="wrong"), HERE)
    with pytest.raises(TooMany) as raised:
        accounts.sign_in(SignIn(name="jia", password=PASSWORD), HERE)
    assert raised.value.details["retry_after_s"] == 60
    assert accounts.sign_in(SignIn(name="jia", password=PASSWORD), "127.0.0.2"), "another address is not locked out"


def test_a_kept_session_lasts_a_week_and_another_half_a_day(accounts: AccountService, clock: SetClock) -> None:
    short = accounts.sign_in(SignIn(name="jia", password=PASSWORD), HERE)
    kept = accounts.sign_in(SignIn(name="jia", password=PASSWORD, keep=True), HERE)
    assert (short.max_age_s, kept.max_age_s) == (None, 7 * 86_400)
    clock.pass_by(13 * 3600)
    assert accounts.find_session(short.token) is None
    assert accounts.find_session(kept.token) is not None
    clock.pass_by(7 * 86_400)
    assert accounts.find_session(kept.token) is None


def test_a_new_password_and_disabling_end_the_open_sessions(accounts: AccountService) -> None:
    first = accounts.sign_in(SignIn(name="jia", password=PASSWORD), HERE)
    accounts.change("jia", AccountChange(password="another horse"))
    assert accounts.find_session(first.token) is None
    second = accounts.sign_in(SignIn(name="jia", password="another horse"), HERE)
    accounts.change("jia", AccountChange(disabled=True))
    assert accounts.find_session(second.token) is None
    with pytest.raises(Forbidden):
        accounts.sign_in(SignIn(name="jia", password="another horse"), HERE)


def test_signing_out_ends_only_this_session(accounts: AccountService) -> None:
    here = accounts.sign_in(SignIn(name="jia", password=PASSWORD), HERE)
    there = accounts.sign_in(SignIn(name="jia", password=PASSWORD), HERE)
    accounts.sign_out(here.token)
    assert accounts.find_session(here.token) is None
    assert accounts.find_session(there.token) is not None


def test_the_last_administrator_stays(accounts: AccountService) -> None:
    for change in (AccountChange(role=Role.GUIDE), AccountChange(disabled=True)):
        with pytest.raises(Conflict, match="last_administrator"):
            accounts.change("boss", change)


def test_a_name_is_given_once(accounts: AccountService) -> None:
    with pytest.raises(Conflict, match="name_taken"):
        accounts.add(NewAccount(name="jia", display_name="又一个", role=Role.GUIDE, password=PASSWORD))


def test_the_first_account_needs_the_printed_code_and_is_made_once(tmp_path: Path, clock: SetClock) -> None:
    records = Records(f"sqlite:///{tmp_path / 'new.sqlite3'}", TABLES)
    records.start()
    fresh = AccountService(AccountStore(Documents(tmp_path / "new"), records), clock, Bus(), Settings(data=tmp_path))
    setup = {"name": "zhang", "display_name": "张", "password": PASSWORD}
    assert fresh.describe_session("").setup_needed
    with pytest.raises(Forbidden, match="setup_code_wrong"):
        fresh.set_up(Setup(code="00000000x", **setup), HERE)
    signed_in = fresh.set_up(Setup(code=fresh.setup_code, **setup), HERE)
    assert signed_in.view.account is not None
    assert signed_in.view.account.role is Role.ADMINISTRATOR
    with pytest.raises(Conflict, match="already_set_up"):
        fresh.set_up(Setup(code=fresh.setup_code, **setup), HERE)
    records.stop()


def test_a_password_change_does_not_undo_what_was_done_meanwhile(accounts: AccountService) -> None:
    slow = gevent.spawn(accounts.change, "jia", AccountChange(password="another horse"))
    gevent.sleep(0)
    accounts.change("jia", AccountChange(disabled=True))
    slow.get()
    assert [one.disabled for one in accounts.list_accounts() if one.id == "jia"] == [True]


def test_of_two_who_add_the_same_name_at_once_one_is_told(accounts: AccountService) -> None:
    new = NewAccount(name="wang", display_name="王", role=Role.GUIDE, password=PASSWORD)
    jobs = [gevent.spawn(accounts.add, new) for _ in range(3)]
    gevent.joinall(jobs)
    assert sorted(type(job.exception).__name__ for job in jobs) == ["Conflict", "Conflict", "NoneType"]


def test_right_passwords_are_not_counted_against_anybody(accounts: AccountService) -> None:
    for _ in range(8):
        accounts.sign_in(SignIn(name="jia", password=PASSWORD), HERE)


def test_a_session_that_is_over_is_told_to_whoever_has_sockets_open(
    tmp_path: Path, clock: SetClock, accounts: AccountService
) -> None:
    told: list[str] = []
    accounts._bus.subscribe(SessionsEnded, lambda fact: told.append(fact.account_id))
    signed_in = accounts.sign_in(SignIn(name="jia", password=PASSWORD), HERE)
    found = accounts.find_session(signed_in.token)
    assert found is not None
    assert accounts.holds(found[1])
    clock.pass_by(13 * 3600)
    assert not accounts.holds(found[1])
    accounts.sweep()
    accounts.change("boss", AccountChange(password="new password"))
    assert told == ["jia", "boss"]


def test_a_failed_sign_in_and_the_fields_of_a_change_are_in_the_audit(accounts: AccountService) -> None:
    with pytest.raises(Unidentified):
        accounts.sign_in(SignIn(name="jia", password="wrong"), HERE)
    boss = Identity(role=Role.ADMINISTRATOR, id="boss")
    for name in ("a", "b"):
        accounts.note(boss, Deed(action="add_account", subject=name, facts={"role": "guide"}))
    for _ in range(3):
        accounts.note(boss, Deed(action="save_draft", subject="x", goes_on=True))
    audit = [(one.account_id, one.action, one.subject) for one in reversed(accounts.list_audit(10))]
    assert audit == [
        ("jia", "sign_in_failed", HERE),
        ("boss", "add_account", "a"),
        ("boss", "add_account", "b"),
        ("boss", "save_draft", "x"),
    ]


def test_an_entry_of_before_the_facts_is_still_read(accounts: AccountService) -> None:
    old = {"id": "1", "at": 1, "account_id": "boss", "action": "add_account", "subject": "li", "detail": "name, role"}
    accounts._store._records.write(lambda connection: connection.execute(insert(AUDIT), old))
    assert accounts.list_audit(1)[0].facts == {"name": "", "role": ""}


def test_an_entry_with_too_much_to_tell_is_kept_all_the_same(accounts: AccountService) -> None:
    boss = Identity(role=Role.ADMINISTRATOR, id="boss")
    facts = {f"{number:040}": "字" * 80 for number in range(30)}
    accounts.note(boss, Deed(action="change", subject="x", name=LocalText(zh="名" * 4000), facts=facts))
    kept = accounts.list_audit(1)[0]
    assert 0 < len(kept.facts) < 30
    assert kept.name.zh == "名" * 200


@pytest.mark.parametrize(("typed", "kept"), [("ａｄｍｉｎ２", "admin2"), (" 张三 ", "张三"), ("li.si-1", "li.si-1")])
def test_a_name_is_kept_in_its_plain_form(typed: str, kept: str) -> None:
    assert NewAccount(name=typed, display_name="x", role=Role.GUIDE, password=PASSWORD).name == kept


@pytest.mark.parametrize("name", ["..", "a?b", "a%2f", "a\u200bb", "", " ", "-x", "a/b", "x" * 33])
def test_a_name_that_could_mislead_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        NewAccount(name=name, display_name="x", role=Role.GUIDE, password=PASSWORD)
