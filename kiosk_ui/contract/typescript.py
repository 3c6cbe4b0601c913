"""JSON Schema, as Pydantic writes it, turned into TypeScript."""

from typing import Any

Schema = dict[str, Any]

PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def write_type(schema: Schema) -> str:
    """Write the TypeScript type of a schema; what it does not know is `unknown`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "const" in schema:
        return _literal(schema["const"])
    if "enum" in schema:
        return " | ".join(_literal(value) for value in schema["enum"])
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " | ".join(write_type(member) for member in schema[union])
    return _write_by_kind(schema)


def write_declaration(name: str, schema: Schema) -> str:
    """Write one exported declaration, with the model's docstring above it."""
    note = f"/** {schema['description']} */\n" if "description" in schema else ""
    if schema.get("type") != "object" or "properties" not in schema:
        return f"{note}export type {name} = {write_type(schema)}\n"
    return f"{note}export interface {name} {{\n{_write_fields(schema)}}}\n"


def _write_by_kind(schema: Schema) -> str:
    kind = schema.get("type")
    if kind == "array" and "prefixItems" in schema:
        return f"[{', '.join(write_type(member) for member in schema['prefixItems'])}]"
    if kind == "array":
        inner = write_type(schema.get("items", {}))
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    if kind == "object":
        values = schema.get("additionalProperties", True)
        return f"Record<string, {write_type(values) if isinstance(values, dict) else 'unknown'}>"
    return PLAIN.get(str(kind), "unknown")


def _write_fields(schema: Schema) -> str:
    required = set(schema.get("required", ()))
    lines = []
    for name, field in schema["properties"].items():
        mark = "" if name in required else "?"
        lines.append(f"  {name}{mark}: {write_type(field)}\n")
    return "".join(lines)


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower()
