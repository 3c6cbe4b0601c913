"""Answers with files in them: their heads, and which parts of a file make up the body."""

import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from flask import Response
from werkzeug.datastructures import Headers

from exhibits.core.errors import HallError, NotFound
from exhibits.core.sending import FileBody, Span
from exhibits.media.delivery.conditions import allows_parts, check_conditions
from exhibits.media.delivery.ranges import read_ranges
from exhibits.media.sniff import SVG

A_YEAR_S = 31_536_000
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


class _Content(NamedTuple):
    """What is answered: the place of a file where it lies, and the fields of each answer about it."""

    path: Path
    place: Span
    etag: str
    fields: dict[str, str]


def answer_file(
    path: Path,
    mime: str,
    etag: str,
    headers: Headers,
    *,
    method: str = "GET",
    private: bool = False,
    accel: str = "",
    more: Mapping[str, str] | None = None,
) -> Response:
    """Answer a request with a file that never changes; raises NotFound (`file_unknown`).

    `etag` is its strong entity tag without the quotes, `headers` and `method` are the request's, `private` keeps
    it out of shared caches, `more` stands in every answer. With `accel`, the address under which an nginx in front has
    the folder of files to itself, that nginx sends the file and sees to conditions and ranges; not so a drawing,
    which needs its policy, nor what has `more`.
    """
    fields = _describe(mime, etag, private, more)
    if accel and not more and mime != SVG.mime:  # nginx lets no field through that it does not know
        return Response(headers=fields | {"X-Accel-Redirect": f"{accel}{path.parent.name}/{path.name}"})
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise _miss() from error
    return _answer(_Content(path, Span(0, size), etag, fields), headers, method)


def answer_part(
    path: Path,
    place: Span,
    mime: str,
    etag: str,
    headers: Headers,
    *,
    method: str = "GET",
    private: bool = False,
    more: Mapping[str, str] | None = None,
) -> Response:
    """Answer with what lies at one place of a file, such as a tile in its pack, as if it were a file of its own."""
    return _answer(_Content(path, place, etag, _describe(mime, etag, private, more)), headers, method)


def _describe(mime: str, etag: str, private: bool, more: Mapping[str, str] | None) -> dict[str, str]:
    fields = {
        "Content-Type": mime,
        "ETag": f'"{etag}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": f"{'private' if private else 'public'}, max-age={A_YEAR_S}, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    if mime == SVG.mime:  # opened by itself, a drawing is a page of this origin: give it no rights
        fields["Content-Security-Policy"] = SVG_POLICY
    return fields | dict(more or {})


def _answer(content: _Content, headers: Headers, method: str) -> Response:
    status = check_conditions(headers, content.etag)
    if status is HTTPStatus.NOT_MODIFIED:
        return Response(status=status, headers=content.fields)
    if status is HTTPStatus.PRECONDITION_FAILED:
        return _refuse_version(content)
    if method == "HEAD":
        return Response(headers=content.fields | {"Content-Length": str(content.place.length)})
    spans = _choose_spans(content, headers)
    if spans is None:
        return _send(content, [content.place], HTTPStatus.OK, {})
    if not spans:
        return _refuse_range(content)
    return _send_part(content, spans[0]) if len(spans) == 1 else _send_parts(content, spans)


def _choose_spans(content: _Content, headers: Headers) -> tuple[Span, ...] | None:
    header = headers.get("Range")
    if header is None or not allows_parts(headers, content.etag):
        return None
    return read_ranges(header, content.place.length)


def _send_part(content: _Content, span: Span) -> Response:
    fields = {"Content-Range": _locate(content, span)}
    return _send(content, [_shift(content, span)], HTTPStatus.PARTIAL_CONTENT, fields)


def _send_parts(content: _Content, spans: Sequence[Span]) -> Response:
    boundary = secrets.token_hex(16)
    segments: list[bytes | Span] = []
    for span in spans:
        head = f"\r\n--{boundary}\r\nContent-Type: {content.fields['Content-Type']}\r\n"
        segments += [f"{head}Content-Range: {_locate(content, span)}\r\n\r\n".encode(), _shift(content, span)]
    segments.append(f"\r\n--{boundary}--\r\n".encode())
    fields = {"Content-Type": f"multipart/byteranges; boundary={boundary}"}
    return _send(content, segments, HTTPStatus.PARTIAL_CONTENT, fields)


def _send(content: _Content, segments: Sequence[bytes | Span], status: HTTPStatus, fields: dict[str, str]) -> Response:
    try:
        body = FileBody(content.path, segments)
    except FileNotFoundError as error:
        raise _miss() from error
    fields = content.fields | fields | {"Content-Length": str(body.length)}
    return Response(body, status=status, headers=fields, direct_passthrough=True)


def _locate(content: _Content, span: Span) -> str:
    return f"bytes {span.start}-{span.start + span.length - 1}/{content.place.length}"


def _shift(content: _Content, span: Span) -> Span:
    return Span(content.place.start + span.start, span.length)


def _miss() -> NotFound:
    return NotFound("file_unknown", "没有这个文件。", "There is no such file.")


def _refuse_version(content: _Content) -> Response:
    error = HallError(
        "file_not_as_expected",
        "文件和你手里的不是同一个，请重新打开它。",
        "The file is not the one you have. Open it again.",
    )
    return _refuse(HTTPStatus.PRECONDITION_FAILED, error, content, {})


def _refuse_range(content: _Content) -> Response:
    size = content.place.length
    error = HallError(
        "range_beyond_end",
        f"要读的部分在文件末尾之后（文件共 {size} 字节），请从头再读。",
        f"The part asked for lies beyond the end of the file ({size} bytes). Read it from the beginning.",
    )
    return _refuse(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, error, content, {"Content-Range": f"bytes */{size}"})


def _refuse(status: HTTPStatus, error: HallError, content: _Content, fields: dict[str, str]) -> Response:
    """Refuse in the hall's own shape; nobody keeps a refusal for ever."""
    error.status = status
    about = {name: value for name, value in content.fields.items() if name != "ETag"}
    fields = about | fields | {"Content-Type": "application/problem+json", "Cache-Control": "no-store"}
    return Response(error.as_problem().model_dump_json(), status=status, headers=fields)
