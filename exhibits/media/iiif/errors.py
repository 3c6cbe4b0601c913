"""What the Image API says no to: a 400, as its specification asks in 4.1 to 4.5."""

from exhibits.core.errors import HallError

SHOWN_LENGTH = 60
_NAMES = {
    "region": ("区域", "region"),
    "size": ("大小", "size"),
    "rotation": ("旋转", "rotation"),
    "format": ("画质或格式", "quality or format"),
}


class BadImageRequest(HallError):
    """An address of an image that cannot be answered."""

    status = 400


def refuse(part: str, text: str, zh: str, en: str) -> BadImageRequest:
    """Say which part of an image's address is wrong, and what would be right."""
    called_zh, called_en = _NAMES[part]
    shown = text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"
    return BadImageRequest(
        f"image_{part}_invalid",
        f"图像地址里的{called_zh}“{shown}”不对：{zh}",
        f"The {called_en} “{shown}” in this image's address is wrong: {en}",
        part=part,
        value=shown,
    )
