"""Uploads: files on their way into the hall, and the links by which a phone may send some."""

from enum import StrEnum

from pydantic import Field

from exhibits.core.model import Instant, LocalText, Model


class UploadState(StrEnum):
    """How far an upload is: bytes come, the hall looks at the file, and then it is an asset or was refused."""

    RECEIVING = "receiving"
    CHECKING = "checking"
    DONE = "done"
    REFUSED = "refused"


class Joining(StrEnum):
    """What part an upload has in the concatenation extension of tus."""

    NONE = ""
    PARTIAL = "partial"
    FINAL = "final"


class Skipped(Model):
    """A file in an archive that was left out, and why."""

    name: str
    reason: LocalText


class Upload(Model):
    """A file on its way; `length` is None as long as its sender does not know it (tus `Upload-Defer-Length`)."""

    id: str
    name: str
    album: str = ""
    metadata: str = ""
    """The sender's `Upload-Metadata`, as it came."""
    length: int | None
    offset: int = 0
    state: UploadState
    joining: Joining = Joining.NONE
    parts: tuple[str, ...] = ()
    link_id: str | None = None
    parent_id: str | None = None
    """The archive that it came out of."""
    members: int = 0
    """How many files an archive had that are worth a look, and how many of them have ended."""
    ended: int = 0
    asset_ids: tuple[str, ...] = ()
    known: bool = False
    """The hall had the very same file already."""
    skipped: tuple[Skipped, ...] = ()
    problem: LocalText = LocalText()
    """Why it was refused, and what to do."""
    code: str = ""
    created_by: str
    created_at: Instant
    expires_at: Instant


class UploadChanged(Model):
    """News for the studio: fetch the upload again."""

    id: str
    link_id: str | None = None


class NewLink(Model):
    """A wish to send pictures from a phone; `label` says on the phone where they go."""

    label: LocalText = LocalText()


class UploadLink(Model):
    """A way for one phone to send files for some minutes (`phone_link_s`); who opens it first has it (C-08)."""

    id: str
    code: str = Field(pattern=r"^\d{6}$")
    label: LocalText
    created_by: str
    created_at: Instant
    expires_at: Instant
    opened_at: Instant | None = None


class NewLinkShown(Model):
    """A link as its maker sees it once: `secret` is in the address that the QR code shows."""

    link: UploadLink
    secret: str


class LinkKey(Model):
    """What a phone has of a link: the secret of the QR code, or the six digits that somebody typed."""

    key: str = Field(min_length=6, max_length=64)


class PhonePass(Model):
    """What a phone sends along from now on, as `Authorization: Bearer`."""

    token: str
    label: LocalText
    expires_at: Instant


class LinkChanged(Model):
    """News for the studio: a phone has opened a link."""

    id: str
