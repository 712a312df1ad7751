"""What is asked and what is answered, as plain data, and the fields of forms. Does not know what they mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

#: Bytes of a body. A form with every component of a large site ticked has less.
LONGEST_BODY = 32 * 1024
_MOST_FIELDS = 1000
#: What parts the parts, as RFC 2046 (section 5.1.1) has it, and the name of a part.
_BOUNDARY = re.compile(r""";[ ]*boundary=("?)([0-9A-Za-z'()+_,./:=?-]{1,70})\1[ ]*(?:;|$)""", re.IGNORECASE)
_NAME = re.compile(rb"""^content-disposition:.*?;[ ]*name=("?)([0-9A-Za-z_-]+)\1""", re.IGNORECASE | re.MULTILINE)
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"

#: Name of a field → what stands in it, once for each time that it was sent.
Fields = Mapping[str, Sequence[str]]


class RefusedError(Exception):
    """The request is none that this program answers; `status` says why, as HTTP does."""

    def __init__(self, status: int, **headers: str) -> None:
        super().__init__(status)
        self.status, self.headers = status, {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True)
class Request:
    """`client` is the IP address that asks, "" where it is not known; `languages` is its `Accept-Language`."""

    method: str
    path: str
    query: str = ""
    content_type: str = ""
    body: bytes = b""
    client: str = ""
    languages: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """`headers` hold all but the length."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def fields_of_query(request: Request) -> Fields:
    """What stands behind the question mark. Raises RefusedError where it is no text."""
    return _parsed(request.query)


def fields_of_form(request: Request, *, in_parts: bool = False) -> Fields:
    """What a form of a page has sent; with `in_parts`, also what comes as multipart/form-data. Raises RefusedError."""
    if len(request.body) > LONGEST_BODY:
        raise RefusedError(413)
    kind = request.content_type.partition(";")[0].strip().lower()
    if kind == FORM:
        try:
            return _parsed(request.body.decode("ascii"))
        except UnicodeDecodeError:
            raise RefusedError(400) from None
    if kind == MULTIPART and in_parts:
        return _parts(request)
    raise RefusedError(415)


def _parsed(text: str) -> Fields:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise RefusedError(400) from None


def _parts(request: Request) -> Fields:
    """The fields of a body in parts. Parts within parts are none: whoever nests them thousands deep gains nothing."""
    boundary = _BOUNDARY.search(request.content_type)
    if boundary is None:
        raise RefusedError(400)
    found: dict[str, list[str]] = {}
    body = b"\n" + request.body.replace(b"\r\n", b"\n")
    for part in body.split(f"\n--{boundary[2]}".encode())[1 : _MOST_FIELDS + 1]:
        head, _, content = part.partition(b"\n\n")
        if name := _NAME.search(head):
            found.setdefault(name[2].decode(), []).append(content.decode("utf-8", "replace"))
    return found


def first(fields: Fields, name: str) -> str:
    """What stands in a field, without spaces around it; "" where there is none."""
    values = fields.get(name)
    return values[0].strip() if values else ""
