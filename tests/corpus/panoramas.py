"""Panoramas of the whole sphere and of parts of it, drawn so that each direction has a colour of its own."""

import math
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.corpus.pictures import make_heic, write

GPANO = "http://ns.google.com/photos/1.0/panorama/"
Pixel = tuple[int, int, int]


def draw_sphere(width: int = 512) -> Image.Image:
    """Draw the whole sphere, equirectangular: the front is in its middle."""
    height = width // 2
    image = Image.new("RGB", (width, height))
    longitudes = [((column + 0.5) / width - 0.5) * math.tau for column in range(width)]
    latitudes = [(0.5 - (row + 0.5) / height) * math.pi for row in range(height)]
    image.putdata([paint(*look(longitude, latitude)) for latitude in latitudes for longitude in longitudes])
    return image


def look(longitude: float, latitude: float) -> tuple[float, float, float]:
    """Give a direction as a vector: to the right, up, ahead."""
    across = math.cos(latitude)
    return across * math.sin(longitude), math.sin(latitude), across * math.cos(longitude)


def paint(right: float, up: float, ahead: float) -> Pixel:
    """Give the colour of a direction: the more to the right, up or ahead, the more red, green or blue."""
    red, green, blue = (round(128 + 100 * part) for part in (right, up, ahead))
    return red, green, blue


def write_gpano(elements: bool = False, **properties: object) -> bytes:
    """Write XMP with GPano properties, as attributes or, as some cameras do, as elements."""
    said = {"ProjectionType": "equirectangular"} | properties
    attributes = "" if elements else "".join(f' GPano:{name}="{value}"' for name, value in said.items())
    inside = "".join(f"<GPano:{name}>{value}</GPano:{name}>" for name, value in said.items()) if elements else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:GPano="{GPANO}"{attributes}>{inside}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def write_place(whole: tuple[int, int], box: tuple[int, int, int, int]) -> bytes:
    """Write the XMP of a part of a sphere: the size of the whole, and the part's left, top, right and lower edge."""
    left, top, right, bottom = box
    return write_gpano(
        FullPanoWidthPixels=whole[0],
        FullPanoHeightPixels=whole[1],
        CroppedAreaImageWidthPixels=right - left,
        CroppedAreaImageHeightPixels=bottom - top,
        CroppedAreaLeftPixels=left,
        CroppedAreaTopPixels=top,
    )


def make_panorama(image: Image.Image, xmp: bytes = b"", form: str = "JPEG") -> bytes:
    """Write a panorama in a form; without XMP nothing says that it is one."""
    if form == "HEIF":
        return make_heic(image, xmp=xmp)
    if form == "PNG":
        return write(image, form, pnginfo=_note(xmp))
    if form == "TIFF":
        return write(image, form, tiffinfo={700: xmp})
    options: dict[str, Any] = {"quality": 95} | ({"subsampling": 0} if form == "JPEG" else {})
    return write(image, form, xmp=xmp, **options)


def _note(xmp: bytes) -> PngInfo:
    notes = PngInfo()
    notes.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=True)
    return notes
