"""The history feed of a hosted status page: one entry for each incident, its updates in HTML without a year.

Does not know what becomes of an incident.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from xml.etree import ElementTree

from plainstatus.importers.cstate_file import Unreadable
from plainstatus.importers.statuspage_told import MOST_BYTES, Said, Told, moment
from plainstatus.reading import times

_ATOM = "{http://www.w3.org/2005/Atom}"
_UPDATE = re.compile(r"<p>\s*<small>(.*?)</small>\s*(?:<br\s*/?>)?\s*<strong>(.*?)</strong>\s*-\s?", re.DOTALL | re.I)
_WHEN = re.compile(r"([A-Z][a-z]{2})\s+(\d{1,2}),\s+(\d{1,2}):(\d{2})\s+([A-Z][A-Za-z]*|[+-]\d\d:?\d\d)")
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
    said = _updates(entry.findtext(f"{_ATOM}content", ""), published, zone)
    if not said:
        raise Unreadable("it has no updates")
    states = {each.status for each in said}
    maintenance = bool(states & {"scheduled", "in_progress", "verifying", "completed"})
    return Told(
        id,
        name,
        tuple(reversed(said)),
        window=_window(said) if maintenance else None,
        is_maintenance=maintenance,
        names_components=False,
    )


def _updates(content: str, published: datetime, zone: str) -> list[Said]:
    """The updates, newest first: that one was published at `published`."""
    parts = _UPDATE.split(content)
    said: list[Said] = []
    latest = published
    for when, label, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        at = _moment_before(" ".join(_TAG.sub("", unescape(when)).split()), latest, zone)
        if not said and at.replace(second=0) == published.replace(second=0, microsecond=0):
            at = published
        latest = at
        status = _TAG.sub("", unescape(label)).strip().lower().replace(" ", "_")
        said.append(Said(None, status, at, body.rpartition("</p>")[0] if "</p>" in body else body))
    return said


def _moment_before(text: str, latest: datetime, zone: str) -> datetime:
    """The moment that `Aug 21, 00:37 UTC` names: the last such one that is not after `latest`, give or take a day."""
    found = _WHEN.search(text)
    if found is None or found[1] not in _MONTHS:
        raise Unreadable(f"the time “{text[:40]}” cannot be read")
    where = UTC if found[5] in ("UTC", "GMT") else times.zone_of(zone)
    for year in (latest.year + 1, latest.year, latest.year - 1, latest.year - 2, latest.year - 3, latest.year - 4):
        try:
            at = datetime(year, _MONTHS.index(found[1]) + 1, int(found[2]), int(found[3]), int(found[4]), tzinfo=where)
        except ValueError:
            continue
        if at <= latest + timedelta(days=1):
            return at.astimezone(UTC)
    raise Unreadable(f"the time “{text[:40]}” cannot be read")


def _window(said: list[Said]) -> tuple[datetime, datetime]:
    """From the start of the work to its end as the updates tell them; an hour where there is no end yet."""
    started = next((each.at for each in reversed(said) if each.status == "in_progress"), said[-1].at)
    ended = next((each.at for each in said if each.status == "completed"), started + timedelta(hours=1))
    return started, ended if ended > started else started + timedelta(hours=1)
