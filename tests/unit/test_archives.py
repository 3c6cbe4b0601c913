"""Archives: what people pack arrives whole and well named; what attackers pack is refused, and nothing of it stays."""

import resource
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exhibits.core.errors import HallError, Unavailable
from exhibits.media.archives import Limits, Member, inspect_archive, unpack
from tests.corpus.archives import (
    FILES,
    MEGABYTE,
    UTF8,
    Packed,
    make_bomb,
    make_chinese_zip,
    make_jpeg_and_zip,
    make_mac_zip,
    make_true_zip64,
    make_zip,
    pack,
)
from tests.corpus.office import make_docx
from tests.corpus.pictures import make_jpeg


class Place:
    """A folder with an archive in it, and one to unpack it into."""

    def __init__(self, folder: Path) -> None:
        self.archive, self.folder = folder / "archive", folder / "unpacked"

    def unpack(self, content: bytes, title: str = "", limits: Limits | None = None) -> list[Member]:
        self.archive.write_bytes(content)
        return unpack(self.archive, self.folder, limits or Limits(), title)

    def refuse(self, content: bytes, limits: Limits | None = None) -> HallError:
        """Unpack what must be refused."""
        with pytest.raises(HallError) as refused:
            self.unpack(content, limits=limits)
        assert self.list_left() == []
        return refused.value

    def list_left(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def name_all(members: list[Member]) -> list[tuple[str, str]]:
    return [(member.album, member.name) for member in members]


def test_a_folder_becomes_an_album_and_the_top_has_the_archives_name(place: Place) -> None:
    members = place.unpack(make_zip(["a.jpg", "hall/b.jpg", "hall/zone/c.jpg", "./d.jpg"]), title="spring")
    assert name_all(members) == [("spring", "a.jpg"), ("hall", "b.jpg"), ("zone", "c.jpg"), ("spring", "d.jpg")]
    assert [member.path.read_text() for member in members if member.path][2] == "content of hall/zone/c.jpg"


def test_files_are_named_by_their_number_never_by_the_archive(place: Place) -> None:
    place.unpack(make_zip(["b.jpg", "a/index.html", "c.sh"]))
    assert place.list_left() == ["00000", "00001", "00002"]


def test_chinese_names_from_windows_are_read_right(place: Place) -> None:
    members = place.unpack(make_chinese_zip(), title="党史")
    assert name_all(members) == [("红色记忆", "渡江战役.jpg"), ("党史展", "镕基与喆.jpg"), ("党史", "序厅.jpg")]


def test_a_backslash_inside_a_chinese_sign_is_no_folder(place: Place) -> None:
    name = "誠.jpg"
    assert b"\\" in name.encode("gb18030")
    assert name_all(place.unpack(pack(Packed(name.encode("gb18030"))))) == [("", name)]


def test_names_from_a_mac_are_read_right_and_its_leavings_left_out(place: Place) -> None:
    assert name_all(place.unpack(make_mac_zip())) == [("展厅", "Café 一.jpg")]


def test_folders_that_windows_parts_by_backslashes_are_folders(place: Place) -> None:
    members = place.unpack(pack(Packed(b"hall\\zone\\", b""), Packed(b"hall\\zone\\a.jpg")))
    assert name_all(members) == [("zone", "a.jpg")]


def test_a_large_archives_end_record_is_understood(place: Place) -> None:
    assert name_all(place.unpack(make_true_zip64())) == [("", "picture.jpg")]


def test_unpacking_again_gives_the_same(place: Place) -> None:
    content = make_zip(["a.jpg", "b/c.jpg"])
    first = place.unpack(content)
    (place.folder / "00001").write_bytes(b"half of what was there, and longer than the whole of it will be")
    assert place.unpack(content) == first
    assert (place.folder / "00001").read_text() == "content of b/c.jpg"


@pytest.mark.parametrize(("make", "code"), [pytest.param(make, code, id=name) for name, make, code in FILES])
def test_a_hostile_archive_is_refused_and_nothing_of_it_stays(
    place: Place, make: Callable[[], bytes], code: str
) -> None:
    refused = place.refuse(make())
    assert refused.code == code
    assert refused.message.zh
    assert refused.message.en


def test_an_empty_file_is_no_archive(place: Place) -> None:
    assert place.refuse(b"").code == "archive_broken"


def test_a_photograph_with_an_archive_behind_it_is_no_archive(place: Place) -> None:
    assert place.refuse(make_jpeg_and_zip()).code == "archive_broken"


def test_an_archive_inside_is_left_out_and_the_rest_goes_on(place: Place) -> None:
    inner = make_bomb(2)
    members = place.unpack(pack(Packed(b"a.jpg"), Packed(b"b/\xe5\x86\x85.jpg", inner, flags=UTF8), Packed(b"c.jpg")))
    assert [one.name for one in members] == ["a.jpg", "内.jpg", "c.jpg"]
    assert [one.name for one in members if one.path is None] == ["内.jpg"]
    assert "压缩包里的压缩包" in members[1].reason.zh
    assert "inside an archive" in members[1].reason.en
    assert place.list_left() == ["00000", "00002"]


def test_an_office_file_inside_is_no_archive(place: Place) -> None:
    docx = make_docx()
    (member,) = place.unpack(pack(Packed(b"letter.docx", docx)))
    assert member.path is not None
    assert member.path.read_bytes() == docx


def test_of_two_files_with_one_name_the_first_is_taken(place: Place) -> None:
    first, second = place.unpack(pack(Packed(b"a.jpg", b"first"), Packed(b"a.jpg", b"second")))
    assert first.path is not None
    assert first.path.read_bytes() == b"first"
    assert second.path is None
    assert "同名" in second.reason.zh


def test_a_rare_method_of_packing_is_named_and_the_rest_goes_on(place: Place) -> None:
    rare, plain = place.unpack(pack(Packed(b"a.jpg", method=zipfile.ZIP_BZIP2), Packed(b"b.jpg")))
    assert rare.path is None
    assert "压缩方式" in rare.reason.zh
    assert plain.path is not None


def test_small_files_may_be_packed_as_well_as_they_can(place: Place) -> None:
    (member,) = place.unpack(pack(Packed(b"white.bmp", bytes(MEGABYTE))))
    assert member.path is not None
    assert member.path.stat().st_size == MEGABYTE


def test_many_small_bombs_are_one_large_one(place: Place) -> None:
    assert place.refuse(pack(*(Packed(b"%d.bmp" % n, bytes(MEGABYTE)) for n in range(9)))).code == "archive_bomb"


def test_the_ratio_is_that_of_what_comes_out_not_of_what_is_claimed(place: Place) -> None:
    """The headers tell a sixteenth, and the checksum of it: whoever believes them unpacks all."""
    liar = Packed(b"a.bmp", bytes(16 * MEGABYTE), claimed_size=MEGABYTE)
    assert place.refuse(pack(liar)).code in ("archive_bomb", "archive_broken")


@pytest.mark.parametrize("limits", [Limits(total_bytes=2999), Limits(member_bytes=999)])
def test_the_limits_of_size_hold_for_each_and_for_all(place: Place, limits: Limits) -> None:
    content = pack(*(Packed(b"%d.jpg" % n, bytes(1000), method=zipfile.ZIP_STORED) for n in range(3)))
    assert place.refuse(content, limits).code == "archive_bomb"
    assert len(place.unpack(content, limits=Limits(total_bytes=3000, member_bytes=1000))) == 3


def test_an_archive_can_be_looked_at_without_unpacking_it(place: Place) -> None:
    place.archive.write_bytes(make_zip(["a.jpg", "b/", "b/c.jpg", "__MACOSX/._a.jpg"]))
    assert inspect_archive(place.archive) == (2, len("content of a.jpg") + len("content of b/c.jpg"))
    assert place.list_left() == []


def test_progress_is_told_to_the_end(place: Place) -> None:
    place.archive.write_bytes(make_zip(["a.jpg", "b.jpg"]))
    told: list[float] = []
    unpack(place.archive, place.folder, progress=told.append)
    assert told == [0.5, 1.0]


@contextmanager
def full_disk(after_bytes: int) -> Iterator[None]:
    """Let no file grow beyond a size: the nearest to a full disk that needs no disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (after_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_leaves_nothing(place: Place) -> None:
    place.archive.write_bytes(pack(Packed(b"a.jpg", bytes(100)), Packed(b"b.jpg", make_jpeg() * 9)))
    with full_disk(after_bytes=4096), pytest.raises(Unavailable) as full:
        unpack(place.archive, place.folder)
    assert full.value.code == "disk_full"
    assert place.list_left() == []


CHANGES = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8)
SOUND = pack(
    Packed(b"a.jpg", b"picture" * 50),
    Packed("一/二.jpg".encode(), flags=UTF8),
    Packed(b"stored.bin", b"PK\3\4" * 9, method=zipfile.ZIP_STORED),
)


def attempt(place: Place, content: bytes) -> tuple[list[Member], str]:
    """Unpack, or tell the code of the refusal."""
    try:
        return place.unpack(content, limits=Limits(total_bytes=5000)), ""
    except HallError as error:
        return [], error.code


@given(CHANGES, st.integers(0, 400), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_damaged_archive_is_refused_or_unpacked_within_its_limits(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], cut: int, zip64: bool
) -> None:
    content = bytearray(make_true_zip64() if zip64 else SOUND)
    for at, value in changes:
        content[at % len(content)] = value
    place = Place(tmp_path_factory.mktemp("fuzz"))
    members, code = attempt(place, bytes(content[: len(content) - cut if cut < 50 else None]))
    assert bool(members) != bool(code)
    assert place.list_left() == [member.path.name for member in members if member.path]
    assert sum((place.folder / name).stat().st_size for name in place.list_left()) <= 5000


@given(st.dictionaries(st.text(max_size=30), st.binary(max_size=300), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_whatever_the_names_are_each_file_is_the_one_that_was_packed(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    named = {name.encode("utf-8", "replace"): content for name, content in files.items()}
    packed = pack(*(Packed(name, content, flags=UTF8) for name, content in named.items()))
    members, code = attempt(Place(tmp_path_factory.mktemp("names")), packed)
    assert code in ("", "archive_unsafe_path", "archive_empty")
    found = [member.path.read_bytes() for member in members if member.path]
    assert [content for content in named.values() if content in found] == found
    assert all(member.name for member in members)
