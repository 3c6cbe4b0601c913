"""OpenAPI 3.1, made from the declared routes."""

import re
from collections.abc import Iterable
from typing import Any

from flask import Response
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from exhibits.core.errors import Problem
from exhibits.core.http import Endpoint, list_endpoints
from exhibits.core.model import OPEN, Model

REFERENCE = "#/components/schemas/{model}"
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


class _Schemas:
    """Collects every model once, under its own name."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def refer(self, kind: Any, mode: Any = "serialization") -> dict[str, Any]:
        schema = TypeAdapter(kind).json_schema(mode=mode, ref_template=REFERENCE, schema_generator=GenerateJsonSchema)
        self.found.update(schema.pop("$defs", {}))
        if schema.get("type") == "object" and isinstance(kind, type) and issubclass(kind, Model):
            name = kind.__name__ if mode == "serialization" else f"{kind.__name__}Sent"
            self.found[name] = schema
            return {"$ref": REFERENCE.format(model=name)}
        return schema


def describe_routes(rooms: Iterable[Any], version: str) -> dict[str, Any]:
    """Describe all rooms' routes as one OpenAPI 3.1 document."""
    schemas = _Schemas()
    schemas.refer(Problem)
    paths: dict[str, Any] = {}
    for routes in rooms:
        for endpoint, _ in list_endpoints(routes):
            if not endpoint.page:
                path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", routes.prefix + endpoint.path)
                operation = _describe(endpoint, routes.tag, schemas)
                paths.setdefault(path, {})[endpoint.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Zhanting 展厅", "version": version, "license": {"name": "MIT", "identifier": "MIT"}},
        "paths": paths,
        "components": {
            "schemas": schemas.found,
            "securitySchemes": {
                "staff": {"type": "apiKey", "in": "cookie", "name": "hall_session"},
                "display": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _describe(endpoint: Endpoint, tag: str, schemas: _Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.view.__name__,
        "tags": [tag],
        "summary": (endpoint.view.__doc__ or "").strip().splitlines()[0],
        "parameters": _describe_parameters(endpoint, schemas),
        "responses": {str(endpoint.status): _describe_answer(endpoint, schemas), "default": _PROBLEM_ANSWER},
    }
    if "body" in endpoint.parameters:
        schema = schemas.refer(endpoint.parameters["body"], "validation")
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    if endpoint.allow != OPEN:
        operation["security"] = [{"staff": []}, {"display": []}]
        operation["description"] = "For: " + ", ".join(sorted(endpoint.allow))
    return operation


def _describe_parameters(endpoint: Endpoint, schemas: _Schemas) -> list[dict[str, Any]]:
    in_path = re.findall(r"<(?:\w+:)?(\w+)>", endpoint.path)
    found = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in in_path]
    if "query" in endpoint.parameters:
        schema = endpoint.parameters["query"].model_json_schema(ref_template=REFERENCE)
        schemas.found.update(schema.get("$defs", {}))
        required = schema.get("required", ())
        found += [
            {"name": name, "in": "query", "required": name in required, "schema": field}
            for name, field in schema["properties"].items()
        ]
    return found


def _describe_answer(endpoint: Endpoint, schemas: _Schemas) -> dict[str, Any]:
    if endpoint.returns is None:
        return {"description": "Done."}
    if endpoint.returns is Response:
        return {"description": "See the summary."}
    return {"description": "Here it is.", "content": {"application/json": {"schema": schemas.refer(endpoint.returns)}}}


_PROBLEM_ANSWER = {"description": "What went wrong (RFC 9457).", "content": PROBLEM}
