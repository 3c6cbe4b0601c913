"""Turns decoded frames into pictures: upright, with square pixels, in sRGB."""

import math
import struct
from fractions import Fraction
from typing import Any, NamedTuple

from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace
from PIL import Image

from exhibits.media.films.tones import name_transfer

_HD_LINES = 720
_SPACES = {
    "bt709": Colorspace.ITU709,
    "bt601": Colorspace.ITU601,
    "smpte240m": Colorspace.SMPTE240M,
    "bt2020": Colorspace.BT2020,
}
_DISPLAY_MATRIX = "DISPLAYMATRIX"
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
"""By the degrees clockwise; Pillow's go the other way."""


class Turn(NamedTuple):
    """How pixels become upright: mirrored left to right first, then turned clockwise."""

    rotation: int
    mirrored: bool


def find_turn(frame: VideoFrame) -> Turn:
    """Find how a frame must be turned, from its display matrix (ISO/IEC 14496-12, 8.3.2)."""
    notes: Any = frame.side_data
    for note in notes:
        if note.type.name == _DISPLAY_MATRIX:
            a, b, _, c, d, *_ = struct.unpack("<9i", bytes(note))
            return _read_matrix(a, b, c, d)
    return Turn(0, False)


def find_matrix(frame: VideoFrame) -> str:
    """Name the matrix of a frame's colours; where nothing says it, custom does: BT.2020 for HDR, BT.709 for HD."""
    named = {1: "bt709", 5: "bt601", 6: "bt601", 7: "smpte240m", 9: "bt2020"}
    if name_transfer(frame.color_trc) != "sdr":
        return named.get(frame.colorspace, "bt2020")
    return named.get(frame.colorspace, "bt709" if frame.height >= _HD_LINES else "bt601")


def read_ratio(ratio: Fraction | None) -> float:
    """Read the width of a pixel as a multiple of its height; what makes no sense counts as square."""
    return float(ratio) if ratio and 0.25 <= ratio <= 4 else 1.0


def make_picture(frame: VideoFrame, ratio: float, longest_px: int) -> Image.Image:
    """Make a picture of a frame, upright, its longer side at most `longest_px`; HDR colours stay as they are coded."""
    width, height = frame.width * ratio, float(frame.height)
    scale = min(1.0, longest_px / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    pixels: Any = frame.reformat(
        *size, format="rgb24", src_colorspace=_SPACES[find_matrix(frame)], interpolation="LANCZOS", threads=1
    )
    picture: Image.Image = pixels.to_image()
    turn = find_turn(frame)
    if turn.mirrored:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return picture.transpose(_TURNS[turn.rotation]) if turn.rotation else picture


def _read_matrix(a: int, b: int, c: int, d: int) -> Turn:
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    return Turn(round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360, mirrored)
