"""HTTP, declared: a route is a method with its path, who may use it, and models in and out."""

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, Response, request
from pydantic import TypeAdapter, ValidationError

from exhibits.core.deeds import describe_deed
from exhibits.core.errors import Invalid, TooLarge
from exhibits.core.gate import Gate, require
from exhibits.core.model import Identity, Model, Role

BODY_LIMIT = 2 * 1024 * 1024
STRANGERS_BODY_LIMIT = 16 * 1024
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110 §9.2.1)."""
NAMED_ERRORS = 20
NAME_LENGTH = 80
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Endpoint:
    """A declared route, before it is mounted."""

    method: str
    path: str
    allow: frozenset[Role]
    status: int
    page: bool
    silent: bool
    view: Callable[..., Any]

    @property
    def parameters(self) -> dict[str, Any]:
        """Name the view's parameters with their types."""
        hints = inspect.get_annotations(self.view, eval_str=True)
        return {name: hint for name, hint in hints.items() if name != "return"}

    @property
    def returns(self) -> Any:
        """Tell the type that the view returns."""
        return inspect.get_annotations(self.view, eval_str=True).get("return")


def _declare(method: str) -> Callable[..., Callable[[F], F]]:
    def declare(
        path: str, *, allow: frozenset[Role], status: int = 200, page: bool = False, silent: bool = False
    ) -> Callable[[F], F]:
        """Declare a route; a `page` is not in the interface's description, a `silent` one is no deed for the audit."""

        def mark(view: F) -> F:
            view.__dict__["endpoint"] = Endpoint(method, path, allow, status, page, silent, view)
            return view

        return mark

    return declare


get, post, put, patch, delete = map(_declare, ("GET", "POST", "PUT", "PATCH", "DELETE"))
head, options = map(_declare, ("HEAD", "OPTIONS"))


def list_endpoints(routes: object) -> list[tuple[Endpoint, Callable[..., Any]]]:
    """List an object's declared routes, each with its bound method."""
    found = []
    for name, member in vars(type(routes)).items():
        endpoint = getattr(member, "endpoint", None)
        if isinstance(endpoint, Endpoint):
            found.append((endpoint, getattr(routes, name)))
    return found


def mount(app: Flask, routes: Any, gate: Gate) -> None:
    """Give an object's declared routes to the application."""
    for endpoint, view in list_endpoints(routes):
        app.add_url_rule(
            routes.prefix + endpoint.path,
            endpoint=f"{routes.tag}.{endpoint.view.__name__}",
            view_func=_serve(endpoint, view, gate),
            methods=[endpoint.method],
            provide_automatic_options=False if endpoint.method == "OPTIONS" else None,
        )


def read_body(model: type[Model], limit: int = BODY_LIMIT) -> Model:
    """Read the request's JSON body into a model; raises Invalid that names each wrong field, or TooLarge."""
    if (request.content_length or 0) > limit:
        raise TooLarge("body_too_large", "内容太大，请减少一些再试。", "That is too much at once. Send less.")
    if request.mimetype != "application/json":
        raise Invalid("body_not_json", "请求的内容必须是 JSON。", "The body must be JSON.")
    try:
        return model.model_validate_json(request.stream.read(limit))
    except ValidationError as error:
        raise refuse_invalid(error) from error


def refuse_invalid(error: ValidationError) -> Invalid:
    """Turn a validation error into ours; the fields are in `details.fields`."""
    few = error.error_count() <= NAMED_ERRORS  # describing each of a million would hold up everybody
    wrong = error.errors(include_url=False, include_context=False, include_input=False) if few else []
    fields = {".".join(str(part) for part in one["loc"])[:NAME_LENGTH]: one["msg"][:NAME_LENGTH] for one in wrong}
    named = ", ".join(name for name in fields if name) or "JSON"
    return Invalid(
        "body_invalid", f"内容有误：{named}。请改正后再试。", f"Wrong content: {named}. Correct it.", fields=fields
    )


def _serve(endpoint: Endpoint, view: Callable[..., Any], gate: Gate) -> Callable[..., Response]:
    adapter = None if endpoint.returns in (None, Response) else TypeAdapter(endpoint.returns)

    def serve(**path: Any) -> Response:
        who = gate.identify(request)
        require(who, endpoint.allow)
        if endpoint.method not in SAFE:
            gate.check_intent(request, who)
        arguments = _collect(endpoint, path, who)
        answer = view(**arguments)
        if endpoint.method not in SAFE and not endpoint.silent:
            goes_on = endpoint.method == "PUT"
            gate.note(who, describe_deed(endpoint.view.__name__, path, arguments.get("body"), answer, goes_on=goes_on))
        if isinstance(answer, Response):
            return answer
        if adapter is None:
            return Response(status=204)
        return _answer_json(adapter.dump_json(answer), endpoint.status)

    return serve


def _collect(endpoint: Endpoint, path: dict[str, Any], who: Identity) -> dict[str, Any]:
    parameters = endpoint.parameters
    collected = dict(path)
    if "who" in parameters:
        collected["who"] = who
    if "body" in parameters:
        limit = STRANGERS_BODY_LIMIT if Role.VISITOR in endpoint.allow else BODY_LIMIT
        collected["body"] = read_body(cast("type[Model]", parameters["body"]), limit)
    if "query" in parameters:
        collected["query"] = _read_query(cast("type[Model]", parameters["query"]))
    return collected


def _read_query(model: type[Model]) -> Model:
    try:
        return model.model_validate_strings(request.args.to_dict())
    except ValidationError as error:
        raise refuse_invalid(error) from error


def _answer_json(content: bytes, status: int) -> Response:
    response = Response(content, status=status, mimetype="application/json")
    if request.method == "GET":
        response.set_etag(hashlib.sha256(content).hexdigest()[:32])
        response.cache_control.no_cache = True
        response.make_conditional(request)
    return response
