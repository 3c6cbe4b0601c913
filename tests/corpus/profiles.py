"""ICC profiles of screens and of a press, built by the format's own rules (ICC.1:2001-04: curves, or a table)."""

import struct

_PRIMARIES = {
    "display-p3": ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
    "adobe-rgb": ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
}
"""Red, green and blue as XYZ, adapted to D50."""

_D50 = (0.9642, 1.0, 0.82491)
_GAMMA = struct.pack(">4sIIH2x", b"curv", 0, 1, round(2.2 * 256))


def make_profile(space: str) -> bytes:
    """Build a display profile."""
    red, green, blue = _PRIMARIES[space]
    tags = {
        b"desc": _describe(space),
        b"cprt": struct.pack(">4sI", b"text", 0) + b"CC0\0",
        b"wtpt": _place(_D50),
        b"rXYZ": _place(red),
        b"gXYZ": _place(green),
        b"bXYZ": _place(blue),
        b"rTRC": _GAMMA,
        b"gTRC": _GAMMA,
        b"bTRC": _GAMMA,
    }
    return _assemble(tags, b"mntr", b"RGB ", b"XYZ ")


def make_press_profile() -> bytes:
    """Build a press's profile: white paper, a cyan that is a middle blue, and no other ink that can be seen."""
    white, cyan = bytes((255, 128, 128)), bytes((158, 92, 78))
    straight = bytes(range(256))
    table = struct.pack(">4sI4B9i", b"mft1", 0, 4, 3, 2, 0, *(65536 * (n % 4 == 0) for n in range(9)))
    tags = {
        b"desc": _describe("press"),
        b"cprt": struct.pack(">4sI", b"text", 0) + b"CC0\0",
        b"wtpt": _place(_D50),
        b"A2B0": table + straight * 4 + white * 8 + cyan * 8 + straight * 3,
    }
    return _assemble(tags, b"prtr", b"CMYK", b"Lab ")


def _assemble(tags: dict[bytes, bytes], device: bytes, colours: bytes, between: bytes) -> bytes:
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += struct.pack(">4sII", name, offset + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    return _head(offset + len(body), device + colours + between) + table + body


def _head(length: int, sort: bytes) -> bytes:
    start = struct.pack(">I4sI12s", length, b"\0\0\0\0", 0x02400000, sort)
    start += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp")
    illuminant = struct.pack(">3i", *(round(value * 65536) for value in _D50))
    return (start.ljust(68, b"\0") + illuminant).ljust(128, b"\0")


def _place(xyz: tuple[float, float, float]) -> bytes:
    return struct.pack(">4sI3i", b"XYZ ", 0, *(round(value * 65536) for value in xyz))


def _describe(text: str) -> bytes:
    words = text.encode() + b"\0"
    return struct.pack(">4sII", b"desc", 0, len(words)) + words + b"\0" * 78
