"""The words by which ffmpeg makes the hall's forms: H.264 and AAC in an MP4 that starts at once."""

from pathlib import Path

from exhibits.media.films.facts import HALF_PX, FilmFacts, is_fast
from exhibits.media.films.opening import THREADS, get_readers

KEYFRAME_S = 2
"""So that a jump to a chapter lands within two seconds, and at once."""

CEILING_DB = -2.0
"""Of a sample: what is between two of them then stays below −1 dB."""

_BITS_S = {HALF_PX: "12M"}
_LARGE_BITS_S = "40M"
_FRUGAL = ("-x264-params", "rc-lookahead=5:sync-lookahead=0")
"""Holds fewer of the large pictures: a worker has 1500 MB for HDR of 2160 lines, and 1300 are enough then."""

_PLAIN = "setsar=1,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
_TARGET = "out_color_matrix=bt709:out_range=tv"
STEREO = "aresample=48000:async=1,aformat=sample_fmts=fltp:channel_layouts=stereo"
"""What is measured and what is written is the same: two channels, as displays have them."""

BARE = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact")
"""Nothing about who, where and with what; and the same film twice gives the same file."""


def read_from(path: Path, container: str) -> list[str]:
    """Name the file to read: it alone, by the demuxers that fit it."""
    whitelists = ["-protocol_whitelist", "file,pipe", "-format_whitelist", get_readers(container)]
    return ["-threads", str(THREADS), *whitelists, "-i", f"file:{path}"]


def fit(width: int, height: int, lines: int) -> tuple[int, int]:
    """Fit a picture into so many lines, its shorter side, never larger than it is; both sides even, as 4:2:0 needs."""
    scale = min(1.0, lines / min(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def encode_picture(facts: FilmFacts, lines: int, table: str | None) -> list[str]:
    """Encode the picture anew: upright, square pixels, BT.709, at most 60 pictures a second.

    `table` is the file that brings HDR colours there, by a name without special signs.
    """
    bits_s = _BITS_S.get(lines, _LARGE_BITS_S)
    speed = ["-preset", "veryfast", "-crf", "20", "-maxrate", bits_s, "-bufsize", bits_s]
    seeking = ["-force_key_frames", f"expr:gte(t,n_forced*{KEYFRAME_S})"]
    form = ["-c:v", "libx264", "-profile:v", "high", "-threads", str(THREADS)]
    return ["-vf", _filter_picture(facts, lines, table), *form, *speed, *seeking, *(_FRUGAL if lines > HALF_PX else ())]


def level_sound(gain_db: float) -> str:
    """Change the loudness by one gain for the whole; only peaks that would be cut off are held down."""
    return f"{STEREO},volume={gain_db:.2f}dB,alimiter=limit={10 ** (CEILING_DB / 20):.3f}:level=false"


def encode_sound(gain_db: float) -> list[str]:
    """Encode the sound as AAC at the hall's loudness."""
    return ["-af", level_sound(gain_db), "-c:a", "aac", "-b:a", "160k", "-flags:a", "+bitexact"]


def _filter_picture(facts: FilmFacts, lines: int, table: str | None) -> str:
    width, height = fit(facts.width, facts.height, lines)
    steps = ["bwdif=mode=send_frame:deint=interlaced"] if facts.interlaced else []
    if is_fast(facts.fps):
        steps.append("fps=60")
    size, source = f"scale={width}:{height}:flags=lanczos", f"in_color_matrix={facts.matrix}"
    if table is None:
        steps.append(f"{size}:{source}:{_TARGET}")
    else:
        steps += [f"{size}:{source}", "format=gbrp10le", f"lut3d={table}:interp=tetrahedral", f"scale={_TARGET}"]
    return ",".join([*steps, "format=yuv420p", _PLAIN])
