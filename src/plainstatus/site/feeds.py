"""Atom (RFC 4287) and RSS 2.0: for everything, for each component, for each incident, for each update.

An id is a tag URI (RFC 4151) of the site's authority and the incident's own id, so that
neither a rebuild nor a new title, path or generator changes it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest
from urllib.parse import quote, urlsplit

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from markupsafe import escape

from plainstatus.model.incident import Update
from plainstatus.model.status import worst
from plainstatus.site import addresses
from plainstatus.site.edition import Edition
from plainstatus.site.incident_page import anchor_of
from plainstatus.site.moments import rfc3339
from plainstatus.site.site import Site
from plainstatus.site.text import linked_from
from plainstatus.site.views import affected_names, state_word
from plainstatus.timeline.course import Course, Step

#: So many entries stand in a feed; each incident has a feed of its own besides.
NEWEST = 50

#: A tag URI needs a day on which its authority owned the name; any fixed one will do.
_DAY = "2026-01-01"
#: When a feed without entries was last changed: it needs a moment, and that of the build would never rest.
_BEFORE_ALL = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, ready for both forms. `html` holds absolute links only."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    html: str
    categories: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """`path` is its place below the site's root, without the ending; `page` the page that it belongs to."""

    id: str
    title: str
    path: str
    page: str
    entries: Sequence[Entry]


