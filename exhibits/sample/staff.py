"""The sample hall's staff: one account for each role, with passwords made for this data folder."""

import os
import secrets
from pathlib import Path

from exhibits.accounts.model import NewAccount
from exhibits.accounts.service import AccountService
from exhibits.core.model import Role

PEOPLE = (
    ("admin", "管理员（示例）", Role.ADMINISTRATOR),
    ("curator", "编辑甲（示例）", Role.CURATOR),
    ("operator", "值班员乙（示例）", Role.OPERATOR),
    ("guide", "讲解员丙（示例）", Role.GUIDE),
)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
FILE = "staff-passwords.txt"


def plant_staff(accounts: AccountService, data: Path) -> None:
    """Add the sample accounts; their passwords are written to a file that only the server's user can read."""
    lines = []
    for name, shown, role in PEOPLE:
        password = make_password()
        accounts.add(NewAccount(name=name, display_name=shown, role=role, password=password))
        lines.append(f"{name} {password} {role}\n")
    handle = os.open(data / FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(lines)


def make_password() -> str:
    """Make a password of 60 bits that can be read aloud: no letter looks like another or like a figure."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def read_staff(data: Path) -> list[tuple[str, str, str]]:
    """Read name, password and role of each sample account; empty once the file was deleted."""
    path = data / FILE
    if not path.exists():
        return []
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]
