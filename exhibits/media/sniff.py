"""Tells what a file is by its content, never by its name."""

import re
from typing import NamedTuple

from exhibits.core.errors import Invalid
from exhibits.media.model import AssetKind


class Format(NamedTuple):
    """A form of file that the hall takes; a picture's `name` is that of Pillow's decoder, an archive has no `kind`."""

    name: str
    mime: str
    extension: str
    kind: AssetKind | None


JPEG = Format("JPEG", "image/jpeg", "jpg", AssetKind.PHOTOGRAPH)
PNG = Format("PNG", "image/png", "png", AssetKind.PHOTOGRAPH)
WEBP = Format("WEBP", "image/webp", "webp", AssetKind.PHOTOGRAPH)
AVIF = Format("AVIF", "image/avif", "avif", AssetKind.PHOTOGRAPH)
HEIF = Format("HEIF", "image/heic", "heic", AssetKind.PHOTOGRAPH)
GIF = Format("GIF", "image/gif", "gif", AssetKind.PHOTOGRAPH)
TIFF = Format("TIFF", "image/tiff", "tif", AssetKind.PHOTOGRAPH)
SVG = Format("SVG", "image/svg+xml", "svg", AssetKind.DRAWING)
MP4 = Format("MP4", "video/mp4", "mp4", AssetKind.FILM)
MOV = Format("MOV", "video/quicktime", "mov", AssetKind.FILM)
MATROSKA = Format("MATROSKA", "video/x-matroska", "mkv", AssetKind.FILM)
AVI = Format("AVI", "video/x-msvideo", "avi", AssetKind.FILM)
ASF = Format("ASF", "video/x-ms-wmv", "wmv", AssetKind.FILM)
MPEG = Format("MPEG", "video/mpeg", "mpg", AssetKind.FILM)
FLV = Format("FLV", "video/x-flv", "flv", AssetKind.FILM)
MP3 = Format("MP3", "audio/mpeg", "mp3", AssetKind.SOUND)
WAV = Format("WAV", "audio/wav", "wav", AssetKind.SOUND)
M4A = Format("M4A", "audio/mp4", "m4a", AssetKind.SOUND)
OGG = Format("OGG", "audio/ogg", "ogg", AssetKind.SOUND)
FLAC = Format("FLAC", "audio/flac", "flac", AssetKind.SOUND)
PDF = Format("PDF", "application/pdf", "pdf", AssetKind.DOCUMENT)
OLE = Format("OLE", "application/x-ole-storage", "doc", AssetKind.DOCUMENT)
DOCX = Format(
    "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", AssetKind.DOCUMENT
)
PPTX = Format(
    "PPTX", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", AssetKind.DOCUMENT
)
XLSX = Format("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", AssetKind.DOCUMENT)
ZIP = Format("ZIP", "application/zip", "zip", None)

FORMATS = (
    *(JPEG, PNG, WEBP, AVIF, HEIF, GIF, TIFF, SVG),
    *(MP4, MOV, MATROSKA, AVI, ASF, MPEG, FLV),
    *(MP3, WAV, M4A, OGG, FLAC),
    *(PDF, OLE, DOCX, PPTX, XLSX, ZIP),
)
OFFICE = frozenset({OLE, DOCX, PPTX, XLSX})
SERVED = {
    form.extension: form.mime
    for form in (*FORMATS, Format("WEBM", "video/webm", "webm", None), Format("VTT", "text/vtt", "vtt", None))
} | {"json": "application/json"}
"""The type by which a file of the hall's own naming is served."""

_BY_NAME = {form.name: form for form in FORMATS}
_BY_EXTENSION = {form.extension: form for form in FORMATS}

