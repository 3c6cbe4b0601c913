"""Zip archives as people, other systems and attackers make them, written byte by byte where a library would refuse."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from tests.corpus.pictures import make_jpeg

MEGABYTE = 2**20
UTF8, ENCRYPTED = 0x800, 0x1
WINDOWS, UNIX = 0, 3
SYMLINK = 0o120777 << 16


class Packed(NamedTuple):
    """A member, and what its headers say of it where that is not the truth."""

    name: bytes
    content: bytes = b"content"
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    system: int = WINDOWS
    attributes: int = 0
    local: "Packed | None" = None
    """What its own header says, where that is not what the directory says."""
    claimed_size: int | None = None
    claimed_packed: int | None = None
    checksum: int | None = None
    offset: int | None = None
    """Where the directory says that it stands."""

    @property
    def packed(self) -> bytes:
        return deflate(self.content) if self.method == zipfile.ZIP_DEFLATED else self.content


def deflate(content: bytes) -> bytes:
    """Compress as a zip does, without a head."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def pack(*members: Packed, before: bytes = b"", after: bytes = b"", claimed_count: int | None = None) -> bytes:
    """Write an archive of these members (APPNOTE 4.3)."""
    body, directory = bytearray(before), bytearray()
    for member in members:
        offset = len(body) if member.offset is None else member.offset
        packed = member.packed
        facts = _describe(member, packed)
        local = member.local or member
        body += b"PK\3\4" + struct.pack("<H", 20) + _describe(local, packed)
        body += struct.pack("<HH", len(local.name), 0) + local.name + packed
        directory += b"PK\1\2" + struct.pack("<BBH", 20, member.system, 20) + facts
        directory += struct.pack("<HHHHHLL", len(member.name), 0, 0, 0, 0, member.attributes, offset) + member.name
    count = len(members) if claimed_count is None else claimed_count
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end + after)


def _describe(member: Packed, packed: bytes) -> bytes:
    size = len(member.content) if member.claimed_size is None else member.claimed_size
    packed_size = len(packed) if member.claimed_packed is None else member.claimed_packed
    checksum = zlib.crc32(member.content) if member.checksum is None else member.checksum
    return struct.pack("<HHHHLLL", member.flags, member.method, 0, 0x21, checksum, packed_size, size)


def make_zip(names: Sequence[str] = ("picture.jpg",)) -> bytes:
    """Write a plain archive as Python does."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, f"content of {name}")
    return buffer.getvalue()


def make_bomb(megabytes: int = 64) -> bytes:
    """Write zeros that are packed a thousand times smaller."""
    return pack(Packed(b"zeros.jpg", bytes(megabytes * MEGABYTE)))


def make_overlap(copies: int = 40) -> bytes:
    """Write a member that the directory names many times."""
    return pack(*[Packed(b"zeros.jpg", bytes(MEGABYTE // 2), offset=0)] * copies)


def make_quoted_overlap(copies: int = 40) -> bytes:
    """Write members that each hold all that follow, whose headers they quote in stored blocks: every header is right.

    See D. Fifield, “A better zip bomb”, WOOT 2019.
    """
    content = bytes(MEGABYTE // 2)
    data, quoted = deflate(content), b""
    facts = list[bytes]()
    for number in reversed(range(copies)):
        if quoted:
            data = struct.pack("<BHH", 0, len(quoted), len(quoted) ^ 0xFFFF) + quoted + data
            content = quoted + content
        one = Packed(b"%05d" % number, content, claimed_packed=len(data))
        facts.insert(0, _describe(one, data))
        quoted = b"PK\3\4" + struct.pack("<H", 20) + facts[0] + struct.pack("<HH", 5, 0) + one.name
    step = len(quoted) + 5
    directory = b"".join(
        b"PK\1\2" + struct.pack("<BBH", 20, 0, 20) + fact + struct.pack("<H12xL", 5, number * step) + b"%05d" % number
        for number, fact in enumerate(facts)
    )
    body = quoted + data
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, copies, copies, len(directory), len(body), 0)


def make_zip64(length: int, offset: int) -> bytes:
    """Write an archive whose ZIP64 end record says this of its directory."""
    whole = make_zip()
    at = whole.index(b"PK\5\6")
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, length, offset)
    return whole[:at] + record + struct.pack("<4sLQL", b"PK\6\7", 0, at, 1) + whole[at:]


def make_true_zip64() -> bytes:
    """Write an archive with a ZIP64 end record that says the truth."""
    whole = make_zip()
    at, start = whole.index(b"PK\5\6"), whole.index(b"PK\1\2")
    return make_zip64(at - start, start)


def make_chinese_zip() -> bytes:
    """Write what Windows' own zip makes on a Chinese system: GBK, and no word about it."""
    names = ("党史展/红色记忆/渡江战役.jpg", "党史展/镕基与喆.jpg", "序厅.jpg")
    return pack(*(Packed(name.encode("gb18030")) for name in names))


