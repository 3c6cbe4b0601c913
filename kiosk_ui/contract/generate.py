"""Write `types.ts` and `events.ts`: every value and event that travels (`python -m kiosk_ui.contract.generate`)."""

import importlib
import inspect
from collections.abc import Iterable
from pathlib import Path

from pydantic.json_schema import models_json_schema

from exhibits.core.live import list_declared_events
from exhibits.core.model import Model
from exhibits.wiring import CHANNELS
from kiosk_ui.contract.typescript import write_declaration

ROOMS = (
    "core.model",
    "core.errors",
    "accounts.model",
    "media.model",
    "media.captions.cues",
    "media.tools",
    "media.uploads.room",
    "media.routes.assets",
    "catalogue.kinds.common",
    "catalogue.kinds.article",
    "catalogue.kinds.gallery",
    "catalogue.model",
    "catalogue.library",
    "displays.model",
    "visits.model",
)
PRIVATE = {
    "Model",
    "CommonContent",
    "Identity",
    "Account",
    "StaffSession",
    "SessionsEnded",
    "Pairing",
    "Work",
    "Facts",
    "Arrived",
    "InteractionsRecorded",
}
HEAD = "// Generated from the rooms' models by kiosk_ui/contract/generate.py: change those, not this.\n"


def list_models() -> list[type[Model]]:
    """List the models that travel, in the order of the rooms."""
    models: dict[str, type[Model]] = {}
    for room in ROOMS:
        module = importlib.import_module(f"exhibits.{room}")
        for name, found in vars(module).items():
            if inspect.isclass(found) and issubclass(found, Model) and name not in PRIVATE:
                models.setdefault(name, found)
    return list(models.values())


def write_types() -> str:
    """Write the text of `types.ts`; in answers every field is there, so defaults count as required."""
    _, schema = models_json_schema([(model, "serialization") for model in list_models()])
    declarations = [write_declaration(name, part) for name, part in schema["$defs"].items()]
    return HEAD + "\n" + "\n".join(declarations) + _write_aliases()


def write_events() -> str:
    """Write the text of `events.ts`: for each namespace what a page sends (`[body, answer]`) and what it hears."""
    sends: dict[str, dict[str, str]] = {}
    hears: dict[str, dict[str, str]] = {}
    used: set[str] = set()
    for channel in CHANNELS:
        page = channel.namespace.strip("/").capitalize()
        mine = sends.setdefault(page, {})
        for event, (body, answer) in list_declared_events(channel).items():
            mine[event] = f"[{_name(body, used)}, {_name(answer, used)}]"
        hears.setdefault(page, {}).update({event: _name(model, used) for event, model in channel.sends.items()})
    blocks = [_write_map(f"{page}Sends", events) for page, events in sends.items()]
    blocks += [_write_map(f"{page}Hears", events) for page, events in hears.items()]
    return f"{HEAD}import type {{ {', '.join(sorted(used))} }} from './types'\n\n" + "\n".join(blocks)


def _name(model: type[Model] | None, used: set[str]) -> str:
    if model is None:
        return "null"
    used.add(model.__name__)
    return model.__name__


def _write_map(name: str, events: dict[str, str]) -> str:
    if not events:
        return f"export type {name} = Record<never, never>\n"
    return f"export interface {name} {{\n" + "".join(f"  {key}: {kind}\n" for key, kind in events.items()) + "}\n"


def _write_aliases() -> str:
    return (
        "\nexport type Language = 'zh' | 'en'\n"
        "export type Content = ArticleContent | GalleryContent\n"
        "export type Action = Command['action']\n"
    )


def list_files() -> Iterable[tuple[Path, str]]:
    """List the generated files with what belongs in them."""
    folder = Path(__file__).parent
    return [(folder / "types.ts", write_types()), (folder / "events.ts", write_events())]


if __name__ == "__main__":
    for path, text in list_files():
        path.write_text(text, encoding="utf-8")
