"""Assets: what curators upload, and the forms in which displays get it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from exhibits.core.model import Instant, Language, LocalText, Model

FileName = Annotated[str, Field(pattern=r"^[0-9a-f]{64}\.[a-z0-9]{2,5}$")]
"""A file named by its content's SHA-256, served at `/media/<name>`."""

Part = Annotated[float, Field(ge=0, le=1)]
"""A share of a length or a width, from the left or the top."""


class AssetKind(StrEnum):
    """What an asset is to a person."""

    PHOTOGRAPH = "photograph"
    PANORAMA = "panorama"
    DRAWING = "drawing"
    FILM = "film"
    SOUND = "sound"
    DOCUMENT = "document"


class AssetState(StrEnum):
    """How far the hall is with an asset: `ready` can be shown, even while better forms are still being made."""

    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class Step(StrEnum):
    """One durable piece of work on an asset; the tasks of the worker processes have these names."""

    FORMS = "forms"
    CROPS = "crops"
    TILES = "tiles"
    FACES = "faces"
    POSTERS = "posters"
    POSTER = "poster"
    REMUX = "remux"
    FILM_1080 = "film_1080"
    FILM_2160 = "film_2160"
    SOUND = "sound"
    PAGES = "pages"


class Rendition(Model):
    """One form of an asset; `width` and `height` are 0 for what only sounds."""

    name: FileName
    mime: str
    width: int
    height: int
    bytes: int


class Focus(Model):
    """The point that no crop may lose (C-07)."""

    x: Part
    y: Part


class Shape(StrEnum):
    """A shape that the hall's layouts crop to, width to height."""

    WIDE = "16:9"
    TALL = "9:16"
    PORTRAIT = "3:4"
    SQUARE = "1:1"
    LED = "4:1"


class Crop(Model):
    """A part of a picture in one shape, in pixels of the upright original; its forms from the smallest."""

    shape: Shape
    x: int
    y: int
    width: int
    height: int
    renditions: tuple[Rendition, ...] = ()


class Zoom(Model):
    """A pyramid of square JPEG tiles in one file; level 0 is full size, each next one half of it."""

    file: FileName
    width: int
    height: int
    tile_px: int
    levels: int


class Poster(Model):
    """A frame of a film that may stand for it."""

    at_s: float
    picture: Rendition


class Track(Model):
    """The captions of a film in one language: a WebVTT file."""

    language: Language
    file: FileName


class Chapter(Model):
    """Where a part of a film begins."""

    at_s: float = Field(ge=0, le=86_400)
    title: LocalText


class Film(Model):
    """A film as it is shown: MP4s (or WebM at first) from the smallest; without any only its poster can be shown."""

    duration_s: float
    fps: float
    codec: str
    has_sound: bool
    rotation: int = 0
    forms: tuple[Rendition, ...] = ()
    posters: tuple[Poster, ...] = ()
    poster: int = 0
    tracks: tuple[Track, ...] = ()
    chapters: tuple[Chapter, ...] = Field(default=(), max_length=60)


class Sound(Model):
    """A recording; forms in the order in which a browser should try them."""

    duration_s: float
    codec: str
    forms: tuple[Rendition, ...] = ()


class Book(Model):
    """A document as pages: `file` is a JSON file, a `BookPages`."""

    pages: int
    file: FileName | None = None


class Page(Model):
    """One page: a picture to read, a small one for the strip, and its words."""

    picture: Rendition
    small: Rendition
    text: str = ""


class BookPages(Model):
    """All pages of a document."""

    pages: tuple[Page, ...]


class Panorama(Model):
    """The six faces of the cube around the viewer: front, right, back, left, up, down (JPEG, at most 4096 px)."""

    faces: tuple[Rendition, ...] = ()


class Notice(Model):
    """Something a curator should know about an asset that can be shown all the same (C-19)."""

    code: str
    message: LocalText


class Asset(Model):
    """Something in the hall's keeping; `renditions` are pictures of it from the smallest to the largest."""

    id: str
    name: str
    kind: AssetKind
    state: AssetState
    progress: float = Field(default=0, ge=0, le=1)
    todo: tuple[Step, ...] = ()
    """What is still to be made, the next first."""
    original: Rendition
    renditions: tuple[Rendition, ...] = ()
    placeholder: str = ""
    """A `data:` URI of a few hundred bytes that shows at once."""
    focus: Focus | None = None
    crops: tuple[Crop, ...] = ()
    zoom: Zoom | None = None
    film: Film | None = None
    sound: Sound | None = None
    book: Book | None = None
    panorama: Panorama | None = None
    alt: LocalText = LocalText()
    caption: LocalText = LocalText()
    credit: str = ""
    licence: str = ""
    album: str = ""
    taken_at: Instant | None = None
    expires_at: Instant | None = None
    fingerprint: str = ""
    """A perceptual hash, 16 hexadecimal figures: alike pictures differ in few bits."""
    similar_to: str | None = None
    """An older asset that looks the same (C-05)."""
    notices: tuple[Notice, ...] = ()
    problem: LocalText = LocalText()
    """Why it failed, and what to do."""
    created_at: Instant
    created_by: str
    deleted_at: Instant | None = None
    """When it was put into the bin."""
    purge_at: Instant | None = None
    """When the bin lets it go for good (C-13, C-26)."""


UNNAMED_FILE = f"{0:064}.webp"
"""Stands where no file may be named."""
_HIDDEN = {
    "name": "",
    "created_by": "",
    "album": "",
    "fingerprint": "",
    "progress": 1.0,
    "todo": (),
    "notices": (),
    "similar_to": None,
    "expires_at": None,
    "deleted_at": None,
    "purge_at": None,
}


def show_to_visitors(asset: Asset) -> Asset:
    """Leave out what is for the staff: who uploaded it, the file's name, what is being done, the original."""
    original = asset.original
    if asset.kind is not AssetKind.DRAWING:
        bare = original.model_copy(update={"name": UNNAMED_FILE, "mime": "image/webp", "bytes": 0})
        original = asset.renditions[-1] if asset.renditions else bare
    return asset.model_copy(update={"original": original, **_HIDDEN})


class AssetChanged(Model):
    """News for the studio: fetch the asset again."""

    id: str
