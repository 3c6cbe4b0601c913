"""Which programs of the machine the hall can use to make more of files."""

from exhibits.core.model import Model
from exhibits.media.documents.office import find_soffice
from exhibits.media.films.ffmpeg import find_ffmpeg
from exhibits.media.pictures import HEIF_KNOWN


class Tools(Model):
    """What is there: ffmpeg converts films, LibreOffice turns Office documents into pages, pillow-heif reads HEIC."""

    ffmpeg: bool
    office: bool
    heic: bool


def find_tools() -> Tools:
    """Look for the programs."""
    return Tools(ffmpeg=find_ffmpeg() is not None, office=find_soffice() is not None, heic=HEIF_KNOWN)
