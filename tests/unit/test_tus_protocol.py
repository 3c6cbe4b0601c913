"""tus' headers: what is right is read, whatever else is refused with one error."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exhibits.media.intake import clean_album, clean_name
from exhibits.media.uploads.protocol import (
    Malformed,
    UnknownVersion,
    check_version,
    read_checksum,
    read_length,
    read_metadata,
    read_number,
    read_parts,
)
from tests.tus import write_checksum, write_metadata

PLACE = "/api/v1/uploads"
PART = "01a20f4b-2a9e-7516-bc3a-ffce9dbd2ca3"


@given(st.dictionaries(st.sampled_from(["filename", "album", "filetype"]), st.text(max_size=60)))
def test_metadata_comes_back_as_it_was_sent(named: dict[str, str]) -> None:
    named = {key: value.encode("utf-8", "replace").decode() for key, value in named.items()}
    assert read_metadata(write_metadata(**named)) == named


@given(st.text(max_size=200))
def test_any_metadata_is_read_or_refused(text: str) -> None:
    try:
        found = read_metadata(text)
    except Malformed:
        return
    assert all(key and " " not in key for key in found)


@given(st.text(max_size=30) | st.integers().map(str))
def test_a_number_is_a_count_of_bytes_or_refused(text: str) -> None:
    try:
        number = read_number({"Upload-Offset": text}, "Upload-Offset")
    except Malformed:
        return
    assert number is not None
    assert 0 <= number <= 2**53
    assert text.isascii()


@given(st.text(max_size=80), st.sampled_from(["sha1", "sha256", "md5", "crc32", ""]))
def test_a_checksum_is_whole_or_refused(value: str, algorithm: str) -> None:
    try:
        checksum = read_checksum({"Upload-Checksum": f"{algorithm} {value}"})
    except Malformed:
        return
    assert checksum is not None
    assert len(checksum.digest) in (16, 20, 32)


@given(st.text(max_size=120))
def test_the_parts_of_a_joined_upload_are_ours_or_refused(text: str) -> None:
    try:
        parts = read_parts(f"final;{text}", PLACE)
    except Malformed:
        return
    assert parts
    assert all(f"{PLACE}/{part}" in text for part in parts)


@pytest.mark.parametrize("address", [f"{PLACE}/{PART}", f"http://hall.local:8000{PLACE}/{PART}", f"{PLACE}/{PART}/"])
def test_a_part_may_be_named_by_its_whole_address_or_a_relative_one(address: str) -> None:
    assert read_parts(f"final;{address}", PLACE) == (PART,)


@pytest.mark.parametrize("text", ["final;", f"final;{PLACE}/x", f"final;/other/{PART}", f"final;{PLACE}/{PART} " * 2])
def test_parts_that_are_none_foreign_or_named_twice_are_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_parts(text, PLACE)


def test_a_length_is_said_now_or_later_and_never_both() -> None:
    assert read_length({"Upload-Length": "0"}) == 0
    assert read_length({"Upload-Defer-Length": "1"}) is None
    for headers in ({}, {"Upload-Length": "1", "Upload-Defer-Length": "1"}, {"Upload-Defer-Length": "2"}):
        with pytest.raises(Malformed):
            read_length(headers)


def test_another_version_is_refused() -> None:
    check_version({"Tus-Resumable": "1.0.0"})
    with pytest.raises(UnknownVersion):
        check_version({"Tus-Resumable": "0.2.2"})


def test_a_right_checksum_is_read() -> None:
    checksum = read_checksum({"Upload-Checksum": write_checksum(b"x", "sha256")})
    assert checksum is not None
    assert base64.b64encode(checksum.digest).decode() in write_checksum(b"x", "sha256")


@given(st.text(max_size=400))
def test_a_name_is_one_readable_line_without_folders(name: str) -> None:
    for clean in (clean_name(name), clean_album(name)):
        assert "/" not in clean
        assert "\\" not in clean
        assert clean.isprintable()
        assert len(clean) <= 200
