"""PDFs as programs, scanners and attackers make them, written by hand where a library would refuse; and odd GIFs."""

import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path

from PIL import Image

from tests.corpus.archives import Packed, make_jpeg_and_zip, make_zip, pack

FAQ = Path("/usr/share/doc/debian/FAQ/debian-faq.en.pdf.gz")
"""Debian's debian-faq: a real book of 73 pages, under the GPL."""

A4 = "0 0 595 842"
HELVETICA = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def write_pdf(objects: Sequence[bytes], trailer: str = "", body: bytes = b"%PDF-1.7\n") -> bytes:
    """Write a PDF of these objects, the first of them the catalogue (ISO 32000-1, 7.5)."""
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    end = f"trailer\n<</Size {count}/Root 1 0 R{trailer}>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + head + table + end.encode()


def stream(content: bytes, words: str = "") -> bytes:
    """Write a stream object."""
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (words.encode(), len(content), content)


def make_sheet(content: bytes, *more: bytes, box: str = A4, resources: str = HELVETICA, filters: str = "") -> bytes:
    """Write a PDF of one page; the objects in `more` are numbered from 5 on."""
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<<{resources}>>>>".encode()
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, stream(content, filters), *more])


def set_lines(*lines: tuple[int, int, str], size: int = 12) -> bytes:
    """Set lines of print: each with its place from the left and from the bottom, in points."""
    shown = (f"1 0 0 1 {left} {bottom} Tm ({text}) Tj" for left, bottom, text in lines)
    return f"BT /F1 {size} Tf {' '.join(shown)} ET".encode("cp1252")


def make_book(*pages: str, missing: int = 0) -> bytes:
    """Write a PDF with a line of print on each page; the page `missing` is named and is not there."""
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = " ".join(f"{999 if page == missing else number} 0 R" for page, number in enumerate(numbers, 1))
    tree = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}/MediaBox[{A4}]/Resources<<{HELVETICA}>>>>".encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<<>>"]
    for number, text in zip(numbers, pages, strict=True):
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {number + 1} 0 R>>".encode())
        objects.append(stream(set_lines((72, 700, text))))
    return write_pdf(objects)


