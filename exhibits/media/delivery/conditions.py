"""What a client has already: the conditions of RFC 9110 13, by strong entity tags alone.

The files have no date of change, for they never change; conditions by date are therefore ignored, as 13.1.3 and 13.1.4
ask, and an If-Range with a date is not met, as 13.1.5 asks.
"""

import re
from http import HTTPStatus

from werkzeug.datastructures import Headers

_TAG = re.compile(r'(W/)?"([^"]*)"')


def check_conditions(headers: Headers, etag: str) -> HTTPStatus | None:
    """Check in the order of RFC 9110 13.2.2: 412, 304, or None to answer as if nothing had been asked."""
    expected, known = headers.get("If-Match"), headers.get("If-None-Match")
    if expected and not _names(expected, etag, weak=False):
        return HTTPStatus.PRECONDITION_FAILED
    if known and _names(known, etag, weak=True):
        return HTTPStatus.NOT_MODIFIED
    return None


def allows_parts(headers: Headers, etag: str) -> bool:
    """Tell whether the client's parts are of this very file (If-Range)."""
    condition = headers.get("If-Range")
    return not condition or condition.strip() == f'"{etag}"'


def _names(header: str, etag: str, *, weak: bool) -> bool:
    tags = _TAG.findall(header)
    return header.strip() == "*" or any(tag == etag and (weak or not mark) for mark, tag in tags)
