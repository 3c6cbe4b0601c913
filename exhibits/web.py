"""The web application: every room's routes, the built pages, headers, and one shape for every error."""

import hmac
import logging
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, g, request, send_file
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.security import safe_join

from exhibits.accounts.routes import COOKIE
from exhibits.accounts.service import AccountService
from exhibits.core.errors import Forbidden, HallError, NotFound, Unavailable
from exhibits.core.gate import Deed
from exhibits.core.http import get, mount
from exhibits.core.metrics import CONTENT_TYPE, Metrics
from exhibits.core.model import OPEN, STAFF, VISITOR, Identity, Model, Role
from exhibits.core.openapi import describe_routes
from exhibits.core.settings import Settings
from exhibits.displays.service import DisplayService
from exhibits.media.uploads.links import LinkService

VERSION = "0.1.0"
LONGEST_NAME = 200
UI = Path(__file__).parent.parent / "kiosk_ui" / "dist"
CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'; frame-ancestors 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
log = logging.getLogger("hall.web")


class HallGate:
    """Knows staff by their session cookie, displays by the token that pairing gave them, phones by their link's."""

    def __init__(self, accounts: AccountService, displays: DisplayService, links: LinkService) -> None:
        self._accounts = accounts
        self._displays = displays
        self._links = links

    def identify(self, request: Request) -> Identity:
        """Tell who sent a request; a wrong key counts as none."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            key = token.strip()
            return self._displays.identify_display(key) or self._identify_phone(key) or VISITOR
        found = self._accounts.find_session(request.cookies.get(COOKIE, ""))
        return VISITOR if found is None else found[1]

    def _identify_phone(self, key: str) -> Identity | None:
        found = self._links.identify(key)
        return found if found is not None and self._accounts.is_active(found.name) else None

    def check_intent(self, request: Request, who: Identity) -> None:
        """Ask staff for the session's `X-CSRF-Token`, and everybody else for no foreign origin."""
        if who.role in STAFF:
            found = self._accounts.find_session(request.cookies.get(COOKIE, ""))
            shown = request.headers.get("X-CSRF-Token", "").encode()
            fits = found is not None and hmac.compare_digest(found[0].csrf.encode(), shown)
        else:
            origin = request.headers.get("Origin")
            fits = origin is None or origin.partition("://")[2] == request.host
        if not fits:
            raise Forbidden("intent_unproven", "页面过期了，请刷新后再试。", "The page is out of date. Reload it.")

    def note(self, who: Identity, deed: Deed) -> None:
        """Keep in the audit that a member of staff did something; what was done stays done if that fails."""
        try:
            self._accounts.note(who, deed)
        except Exception:  # the caller must not be told that it failed: it did not
            log.exception("not in the audit", extra={"account": who.id, "action": deed.action})

    def holds(self, who: Identity) -> bool:
        """Tell whether what a socket was opened with is still good: a display's key is closed when it ends."""
        return who.role is Role.DISPLAY or self._accounts.holds(who)

    def identify_socket(self, environ: dict[str, Any], auth: object) -> Identity:
        """Tell who opened a socket: a display by its token, staff by their cookie."""
        if isinstance(auth, dict) and isinstance(auth.get("token"), str):
            return self._displays.identify_display(auth["token"]) or VISITOR
        return self.identify(Request(environ))


class Health(Model):
    """That the server answers, and which one it is."""

    status: str
    version: str


class SystemRoutes:
    """What machines ask: health, figures, the interface's description."""

    prefix = ""
    tag = "system"

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.description: dict[str, Any] = {}

    @get("/healthz", allow=OPEN)
    def show_health(self) -> Health:
        """Tell that the server answers."""
        return Health(status="ok", version=VERSION)

    @get("/metrics", allow=OPEN)
    def show_metrics(self) -> Response:
        """Show the server's figures in Prometheus' text form."""
        return Response(self._metrics.write(), content_type=CONTENT_TYPE)

    @get("/api/openapi.json", allow=OPEN)
    def show_openapi(self) -> dict[str, Any]:
        """Describe this interface, OpenAPI 3.1."""
        return self.description


