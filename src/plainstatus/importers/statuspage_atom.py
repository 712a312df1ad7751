"""The history feed of a hosted status page: one entry for each incident, its updates in HTML without a year.

Does not know what becomes of an incident.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from html import unescape
from typing import Any
from xml.etree import ElementTree

from plainstatus.importers.cstate_file import Unreadable
from plainstatus.importers.statuspage_told import MOST_BYTES, Said, Told, changed_at, moment
from plainstatus.reading import times

_ATOM = "{http://www.w3.org/2005/Atom}"
_UPDATE = re.compile(
    r"<p>\s*<small>(.{0,300}?)</small>\s*(?:<br\s*/?>)?\s*<strong>(.{0,100}?)</strong>\s*-\s?", re.DOTALL | re.I
)
_DAY, _CLOCK = r"([A-Z][a-z]{2}) (\d{1,2}),", r"(\d{1,2}):(\d{2})"
_ZONE = r"([A-Z][A-Za-z]*|[+-]\d\d:?\d\d)"
_WHEN = re.compile(rf"{_DAY} {_CLOCK} {_ZONE}")
#: The window of a maintenance; its end has a day where that is another one.
_PLANNED = re.compile(rf"{_DAY} {_CLOCK} - (?:{_DAY} )?{_CLOCK} {_ZONE}")
_TAG = re.compile(r"<[^>]*>")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def parse_atom(data: bytes, shown: str) -> ElementTree.Element:
    """The feed in `data`. Raises Unreadable, with line and column."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"{shown}: it is larger than any feed of a status page")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        # No feed needs one, and an entity may grow without end.
        raise Unreadable(f"{shown}: it declares a document type, which no feed does")
    try:
        feed = ElementTree.fromstring(data)  # noqa: S314 - without a document type there are no entities
    except ElementTree.ParseError as error:
        line, column = error.position
        raise Unreadable(f"{shown}:{line}:{column + 1}: it is no XML: {error.msg.partition(':')[0]}") from None
    if feed.tag != f"{_ATOM}feed":
        raise Unreadable(f"{shown}: it is no Atom feed")
    return feed


def site_of(feed: ElementTree.Element) -> dict[str, Any]:
    """What the feed says of the page, as the API would: its name and its address."""
    links = {link.get("rel", "alternate"): link.get("href", "") for link in feed.findall(f"{_ATOM}link")}
    name = feed.findtext(f"{_ATOM}title", "").partition(" - ")[0].strip()
    address = links.get("alternate", "").rstrip("/").removesuffix("/history")
    return {"name": name, "url": address}


def entries_of(feed: ElementTree.Element) -> Iterator[tuple[str, ElementTree.Element]]:
    """Each entry with the words that name it in a report."""
    for entry in feed.findall(f"{_ATOM}entry"):
        yield entry.findtext(f"{_ATOM}title", "").strip() or "an entry without a title", entry


def told_in(entry: ElementTree.Element, zone: str) -> Told:
    """The incident of an entry. `zone` counts for times in another zone than UTC. Raises Unreadable."""
    address = next((link.get("href", "") for link in entry.findall(f"{_ATOM}link")), "")
    id = address.rstrip("/").rpartition("/")[2]
    name = entry.findtext(f"{_ATOM}title", "").strip()
    if not id or not name:
        raise Unreadable(f"it has no {'title' if id else 'address'}")
    published = moment(entry.findtext(f"{_ATOM}published"), "UTC")
    before, *parts = _UPDATE.split(entry.findtext(f"{_ATOM}content", ""))
    said, named = _updates(parts, published, zone)
    if not said:
        raise Unreadable("it has no updates")
    states = {each.status for each in said}
    maintenance = bool(states & {"scheduled", "in_progress", "verifying", "completed"})
    return Told(
        id,
        name,
        tuple(reversed(said)),
        window=(_announced(before, said[-1].at, zone) or _window(said)) if maintenance else None,
        is_maintenance=maintenance,
        names_components=False,
        zone=named,
        changed=changed_at(entry.findtext(f"{_ATOM}updated")),
    )


def _updates(parts: list[str], published: datetime, zone: str) -> tuple[list[Said], str | None]:
    """The updates, newest first: that one was published at `published`. And the zone of theirs that nobody can know."""
    said: list[Said] = []
    latest, named = published, None
    for when, label, body in zip(parts[0::3], parts[1::3], parts[2::3], strict=True):
        found = _WHEN.search(_plain(when))
        if found is None or found[1] not in _MONTHS:
            raise Unreadable(f"the time “{_plain(when)[:40]}” cannot be read")
        where = _zone(found[5])
        named = named if where else found[5]
        at = _moment_before(found, latest, where or times.zone_of(zone))
        if not said and at.replace(second=0) == published.replace(second=0, microsecond=0):
            at = published
        latest = at
        status = _TAG.sub("", unescape(label)).strip().lower().replace(" ", "_")
        said.append(Said(None, status, at, body))
    return said, named


def _plain(markup: str) -> str:
    return " ".join(_TAG.sub("", unescape(markup)).split())


def _zone(name: str) -> tzinfo | None:
    """The zone that a feed names; None for letters such as `PDT`."""
    try:
        return times.zone_of(times.zone_in(name))
    except times.TimeFault:
        return None


def _moments(day: Sequence[str], around: int, where: tzinfo) -> Iterator[datetime]:
    """The moments that month, day, hour and minute name, from the year after `around` to four years before it."""
    for year in range(around + 1, around - 5, -1):
        try:
            month, date, hour, minute = _MONTHS.index(day[0]) + 1, *map(int, day[1:])
            yield datetime(year, month, date, hour, minute, tzinfo=where).astimezone(UTC)
        except (ValueError, OverflowError):
            continue


def _moment_before(found: re.Match[str], latest: datetime, where: tzinfo) -> datetime:
    """The moment that `Aug 21, 00:37 UTC` names: the last such one that is not after `latest`, give or take a day."""
    for at in _moments(found.groups()[:4], latest.year, where):
        if at <= latest + timedelta(days=1):
            return at
    raise Unreadable(f"the time “{found[0][:40]}” cannot be read")


def _announced(words: str, first: datetime, zone: str) -> tuple[datetime, datetime] | None:
    """The window that a maintenance opens with, in the years that come nearest to its `first` update."""
    found = _PLANNED.search(_plain(words))
    if found is None:
        return None
    month, day, hour, minute, end_month, end_day, end_hour, end_minute, named = found.groups()
    where = _zone(named) or times.zone_of(zone)
    starts = list(_moments((month, day, hour, minute), first.year, where))
    if not starts:
        return None
    start = min(starts, key=lambda at: abs(at - first))
    ends = _moments((end_month or month, end_day or day, end_hour, end_minute), start.year, where)
    end = min((at for at in ends if at > start), default=None)
    return None if end is None else (start, end)


def _window(said: list[Said]) -> tuple[datetime, datetime]:
    """From the start of the work to its end as the updates tell them; an hour where there is no end yet."""
    started = next((each.at for each in reversed(said) if each.status == "in_progress"), said[-1].at)
    ended = next((each.at for each in said if each.status == "completed"), started + timedelta(hours=1))
    return started, ended if ended > started else started + timedelta(hours=1)
