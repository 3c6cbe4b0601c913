"""The one family of errors, each with a code and a text for people in both languages."""

from typing import Any

from exhibits.core.model import LocalText, Model


class Problem(Model):
    """An error as it travels, by HTTP and by Socket.IO alike (RFC 9457, `application/problem+json`)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    message: LocalText
    details: dict[str, Any] = {}


class HallError(Exception):
    """Something that the caller can understand: what happened and what to do, in `message`."""

    status = 500

    def __init__(self, code: str, zh: str, en: str, **details: Any) -> None:
        super().__init__(f"{code}: {en}")
        self.code = code
        self.message = LocalText(zh=zh, en=en)
        self.details = details

    def as_problem(self) -> Problem:
        """Turn the error into what travels."""
        return Problem(
            type=f"urn:zhanting:problem:{self.code}",
            title=self.code.replace("_", " ").capitalize(),
            status=self.status,
            code=self.code,
            detail=self.message.en,
            message=self.message,
            details=self.details,
        )


class Invalid(HallError):
    """The body or its content is wrong."""

    status = 422


class Unidentified(HallError):
    """Nobody is signed in, or the token is unknown."""

    status = 401


class Forbidden(HallError):
    """The caller is known, and may not."""

    status = 403


class NotFound(HallError):
    """There is no such thing."""

    status = 404


class Conflict(HallError):
    """Somebody changed it in between, or it is not in the state for this."""

    status = 409


class TooLarge(HallError):
    """More than the hall takes."""

    status = 413


class TooMany(HallError):
    """Asked too often; `retry_after_s` in the details."""

    status = 429


class Unavailable(HallError):
    """The hall cannot do it now."""

    status = 503


def refuse_full_disk() -> Unavailable:
    """Say that the disk takes no more, and that nothing which was there is lost."""
    return Unavailable(
        "disk_full",
        "服务器的磁盘写不进去了（可能已满）。刚才的改动没有存上，以前的都在。请联系管理员清理磁盘。",
        "The server's disk takes no more. This change was not kept; everything before it is there. Free some space.",
    )