def make_mac_zip() -> bytes:
    """Write what the Finder makes: UTF-8 in pieces (NFD), no word about it, and its own notes beside each file."""
    name = "展厅/Café 一.jpg".encode().replace("é".encode(), b"e\xcc\x81")
    notes = (b"__MACOSX/._x", b"\xe5\xb1\x95\xe5\x8e\x85/.DS_Store", b"Thumbs.db", b"a/desktop.ini", b"a/~$letter.docx")
    return pack(Packed(name, system=UNIX), *(Packed(one, system=UNIX) for one in notes))


UNSAFE = (
    *(b"/etc/passwd", b"../up.jpg", b"a/../../up.jpg", b"..\\up.jpg", b"C:\\Windows\\a.jpg", b"c:a.jpg"),
    *(b"\\\\server\\share\\a.jpg", b"a.jpg\0.exe", b"a" * 300 + b".jpg", b"d/" * 17 + b"a.jpg", b".."),
)
"""Names that lead out of a folder, or would elsewhere."""

FILES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("truncated.zip", lambda: make_zip()[:-30], "archive_broken"),
    ("only-the-head.zip", lambda: make_zip()[:12], "archive_broken"),
    ("broken.zip", lambda: pack(Packed(b"a.jpg", checksum=1)), "archive_broken"),
    ("no-members.zip", pack, "archive_empty"),
    ("only-folders.zip", lambda: pack(Packed(b"a/", b""), Packed(b"a/.DS_Store")), "archive_empty"),
    ("locked.zip", lambda: pack(Packed(b"a.jpg", flags=ENCRYPTED)), "archive_locked"),
    ("bomb.zip", make_bomb, "archive_bomb"),
    ("overlap.zip", make_overlap, "archive_broken"),
    ("quoted-overlap.zip", make_quoted_overlap, "archive_broken"),
    ("many.zip", lambda: pack(*(Packed(b"%d.jpg" % n, b"") for n in range(2001))), "archive_too_many"),
    ("endless-list.zip", lambda: pack(*(Packed(b"%0250d/" % n, b"") for n in range(15_000))), "archive_too_many"),
    (
        "symlink.zip",
        lambda: pack(Packed(b"a.jpg", b"/etc/passwd", system=UNIX, attributes=SYMLINK)),
        "archive_unsafe_path",
    ),
    ("zip64-length.zip", lambda: make_zip64(2**62, 0), "archive_broken"),
    ("zip64-offset.zip", lambda: make_zip64(50, 2**63), "archive_broken"),
    ("two-names.zip", lambda: pack(Packed(b"a.jpg", local=Packed(b"b.jpg"))), "archive_broken"),
    ("two-sizes.zip", lambda: pack(Packed(b"a.jpg", local=Packed(b"a.jpg", claimed_size=6))), "archive_broken"),
    ("two-locks.zip", lambda: pack(Packed(b"a.jpg", local=Packed(b"a.jpg", flags=ENCRYPTED))), "archive_broken"),
    ("short-claim.zip", lambda: pack(Packed(b"a.jpg", bytes(9 * MEGABYTE), claimed_size=99)), "archive_broken"),
    ("long-claim.zip", lambda: pack(Packed(b"a.jpg", claimed_size=5000)), "archive_broken"),
    ("huge-claim.zip", lambda: pack(Packed(b"a.jpg", claimed_size=0xFFFFFFFE)), "archive_bomb"),
    ("reaching-out.zip", lambda: pack(Packed(b"a.jpg", claimed_packed=5000)), "archive_broken"),
    ("two-archives.zip", lambda: pack(Packed(b"a.jpg")) + pack(Packed(b"b.jpg")), "archive_broken"),
    (
        "two-archives-in-one.zip",
        lambda: pack(Packed(b"b.jpg", offset=117), before=pack(Packed(b"a.jpg"))),
        "archive_broken",
    ),
    ("something-after.zip", lambda: pack(Packed(b"a.jpg"), after=b"<script>"), "archive_broken"),
    *(
        (f"path-{n}.zip", partial(pack, Packed(name, flags=UTF8)), "archive_unsafe_path")
        for n, name in enumerate(UNSAFE)
    ),
)
"""Archives that are refused: the name, how it is made, the code."""


def make_jpeg_and_zip() -> bytes:
    """Write a photograph that an unpacker takes for an archive."""
    picture = make_jpeg()
    return pack(Packed(b"a.exe", offset=len(picture)), before=picture)
