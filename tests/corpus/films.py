"""Films and sound as cameras, telephones and editing programs make them, and odd ones; made when a test needs them."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
from PIL import Image

from exhibits.core.jobs.model import Progress
from exhibits.media.films.facts import FilmFacts, SoundFacts, describe_film, describe_sound
from exhibits.media.films.probe import inspect_recording
from exhibits.media.model import Asset, AssetState, Film, Rendition, Work
from exhibits.media.sniff import sniff

Make = Callable[[Work, Progress], dict[str, Any]]

SECONDS = 3
PLACE = "+31.5500+118.4900/"
CAMERA = "Kamera-4711"


def run(*words: str) -> str:
    """Run ffmpeg and return what it said."""
    command = ("ffmpeg", "-nostdin", "-hide_banner", "-y", *words)
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


def draw(size: str = "192x108", fps: int = 25, seconds: float = SECONDS) -> list[str]:
    """Name a moving picture."""
    return ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={fps}:duration={seconds}"]


def hum(gain_db: float = 0, seconds: float = SECONDS) -> list[str]:
    """Name a tone; at 0 dB it is −21 LUFS."""
    return ["-f", "lavfi", "-i", f"sine=frequency=997:duration={seconds}:sample_rate=48000,volume={gain_db}dB"]


X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25"]
X265 = ["-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-pix_fmt", "yuv420p10le"]
PQ_NOTE = "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
PQ = ["-x265-params", PQ_NOTE, "-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc"]
AAC = ["-c:a", "aac", "-b:a", "96k"]
NOTES = ["-metadata", f"location={PLACE}", "-metadata", f"title={CAMERA}", "-metadata:s:v", f"handler_name={CAMERA}"]
KEY = "76a6c65c5ea762046bd749a2e632ccbb"
LOCK = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", KEY, "-encryption_kid", KEY]
BLINK = "geq=lum='if(lt(mod(N,6),3),16,235)':cb=128:cr=128"
BARS = "geq=lum='if(lt(mod(X+N*12,96),48),16,235)':cb=128:cr=128"
"""They move, and have no edge between one line and the next, unless two moments are woven into one picture."""

FIELDS = ["-flags", "+ilme+ildct", "-x264opts", "tff=1"]
CLICKS = "0.03*sin(6264*t)+if(lt(mod(t,0.5),0.001),0.8*sin(12528*t),0)"
GREY = "geq=lum='lerp(64,940,0.58)':cb=512:cr=512"
"""In PQ, paper at 203 cd/m²."""

_RECIPES: dict[str, list[str]] = {
    "plain.mp4": [*draw(), *hum(), *X264, *AAC],
    "camera.mov": [*draw(), *hum(), *X264, *AAC, *NOTES],
    "front.mp4": [*draw(), *hum(), *X264, *AAC, "-movflags", "+faststart"],
    "hevc.mov": [*draw(), *hum(), *X265, "-x265-params", "log-level=none", *AAC],
    "hdr.mp4": ["-f", "lavfi", "-i", f"color=s=192x108:r=25:d=1,format=yuv420p10le,{GREY}", *X265, *PQ],
    "web.webm": [*draw(), *hum(), "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"],
    "old.avi": [*draw(), *hum(), "-c:v", "mpeg4", "-c:a", "libmp3lame"],
    "windows.wmv": [*draw(), *hum(), "-c:v", "wmv2", "-c:a", "wmav2"],
    "disc.mpg": [*draw(), *hum(), "-c:v", "mpeg2video", "-c:a", "mp2"],
    "broadcast.ts": [*draw(), *hum(), *X264, *AAC],
    "flash.flv": [*draw(), *hum(), "-c:v", "flv", "-c:a", "libmp3lame", "-ar", "44100"],
    "upright.mp4": [*draw("108x192"), *hum(), *X264, *AAC],
    "fast.mp4": [*draw(fps=120), *hum(), *X264, *AAC],
    "large.mp4": [*draw("2560x1440", fps=5, seconds=1), *hum(seconds=1), *X264, *AAC],
    "stretched.mpg": [*draw("176x144"), "-c:v", "mpeg2video", "-vf", "setsar=12/11"],
    "fields.mp4": ["-f", "lavfi", "-i", f"color=s=192x108:r=50:d=2,{BARS},tinterlace=interleave_top", *X264, *FIELDS],
    "mute.mp4": [*draw(), *X264],
    "hushed.mp4": [*draw(), *hum(-200), *X264, *AAC],
    "loud.mp4": [*draw(), *hum(18), *X264, *AAC],
    "quiet.mp4": [*draw(), *hum(-20), *X264, *AAC],
    "blinking.mp4": ["-f", "lavfi", "-i", f"color=s=192x108:r=30:d=2,{BLINK}", *X264],
    "dark.mp4": ["-f", "lavfi", "-i", "color=black:s=192x108:r=25:d=2", *X264],
    "half_dark.mp4": [*draw(), *X264, "-vf", "fade=in:st=1.4:d=0.1"],
    "blind.mp4": [*hum(), *AAC],
    "locked.mp4": [*draw(), *hum(), *X264, *AAC, *LOCK],
    "sound.mp3": [*hum(), "-c:a", "libmp3lame", *NOTES[:4]],
    "sound.wav": [*hum(), "-c:a", "pcm_s16le"],
    "sound.m4a": [*hum(), *AAC, *NOTES[:4]],
    "lossless.m4a": [*hum(), "-c:a", "alac"],
    "sound.ogg": [*hum(), "-c:a", "libvorbis"],
    "sound.flac": [*hum(), "-c:a", "flac"],
    "loud.wav": [*hum(18), "-c:a", "pcm_s16le"],
    "quiet.wav": [*hum(-20), "-c:a", "pcm_s16le"],
    "clicks.wav": ["-f", "lavfi", "-i", f"aevalsrc='{CLICKS}':d={SECONDS}:s=48000", "-c:a", "pcm_s16le"],
    "still.wav": [*hum(-200), "-c:a", "pcm_s16le"],
}


def cut(part: float) -> Callable[[bytes], bytes]:
    """Keep only a part of a file from its beginning."""
    return lambda content: content[: int(len(content) * part)]


def blank(part: float) -> Callable[[bytes], bytes]:
    """Leave a file its length but nothing in it from a part on, as a download that broke off does."""
    return lambda content: content[: int(len(content) * part)].ljust(len(content), b"\0")


_DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "cut.mp4": ("front.mp4", cut(0.6)),
    "cut.webm": ("web.webm", cut(0.3)),
    "cut.avi": ("old.avi", cut(0.5)),
    "cut.wmv": ("windows.wmv", cut(0.5)),
    "cut.flac": ("sound.flac", cut(0.3)),
    "blank.mp4": ("front.mp4", blank(0.3)),
    "no_index.mp4": ("plain.mp4", cut(0.7)),
    "half_index.mp4": ("front.mp4", cut(0.005)),
    "noise.mp4": ("plain.mp4", lambda content: content[:64] + bytes(range(256)) * 40),
}


class Reels:
    """A folder of films, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(exist_ok=True)

    def get(self, name: str) -> Path:
        """Get the path of a film."""
        path = self.folder / name
        if not path.exists():
            self._make(name, path)
        return path

    def _make(self, name: str, path: Path) -> None:
        if name in _DAMAGES:
            source, damage = _DAMAGES[name]
            path.write_bytes(damage(self.get(source).read_bytes()))
        elif name.startswith("turned"):
            turn(self.get("plain.mp4"), path, mirrored=name.startswith("turned_mirrored"))
        elif name.startswith("covered"):
            self._cover(path)
        else:
            run(*_RECIPES[name], str(path))

    def _cover(self, path: Path) -> None:
        """Put a picture into a sound file, as shops for music do."""
        cover = self.folder / "cover.jpg"
        run(*draw(), "-frames:v", "1", str(cover))
        sound = self.get(path.name.replace("covered", "sound"))
        marks = ["-map", "0:a", "-map", "1:v", "-c", "copy", "-disposition:v", "attached_pic"]
        run("-i", str(sound), "-i", str(cover), *marks, str(path))


