"""tus 1.0 as values: what its headers say (https://tus.io/protocols/resumable-upload)."""

import base64
import binascii
import hashlib
import re
from typing import NamedTuple, Protocol

from exhibits.core.errors import HallError

VERSION = "1.0.0"
EXTENSIONS = (
    "creation,creation-with-upload,creation-defer-length,expiration,termination,checksum,concatenation"  # one header
)
ALGORITHMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5}
LARGEST = 2**53
_NUMBER = re.compile(r"\d{1,16}", re.ASCII)
_KEY = re.compile(r"[\x21-\x2b\x2d-\x7e]+")
_ID = re.compile(r"[0-9a-f-]{36}")
_METADATA_LENGTH = 2048
_MOST_PARTS = 1000


class Headers(Protocol):
    """A request's headers."""

    def get(self, name: str, /) -> str | None:
        """Get a header's text, or None."""
        ...


class Malformed(HallError):
    """A header that tus does not know in this form."""

    status = 400


class UnknownVersion(HallError):
    """The sender speaks another version of tus."""

    status = 412


class WrongType(HallError):
    """The bytes of a PATCH must come as `application/offset+octet-stream`."""

    status = 415


class ChecksumMismatch(HallError):
    """What arrived is not what was sent; nothing of it was kept (tus checksum extension)."""

    status = 460


class Checksum(NamedTuple):
    """The hash that the bytes of one request must have."""

    algorithm: str
    digest: bytes


def check_version(headers: Headers) -> None:
    """Refuse another version than 1.0.0."""
    if headers.get("Tus-Resumable") != VERSION:
        raise UnknownVersion(
            "tus_version",
            "上传程序的版本不对，请刷新页面后再试。",
            "The sender speaks another version of tus. Reload the page.",
        )


def read_number(headers: Headers, name: str) -> int | None:
    """Read a count of bytes, None where the header is missing; raises Malformed."""
    text = headers.get(name)
    if text is None:
        return None
    if _NUMBER.fullmatch(text) is None or int(text) > LARGEST:
        raise _refuse(name)
    return int(text)


def read_length(headers: Headers) -> int | None:
    """Read how long a new upload will be, None when it says so later; exactly one of the two must be said."""
    length, later = read_number(headers, "Upload-Length"), headers.get("Upload-Defer-Length")
    if later not in (None, "1"):
        raise _refuse("Upload-Defer-Length")
    if (length is None) == (later is None):
        raise _refuse("Upload-Length")
    return length


def read_metadata(text: str) -> dict[str, str]:
    """Read `Upload-Metadata`: pairs of a key and a base64 value; a key without a value is an empty text."""
    if len(text) > _METADATA_LENGTH:
        raise _refuse("Upload-Metadata")
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, _, value = pair.partition(" ")
        if _KEY.fullmatch(key) is None or key in found:
            raise _refuse("Upload-Metadata")
        found[key] = _decode(value.strip(), "Upload-Metadata").decode("utf-8", "replace")
    return found


def read_checksum(headers: Headers) -> Checksum | None:
    """Read `Upload-Checksum`, or None."""
    text = headers.get("Upload-Checksum")
    if text is None:
        return None
    algorithm, _, value = text.partition(" ")
    if algorithm not in ALGORITHMS:
        raise _refuse("Upload-Checksum")
    digest = _decode(value, "Upload-Checksum")
    if len(digest) != ALGORITHMS[algorithm](usedforsecurity=False).digest_size:
        raise _refuse("Upload-Checksum")
    return Checksum(algorithm, digest)


def read_parts(text: str, prefix: str) -> tuple[str, ...]:
    """Read the ids of the parts of `Upload-Concat: final;<addresses>`, absolute or relative."""
    addresses = text.removeprefix("final;").split()
    ids = tuple(address.rstrip("/").rpartition("/")[2] for address in addresses)
    ours = all(f"{prefix}/" in address and _ID.fullmatch(one) for address, one in zip(addresses, ids, strict=True))
    if not ids or not ours or len(set(ids)) != len(ids) or len(ids) > _MOST_PARTS:
        raise _refuse("Upload-Concat")
    return ids


def _decode(value: str, name: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise _refuse(name) from None


def _refuse(name: str) -> Malformed:
    return Malformed(
        "tus_malformed",
        f"上传请求的 {name} 不对，请刷新页面后再试。",
        f"The upload's {name} header is wrong. Reload the page and try again.",
        header=name,
    )
