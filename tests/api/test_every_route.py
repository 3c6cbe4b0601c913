"""Rules that hold on every route: who may use it, and one shape for every error."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exhibits.core.http import SAFE, Endpoint
from exhibits.core.model import ADMINISTRATORS, CURATORS, DISPLAYS, GUIDES, OPEN, OPERATORS, SENDERS, STAFF, Role
from tests.hall import TestHall, list_declared, read_json

ALLOWED = {
    "GET /": OPEN,
    "GET /kiosk": OPEN,
    "GET /studio": OPEN,
    "GET /studio/<path:place>": OPEN,
    "GET /desk": OPEN,
    "GET /desk/<path:place>": OPEN,
    "GET /sw.js": OPEN,
    "GET /assets/<path:name>": OPEN,
    "GET /media/<name>": OPEN,
    "GET /healthz": OPEN,
    "GET /metrics": OPEN,
    "GET /api/openapi.json": OPEN,
    "GET /api/docs/": OPEN,
    "GET /api/v1/session": OPEN,
    "POST /api/v1/session": OPEN,
    "DELETE /api/v1/session": STAFF,
    "GET /api/v1/session/people": OPEN,
    "POST /api/v1/setup": OPEN,
    "GET /api/v1/accounts": ADMINISTRATORS,
    "POST /api/v1/accounts": ADMINISTRATORS,
    "PATCH /api/v1/accounts/<account_id>": ADMINISTRATORS,
    "GET /api/v1/audit": ADMINISTRATORS,
    "GET /api/v1/catalogue": OPEN,
    "GET /api/v1/overview": STAFF,
    "POST /api/v1/exhibits": CURATORS,
    "GET /api/v1/exhibits/<exhibit_id>": STAFF,
    "PUT /api/v1/exhibits/<exhibit_id>/draft": CURATORS,
    "POST /api/v1/exhibits/<exhibit_id>/publish": CURATORS,
    "POST /api/v1/exhibits/<exhibit_id>/withdraw": CURATORS,
    "OPTIONS /api/v1/uploads": OPEN,
    "POST /api/v1/uploads": SENDERS,
    "GET /api/v1/uploads": SENDERS,
    "HEAD /api/v1/uploads/<upload_id>": SENDERS,
    "GET /api/v1/uploads/<upload_id>": SENDERS,
    "PATCH /api/v1/uploads/<upload_id>": SENDERS,
    "POST /api/v1/uploads/<upload_id>": SENDERS,
    "DELETE /api/v1/uploads/<upload_id>": SENDERS,
    "POST /api/v1/upload-links": CURATORS,
    "GET /api/v1/upload-links/<link_id>": CURATORS,
    "POST /api/v1/upload-links/open": OPEN,
    "GET /api/v1/upload-qr/<secret>": CURATORS,
    "GET /phone": OPEN,
    "GET /phone/<secret>": OPEN,
    "GET /iiif/3/<asset_id>": OPEN,
    "GET /iiif/3/<asset_id>/info.json": OPEN,
    "GET /iiif/3/<asset_id>/<region>/<size>/<rotation>/<name>": OPEN,
    "GET /api/v1/media-state": STAFF,
    "GET /api/v1/assets/<asset_id>/captions/<language>": STAFF,
    "PUT /api/v1/assets/<asset_id>/captions/<language>": CURATORS,
    "DELETE /api/v1/assets/<asset_id>/captions/<language>": CURATORS,
    "POST /api/v1/assets/<asset_id>/pages": CURATORS,
    "GET /api/v1/assets/<asset_id>/uses": STAFF,
    "PATCH /api/v1/assets": CURATORS,
    "POST /api/v1/assets/bin": CURATORS,
    "POST /api/v1/assets/restore": CURATORS,
    "POST /api/v1/assets/purge": ADMINISTRATORS,
    "POST /api/v1/assets/<asset_id>/replace": CURATORS,
    "POST /api/v1/assets/<asset_id>/retry": CURATORS,
    "GET /api/v1/assets": STAFF,
    "GET /api/v1/assets/<asset_id>": STAFF,
    "POST /api/v1/pairings": OPEN,
    "POST /api/v1/pairings/claim": OPERATORS,
    "GET /api/v1/displays/me": DISPLAYS,
    "GET /api/v1/displays": STAFF,
    "PATCH /api/v1/displays/<display_id>": OPERATORS,
    "DELETE /api/v1/displays/<display_id>": OPERATORS,
    "POST /api/v1/commands": GUIDES,
    "GET /api/v1/commands": STAFF,
    "GET /api/v1/commands/<command_id>": STAFF,
    "POST /api/v1/interactions": DISPLAYS,
    "GET /api/v1/visits/today": STAFF,
}
DECLARED = list_declared()
BODIES: list[tuple[str, bytes, str]] = [
    ("no JSON", b"{", "application/json"),
    ("a list", b"[]", "application/json"),
    ("an unknown field", b'{"never heard of": 1}', "application/json"),
    ("another type", b"name=x", "application/x-www-form-urlencoded"),
    ("nothing", b"", "application/json"),
    ("too much", b'"' + b"x" * 3_000_000 + b'"', "application/json"),
]


def test_the_table_names_every_route_and_no_other() -> None:
    assert set(DECLARED) == set(ALLOWED)


def send(client: FlaskClient, name: str, headers: dict[str, str], **more: object) -> TestResponse:
    method, _, rule = name.partition(" ")
    path = rule.replace("<path:", "<")
    path = re.sub(r"<\w+>", "none-such", path)
    return client.open(path, method=method, headers=headers, buffered=True, **more)  # type: ignore[arg-type]  # werkzeug's own keywords


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ALLOWED)
def test_a_role_may_what_the_table_says(test_hall: TestHall, name: str, role: Role) -> None:
    response = send(test_hall.client, name, test_hall.headers_of(role), json={})
    refused = response.status_code in (401, 403)
    if refused and not name.startswith("HEAD "):  # the answer to which has no body
        assert read_json(response)["code"] in ("sign_in_needed", "not_allowed")
    assert refused == (role not in ALLOWED[name]), f"{role} {name} → {response.status_code} {response.text[:200]}"


def with_bodies() -> list[str]:
    return [name for name, endpoint in DECLARED.items() if "body" in endpoint.parameters]


@pytest.mark.parametrize("name", with_bodies())
@pytest.mark.parametrize(("what", "content", "mimetype"), BODIES)
def test_bad_input_gets_one_shape(test_hall: TestHall, name: str, what: str, content: bytes, mimetype: str) -> None:
    role = next(role for role in (Role.ADMINISTRATOR, Role.DISPLAY) if role in ALLOWED[name])
    response = send(test_hall.client, name, test_hall.headers_of(role), data=content, content_type=mimetype)
    assert response.status_code in (413, 422), f"{what}: {response.status_code}"
    assert_is_problem(response)


@pytest.mark.parametrize(
    "path", ["/none", "/api/v1/none", "/media/../../etc/passwd", "/assets/../app.py", "/media/x.jpg"]
)
def test_an_unknown_address_gets_the_same_shape(test_hall: TestHall, path: str) -> None:
    response = test_hall.client.get(path)
    assert response.status_code == 404
    assert_is_problem(response)


def test_the_wrong_method_gets_the_same_shape_and_says_which_is_right(test_hall: TestHall) -> None:
    response = test_hall.client.put("/api/v1/session")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert_is_problem(response)


def assert_is_problem(response: TestResponse) -> None:
    assert response.content_type == "application/problem+json"
    problem = read_json(response)
    assert set(problem) == {"type", "title", "status", "code", "detail", "message", "details"}
    assert problem["status"] == response.status_code
    assert problem["message"]["zh"]
    assert problem["message"]["en"]


UNSAFE = [name for name in ALLOWED if name.split()[0] not in SAFE and Role.ADMINISTRATOR in ALLOWED[name]]


@pytest.mark.parametrize("name", UNSAFE)
def test_an_unsafe_request_of_staff_needs_the_token_of_its_page(test_hall: TestHall, name: str) -> None:
    headers = test_hall.headers_of(Role.ADMINISTRATOR)
    headers["X-CSRF-Token"] = "stolen"
    response = send(test_hall.client, name, headers, json={})
    assert (response.status_code, read_json(response)["code"]) == (403, "intent_unproven")


def test_every_answer_carries_the_strict_headers(test_hall: TestHall) -> None:
    for path in ("/", "/api/v1/catalogue", "/healthz", "/none"):
        headers = test_hall.client.get(path, buffered=True).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_an_unchanged_answer_is_not_sent_twice(test_hall: TestHall) -> None:
    first = test_hall.client.get("/api/v1/catalogue")
    again = test_hall.client.get("/api/v1/catalogue", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_description_names_every_route(test_hall: TestHall) -> None:
    described = read_json(test_hall.client.get("/api/openapi.json"))
    assert described["openapi"] == "3.1.0"
    operations = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    expected = {(one.method, _as_template(name)) for name, one in DECLARED.items() if not one.page}
    assert operations == expected


def _as_template(name: str) -> str:
    path = name.partition(" ")[2]
    return path.replace("<path:", "<").replace("<", "{").replace(">", "}")


def test_endpoints_are_declared_with_a_summary() -> None:
    missing = [name for name, one in DECLARED.items() if not (one.view.__doc__ or "").strip()]
    assert missing == []
    assert all(isinstance(one, Endpoint) for one in DECLARED.values())


def test_a_stranger_may_not_send_much(test_hall: TestHall) -> None:
    refused = test_hall.client.post("/api/v1/pairings", json={"token": "0" * 20_000})
    assert (refused.status_code, read_json(refused)["code"]) == (413, "body_too_large")


def test_a_million_mistakes_are_refused_in_one_sentence(test_hall: TestHall) -> None:
    headers = test_hall.headers_of(Role.DISPLAY)
    refused = test_hall.client.post("/api/v1/interactions", headers=headers, json={"interactions": [1] * 200_000})
    assert refused.status_code == 422
    assert len(refused.data) < 2000
    long = test_hall.client.post("/api/v1/interactions", headers=headers, json={"x" * 100_000: 1})
    assert len(long.data) < 2000


@pytest.mark.parametrize("token", ["é", "１２３", "\ud800"])
def test_a_token_of_odd_letters_is_only_wrong(test_hall: TestHall, token: str) -> None:
    headers = test_hall.headers_of(Role.ADMINISTRATOR) | {
        "X-CSRF-Token": token.encode(errors="replace").decode("latin-1")
    }
    assert test_hall.client.delete("/api/v1/session", headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/assets/" + "a" * 300, "/media/" + "a" * 300, "/assets/%00"])
def test_a_name_too_long_for_a_file_is_only_unknown(test_hall: TestHall, path: str) -> None:
    assert test_hall.client.get(path).status_code == 404
