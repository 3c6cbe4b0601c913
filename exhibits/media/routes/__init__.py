"""HTTP for media: uploads, assets, the links by which a phone sends pictures, and the files themselves."""

from exhibits.media.routes.assets import AssetRoutes
from exhibits.media.routes.captions import CaptionRoutes
from exhibits.media.routes.files import FileRoutes
from exhibits.media.routes.links import LinkRoutes
from exhibits.media.routes.uploads import UploadRoutes

__all__ = ["AssetRoutes", "CaptionRoutes", "FileRoutes", "LinkRoutes", "UploadRoutes"]