def make_scan(width: int, height: int, dpi: int = 72) -> bytes:
    """Write a PDF as a scanner does: each page one picture."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(buffer, "PDF", resolution=dpi)
    return buffer.getvalue()


def make_chinese_pdf() -> bytes:
    """Write Chinese words in a font that is not in the file, as many old programs did."""
    font = (
        "/Font<</F1<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts"
        "[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>]>>>>"
    )
    words = "红色展厅".encode("utf-16-be").hex().encode()
    return make_sheet(b"BT /F1 48 Tf 72 700 Td <%b> Tj ET" % words, resources=font)


def make_locked_pdf(password: bytes) -> bytes:
    """Write a PDF that opens with a password; with an empty one it opens, and only forbids copying (7.6.3, R2)."""
    user, owner = ((word + _PAD)[:32] for word in (password, b"owner"))
    rights, name = -64, b"0123456789abcdef"
    owned = _rc4(_md5(owner)[:5], user)
    key = _md5(user + owned + struct.pack("<i", rights) + name)[:5]
    locked = _rc4(_md5(key + struct.pack("<L", 4)[:3] + b"\0\0")[:10], set_lines((72, 700, "Hello")))
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P {rights}/O<{owned.hex()}>/U<{_rc4(key, _PAD).hex()}>>>"
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{A4}]/Contents 4 0 R/Resources<<{HELVETICA}>>>>".encode()
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", tree, page, stream(locked)]
    return write_pdf(objects, f"{lock}/ID[<{name.hex()}><{name.hex()}>]")


def _md5(content: bytes) -> bytes:
    return hashlib.md5(content, usedforsecurity=False).digest()


def _rc4(key: bytes, content: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i, sign in zip(range(256), cycle(key), strict=False):
        j = (j + state[i] + sign) % 256
        state[i], state[j] = state[j], state[i]
    i, j, out = 0, 0, bytearray()
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def make_active_pdf() -> bytes:
    """Write a PDF that would run a script and a program when it is opened, and carries a file."""
    script = "<</S/JavaScript/JS(app.alert\\(1\\))/Next<</S/Launch/F(calc.exe)>>>>"
    names = "/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>]>>>>"
    catalogue = f"<</Type/Catalog/Pages 2 0 R/OpenAction{script}{names}>>".encode()
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{A4}]/Contents 4 0 R/Resources<<{HELVETICA}>>/AA<</O{script}>>>>"
    objects = [catalogue, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page.encode()]
    return write_pdf([*objects, stream(set_lines((72, 700, "Only words"))), stream(b"MZ\x90", "/Type/EmbeddedFile")])


def make_stream_bomb(first: bytes, content: bytes, megabytes: int) -> tuple[bytes, str]:
    """Pack one thing over and over, twice: a few kilobytes that unpack to so much; and the words to unpack them.

    After a full flush a piece looks back at nothing, and so can be repeated packed.
    """
    packer = zlib.compressobj(9)
    head = packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(content * (2**20 // len(content))) + packer.flush(zlib.Z_FULL_FLUSH)
    return zlib.compress(head + piece * megabytes + packer.flush(), 9), "/Filter[/FlateDecode/FlateDecode]"


def make_content_bomb() -> bytes:
    """Write a page that is drawn by half a gigabyte of lines."""
    content, filters = make_stream_bomb(b"", b"0 0 m 1 1 l S\n", 500)
    return make_sheet(content, filters=filters)


def make_form_bomb() -> bytes:
    """Write a page that draws ten forms that draw ten forms …, twelve deep."""
    forms = [
        stream(
            b"/F Do " * 10 if number < 16 else b"0 0 9 9 re f",
            f"/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</F {number + 1} 0 R>>>>",
        )
        for number in range(5, 17)
    ]
    return make_sheet(b"/F Do", *forms, resources="/XObject<</F 5 0 R>>")


def make_slow_pdf(sums: int, pages: int = 1) -> bytes:
    """Write pages that compute each pixel's colour by so many sums: thousands take minutes, and hardly any memory."""
    code = b"{ add %b dup dup }" % (b"1 add 1 sub " * (sums // 2))
    function = stream(code, "/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]")
    shading = b"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[600 0 0 850 0 0]/Function 6 0 R>>"
    sheet = make_sheet(b"/S sh", shading, function, resources="/Shading<</S 5 0 R>>")
    kids = b"3 0 R " * pages
    return sheet.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[%b]/Count %d" % (kids, pages))


def make_object_bomb() -> bytes:
    """Write a PDF whose catalogue stands in an object stream that unpacks to two gigabytes (7.5.7)."""
    parts = [b"<</Type/Catalog/Pages 3 0 R>>", b"<</Type/Pages/Kids[4 0 R]/Count 1>>", b"<</Type/Page/Parent 3 0 R>>"]
    places = b"2 0 3 %d 4 %d " % (len(parts[0]), len(parts[0]) + len(parts[1]))
    packed, filters = make_stream_bomb(places + b"".join(parts), b"\0", 2000)
    body = b"%PDF-1.7\n1 0 obj\n" + stream(packed, f"/Type/ObjStm/N 3/First {len(places)}{filters}") + b"\nendobj\n"
    rows = [(0, 0, 65535), (1, 9, 0), (2, 1, 0), (2, 1, 1), (2, 1, 2), (1, len(body), 0)]
    table = stream(b"".join(struct.pack(">BLH", *row) for row in rows), "/Type/XRef/Size 6/W[1 4 2]/Root 2 0 R")
    return body + b"5 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))


def make_tree(kids: str, count: int) -> bytes:
    """Write a PDF whose page tree says this."""
    tree = f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode()
    return write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"])


PDFS: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("truncated.pdf", lambda: make_book("one", "two")[:-200], "document_broken"),
    ("only-the-head.pdf", lambda: b"%PDF-1.7\n", "document_broken"),
    ("noise.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"%%EOF", "document_broken"),
    ("locked.pdf", lambda: make_locked_pdf(b"secret"), "document_locked"),
    ("no-pages.pdf", lambda: make_tree("", 0), "document_empty"),
    ("turning-in-circles.pdf", lambda: make_tree("2 0 R 2 0 R", 5), "document_broken"),
    ("first-page-missing.pdf", lambda: make_book("one", "two", missing=1), "document_broken"),
    ("thread.pdf", lambda: make_sheet(b"", box="0 0 14400 0.001"), "document_broken"),
    ("many-pages.pdf", lambda: make_tree("3 0 R " * 601, 601), "document_too_many_pages"),
    ("content-bomb.pdf", make_content_bomb, "document_too_heavy"),
    ("form-bomb.pdf", make_form_bomb, "document_too_heavy"),
    ("object-bomb.pdf", make_object_bomb, "document_too_heavy"),
    ("archive-behind.pdf", lambda: make_book("one") + make_zip([f"{n}.exe" for n in range(20)]), "document_broken"),
)
"""PDFs that are refused: the name, how it is made, the code. The bombs need the memory limit of a worker."""


def make_flicker_gif(frames: int = 10_000) -> bytes:
    """Write a GIF of one pixel that flickers ten thousand times."""
    frame = b"\x21\xf9\4\0\1\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0" + frame * frames + b";"


def make_script_gif() -> bytes:
    """Write a GIF that a browser would run as a script, if it were told that it is one."""
    return b"GIF89a/*" + bytes(20) + b"*/=1;alert(document.domain)//;"


def make_pdf_and_zip() -> bytes:
    """Write a PDF in which an unpacker sees an archive, at its very end as programs of two minds make them."""
    book = make_book("one")
    return pack(Packed(b"a.exe", offset=len(book)), before=book)


GIFS: tuple[tuple[str, Callable[[], bytes], str], ...] = (("script.gif", make_script_gif, "picture_broken"),)
"""GIFs that are refused."""

HARMLESS: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("flicker.gif", make_flicker_gif, "GIF"),
    ("archive-behind.jpg", make_jpeg_and_zip, "JPEG"),
    ("archive-behind.pdf", make_pdf_and_zip, "PDF"),
    ("active.pdf", make_active_pdf, "PDF"),
)
"""Files that are taken as what they begin as, since only what is made of them is shown: with the format's name."""