_SIGNATURES: tuple[tuple[re.Pattern[bytes], Format], ...] = tuple(
    (re.compile(pattern, re.DOTALL), form)
    for pattern, form in (
        (rb"\xff\xd8\xff", JPEG),
        (rb"\x89PNG\r\n\x1a\n", PNG),
        (rb"RIFF.{4}WEBP", WEBP),
        (rb"GIF8[79]a", GIF),
        (rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+", TIFF),
        (rb".{4}ftypqt  |.{4}(?:moov|mdat|wide|free|skip)", MOV),
        (rb".{4}ftyp(?:M4A |M4B |M4P )", M4A),
        (rb"\x1a\x45\xdf\xa3", MATROSKA),
        (rb"RIFF.{4}AVI ", AVI),
        (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", ASF),
        (rb"\x00\x00\x01[\xba\xb3]|\x47.{187}\x47.{187}\x47|.{4}\x47.{191}\x47.{191}\x47", MPEG),
        (rb"FLV\x01", FLV),
        (rb"RIFF.{4}WAVE|RF64.{4}WAVE", WAV),
        (rb"OggS", OGG),
        (rb"fLaC", FLAC),
        (rb"ID3|\xff[\xf1-\xf3\xf9-\xfb]", MP3),
        (rb"\s{0,64}%PDF-", PDF),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
        (rb"PK(?:\x03\x04|\x05\x06)", ZIP),
    )
)

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc", b"hevx", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}

_OTHERS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), zh, en)
    for pattern, zh, en in (
        (rb"MZ", "Windows 程序", "a Windows program"),
        (rb"\x7fELF", "Linux 程序", "a Linux program"),
        (rb"(?:\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)", "macOS 程序", "a macOS program"),
        (rb"#!", "脚本程序", "a script"),
        (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "压缩包（请改用 zip）", "an archive of a kind other than zip"),
        (rb"8BPS", "Photoshop 文件", "a Photoshop file"),
        (rb"BM.{4}\x00\x00\x00\x00", "BMP 图片", "a BMP picture"),
        (rb"\x00\x00\x00\x0cjP  |\xffO\xffQ", "JPEG 2000 图片", "a JPEG 2000 picture"),
        (rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)", "网页", "a web page"),
    )
)

_SVG_START = re.compile(
    r"""\s*+(?:(?><\?[^>]*\?>|<!--.*?-->|<!DOCTYPE\s+svg[^>\[]*(?:\[.*?\]\s*)?>)\s*+)*+<(?:\w+:)?svg[\s>/]""",
    re.DOTALL,
)
"""What may stand before the root is read once and never again: a regular expression that goes back over a row of
comments takes twice as long for each of them, and the server would stand still."""


def sniff(head: bytes) -> Format:
    """Tell the form of a file by its first bytes (4096 are enough); raises Invalid that says what it is instead."""
    if not head:
        raise Invalid("upload_empty", "这个文件是空的，请重新选择。", "This file is empty. Choose it again.")
    found = _find_format(head)
    if found is None:
        raise _refuse(head)
    return found


def get_form(name: str) -> Format:
    """Get a format by its name."""
    return _BY_NAME[name]


def get_format(name: str) -> Format:
    """Get the form of a file that the hall itself named."""
    return _BY_EXTENSION[name.rpartition(".")[2]]


def _find_format(head: bytes) -> Format | None:
    if head[4:8] == b"ftyp" and (picture := _find_brand(head)) is not None:
        return picture
    for pattern, form in _SIGNATURES:
        if pattern.match(head):
            return form
    if head[4:8] == b"ftyp":
        return MP4
    return SVG if _SVG_START.match(_read_text(head)) else None


def _find_brand(head: bytes) -> Format | None:
    """Tell AVIF and HEIC from films by the brands in the `ftyp` box (ISO/IEC 23008-12, 10.2)."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[start : start + 4] for start in (8, *range(16, length - 3, 4))}
    if brands & _AVIF_BRANDS:
        return AVIF
    return HEIF if head[8:12] in _HEIF_BRANDS else None


def _read_text(head: bytes) -> str:
    utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return head.decode("utf-16" if utf16 else "utf-8-sig", "ignore")


def _refuse(head: bytes) -> Invalid:
    zh, en = "展厅用不了这种文件。", "The hall cannot use this kind of file."
    for pattern, called_zh, called_en in _OTHERS:
        if pattern.match(head):
            zh = f"这个文件其实是{called_zh}，展厅用不了。"
            en = f"This file is really {called_en}, which the hall cannot use."
            break
    return Invalid(
        "file_not_usable",
        f"{zh}请上传照片、影片、声音、PDF、Office 文档、SVG 或 zip。",
        f"{en} Upload photographs, films, sound, PDF, Office documents, SVG or zip.",
    )