class PageRoutes:
    """The built pages; addresses below one are the page's own business."""

    prefix = ""
    tag = "pages"

    @get("/", allow=OPEN, page=True)
    def show_start(self) -> Response:
        """Show the links to the three interfaces."""
        return _send_page("index.html")

    @get("/kiosk", allow=OPEN, page=True)
    def show_kiosk(self) -> Response:
        """Show the visitors' page."""
        return _send_page("kiosk.html")

    @get("/studio", allow=OPEN, page=True)
    def show_studio(self) -> Response:
        """Show the curators' page."""
        return _send_page("studio.html")

    @get("/studio/<path:place>", allow=OPEN, page=True)
    def show_studio_place(self, place: str) -> Response:
        """Show the curators' page at a place of its own."""
        return _send_page("studio.html")

    @get("/desk", allow=OPEN, page=True)
    def show_desk(self) -> Response:
        """Show the operators' page."""
        return _send_page("desk.html")

    @get("/desk/<path:place>", allow=OPEN, page=True)
    def show_desk_place(self, place: str) -> Response:
        """Show the operators' page at a place of its own."""
        return _send_page("desk.html")

    @get("/phone", allow=OPEN, page=True)
    def show_phone(self) -> Response:
        """Show the page by which a phone sends pictures."""
        return _send_page("phone.html")

    @get("/phone/<secret>", allow=OPEN, page=True)
    def show_phone_of_link(self, secret: str) -> Response:
        """Show the page by which a phone sends pictures, from the address of a QR code."""
        return _send_page("phone.html")

    @get("/api/docs/", allow=OPEN, page=True)
    def show_docs(self) -> Response:
        """Show the interface's description as a page."""
        return _send_page("docs.html")

    @get("/sw.js", allow=OPEN, page=True)
    def send_service_worker(self) -> Response:
        """Send the kiosk's service worker."""
        return _send_page("sw.js")

    @get("/assets/<path:name>", allow=OPEN, page=True)
    def send_built(self, name: str) -> Response:
        """Send a built file; its name changes with its content."""
        return _send_built(f"assets/{name}", max_age=31_536_000)


def create_app(settings: Settings, gate: HallGate, metrics: Metrics, rooms: Iterable[Any]) -> Flask:
    """Make the application of all rooms' routes."""
    app = Flask("exhibits", static_folder=None)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own recipe
    system = SystemRoutes(metrics)
    everything = [*rooms, system, PageRoutes()]
    for routes in everything:
        mount(app, routes, gate)
    system.description = describe_routes(everything, VERSION)
    app.register_error_handler(HallError, _answer_problem)
    app.register_error_handler(HTTPException, _answer_http_exception)
    app.register_error_handler(Exception, _answer_failure)
    app.before_request(_begin_clock)
    app.after_request(_add_headers)
    app.after_request(lambda response: _observe(metrics, response))
    return app


def _send_page(name: str) -> Response:
    response = _send_built(name, max_age=0)
    response.cache_control.no_cache = True
    return response


def _send_built(name: str, max_age: int) -> Response:
    path = safe_join(str(UI), name)
    if path is None or len(name) > LONGEST_NAME or not Path(path).is_file():
        raise NotFound("page_unknown", "没有这个页面。", "There is no such page.")
    response = send_file(path, max_age=max_age, conditional=True)
    response.cache_control.immutable = max_age > 0
    return response


def _answer_problem(error: HallError) -> Response:
    problem = error.as_problem()
    response = Response(problem.model_dump_json(), status=problem.status, content_type="application/problem+json")
    if "retry_after_s" in problem.details:
        response.headers["Retry-After"] = str(problem.details["retry_after_s"])
    return response


def _answer_http_exception(error: HTTPException) -> Response:
    known = HallError(f"http_{error.code}", "这个地址或请求不对。", error.name)
    known.status = error.code or 500
    response = _answer_problem(known)
    if error.code == 405 and hasattr(error, "valid_methods"):
        response.headers["Allow"] = ", ".join(error.valid_methods or ())
    return response


def _answer_failure(error: Exception) -> Response:
    log.exception("request failed", extra={"path": request.path})
    problem = Unavailable(
        "internal_error", "服务器出错了，已记录。请稍后再试。", "Something failed here and was logged."
    )
    problem.status = 500
    return _answer_problem(problem)


def _begin_clock() -> None:
    g.began = time.perf_counter()


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _observe(metrics: Metrics, response: Response) -> Response:
    metrics.observe_request(request.endpoint or "none", response.status_code, time.perf_counter() - g.began)
    return response