def cut_between_packets(source: Path, path: Path, last_s: float) -> None:
    """Cut an MP4 where one packet ends and the next one would begin."""
    with av.open(str(source)) as opened:
        packets = [packet for packet in opened.demux() if packet.pts is not None and packet.pos is not None]
        late = [packet for packet in packets if float((packet.pts or 0) * packet.time_base) > SECONDS - last_s]
        end = min(packet.pos or 0 for packet in late)
    path.write_bytes(source.read_bytes()[:end])


def turn(source: Path, path: Path, *, mirrored: bool) -> None:
    """Copy a film with the note that it is to be shown a quarter turned, as a telephone held upright writes it."""
    with av.open(str(source)) as opened, av.open(str(path), "w") as written:
        copies: dict[int, Any] = {one.index: written.add_stream_from_template(one) for one in opened.streams}
        copies[opened.streams.video[0].index].set_display_rotation(-90, mirrored, False)
        for packet in opened.demux():
            if packet.dts is not None:
                packet.stream = copies[packet.stream_index]
                written.mux(packet)


def inspect(path: Path) -> FilmFacts | SoundFacts:
    """Inspect a file as the hall does: what it is, its content says."""
    return inspect_recording(path, sniff(path.read_bytes()[:4096]))


def inspect_film(path: Path) -> FilmFacts:
    """Inspect what must be a film."""
    facts = inspect(path)
    assert isinstance(facts, FilmFacts)
    return facts


