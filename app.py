"""The command line of the hall: serve (default), sample, account, backup, restore, check."""

from gevent import monkey

monkey.patch_all()

import argparse
import os
import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from exhibits.accounts.model import AccountChange, NewAccount
from exhibits.core import backup as backups
from exhibits.core.archive import report_missing
from exhibits.core.errors import HallError, Unavailable
from exhibits.core.http import refuse_invalid
from exhibits.core.logs import set_up_logs
from exhibits.core.model import Role
from exhibits.core.owner import PRIVATE, give_to_owner_of
from exhibits.core.server import Server
from exhibits.core.settings import Settings, load_settings
from exhibits.sample.staff import FILE as STAFF_FILE
from exhibits.sample.staff import make_password, read_staff
from exhibits.wiring import Hall, build_hall
from kiosk_ui.build import ensure_built

ROOT = Path(__file__).parent
SWITCH_S = 0.0005
"""The writer's thread asks for the interpreter at every row: with Python's 5 ms a busy loop would keep it waiting."""


def serve(settings: Settings, _: argparse.Namespace) -> None:
    """Serve the hall until it is told to stop."""
    set_up_logs(settings.log_level, settings.log_json)
    sys.setswitchinterval(SWITCH_S)
    ensure_built(ROOT, partial(print, flush=True))
    os.umask(PRIVATE)
    hall = build_hall(settings)
    is_first = hall.accounts.is_empty
    server = Server(hall.app, settings.host, settings.port)
    hall.start()
    try:
        server.open()
        welcome(hall, f"http://{settings.host}:{server.port}", is_first=is_first)
        server.serve_until_stopped()
    finally:
        hall.stop()


def welcome(hall: Hall, base: str, *, is_first: bool) -> None:
    """Print where everything is, and how to sign in; passwords to a person only, or when they were just made."""
    print(f"\n展厅已开 · The hall is open: {base}")
    for path, zh, en in (("kiosk", "观众屏", "kiosk"), ("studio", "编展室", "studio"), ("desk", "值班台", "desk")):
        print(f"  {zh} {en:<7} {base}/{path}")
    if is_first or sys.stdout.isatty():
        show_sample_staff(hall.settings, argparse.Namespace())
    elif read_staff(hall.settings.data):
        print(f"  示例账号的密码 sample passwords: {hall.settings.data / STAFF_FILE}")
    if hall.accounts.is_empty:
        print(f"  还没有账号，请打开 {base}/studio 并输入安装码")
        print(f"  No account yet: open {base}/studio and type the set-up code")
        print(f"  安装码 set-up code: {hall.accounts.setup_code}")
    print("", flush=True)


def show_sample_staff(settings: Settings, _: argparse.Namespace) -> None:
    """Print how the sample staff sign in; nothing once their file was deleted."""
    for name, password, role in read_staff(settings.data):
        print(f"  示例账号 sample sign-in  {name:<9} {password}  ({role})")


def check(settings: Settings, _: argparse.Namespace) -> None:
    """Read the settings, every document and the records; an error says what is wrong."""
    if not settings.data.is_dir():
        raise report_missing("数据文件夹", "data folder", settings.data)
    os.umask(PRIVATE)
    hall = build_hall(settings)
    for path in settings.data.glob(backups.DATABASES):
        with closing(sqlite3.connect(path)) as database:
            backups.check_database(database, path.name)
    give_to_owner_of(settings.data, settings.data)
    if damaged := ", ".join(hall.documents.list_damaged()):
        raise Unavailable(
            "documents_damaged",
            f"{damaged} 坏过，已换上前一版，最后一次改动没有了。请看看内容对不对。",
            f"{damaged} was damaged: the version before it was taken, its last change is lost. Look it over.",
        )
    print(f"设置和数据都好 · settings and data are fine: {hall.settings.data}")


