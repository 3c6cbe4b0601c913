"""What the hall can do with a film's captions: take them in, give them back as cues, drop them."""

import gevent

from exhibits.core.errors import Invalid, NotFound
from exhibits.core.model import Language
from exhibits.media.captions.cues import Captions
from exhibits.media.captions.parsing import parse_captions
from exhibits.media.captions.webvtt import write_webvtt
from exhibits.media.files import FileStore
from exhibits.media.model import Asset, Film, Track
from exhibits.media.service import MediaService


class CaptionService:
    """The captions of films: WebVTT files, named by their content like all others."""

    def __init__(self, media: MediaService, files: FileStore) -> None:
        self._media, self._files = media, files

    def read(self, asset_id: str, language: Language) -> Captions:
        """Read the captions in a language as cues; raises NotFound (`captions_unknown`)."""
        film = self._get_film(asset_id)
        found = next((track for track in film.tracks if track.language == language), None)
        path = self._files.find_path(found.file) if found else None
        if path is None:
            raise NotFound(
                "captions_unknown", "这部影片还没有这种语言的字幕。", "There are no captions in this language."
            )
        return parse_captions(path.read_bytes(), film.duration_s)

    def keep(self, asset_id: str, language: Language, content: bytes) -> Asset:
        """Keep WebVTT or SRT as the captions in a language; raises Invalid (`captions_broken`) that names the lines."""
        duration_s = self._get_film(asset_id).duration_s
        captions: Captions = gevent.get_hub().threadpool.apply(parse_captions, (content, duration_s))
        file = self._files.keep_all([write_webvtt(captions.cues).encode()], "vtt")[0]
        return self._media.set_track(asset_id, language, Track(language=language, file=file))

    def drop(self, asset_id: str, language: Language) -> Asset:
        """Drop the captions in a language."""
        self._get_film(asset_id)
        return self._media.set_track(asset_id, language, None)

    def _get_film(self, asset_id: str) -> Film:
        film = self._media.get_asset(asset_id).film
        if film is None:
            raise Invalid("not_a_film", "只有影片才有字幕。", "Only a film has captions.")
        return film
