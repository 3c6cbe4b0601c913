"""What cameras and programs note in a picture: whatever it is, it costs nothing and stops no good picture."""

import struct
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from exhibits.media.notes import Sphere, find_sphere, read_notes
from exhibits.media.pictures import PictureFacts, inspect_picture, open_picture
from exhibits.media.sniff import sniff
from tests.corpus.panoramas import write_gpano
from tests.corpus.pictures import (
    chunk,
    draw_corners,
    make_avif,
    make_heic,
    make_jpeg,
    make_png,
    make_tiled_tiff,
    make_turned,
    make_webp,
)
from tests.patience import not_for_ever

Make = Callable[[], bytes]
LATER = [Image.new("RGB", (96, 64))]


def inspect(folder: Path, content: bytes, max_megapixels: int = 120) -> PictureFacts:
    path = folder / "picture"
    path.write_bytes(content)
    return inspect_picture(path, sniff(content[:4096]).name, max_megapixels)


def write_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x>&l9;</x>'.encode() + write_gpano()


HOSTILE_XMP: dict[str, bytes] = {
    "an entity bomb": write_laughs(),
    "an external entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>' + write_gpano(),
    "deep": b'<x a="photos/1.0/panorama">' * 9_000,
    "many attributes": b'<x b="photos/1.0/panorama" ' + b" ".join(b'a%d=""' % n for n in range(25_000)) + b"/>",
    "long values": write_gpano(FullPanoWidthPixels="9" * 250_000),
    "huge": write_gpano() + b" " * 2**18,
    "binary": b"photos/1.0/panorama" + bytes(range(256)) * 500,
}


@pytest.mark.parametrize("what", HOSTILE_XMP)
def test_hostile_xmp_costs_nothing(what: str) -> None:
    with not_for_ever():
        assert find_sphere(HOSTILE_XMP[what], 4096, 2048) is None


@settings(deadline=None)
@given(
    st.binary(max_size=600) | st.builds(lambda at, more: write_gpano()[:at] + more, st.integers(0, 500), st.binary())
)
def test_whatever_stands_in_xmp_is_answered(xmp: bytes) -> None:
    assert find_sphere(xmp, 200, 100) in (None, Sphere())


def _segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def note_in_jpeg(*segments: bytes) -> bytes:
    return make_jpeg()[:2] + b"".join(segments) + make_jpeg()[2:]


def note_in_png(name: bytes, content: bytes) -> bytes:
    return make_png()[:33] + chunk(name, content) + make_png()[33:]


def break_check(content: bytes, name: bytes) -> bytes:
    at = content.index(name)
    end = at + 4 + int.from_bytes(content[at - 4 : at], "big")
    return content[:end] + b"\0\0\0\0" + content[end + 4 :]


def write_directory(tags: int, room: int) -> bytes:
    """Write EXIF whose many tags all point at the same large place."""
    entries = b"".join(struct.pack("<HHII", tag, 7, room, 8) for tag in range(tags))
    return b"Exif\0\0II*\0" + struct.pack("<I", 8 + room) + bytes(room) + struct.pack("<H", tags) + entries + bytes(4)


