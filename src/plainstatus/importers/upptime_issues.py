"""Issues and their comments, from JSON that the API of GitHub or its program `gh` gives out.

Knows what an issue is, but not what Upptime means by one.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plainstatus.importers.cstate_file import Unreadable, parse_time

#: A list of so many bytes would take the memory of an ordinary computer; it has over 50,000 issues.
LARGEST = 256_000_000

_ISSUE = re.compile(r"/issues/(\d{1,18})(?:#|$)")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody added to an issue."""

    at: datetime
    text: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue; `comments` are oldest first. `over` without `closed`: it does not say when."""

    number: int
    title: str
    body: str
    labels: tuple[str, ...]
    opened: datetime
    closed: datetime | None
    over: bool
    comments: tuple[Comment, ...]


def entries_of(data: bytes, shown: str) -> list[Any]:
    """The entries of a JSON list, or of several: pages may stand one behind the other, or in a list of lists.

    `shown` is the name of the file. Raises Unreadable with the place of the fault.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"{shown}: it is larger than {LARGEST // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{shown}: it is not UTF-8") from None
    found: list[Any] = []
    for page in _pages(text, shown):
        if not isinstance(page, list):
            said = page.get("message") if isinstance(page, dict) else None
            why = f": GitHub said “{said[:60]}”" if isinstance(said, str) else ""
            raise Unreadable(f"{shown}: it is no list{why}")
        for entry in page:
            found += entry if isinstance(entry, list) else (entry,)
    return found


def comments_by_issue(entries: list[Any], shown: str, zone: str) -> dict[int, list[Comment]]:
    """The comments in `entries`, by the number of their issue. Raises Unreadable."""
    found: dict[int, list[Comment]] = {}
    for number, entry in enumerate(entries, 1):
        address = entry.get("issue_url") if isinstance(entry, dict) else None
        match = _ISSUE.search(address) if isinstance(address, str) else None
        if match is None:
            raise Unreadable(f"{shown}: entry {number} is no comment: it has no `issue_url`")
        try:
            found.setdefault(int(match[1]), []).append(_comment(entry, zone))
        except Unreadable as error:
            raise Unreadable(f"{shown}: entry {number}: {error}") from None
    return found


def number_of(entry: Any) -> int | None:
    """The number of the issue in `entry`; None where it is none."""
    number = entry.get("number") if isinstance(entry, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and 0 < number < 10**18 else None


def is_pull_request(entry: Any) -> bool:
    """Whether `entry` is a pull request: GitHub lists them among issues."""
    return isinstance(entry, dict) and isinstance(entry.get("pull_request"), dict)


def issue_of(entry: Any, further: list[Comment], zone: str) -> Issue:
    """The issue in `entry` with the comments in it and `further` ones. Raises Unreadable."""
    number = number_of(entry)
    if number is None:
        raise Unreadable("it has no `number`")
    title = _text(entry.get("title"), "title").strip()
    if not title:
        raise Unreadable("it has no `title`")
    inner = entry.get("comments")
    own = [_comment(each, zone) for each in inner] if isinstance(inner, list) else []
    closed = _time(entry, "closed_at", "closedAt", zone)
    opened = _time(entry, "created_at", "createdAt", zone)
    if opened is None:
        raise Unreadable("it has no `created_at`")
    return Issue(
        number=number,
        title=title,
        body=_text(entry.get("body"), "body"),
        labels=tuple(_labels(entry.get("labels"))),
        opened=opened,
        closed=closed,
        over=closed is not None or str(entry.get("state")).lower() == "closed",
        comments=tuple(sorted({*own, *further}, key=lambda comment: (comment.at, comment.id or "", comment.text))),
    )


def _pages(text: str, shown: str) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    end = _after_space(text, 0)
    if end == len(text):
        raise Unreadable(f"{shown}: it is empty")
    while end < len(text):
        try:
            page, end = decoder.raw_decode(text, end)
        except json.JSONDecodeError as error:
            raise Unreadable(_where(error, text, shown)) from None
        except (RecursionError, ValueError):
            raise Unreadable(f"{shown}: it is nested too deeply, or holds too large a number") from None
        yield page
        end = _after_space(text, end)


def _after_space(text: str, begin: int) -> int:
    match = _SPACE.match(text, begin)
    return match.end() if match else begin


def _where(error: json.JSONDecodeError, text: str, shown: str) -> str:
    place = f"{shown}:{error.lineno}:{error.colno}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
        return f"{place}: the JSON ends in the middle: the file was cut off"
    return f"{place}: it is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"


def _comment(entry: Any, zone: str) -> Comment:
    if not isinstance(entry, dict):
        raise Unreadable("a comment is no object")
    at = _time(entry, "created_at", "createdAt", zone)
    if at is None:
        raise Unreadable("a comment has no `created_at`")
    id = entry.get("id")
    return Comment(at, _text(entry.get("body"), "body"), str(id)[:200] if isinstance(id, int | str) and id else None)


def _labels(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else ():
        name = each.get("name") if isinstance(each, dict) else each
        if isinstance(name, str) and name.strip():
            yield name.strip()


def _time(entry: dict[str, Any], name: str, otherwise: str, zone: str) -> datetime | None:
    value = entry.get(name, entry.get(otherwise))
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Unreadable(f"`{name}` is no time")
    return parse_time(value, zone).at


def _text(value: Any, name: str) -> str:
    """`value` as text with lines that end in newlines alone."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"`{name}` is no text")
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise Unreadable(f"`{name}` has half a character")
    return value.replace("\r\n", "\n").replace("\r", "\n")
