"""Brings HDR colours to what ordinary displays show: one table for films and their posters, so that both look alike.

ITU-R BT.2100 gives the light that HLG and PQ stand for, ITU-R BT.2408 the 203 cd/m² of white paper in it. What is
brighter is rolled off (Reinhard's curve with a white point) at the same hue; BT.2020's colours become BT.709's.
"""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from PIL import ImageFilter

Transfer = Literal["sdr", "pq", "hlg"]

SIZE = 33
"""Steps of the table in each direction."""

_PAPER = 203.0
_PEAK = 1000.0
_WHITE = _PEAK / _PAPER
_GAMMA = 2.2
_TO_709 = ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187))
_LUMA_2020 = (0.2627, 0.6780, 0.0593)

Colour = tuple[float, float, float]


def name_transfer(number: int) -> Transfer:
    """Name a transfer function by its number in ITU-T H.273, table 3."""
    if number == 16:
        return "pq"
    return "hlg" if number == 18 else "sdr"


def write_table(transfer: Transfer, path: Path) -> None:
    """Write the table as a `.cube` file, which ffmpeg reads."""
    rows = (" ".join(f"{share:.5f}" for share in colour) for colour in _list_colours(transfer))
    path.write_text("\n".join([f"LUT_3D_SIZE {SIZE}", *rows]) + "\n")


def make_filter(transfer: Transfer) -> ImageFilter.Color3DLUT:
    """Make the table as a filter for pictures."""
    return ImageFilter.Color3DLUT(SIZE, [share for colour in _list_colours(transfer) for share in colour])


def map_colour(colour: Colour, transfer: Transfer) -> Colour:
    """Bring one HDR colour, red, green and blue from 0 to 1, to its place on an ordinary display."""
    light = _read_light(colour, transfer)
    brightest = max(light)
    if brightest <= 0:
        return (0.0, 0.0, 0.0)
    held = min(brightest, _WHITE)
    scale = held * (1 + held / _WHITE**2) / (1 + held) / brightest
    mapped = [sum(share * one * scale for share, one in zip(row, light, strict=True)) for row in _TO_709]
    red, green, blue = (min(1.0, max(0.0, one)) ** (1 / _GAMMA) for one in mapped)
    return (red, green, blue)


def _list_colours(transfer: Transfer) -> Iterator[Colour]:
    """List the table's colours, red changing first, as both kinds of table have them."""
    steps = [one / (SIZE - 1) for one in range(SIZE)]
    return (map_colour((red, green, blue), transfer) for blue in steps for green in steps for red in steps)


def _read_light(colour: Colour, transfer: Transfer) -> Colour:
    """Read the light that a display would give, as a multiple of paper's."""
    if transfer == "pq":
        red, green, blue = map(_read_pq, colour)
        return (red, green, blue)
    red, green, blue = map(_read_hlg, colour)
    scene = sum(share * one for share, one in zip(_LUMA_2020, (red, green, blue), strict=True))
    gain = _PEAK / _PAPER * scene**0.2 if scene > 0 else 0.0  # the system gamma of 1.2, BT.2100-2 table 5
    return (red * gain, green * gain, blue * gain)


def _read_pq(code: float) -> float:
    """Read SMPTE ST 2084 (BT.2100-2 table 4)."""
    power = code ** (1 / 78.84375)
    return (
        float((max(0.0, power - 0.8359375) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125)) * 10_000 / _PAPER
    )


def _read_hlg(code: float) -> float:
    """Read the scene's light from HLG (BT.2100-2 table 5)."""
    return code**2 / 3 if code <= 0.5 else (math.exp((code - 0.55991073) / 0.17883277) + 0.28466892) / 12
