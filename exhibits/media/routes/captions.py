"""HTTP for the captions of films."""

from flask import request

from exhibits.core.errors import NotFound
from exhibits.core.http import delete, get, put
from exhibits.core.model import CURATORS, STAFF, Language
from exhibits.media.captions.cues import MAX_BYTES, Captions
from exhibits.media.captions.service import CaptionService
from exhibits.media.model import Asset

LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}


class CaptionRoutes:
    """Routes of the captions, one file for each language."""

    prefix = "/api/v1"
    tag = "media"

    def __init__(self, captions: CaptionService) -> None:
        self._captions = captions

    @get("/assets/<asset_id>/captions/<language>", allow=STAFF)
    def show_captions(self, asset_id: str, language: str) -> Captions:
        """Show a film's captions as cues, with what could be better in them."""
        return self._captions.read(asset_id, _know(language))

    @put("/assets/<asset_id>/captions/<language>", allow=CURATORS)
    def keep_captions(self, asset_id: str, language: str) -> Asset:
        """Keep the raw body, WebVTT or SRT, as captions; 422 `captions_broken` names every wrong line."""
        return self._captions.keep(asset_id, _know(language), request.stream.read(MAX_BYTES + 1))

    @delete("/assets/<asset_id>/captions/<language>", allow=CURATORS)
    def drop_captions(self, asset_id: str, language: str) -> Asset:
        """Drop a film's captions in a language."""
        return self._captions.drop(asset_id, _know(language))


def _know(language: str) -> Language:
    if language not in LANGUAGES:
        raise NotFound("language_unknown", "字幕只有中文和英文。", "Captions are Chinese or English.")
    return LANGUAGES[language]
