"""Files that must be refused, made when a test needs them: each with the code of the error that it must meet."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.corpus import archives, documents, office
from tests.corpus.pictures import make_flat_png, make_heic, make_png, read_photograph

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"'


class Hostile(NamedTuple):
    """A file, the name that it is sent by, and the code of its refusal."""

    name: str
    make: Callable[[], bytes]
    code: str


def draw(inside: str, more: str = "") -> bytes:
    """Write an SVG with something inside, or with more attributes on its root."""
    return f"<svg {SVG} {more}>{inside}</svg>".encode()


def make_laughs() -> bytes:
    """Write the entity bomb: a kilobyte that would unpack to gigabytes."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">{entities}]><svg {SVG}>&l9;</svg>'.encode()


def read_external_entity() -> bytes:
    """Write a drawing that would show the server's password file."""
    return f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {SVG}><text>&x;</text></svg>'.encode()


def break_middle(content: bytes) -> bytes:
    """Overwrite the middle third."""
    third = len(content) // 3
    return content[:third] + b"\xa5" * third + content[2 * third :]


DRAWINGS = {
    "a script": draw("<script>alert(1)</script>"),
    "a script of another namespace": draw('<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'),
    "an event attribute": draw("", 'onload="alert(1)"'),
    "an event attribute in capitals": draw('<rect OnClick="alert(1)"/>'),
    "a foreign object": draw("<foreignObject><p>hello</p></foreignObject>"),
    "an iframe": draw('<iframe src="https://example.org"/>'),
    "a picture from elsewhere": draw('<image href="https://example.org/a.png"/>'),
    "a picture from elsewhere, old style": draw('<image xlink:href="//example.org/a.png"/>'),
    "a drawing inside a data address": draw('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'),
    "a page inside a data address": draw('<a href="data:text/html,hello"><text>x</text></a>'),
    "a javascript address": draw('<a xlink:href=" javascript:alert(1)"><text>x</text></a>'),
    "a use of another file": draw('<use href="other.svg#a"/>'),
    "an imported style": draw("<style>@import 'https://example.org/a.css';</style>"),
    "a style that fetches": draw('<rect style="fill: URL( https://example.org/a)"/>'),
    "a style that hides an address": draw(r'<rect style="fill: u\72l(https://example.org/a)"/>'),
    "a fill that fetches": draw('<rect fill="url(https://example.org/a#b)"/>'),
    "a fill that hides an address": draw(r'<rect fill="u\72l(https://example.org/a#b)"/>'),
    "a pointer from elsewhere": draw("<rect cursor=\"image-set('https://example.org/a' 1x), auto\"/>"),
    "a base address": draw("", 'xml:base="https://example.org/"'),
    "an animated address": draw('<a><animate attributeName="href" to="javascript:alert(1)"/></a>'),
    "an animated handler": draw('<set attributeName="onclick" to="alert(1)"/>'),
    "a style sheet of its own": b'<?xml-stylesheet href="https://example.org/a.css"?>' + draw(""),
    "an external entity": read_external_entity(),
    "an entity bomb": make_laughs(),
    "a document type": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd">' + draw(""),
}
"""Drawings that would do or fetch something: all `drawing_unsafe`."""

FILES = (
    Hostile("empty.jpg", bytes, "upload_empty"),
    Hostile("renamed-program.jpg", Path(sys.executable).read_bytes, "file_not_usable"),
    Hostile("windows.png", lambda: b"MZ\x90\0" + bytes(500), "file_not_usable"),
    Hostile("document.jpg", lambda: b"%PDF-1.7\n" + bytes(500), "document_broken"),
    Hostile("film.heic", lambda: b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(500), "film_index_missing"),
    Hostile("page.svg", lambda: b"<!doctype html><html><svg></svg></html>", "file_not_usable"),
    Hostile("noise.jpg", lambda: bytes(range(256)) * 20, "file_not_usable"),
    Hostile("truncated.jpg", lambda: read_photograph()[:600_000], "picture_broken"),
    Hostile("only-the-beginning.jpg", lambda: read_photograph()[:200], "picture_broken"),
    Hostile("truncated.png", lambda: make_png()[:-60], "picture_broken"),
    Hostile("broken.png", lambda: break_middle(make_png()), "picture_broken"),
    Hostile("truncated.heic", lambda: make_heic()[:-200], "picture_broken"),
    Hostile("bomb.png", lambda: make_flat_png(30_000, 30_000), "picture_too_large"),
    Hostile("just-over.png", lambda: make_flat_png(22_100, 10_000), "picture_too_large"),
    Hostile("broken.svg", lambda: draw("<g>"), "drawing_broken"),
    Hostile("nested.svg", lambda: draw("<g>" * 200 + "</g>" * 200), "drawing_too_deep"),
    Hostile("without-size.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "drawing_unsized"),
    *(Hostile(*file) for file in (*documents.PDFS, *documents.GIFS, *office.FILES, *archives.FILES)),
    *(Hostile(f"{what}.svg", partial(bytes, svg), "drawing_unsafe") for what, svg in DRAWINGS.items()),
)
"""Every kind of file that an upload refuses."""