def feed_files(site: Site, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The feeds of everything, of every component and of every update, by path below the site's root."""
    order = _order(site)
    by_component = {
        component.id: nlargest(NEWEST, site.timeline.incidents_of(component.id), key=order)
        for component in site.timeline.catalog.current
    }
    made: dict[str, Entry] = {}

    def entries(courses: Iterable[Course]) -> list[Entry]:
        for course in courses:
            if course.id not in made:
                made[course.id] = incident_entry(course, site, edition)
        return [made[course.id] for course in courses]

    newest = nlargest(NEWEST, site.timeline.courses, key=order)
    yield from _files(_feed_of_everything(entries(newest), site, edition), site, edition)
    for id, courses in by_component.items():
        yield from _files(_component_feed(id, entries(courses), site, edition), site, edition)
    atom, _ = _both_forms(_feed_of_updates(site, edition), site, edition)
    yield edition.prefix + addresses.UPDATES, atom


def incident_feed(course: Course, site: Site, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The two feeds of one incident, by path below the site's root."""
    entry = incident_entry(course, site, edition)
    path = edition.prefix + addresses.incident(course.id)
    return _files(Feed(f"{entry.id}/feed", entry.title, path + addresses.FEED, path, (entry,)), site, edition)


def changed(course: Course, site: Site) -> datetime:
    """When a course last changed, by words or by the clock."""
    return site.timeline.state(course).at


def _order(site: Site) -> Callable[[Course], tuple[datetime, str]]:
    return lambda course: (changed(course, site), course.id)


# What a feed consists of


def incident_entry(course: Course, site: Site, edition: Edition) -> Entry:
    """One entry for a whole incident: how it stands, what is affected, every update, newest first."""
    return Entry(
        id=incident_tag(course, site, edition),
        title=edition.title(course.incident),
        link=site.root + edition.prefix + addresses.incident(course.id),
        published=course.first_update,
        updated=changed(course, site),
        html=_incident_html(course, site, edition),
        categories=_categories(course, site, edition),
    )


def _incident_html(course: Course, site: Site, edition: Edition) -> str:
    words, root = edition.words, site.root
    said = site.words(course, edition)
    parts = [f"<p>{escape(_standing(course, site, edition))}</p>"]
    if said.summary:
        parts.append(linked_from(said.summary, root))
    updates = site.timeline.updates(course)
    for update, html in zip(reversed(updates), reversed(said.updates), strict=True):
        when = edition.moments.element(update.at, edition.moments.dated(update.at))
        parts.append(f"<p><strong>{words.update(update.status)}</strong> – {when}</p>\n{linked_from(html, root)}")
    return "\n".join(parts)


def _standing(course: Course, site: Site, edition: Edition) -> str:
    """The sentence on top of an entry: the state, the window of a maintenance, what it touches."""
    words, moments = edition.words, edition.moments
    said = str(state_word(course, site, edition))
    window = site.timeline.state(course).window
    if course.kind == "maintenance" and window:
        start, end = moments.dated(window.start), moments.dated(window.end)
        said = words.plain("{state}: {start} to {end}", state=said, start=start, end=end)
    names = affected_names(course, site, edition)
    if not names:
        return f"{said}."
    touched = words.plain("Affected: {names}.", names=", ".join(names))
    return f"{said}. {touched}"


def _categories(course: Course, site: Site, edition: Edition) -> tuple[dict[str, str], ...]:
    state, impact = site.timeline.state(course).status, site.timeline.impact(course)
    scheme, words = site.root + "#", edition.words
    known = site.timeline.catalog.components
    return (
        {"term": impact, "scheme": f"{scheme}impact", "label": str(words.impact(impact))},
        {"term": state, "scheme": f"{scheme}state", "label": str(state_word(course, site, edition))},
        *(
            {"term": id, "scheme": f"{scheme}component", "label": edition.name(known[id])}
            for id in site.timeline.components_of(course)
            if id in known
        ),
    )


def _update_entry(course: Course, update: Update, step: Step, html: str, site: Site, edition: Edition) -> Entry:
    """One entry for one update. What was said then, and nothing that came later, makes it."""
    words, known = edition.words, site.timeline.catalog.components
    state = words.update(update.status)
    link = site.root + edition.prefix + addresses.incident(course.id) + "#" + anchor_of(update.at)
    hit = [
        f"{edition.name(known[id])}: {words.status(status)}"
        for id, status in step.components.items()
        if id in known and status != "operational"
    ]
    status = worst(step.components.values())
    return Entry(
        id=f"{incident_tag(course, site, edition)}/{rfc3339(update.at)}",
        title=f"{state}: {edition.title(course.incident)}",
        link=link,
        published=update.at,
        updated=update.at,
        html=(f"<p>{escape(', '.join(hit))}</p>\n" if hit else "") + linked_from(html, site.root),
        categories=(
            {"term": update.status, "scheme": f"{site.root}#state", "label": str(state)},
            {"term": status, "scheme": f"{site.root}#status", "label": str(words.status(status))},
        ),
    )


def _feed_of_everything(entries: Sequence[Entry], site: Site, edition: Edition) -> Feed:
    title = edition.words.plain("{name}: incidents", name=site.settings.name)
    return Feed(_tag("history", site, edition), title, edition.prefix + addresses.FEED, edition.prefix, entries)


def _component_feed(id: str, entries: Sequence[Entry], site: Site, edition: Edition) -> Feed:
    name = edition.name(site.timeline.catalog.components[id])
    title = edition.words.plain("{name}: {component}", name=site.settings.name, component=name)
    path = edition.prefix + addresses.component(id)
    return Feed(_tag(f"component/{id}", site, edition), title, path + addresses.FEED, path, entries)


def _feed_of_updates(site: Site, edition: Edition) -> Feed:
    said = (
        (update.at, course.id, number, course, update)
        for course in site.timeline.courses
        for number, update in enumerate(site.timeline.updates(course))
    )
    entries = []
    for _, _, number, course, update in nlargest(NEWEST, said, key=lambda each: each[:2]):
        step = next(step for step in course.steps if step.update is update)
        html = site.words(course, edition).updates[number]
        entries.append(_update_entry(course, update, step, html, site, edition))
    title = edition.words.plain("{name}: every update", name=site.settings.name)
    path = edition.prefix + addresses.UPDATES.removesuffix(".atom")
    return Feed(_tag("updates", site, edition), title, path, edition.prefix, entries)


# Ids


def incident_tag(course: Course, site: Site, edition: Edition) -> str:
    """The id of an incident in every feed; one that it brought from elsewhere is kept."""
    known = course.incident.external_id
    if known and known.startswith(("tag:", "http:", "https:", "urn:")):
        # An occurrence shares its series' file, and with it what the file brought.
        return known if course.incident.schedule is None or "/" not in course.id else f"{known}/{course.id}"
    return _tag(f"incident/{quote(known or course.id)}", site, edition)


def _tag(rest: str, site: Site, edition: Edition) -> str:
    authority = site.settings.feed_authority or urlsplit(site.root).hostname or "localhost"
    if edition.prefix:
        rest = f"{edition.prefix}{rest}"
    return f"tag:{authority},{_DAY}:{rest}"


# The two forms


def _files(feed: Feed, site: Site, edition: Edition) -> Iterator[tuple[str, bytes]]:
    atom, rss = _both_forms(feed, site, edition)
    yield f"{feed.path}.atom", atom
    yield f"{feed.path}.rss", rss


def _both_forms(feed: Feed, site: Site, edition: Edition) -> tuple[bytes, bytes]:
    """Atom and RSS. RSS knows one date for an item: that of the latest change, as hosted status pages have it."""
    made = _generator(feed, site, edition)
    items = [_add(made, entry) for entry in feed.entries]
    atom = bytes(made.atom_str())
    made.link(_links(feed, "rss", site), replace=True)
    for item, entry in zip(items, feed.entries, strict=True):
        item.pubDate(entry.updated)
    return atom + b"\n", bytes(made.rss_str()) + b"\n"


def _add(made: FeedGenerator, entry: Entry) -> FeedEntry:
    item = made.add_entry(order="append")
    item.id(entry.id)
    item.title(entry.title)
    item.published(entry.published)
    item.updated(entry.updated)
    item.link(href=entry.link, rel="alternate", type="text/html")
    item.content(entry.html, type="html")
    item.category(list(entry.categories))
    return item


def _generator(feed: Feed, site: Site, edition: Edition) -> FeedGenerator:
    made = FeedGenerator()
    # Its default names the library's version, so that an upgrade would change every file.
    made.generator("plainstatus")
    made.id(feed.id)
    made.title(feed.title)
    made.description(site.settings.description or feed.title)
    made.language(edition.language)
    made.author({"name": site.settings.name})
    made.link(_links(feed, "atom", site))
    made.updated(max((entry.updated for entry in feed.entries), default=_BEFORE_ALL))
    return made


def _links(feed: Feed, form: str, site: Site) -> list[dict[str, str]]:
    """The feed's own address, and its page's: RSS takes the last one as the channel's link."""
    return [
        {"href": f"{site.root}{feed.path}.{form}", "rel": "self", "type": f"application/{form}+xml"},
        {"href": site.root + feed.page, "rel": "alternate", "type": "text/html"},
    ]
