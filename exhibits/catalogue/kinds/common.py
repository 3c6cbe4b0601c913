"""What every kind of exhibit has: a title, one key message, pictures, a source."""

from pydantic import Field

from exhibits.core.model import LocalText, Model


class Picture(Model):
    """A picture in its place in an exhibit."""

    asset_id: str = Field(max_length=64)
    alt: LocalText = LocalText()
    caption: LocalText = LocalText()


class CommonContent(Model):
    """The fields that each kind shares; the first picture is the cover (V-22: conclusion first)."""

    title: LocalText = LocalText()
    key: LocalText = LocalText()
    source: LocalText = LocalText()
    pictures: tuple[Picture, ...] = Field(default=(), max_length=60)

    def list_asset_ids(self) -> list[str]:
        """List the assets that are needed to show it, in order."""
        return [picture.asset_id for picture in self.pictures]
