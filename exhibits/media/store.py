"""How assets are kept: as documents, beside the files that they speak of."""

from exhibits.core.documents import Documents
from exhibits.media.model import Asset


class AssetStore:
    """The assets, each under its id; their files are in a FileStore."""

    def __init__(self, documents: Documents) -> None:
        self.assets = documents.collection("assets", Asset)

    def find_by_digest(self, digest: str) -> Asset | None:
        """Find the asset whose original has this SHA-256, or None."""
        return next((asset for asset in self.assets.all() if asset.original.name.startswith(digest)), None)