NOTED: dict[str, Make] = {
    "EXIF of noise": lambda: make_jpeg(exif=b"Exif\0\0" + bytes(range(256)) * 20),
    "EXIF that points at itself": lambda: make_jpeg(
        exif=b"Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"
    ),
    "EXIF of many tags": lambda: make_jpeg(exif=write_directory(2500, 30_000)),
    "EXIF of two megabytes": lambda: make_webp(exif=make_moment() + bytes(2**21)),
    "EXIF of noise in a WebP": lambda: make_webp(exif=b"Exif\0\0" + bytes(99)),
    "EXIF of noise in an AVIF": lambda: make_avif(exif=make_moment()).replace(b"MM\0*", b"\xff\xff\xff\xff"),
    "EXIF of noise in a HEIC": lambda: make_heic(exif=b"Exif\0\0" + b"\xff" * 99),
    "EXIF of noise in a PNG": lambda: note_in_png(b"eXIf", b"\xff" * 99),
    "EXIF with a wrong check sum": lambda: break_check(note_in_png(b"eXIf", bytes(99)), b"eXIf"),
    "EXIF beyond the end of a TIFF": lambda: make_tiled_tiff(tags={0x8769: (4, 2**31), 0x8825: (4, 2**32 - 1)}),
    "EXIF in a TIFF that is the picture's own": lambda: make_tiled_tiff(tags={0x8769: (4, 8), 0x8825: (4, 8)}),
    "XMP of noise": lambda: make_jpeg(xmp=b"\xff" * 500),
    "a profile of noise": lambda: make_jpeg(icc_profile=b"\xff" * 500),
    "a profile cut off": lambda: note_in_jpeg(_segment(0xE2, b"ICC_PROFILE\0")),
    "a profile of which parts are missing": lambda: note_in_jpeg(_segment(0xE2, b"ICC_PROFILE\0\7\x09abc")),
    "a profile that is a bomb": lambda: note_in_png(b"iCCP", b"a\0\0" + zlib.compress(bytes(2**24))),
    "a profile packed in another way": lambda: note_in_png(b"iCCP", b"a\0\7abc"),
    "a text that is a bomb": lambda: note_in_png(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(2**24))),
    "XMP that is a bomb": lambda: note_in_png(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(bytes(2**24))),
    "a text bomb behind the pixels": lambda: (
        make_png()[:-12] + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(2**24))) + make_png()[-12:]
    ),
    "Photoshop's notes cut off": lambda: note_in_jpeg(_segment(0xED, b"Photoshop 3.0\x008BIM\x03\xed")),
    "Adobe's marker cut off": lambda: note_in_jpeg(_segment(0xEE, b"Adobe\0")),
    "a table of pictures of noise": lambda: note_in_jpeg(_segment(0xE2, b"MPF\0" + b"\xff" * 40)),
    "a resolution cut off": lambda: note_in_png(b"pHYs", b"\0"),
    "a wrong number of frames": lambda: note_in_png(b"acTL", b"\xff" * 8),
}


def make_moment() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2021:07:01 10:00:00"
    return exif.tobytes()


@pytest.mark.parametrize("what", NOTED)
def test_a_broken_note_is_no_reason_to_refuse_a_good_picture(tmp_path: Path, what: str) -> None:
    content = NOTED[what]()
    with not_for_ever():
        facts = inspect(tmp_path, content)
    assert (facts.width, facts.height, facts.taken_at, facts.is_panorama) == (96, 64, None, False)
    with open_picture(tmp_path / "picture", sniff(content[:4096]).name, 120) as image:
        pixel = image.convert("RGB").getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200 > 60 > pixel[1]


def test_a_picture_with_one_broken_note_is_still_turned_by_the_other(tmp_path: Path) -> None:
    turned = make_turned(6)
    assert inspect(tmp_path, turned[:2] + _segment(0xED, b"Photoshop 3.0\x008BIM\x03\xed") + turned[2:]).width == 96
    png = make_turned(6, "PNG")
    assert inspect(tmp_path, png[:33] + chunk(b"pHYs", b"\0") + png[33:]).width == 96


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    marker=st.sampled_from([0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE]),
    start=st.sampled_from(
        [b"", b"JFIF\0", b"Exif\0\0II*\0\x08\0\0\0", b"ICC_PROFILE\0", b"MPF\0II*\0", b"Photoshop 3.0\x008BIM"]
    ),
    rest=st.binary(max_size=80),
)
def test_no_note_in_a_jpeg_stops_its_picture(tmp_path: Path, marker: int, start: bytes, rest: bytes) -> None:
    facts = inspect(tmp_path, note_in_jpeg(_segment(marker, start + rest)))
    assert {facts.width, facts.height} == {96, 64}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    name=st.sampled_from([b"eXIf", b"iCCP", b"tEXt", b"zTXt", b"iTXt", b"gAMA", b"cHRM", b"pHYs", b"sRGB", b"acTL"]),
    content=st.binary(max_size=80),
)
def test_no_note_in_a_png_stops_its_picture(tmp_path: Path, name: bytes, content: bytes) -> None:
    facts = inspect(tmp_path, note_in_png(name, content))
    assert {facts.width, facts.height} == {96, 64}


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_whatever_stands_in_exif_is_answered(exif: bytes) -> None:
    image = draw_corners()
    image.info["exif"] = b"Exif\0\0II*\0\x08\0\0\0" + exif
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as open_picture does
        assert read_notes(image).orientation in range(1, 9)
