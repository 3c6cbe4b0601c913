"""The project holds what its design lists, and nothing that belongs elsewhere."""

import ast
import importlib
import re
import threading
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType

import flask
import pydantic
import pytest
import sqlalchemy

from tests.tree import ROOT, list_files, list_source, read

TOP = {
    "pyproject.toml", "app.py", "exhibits", "kiosk_ui", "tests", "deploy", "README.md", "README.zh-CN.md",
    "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Makefile", "requirements.lock", ".gitignore", ".gitattributes",
    ".editorconfig", ".ci",
}  # fmt: skip
MAX_BYTES = 400_000
BINARY = {".webp", ".png", ".jpg", ".jpeg", ".ico", ".woff2", ".gif", ".heic", ".avif"}
HOSTS = re.compile(r"//(registry|pypi|deb|mirrors?|files|security)\.|index-url *=? *http|\"resolved\": *\"http", re.I)
# Built from parts, so that this file does not hold what it looks for.
HOMES = re.compile("|".join(rf"(?<![\w.-])/{folder}/" for folder in ("work", "root", "home/[a-z]+", "Users/[A-Za-z]+")))
MAX_LINE = 1000
CONTAINERS = {
    "dict",
    "list",
    "set",
    "defaultdict",
    "deque",
    "OrderedDict",
    "WeakValueDictionary",
    "ContextVar",
    "local",
}
STATEFUL = (flask.Flask, sqlalchemy.Engine, threading.Thread, type(threading.Lock()), type(threading.RLock()))


def list_text() -> list[Path]:
    return [path for path in list_files() if path.suffix not in BINARY]


def test_the_top_level_is_what_the_design_lists() -> None:
    assert {path.parts[0] for path in list_files()} <= TOP


def test_no_file_is_large() -> None:
    large = {str(path): size for path in list_files() if (size := (ROOT / path).stat().st_size) > MAX_BYTES}
    assert large == {}


def test_no_registry_is_named() -> None:
    assert [str(path) for path in list_text() if HOSTS.search(read(path))] == []


def test_no_path_of_one_machine_is_named() -> None:
    assert [f"{path}: {found[0]}" for path in list_text() if (found := HOMES.search(read(path)))] == []


def test_nothing_is_minified_or_of_third_parties() -> None:
    """A line that nobody wrote by hand is too long; what others wrote comes from the lock files, at build time."""
    source = list_source(".py", ".ts", ".js", ".css", ".vue", ".html", ".sh")
    assert [str(path) for path in source if any(len(line) > MAX_LINE for line in read(path).splitlines())] == []
    foreign = re.compile(r"(^|/)(vendor|third_party|node_modules)/|\.min\.|\.(whl|jar|so|dll|exe|map)$")
    assert [str(path) for path in list_files() if foreign.search(path.as_posix())] == []


def test_every_module_says_what_lives_there() -> None:
    assert [str(path) for path in list_source(".py") if not ast.get_docstring(ast.parse(read(path)))] == []


def test_every_link_in_the_pages_leads_somewhere() -> None:
    broken = [
        f"{page}: {link}"
        for page in list_source(".md")
        for link in re.findall(r"\]\(([^)#]+)\)", read(page))
        if "://" not in link and not (ROOT / page.parent / link).exists()
    ]
    assert broken == []


def list_modules() -> list[str]:
    names = (path.with_suffix("").as_posix().replace("/", ".") for path in list_source(".py"))
    return [name.removesuffix(".__init__") for name in names if name.startswith("exhibits")]


@pytest.mark.parametrize("name", list_modules())
def test_a_module_keeps_no_state(name: str) -> None:
    """No global application, database, settings or cache: whoever needs one receives it."""
    module = importlib.import_module(name)
    assert [shown for shown, value in vars(module).items() if is_stateful(value)] == []
    assert list(find_caches(module)) == []


def is_stateful(value: object) -> bool:
    """Tell a thing that changes from a frozen value of the project."""
    sort = type(value)
    if isinstance(value, STATEFUL):
        return True
    if not sort.__module__.startswith("exhibits.") or isinstance(value, type | Enum | ModuleType):
        return False
    frozen_model = isinstance(value, pydantic.BaseModel) and bool(value.model_config.get("frozen"))
    frozen_record = is_dataclass(value) and bool(getattr(sort, "__dataclass_params__").frozen)  # noqa: B009 - mypy knows no such attribute
    return not (frozen_model or frozen_record or isinstance(value, tuple))


def find_caches(module: ModuleType) -> Iterator[str]:
    """Find containers that begin empty, and functions that rebind a module's names."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    yield from (f"line {node.lineno}: global" for node in ast.walk(tree) if isinstance(node, ast.Global))
    for node in tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        empty = isinstance(value, ast.Dict | ast.List) and not ast.unparse(value)[1:-1]
        made = isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in CONTAINERS
        if empty or made:
            yield f"line {node.lineno}: {ast.unparse(node)}"
