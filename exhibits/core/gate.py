"""Who may come in: the question that every request and every socket is asked first."""

from typing import Any, Protocol

from flask import Request

from exhibits.core.errors import Forbidden, Unidentified
from exhibits.core.model import Identity, LocalText, Model, Role


class Deed(Model):
    """Something that was done: `subject` is the id of what it was done to, `name` what people call that.

    `facts` are the values that were sent, by their dotted names; `goes_on` says that it may come again and again.
    """

    action: str
    subject: str
    name: LocalText = LocalText()
    facts: dict[str, str] = {}
    goes_on: bool = False


class Gate(Protocol):
    """Knows who is asking; wiring makes it from the rooms that keep keys."""

    def identify(self, request: Request) -> Identity:
        """Tell who sent a request; a wrong key counts as none."""
        ...

    def check_intent(self, request: Request, who: Identity) -> None:
        """Refuse an unsafe request that another site may have made the browser send (CSRF)."""
        ...

    def note(self, who: Identity, deed: Deed) -> None:
        """Keep in the audit that a member of staff did something."""
        ...

    def holds(self, who: Identity) -> bool:
        """Tell whether what a socket was opened with is still good."""
        ...

    def identify_socket(self, environ: dict[str, Any], auth: object) -> Identity:
        """Tell who opened a socket."""
        ...


def require(who: Identity, allow: frozenset[Role]) -> None:
    """Let in whoever is allowed; raises Unidentified or Forbidden."""
    if who.role in allow:
        return
    if who.role is Role.VISITOR:
        raise Unidentified("sign_in_needed", "请先登录。", "Please sign in first.")
    raise Forbidden(
        "not_allowed", "你的账号不能做这件事，请找管理员。", "Your account may not do this. Ask an administrator."
    )
