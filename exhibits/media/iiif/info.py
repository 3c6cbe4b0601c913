"""What the hall says about a picture that can be zoomed into: the info.json of the IIIF Image API 3.0 (5)."""

from typing import Any

from exhibits.media.iiif.levels import halve
from exhibits.media.iiif.region import Extent
from exhibits.media.iiif.size import Limits, is_within
from exhibits.media.model import Zoom

CONTEXT = "http://iiif.io/api/image/3/context.json"
PROFILE = "http://iiif.io/api/image/3/level2.json"


def describe_picture(zoom: Zoom, base_uri: str, limits: Limits) -> dict[str, Any]:
    """Describe a picture; `base_uri` is the address of its info.json without that name.

    Only what is not in level 2 anyway is named as extra; of the levels' sizes only those that are to be had (5.2).
    """
    levels = [halve(Extent(zoom.width, zoom.height), number) for number in reversed(range(zoom.levels))]
    return {
        "@context": CONTEXT,
        "id": base_uri,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": zoom.width,
        "height": zoom.height,
        "maxWidth": limits.side_px,
        "maxArea": limits.area_px,
        "sizes": [one._asdict() for one in levels if is_within(one, limits)],
        "tiles": [{"width": zoom.tile_px, "scaleFactors": [2**number for number in range(zoom.levels)]}],
        "preferredFormats": ["jpg"],
        "extraFormats": ["webp"],
        "extraQualities": ["color", "gray", "bitonal"],
        "extraFeatures": ["canonicalLinkHeader", "mirroring", "profileLinkHeader", "sizeUpscaling"],
    }
