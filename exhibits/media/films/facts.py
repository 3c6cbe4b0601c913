"""What is known of a recording once it was opened, and what follows from it without opening it again."""

from typing import Literal

from exhibits.core.model import Model
from exhibits.media.films.tones import Transfer
from exhibits.media.model import AssetKind, Film, Sound, Step

HALF_PX = 1080
FULL_PX = 2160
"""The lines of the two forms of a film: its shorter side, so that an upright film is treated as a wide one."""

_MP4_LIKE = ("MP4", "MOV", "MATROSKA")
_H264_LEVEL = 52
_PLAIN = ("yuv420p", "yuvj420p")
_MP4_SOUND = (None, "aac", "mp3")
_WEBM_SOUND = (None, "opus", "vorbis")
_WEBM_FILM = ("vp8", "vp9", "av1")
_PLAYED_SOUND = {
    "MP3": ("mp3", "aac"),
    "WAV": ("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le"),
    "M4A": ("aac",),
    "MP4": ("aac",),
    "OGG": ("vorbis", "opus", "flac"),
    "FLAC": ("flac",),
}
_COPIED_BITS_S = 12_000_000
_FPS = 60.5
"""Television's 59.94 and a camera's 60.0 something are 60 to a display."""


class SoundFacts(Model):
    """What is known of a recording without picture; `stream` is its place in the file."""

    kind: Literal[AssetKind.SOUND] = AssetKind.SOUND
    container: str
    duration_s: float
    codec: str
    stream: int


class FilmFacts(Model):
    """What is known of a film: `width` and `height` as a person sees it, `rotation` is clockwise, in degrees."""

    kind: Literal[AssetKind.FILM] = AssetKind.FILM
    container: str
    duration_s: float
    width: int
    height: int
    codec: str
    level: int
    pixel_format: str
    fps: float
    bits_s: int
    rotation: int
    mirrored: bool
    square: bool
    """Whether its pixels are; television's often are not."""
    interlaced: bool
    transfer: Transfer
    """How its brightness is coded: for ordinary displays, or for HDR in one of two ways."""
    matrix: str
    """Of its colours, by FFmpeg's name."""
    stream: int
    sound_stream: int | None
    sound_codec: str | None

    @property
    def lines(self) -> int:
        """The shorter side."""
        return min(self.width, self.height)


def describe_film(facts: FilmFacts) -> Film:
    """Begin the asset's part: a film of which nothing is made yet."""
    return Film(
        duration_s=facts.duration_s,
        fps=facts.fps,
        codec=facts.codec,
        has_sound=facts.sound_stream is not None,
        rotation=facts.rotation,
    )


def describe_sound(facts: SoundFacts) -> Sound:
    """Begin the asset's part: a recording of which nothing is made yet."""
    return Sound(duration_s=facts.duration_s, codec=facts.codec)


def plan_film(facts: FilmFacts) -> tuple[Step, ...]:
    """Plan a film's work: first its posters, then what plays within seconds, then the good forms."""
    quick = (Step.REMUX,) if plays_as_it_is(facts) else ()
    large = (Step.FILM_2160,) if facts.lines > HALF_PX else ()
    return (Step.POSTERS, *quick, Step.FILM_1080, *large)


def plan_sound(facts: SoundFacts) -> tuple[Step, ...]:
    """Plan the work on a recording."""
    return (Step.SOUND,)


def plays_as_it_is(facts: FilmFacts) -> bool:
    """Tell whether Chromium plays the film's streams; never HEVC, of which it plays the sound with no picture."""
    return plays_in_mp4(facts) or plays_in_webm(facts)


def plays_in_mp4(facts: FilmFacts) -> bool:
    """Tell whether Chromium plays it from an MP4 that carries the same streams."""
    return (
        facts.container in _MP4_LIKE
        and facts.codec == "h264"
        and facts.level <= _H264_LEVEL
        and facts.pixel_format in _PLAIN
        and facts.sound_codec in _MP4_SOUND
    )


def plays_in_webm(facts: FilmFacts) -> bool:
    """Tell whether Chromium plays it from a WebM that carries the same streams."""
    return (
        facts.container == "MATROSKA"
        and facts.codec in _WEBM_FILM
        and facts.pixel_format in _PLAIN
        and facts.sound_codec in _WEBM_SOUND
    )


def is_good_already(facts: FilmFacts) -> bool:
    """Tell whether the picture needs no change: the 1080p form then carries a copy of it."""
    upright = facts.rotation == 0 and not facts.mirrored
    simple = facts.square and upright and not facts.interlaced and facts.transfer == "sdr"
    small = facts.lines <= HALF_PX and facts.fps <= _FPS and facts.bits_s <= _COPIED_BITS_S
    return plays_in_mp4(facts.model_copy(update={"sound_codec": None})) and simple and small


def sounds_as_it_is(facts: SoundFacts) -> bool:
    """Tell whether Chromium plays the recording's stream from a file of the same kind."""
    return facts.codec in _PLAYED_SOUND.get(facts.container, ())


def is_fast(fps: float) -> bool:
    """Tell whether a film has more pictures a second than displays show."""
    return fps > _FPS
