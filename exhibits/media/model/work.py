"""What a worker process is given to do, and what it finds out about a file that has arrived."""

from exhibits.core.model import Instant, Model
from exhibits.media.model.asset import Asset, AssetKind, Book, Film, Notice, Sound, Step


class Work(Model):
    """One step of one asset: the task returns the fields of the asset that it made, as JSON.

    `original` is the path of the uploaded file, `folder` that of the FileStore for what displays get.
    """

    asset: Asset
    original: str
    folder: str
    form: str
    """The original's format, `Format.name`."""
    max_megapixels: int


class Facts(Model):
    """What a file is, found by reading it: the asset begins with this. `width` and `height` as a person sees it."""

    kind: AssetKind
    width: int = 0
    height: int = 0
    todo: tuple[Step, ...] = ()
    taken_at: Instant | None = None
    film: Film | None = None
    sound: Sound | None = None
    book: Book | None = None
    notices: tuple[Notice, ...] = ()


class Arrived(Model):
    """A file that was read whole and found good: its hash, its format, and what it is."""

    digest: str
    form: str
    bytes: int
    facts: Facts