def make_work(path: Path, folder: Path, film: Film | None = None) -> Work:
    """Make the work on a file that was just taken in, or on which some was done."""
    facts = inspect(path)
    form = sniff(path.read_bytes()[:4096])
    asset = Asset(
        id="asset",
        name=path.name,
        kind=facts.kind,
        state=AssetState.PROCESSING,
        original=Rendition(name=f"{0:064}.{form.extension}", mime=form.mime, width=0, height=0, bytes=0),
        film=film or (None if isinstance(facts, SoundFacts) else describe_film(facts)),
        sound=describe_sound(facts) if isinstance(facts, SoundFacts) else None,
        created_at=1,
        created_by="curator",
    )
    return Work(asset=asset, original=str(path), folder=str(folder), form=form.name, max_megapixels=120)


class Made:
    """What a step made of a film or of sound; nothing half written may stay behind."""

    def __init__(self, make: Make, path: Path, folder: Path, film: Film | None = None) -> None:
        self.folder, self.steps = folder, list[float]()
        self.answer = make(make_work(path, folder, film), self.steps.append)
        parts = self.answer.get("film") or self.answer.get("sound") or {}
        self.forms: list[dict[str, Any]] = parts.get("forms", [])
        self.notices = [one["code"] for one in self.answer.get("notices", [])]
        assert self.steps == sorted(self.steps)
        assert all(0 <= step <= 1 for step in self.steps)
        assert list(folder.glob("arriving/*")) == []

    def find(self, form: dict[str, Any]) -> Path:
        """Find the file of a form."""
        return self.folder / str(form["name"])[:2] / str(form["name"])

    @property
    def path(self) -> Path:
        """Find the first form's file."""
        return self.find(self.forms[0])

    @property
    def facts(self) -> FilmFacts:
        """Inspect the first form."""
        return inspect_film(self.path)

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """List the forms' sizes."""
        return [(one["width"], one["height"]) for one in self.forms]


def measure_lufs(path: Path) -> float:
    """Measure the loudness with ffmpeg itself."""
    said = run("-i", str(path), "-af", "ebur128=framelog=verbose", "-f", "null", "-")
    return float(said.rpartition("I:")[2].split()[0])


def starts_at_once(path: Path) -> bool:
    """Tell whether an MP4's index stands before its content."""
    content, start, names = path.read_bytes(), 0, []
    while start < len(content):
        names.append(content[start + 4 : start + 8])
        start += int.from_bytes(content[start : start + 4], "big")
    return names.index(b"moov") < names.index(b"mdat")


def find_difference(ours: Image.Image, other: Image.Image) -> float:
    """Find the mean difference of two pictures, of 255."""
    assert ours.size == other.size
    pairs = zip(ours.tobytes(), other.tobytes(), strict=True)
    return sum(abs(one - two) for one, two in pairs) / len(ours.tobytes())
