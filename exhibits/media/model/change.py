"""What curators may change of an asset, and of many at once (C-25)."""

from typing import Annotated

from pydantic import AfterValidator, Field

from exhibits.core.model import Instant, LocalText, Model
from exhibits.media.model.asset import AssetKind, Chapter, Focus


def _drop_twins(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


AssetId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
AssetIds = Annotated[tuple[AssetId, ...], Field(min_length=1, max_length=500), AfterValidator(_drop_twins)]


class AssetChange(Model):
    """The fields to change; what is not sent stays. A photograph can be made a panorama, and back."""

    name: str = Field(default="", min_length=1, max_length=200)
    alt: LocalText = LocalText()
    caption: LocalText = LocalText()
    credit: str = Field(default="", max_length=200)
    licence: str = Field(default="", max_length=200)
    album: str = Field(default="", max_length=60)
    expires_at: Instant | None = None
    focus: Focus | None = None
    kind: AssetKind = AssetKind.PHOTOGRAPH
    poster: int = Field(default=0, ge=0, le=20)
    chapters: tuple[Chapter, ...] = Field(default=(), max_length=60)


class AssetsChange(Model):
    """One change of many assets."""

    ids: AssetIds
    change: AssetChange


class AssetsNamed(Model):
    """Assets, by their ids."""

    ids: AssetIds


class Replacement(Model):
    """The asset whose file takes the place of another's."""

    with_id: AssetId
