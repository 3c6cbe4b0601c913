"""Tells what a file is by its content, never by its name."""

import re
from typing import NamedTuple

from exhibits.core.errors import Invalid
from exhibits.media.model import AssetKind


class Format(NamedTuple):
    """A form of picture that the hall takes; `name` is Pillow's name of its decoder."""

    name: str
    mime: str
    extension: str
    kind: AssetKind


JPEG = Format("JPEG", "image/jpeg", "jpg", AssetKind.PHOTOGRAPH)
PNG = Format("PNG", "image/png", "png", AssetKind.PHOTOGRAPH)
WEBP = Format("WEBP", "image/webp", "webp", AssetKind.PHOTOGRAPH)
AVIF = Format("AVIF", "image/avif", "avif", AssetKind.PHOTOGRAPH)
HEIF = Format("HEIF", "image/heic", "heic", AssetKind.PHOTOGRAPH)
SVG = Format("SVG", "image/svg+xml", "svg", AssetKind.DRAWING)

FORMATS = (JPEG, PNG, WEBP, AVIF, HEIF, SVG)
_BY_EXTENSION = {form.extension: form for form in FORMATS}

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc", b"hevx", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}

_OTHERS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), zh, en)
    for pattern, zh, en in (
        (rb"MZ", "Windows 程序", "a Windows program"),
        (rb"\x7fELF", "Linux 程序", "a Linux program"),
        (rb"(?:\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)", "macOS 程序", "a macOS program"),
        (rb"#!", "脚本程序", "a script"),
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", "压缩包或 Office 文档", "a zip archive or an Office document"),
        (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "压缩包", "an archive"),
        (rb"\xd0\xcf\x11\xe0", "旧版 Office 文档", "an old Office document"),
        (rb"%PDF", "PDF 文档", "a PDF document"),
        (rb".{4}ftyp(?:M4A|M4B)", "声音", "a sound recording"),
        (rb".{4}ftyp|.{4}moov|.{4}mdat|\x1a\x45\xdf\xa3|RIFF.{4}AVI |\x00\x00\x01\xba|FLV", "视频", "a film"),
        (rb"ID3|RIFF.{4}WAVE|OggS|fLaC|\xff[\xf1\xf3\xf9\xfa\xfb]", "声音", "a sound recording"),
        (rb"GIF8[79]a", "GIF 图片", "a GIF picture"),
        (rb"II\*\x00|MM\x00\*", "TIFF 图片", "a TIFF picture"),
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
    """Tell the form of a picture by its first bytes (4096 are enough); raises Invalid that says what it is instead."""
    if not head:
        raise Invalid("upload_empty", "这个文件是空的，请重新选择。", "This file is empty. Choose it again.")
    found = _find_picture(head)
    if found is None:
        raise _refuse(head)
    return found


def get_format(name: str) -> Format:
    """Get the form of a file that the hall itself named."""
    return _BY_EXTENSION[name.rpartition(".")[2]]


def _find_picture(head: bytes) -> Format | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _find_brand(head)
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
    zh, en = "这个文件不是展厅能用的图片。", "This file is not a picture that the hall can use."
    for pattern, called_zh, called_en in _OTHERS:
        if pattern.match(head):
            zh, en = (
                f"这个文件其实是{called_zh}，不是展厅能用的图片。",
                f"This file is really {called_en}, which cannot be used.",
            )
            break
    return Invalid(
        "not_a_picture",
        f"{zh}请上传 JPEG、PNG、WebP、HEIC、AVIF 或 SVG 图片。",
        f"{en} Upload a JPEG, PNG, WebP, HEIC, AVIF or SVG picture.",
    )
