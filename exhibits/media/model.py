"""Assets: what curators upload, and the forms in which displays get it."""

from enum import StrEnum

from pydantic import Field

from exhibits.core.model import Instant, LocalText, Model


class AssetKind(StrEnum):
    """What an asset is to a person."""

    PHOTOGRAPH = "photograph"
    DRAWING = "drawing"


class AssetState(StrEnum):
    """How far the hall is with an asset: it can be shown when `ready`."""

    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class Rendition(Model):
    """One form of an asset: a file named by its content's SHA-256, served at `/media/<name>`."""

    name: str = Field(pattern=r"^[0-9a-f]{64}\.[a-z0-9]{2,5}$")
    mime: str
    width: int
    height: int
    bytes: int


class Asset(Model):
    """A picture in the hall's keeping; `renditions` from the smallest to the largest."""

    id: str
    name: str
    kind: AssetKind
    state: AssetState
    progress: float = Field(default=0, ge=0, le=1)
    original: Rendition
    renditions: tuple[Rendition, ...] = ()
    placeholder: str = ""
    """A `data:` URI of a few hundred bytes that shows at once."""
    problem: LocalText = LocalText()
    """Why it failed, and what to do."""
    created_at: Instant
    created_by: str


UNNAMED_FILE = f"{0:064}.webp"
"""Stands where no file may be named."""


def show_to_visitors(asset: Asset) -> Asset:
    """Leave out who uploaded it, what the file was called, and a photograph's original, which is for the staff."""
    original = asset.original
    if asset.kind is AssetKind.PHOTOGRAPH:
        bare = original.model_copy(update={"name": UNNAMED_FILE, "mime": "image/webp", "bytes": 0})
        original = asset.renditions[-1] if asset.renditions else bare
    return asset.model_copy(update={"name": "", "created_by": "", "original": original})


class AssetChanged(Model):
    """News for the studio: fetch the asset again."""

    id: str
