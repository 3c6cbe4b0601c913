"""The browser's types are those of the server: the generated files are fresh."""

from pathlib import Path

import pytest

from kiosk_ui.contract.generate import list_files
from kiosk_ui.contract.typescript import write_type


@pytest.mark.parametrize(
    ("path", "text"), list_files(), ids=lambda value: value.name if isinstance(value, Path) else ""
)
def test_the_generated_contract_is_fresh(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run `make contract`"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string"),
        ({"anyOf": [{"$ref": "#/$defs/Zone"}, {"type": "null"}]}, "Zone | null"),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "(string | null)[]"),
        ({"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}]}, "[number, string]"),
        ({"const": "open"}, "'open'"),
        ({"enum": ["zh", 1, True]}, "'zh' | 1 | true"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "Record<string, number>"),
        ({}, "unknown"),
    ],
)
def test_a_schema_becomes_a_type(schema: dict[str, object], expected: str) -> None:
    assert write_type(schema) == expected