def set_account(settings: Settings, arguments: argparse.Namespace) -> None:
    """Add an account, or give one a new password, while the server is stopped; it is made here and printed once."""
    os.umask(PRIVATE)
    accounts, password = build_hall(settings).accounts, make_password()
    name, role = arguments.name, Role(arguments.role)
    if any(one.id == name for one in accounts.list_accounts()):
        accounts.change(name, AccountChange(role=role, password=password, disabled=False))
    else:
        accounts.add(NewAccount(name=name, display_name=name, role=role, password=password))
    give_to_owner_of(settings.data, settings.data)
    print(f"{name}  {password}  ({role})")


def back_up(settings: Settings, arguments: argparse.Namespace) -> None:
    """Copy the whole hall into an archive; the server may run."""
    print(backups.backup(settings.data, arguments.folder))


def restore(settings: Settings, arguments: argparse.Namespace) -> None:
    """Put an archive in the place of the data folder; the server must be stopped."""
    os.umask(PRIVATE)
    aside = backups.restore(arguments.archive, settings.data)
    print(f"已恢复 · restored: {settings.data}" + (f"\n原来的在 · what was there: {aside}" if aside else ""))


def read_arguments(words: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="app.py", description=__doc__)
    parser.add_argument("--settings", type=Path, default=ROOT / "hall.toml", help="the settings file")
    parser.set_defaults(run=serve)
    part = parser.add_subparsers(title="commands")
    part.add_parser("serve", help="serve the hall").set_defaults(run=serve)
    part.add_parser("sample", help="print how the sample staff sign in").set_defaults(run=show_sample_staff)
    part.add_parser("check", help="check the settings and the data folder").set_defaults(run=check)
    account = part.add_parser(
        "account", help="add a member of staff or give a new password; the server must be stopped"
    )
    account.add_argument("name")
    account.add_argument("role", choices=["administrator", "curator", "operator", "guide"])
    account.set_defaults(run=set_account)
    archive = part.add_parser("backup", help="copy the whole hall; the server may run")
    archive.add_argument("folder", type=Path)
    archive.set_defaults(run=back_up)
    back = part.add_parser("restore", help="put a backup in the place of the data folder")
    back.add_argument("archive", type=Path)
    back.set_defaults(run=restore)
    return parser.parse_args(words)


def main() -> int:
    """Run a command; an error that the hall knows is told in both languages."""
    arguments = read_arguments(sys.argv[1:])
    try:
        arguments.run(load_settings(arguments.settings, os.environ), arguments)
    except (HallError, ValidationError, SQLAlchemyError, sqlite3.Error, OSError, ModuleNotFoundError) as error:
        message = explain(error).message
        print(f"✕ {message.zh}\n  {message.en}", file=sys.stderr)
        return 1
    return 0


def explain(error: Exception) -> HallError:
    """Say in both languages what went wrong with the words typed, the records or the disk."""
    if isinstance(error, HallError):
        return error
    if isinstance(error, ValidationError):
        return refuse_invalid(error)
    if isinstance(error, SQLAlchemyError | sqlite3.Error):
        why = getattr(error, "orig", None) or error
        return Unavailable(
            "records_unusable",
            f"记录数据库打不开（{why}）。检查 records_url，或用 app.py restore 从备份恢复。",
            f"The records cannot be opened ({why}). Check records_url, or restore a backup with app.py restore.",
        )
    if isinstance(error, ModuleNotFoundError):
        return Unavailable(
            "part_missing",
            f"没有装 Python 部件“{error.name}”。records_url 所指的数据库要靠它；空着 records_url，就用自带的 SQLite。",
            f"The Python package “{error.name}” is not installed, and the database that records_url names needs it. "
            "Leave records_url empty to use SQLite, which is always there.",
        )
    return Unavailable(
        "disk_failed", f"读写文件失败，请检查路径和权限：{error}", f"Check the path and its permissions: {error}"
    )


if __name__ == "__main__":
    sys.exit(main())
