"""What a deed is called in the audit: read from what was sent and from what was answered."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from flask import Response

from exhibits.core.gate import Deed
from exhibits.core.model import LocalText, Model

NAMES = ("display_name", "name", "title")
FEW = 3
MOST_FACTS = 12
LONGEST = 80


def describe_deed(
    action: str, path: Mapping[str, object], body: Model | None, answer: object, *, goes_on: bool = False
) -> Deed:
    """Describe what was done: to what, as people call it, and with which values.

    Where nothing was sent and something was answered, as by a DELETE, the values are those of what is gone.
    """
    told = body if body is not None else answer
    return Deed(
        action=action,
        subject="/".join(str(part) for part in path.values()) or _find_id(answer),
        name=_find_name(answer),
        facts=list_facts(told) if isinstance(told, Model) else {},
        goes_on=goes_on,
    )


def list_facts(model: Model) -> dict[str, str]:
    """List the values of a model by their dotted names, the first dozen; of a secret (`repr=False`) only the name."""
    found = {}
    for name, value in _walk(model, ""):
        found[name] = value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
        if len(found) == MOST_FACTS:
            break
    return found


def _walk(model: Model, path: str) -> Iterator[tuple[str, str]]:
    for name, field in type(model).model_fields.items():
        if name not in model.model_fields_set:
            continue
        value = getattr(model, name)
        if not field.repr:
            yield path + name, ""
        elif isinstance(value, Model) and not isinstance(value, LocalText):
            yield from _walk(value, f"{path}{name}.")
        elif value is not None:
            yield path + name, _write(value)


def _write(value: Any) -> str:
    if isinstance(value, LocalText):
        return value.zh or value.en
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list | tuple):
        return _write_list(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _write_list(values: list[Any] | tuple[Any, ...]) -> str:
    if any(isinstance(one, Model | list | tuple | dict) for one in values):
        return str(len(values))
    return ", ".join(_write(one) for one in values[:FEW]) + (f" +{len(values) - FEW}" if len(values) > FEW else "")


def _find_id(answer: object) -> str:
    if isinstance(answer, Response):
        return str(_read_json(answer).get("id", "")) or answer.headers.get("Location", "").rpartition("/")[2]
    return str(getattr(answer, "id", ""))


def _find_name(answer: object) -> LocalText:
    if isinstance(answer, list | tuple):
        names = [name for one in answer[:FEW] if (name := _find_name(one)) != LocalText()]
        rest = f" +{len(answer) - FEW}" if len(answer) > FEW else ""
        zh, en = "、".join(one.zh or one.en for one in names), ", ".join(one.en or one.zh for one in names)
        return LocalText(zh=zh + rest, en=en + rest)
    fields = _read_json(answer) if isinstance(answer, Response) else getattr(answer, "__dict__", {})
    for value in (fields.get(name) for name in NAMES):
        if isinstance(value, LocalText):
            return value
        if isinstance(value, str):
            return LocalText(zh=value[:LONGEST], en=value[:LONGEST])
    return _find_name(fields["draft"]) if "draft" in fields else LocalText()


def _read_json(answer: Response) -> dict[str, Any]:
    read = answer.get_json(silent=True) if answer.is_json else None
    return read if isinstance(read, dict) else {}
