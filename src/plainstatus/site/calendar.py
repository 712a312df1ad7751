"""Maintenance as calendars (RFC 5545 and 7986): of everything, of each component, of one that is still to come.

An event is made of what was said and never of the present moment: it changes only when the words do.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from plainstatus.site.feed_entries import authority
from plainstatus.site.site import Site
from plainstatus.site.updates import mended
from plainstatus.site.views import affected_names, has_calendar
from plainstatus.timeline.announced import Announced, announced
from plainstatus.timeline.course import Course
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.plain_text import plain_lines

if TYPE_CHECKING:
    from icalendar import Component

#: What is over, and what will not be, stays for so long: a program that saw it before has to see its end.
KEPT = timedelta(days=90)
#: How often a program is asked to look again.
_REFRESH = timedelta(hours=1)
_END = b"END:VCALENDAR\r\n"


def calendar_files(site: Site, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The calendars, by path below the site's root."""
    events = {course.id: (course, event) for course in _current(site) if (event := _event(course, site, edition))}
    plain, name = edition.words.plain, site.settings.name
    everything = plain("{name}: maintenance", name=name)
    yield _file("", everything, (event for _, event in events.values()), site, edition)
    by_component: dict[str, list[bytes]] = {}
    for course, event in events.values():
        for id in site.timeline.components_of(course):
            by_component.setdefault(id, []).append(event)
    for component in site.timeline.catalog.current:
        title = plain("{name}: maintenance of {component}", name=name, component=edition.name(component))
        yield _file(addresses.component(component.id), title, by_component.get(component.id, ()), site, edition)


def own_calendar(course: Course, site: Site, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The calendar of one maintenance, where there is one, by path below the site's root."""
    event = _event(course, site, edition) if has_calendar(course, site) else None
    if event:
        yield _file(addresses.incident(course.id), edition.title(course.incident), (event,), site, edition)


def _current(site: Site) -> Iterator[Course]:
    """What is coming, under way, or was over not long ago, by the start of its window."""
    timeline = site.timeline
    for course in timeline.maintenances:
        ended = timeline.ended(course)
        if ended is None or timeline.now - ended <= KEPT:
            yield course


def _file(page: str, title: str, events: Iterable[bytes], site: Site, edition: Edition) -> tuple[str, bytes]:
    """`page` is the address of the page that the calendar belongs to."""
    path = edition.prefix + page + addresses.CALENDAR
    # Events are the same in every calendar, and many stand in several.
    return path, b"".join((_head(title, site.root + path), *events, _END))


def _head(title: str, source: str) -> bytes:
    """A calendar up to its first event."""
    from icalendar import Calendar, vText

    head = Calendar()
    head.add("version", "2.0")
    # It names no release, so that an upgrade changes no file.
    head.add("prodid", "-//plainstatus//status page//EN")
    head.add("calscale", "GREGORIAN")
    head.add("method", "PUBLISH")
    # The library does not know that names are text, which is escaped.
    head.add("name", vText(title))
    head.add("source", source, {"VALUE": "URI"})
    head.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})
    # Older programs know these two alone.
    head.add("x-wr-calname", vText(title))
    head.add("x-published-ttl", "PT1H")
    return _bytes(head).removesuffix(_END)


def _event(course: Course, site: Site, edition: Edition) -> bytes | None:
    from icalendar import Event

    said = announced(course, site.timeline.now)
    if said is None:
        return None
    event = Event()
    for name, value in _properties(course, said, site, edition).items():
        event.add(name, value)
    return _bytes(event)


def _properties(course: Course, said: Announced, site: Site, edition: Edition) -> dict[str, Any]:
    plain = edition.words.plain
    changed = max(mended(update, site) for update in site.timeline.updates(course))
    return {
        "uid": _uid(course, site),
        "dtstamp": changed,
        "created": course.first_update,
        "last-modified": changed,
        "sequence": said.revision,
        "dtstart": said.window.start,
        "dtend": said.window.end,
        "status": "CANCELLED" if said.cancelled else "CONFIRMED",
        "transp": "TRANSPARENT",
        # Among the reader's own events it has to say whose it is.
        "summary": plain("{name}: {title}", name=site.settings.name, title=edition.title(course.incident)),
        "description": _description(course, site, edition),
        "url": site.root + edition.prefix + addresses.incident(course.id),
        "categories": [plain("Maintenance"), *affected_names(course, site, edition)],
    }


def _uid(course: Course, site: Site) -> str:
    """Stable for good. A maintenance that brought an id from elsewhere keeps it, whatever its file is called."""
    own, _, occurrence = course.id.partition("/")
    kept = quote(course.incident.external_id or own)
    return f"{kept}/{occurrence}@{authority(site)}" if occurrence else f"{kept}@{authority(site)}"


def _description(course: Course, site: Site, edition: Edition) -> str:
    """What it touches, and what is said of it: the summary and the newest words."""
    words, names = site.words(course, edition), affected_names(course, site, edition)
    touched = edition.words.plain("Affected: {names}.", names=", ".join(names)) if names else ""
    said = (plain_lines(html, site.root) for html in (words.summary, words.updates[-1]))
    return "\n\n".join(filter(None, (touched, *said)))


def _bytes(component: "Component") -> bytes:
    made: bytes = component.to_ical()
    return made
