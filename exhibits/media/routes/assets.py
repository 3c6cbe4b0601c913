"""HTTP for the library: what is there, what is known of it, and what the hall can do with files."""

from exhibits.core.http import get, patch, post
from exhibits.core.model import ADMINISTRATORS, CURATORS, STAFF, Identity, Model
from exhibits.media.model import Asset, AssetsChange, AssetsNamed, Upload
from exhibits.media.service import MediaService
from exhibits.media.tools import Tools, find_tools
from exhibits.media.uploads.room import StorageState
from exhibits.media.uploads.service import UploadService


class MediaState(Model):
    """How full the hall is, and which programs it has to make more of files."""

    storage: StorageState
    tools: Tools


class AssetRoutes:
    """Routes of the assets; where they are used is the catalogue's to say."""

    prefix = "/api/v1"
    tag = "media"

    def __init__(self, media: MediaService, uploads: UploadService) -> None:
        self._media, self._uploads = media, uploads

    @get("/assets", allow=STAFF)
    def list_assets(self) -> list[Asset]:
        """List all assets, the newest first, with those in the bin."""
        return self._media.list_assets()

    @get("/assets/<asset_id>", allow=STAFF)
    def show_asset(self, asset_id: str) -> Asset:
        """Show an asset."""
        return self._media.get_asset(asset_id)

    @patch("/assets", allow=CURATORS)
    def change_assets(self, body: AssetsChange) -> list[Asset]:
        """Change what is known of one asset or of many."""
        return self._media.change(body.ids, body.change)

    @post("/assets/<asset_id>/retry", allow=CURATORS)
    def retry_asset(self, asset_id: str) -> Asset:
        """Try again to make an asset's forms."""
        return self._media.retry(asset_id)

    @post("/assets/<asset_id>/pages", allow=CURATORS, status=201)
    def make_pages_photographs(self, asset_id: str, who: Identity) -> list[Upload]:
        """Make a photograph of each page of a document (C-20); they come in as uploads, in an album of its name."""
        document, pages = self._media.find_pages(asset_id)
        return [
            self._uploads.bring_in(path, f"{document} {number:03}.webp", document, who)
            for number, path in enumerate(pages, 1)
        ]

    @post("/assets/restore", allow=CURATORS)
    def restore_assets(self, body: AssetsNamed) -> list[Asset]:
        """Take assets out of the bin."""
        return self._media.take_from_bin(body.ids)

    @post("/assets/purge", allow=ADMINISTRATORS)
    def purge_assets(self, body: AssetsNamed) -> None:
        """Let assets in the bin go for good."""
        self._media.purge(body.ids)

    @get("/media-state", allow=STAFF)
    def show_media_state(self) -> MediaState:
        """Show how full the hall is, and which programs it has."""
        return MediaState(storage=self._uploads.measure_storage(), tools=find_tools())
