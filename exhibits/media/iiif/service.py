"""What the hall can do with pictures to zoom into: describe them, and find or make any image of them."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from gevent.event import AsyncResult

from exhibits.core.errors import NotFound, Unavailable
from exhibits.core.jobs.jobs import Jobs
from exhibits.media.iiif.cache import ImageCache, Kept
from exhibits.media.iiif.info import describe_picture
from exhibits.media.iiif.levels import find_tile
from exhibits.media.iiif.pack import PackShelf, Slice
from exhibits.media.iiif.region import Extent
from exhibits.media.iiif.request import ImageRequest, read_request
from exhibits.media.iiif.size import LIMITS, Limits
from exhibits.media.model import Zoom
from exhibits.media.sniff import get_format

RENDER_S = 30
MOST_WAITING = 16
"""Whoever asks for one more image to be made is told to come again: visitors may ask, so anybody may ask too much."""

FindZoom = Callable[[str], tuple[Zoom, Path] | None]
"""Finds the pyramid of a picture that everybody may see, and the path of its pack."""


class ImagePart(NamedTuple):
    """An image as a part of a file; `lasting` says that its address will never mean another one."""

    path: Path
    place: Slice
    mime: str
    etag: str
    canonical: str
    lasting: bool


class IiifService:
    """The Image API: a tile is a slice of the pack, everything else is made once by a worker and kept in the cache."""

    def __init__(self, find_zoom: FindZoom, jobs: Jobs, folder: Path, max_bytes: int, limits: Limits = LIMITS) -> None:
        self._find_zoom, self._jobs, self._limits = find_zoom, jobs, limits
        self._cache, self._packs = ImageCache(folder, max_bytes), PackShelf()
        self._under_way: dict[str, AsyncResult[Kept]] = {}

    def describe(self, asset_id: str, base_uri: str) -> dict[str, Any]:
        """Describe a picture, as its info.json; raises NotFound."""
        return describe_picture(self._get_zoom(asset_id)[0], base_uri, self._limits)

    def get_image(self, asset_id: str, region: str, size: str, rotation: str, name: str) -> ImagePart:
        """Get an image; raises NotFound, BadImageRequest, and Unavailable (`images_busy`) when too many are waiting."""
        zoom, pack = self._get_zoom(asset_id)
        request = read_request(region, size, rotation, name, Extent(zoom.width, zoom.height), self._limits)
        lasting, mime = pack.stem == asset_id, get_format(name).mime
        tile = find_tile(request, zoom)
        if tile is not None:
            place = self._packs.get_index(pack)[tile]
            etag = f"{pack.stem}/{tile}"
            return ImagePart(pack, place, mime, etag, request.canonical, lasting)
        kept = self._find_or_make(zoom, pack, request)
        return ImagePart(kept.path, kept.place, mime, kept.digest, request.canonical, lasting)

    def _get_zoom(self, asset_id: str) -> tuple[Zoom, Path]:
        found = self._find_zoom(asset_id)
        if found is None:
            raise NotFound(
                "zoom_unknown",
                "没有这张可放大的图片，可能已被删除或还在处理。",
                "There is no such picture to zoom into: it may be deleted, or not ready yet.",
            )
        return found

    def _find_or_make(self, zoom: Zoom, pack: Path, request: ImageRequest) -> Kept:
        name = f"{hashlib.sha256(f'{zoom.file}/{request.canonical}'.encode()).hexdigest()}.{request.form}"
        if (kept := self._cache.find(name)) is not None:
            return kept
        if (others := self._under_way.get(name)) is not None:
            others.get()
            return self._find_or_make(zoom, pack, request)
        if len(self._under_way) >= MOST_WAITING:
            raise _refuse_busy()
        result = self._under_way[name] = AsyncResult()
        try:
            kept = self._make(name, zoom, pack, request)
        except BaseException as error:  # also when whoever asked first is gone: the others must not wait for ever
            result.set_exception(error if isinstance(error, Exception) else _refuse_busy())
            raise
        finally:
            del self._under_way[name]
        result.set(kept)
        return kept

    def _make(self, name: str, zoom: Zoom, pack: Path, request: ImageRequest) -> Kept:
        task = {"pack": str(pack.resolve()), "zoom": zoom.model_dump(mode="json"), "request": request}
        made = self._jobs.call("render", task | {"target": str(self._cache.place(name).resolve())}, RENDER_S)
        return self._cache.adopt(name, made["bytes"], made["digest"])


def _refuse_busy() -> Unavailable:
    return Unavailable(
        "images_busy",
        "正在制作的图片太多，请稍后再试。",
        "Too many images are being made. Try again in a moment.",
        retry_after_s=2,
    )
