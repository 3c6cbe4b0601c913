"""Office files, written by hand: only what a test needs of them."""

import io
import struct
import zipfile
from collections.abc import Callable

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def make_docx(text: str = "展厅 Hall", picture: str = "") -> bytes:
    """Write a letter as Word does; `picture` is the address of one that is not in the file."""
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>'
    )
    linked = f"<w:p><w:r>{_show_linked()}</w:r></w:p>" if picture else ""
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>{linked}</w:body>"
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relate("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relate("image", picture, ' TargetMode="External"') if picture else "",
        "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">{body}</w:document>',
    }
    return _zip_parts({name: f'<?xml version="1.0"?>{content}' for name, content in parts.items() if content})


def _relate(kind: str, target: str, more: str = "") -> str:
    one = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"{more}/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{one}</Relationships>'


def _show_linked() -> str:
    size = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="2000000"/></a:xfrm><a:prstGeom prst="rect"/>'
    picture = (
        f'<p:pic xmlns:p="{_DRAWING}/picture"><p:nvPicPr><p:cNvPr id="1" name="a"/><p:cNvPicPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:link="rId1"/><a:stretch/></p:blipFill><p:spPr>{size}</p:spPr></p:pic>'
    )
    return (
        f'<w:drawing><d:inline xmlns:d="{_DRAWING}/wordprocessingDrawing"><d:extent cx="2000000" cy="2000000"/>'
        f'<d:docPr id="1" name="a"/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f"{picture}</a:graphicData></a:graphic></d:inline></w:drawing>"
    )


def make_package(folder: str) -> bytes:
    """Write only the skeleton of an Office file: `word`, `ppt` or `xl`."""
    return _zip_parts({"[Content_Types].xml": "<Types/>", f"{folder}/main.xml": "<x/>"})


def _zip_parts(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_ole(*streams: str) -> bytes:
    """Write an old Office file that has streams of these names, and nothing in them ([MS-CFB])."""
    no, free, end = 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE
    head = struct.pack("<8s16xHHHHH6xLLLLLLLLLL", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                       0, 1, 1, 0, 4096, end, 0, end, 0, 0)  # fmt: skip
    table = struct.pack("<LL", 0xFFFFFFFD, end) + struct.pack("<L", free) * 126
    entries = b"".join(_enter(name, sort) for name, sort in (("Root Entry", 5), *((name, 2) for name in streams)))
    return head + struct.pack("<L", no) * 108 + table + entries.ljust(512, b"\0")


def _enter(name: str, sort: int) -> bytes:
    words = name.encode("utf-16-le")
    return struct.pack("<64sHBB3L36xLQ", words, len(words) + 2, sort, 1, *[0xFFFFFFFF] * 3, 0, 0)


FILES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("locked.docx", lambda: make_ole("EncryptionInfo", "EncryptedPackage"), "document_locked"),
    ("mail.msg", lambda: make_ole("__properties_version1.0"), "office_unknown"),
)
"""Old Office files that are refused, whether LibreOffice is there or not."""
