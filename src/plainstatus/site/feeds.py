"""Atom (RFC 4287) and RSS 2.0: for everything, for each component, for each incident, for each update.

What an entry says is the matter of `feed_entries`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from plainstatus.site.feed_entries import Entry, changed, incident_entry, tag_of, update_entry
from plainstatus.site.site import Site
from plainstatus.site.updates import newest_updates
from plainstatus.timeline.course import Course
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.moments import BEFORE_ALL

#: So many entries stand in a feed; each incident has a feed of its own besides.
NEWEST = 50


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


def _order(site: Site) -> Callable[[Course], tuple[datetime, str]]:
    return lambda course: (changed(course, site), course.id)


def _feed_of_everything(entries: Sequence[Entry], site: Site, edition: Edition) -> Feed:
    title = edition.words.plain("{name}: incidents", name=site.settings.name)
    return Feed(tag_of("history", site, edition), title, edition.prefix + addresses.FEED, edition.prefix, entries)


def _component_feed(id: str, entries: Sequence[Entry], site: Site, edition: Edition) -> Feed:
    name = edition.name(site.timeline.catalog.components[id])
    title = edition.words.plain("{name}: {component}", name=site.settings.name, component=name)
    path = edition.prefix + addresses.component(id)
    return Feed(tag_of(f"component/{id}", site, edition), title, path + addresses.FEED, path, entries)


def _feed_of_updates(site: Site, edition: Edition) -> Feed:
    newest = newest_updates(site.timeline.courses, site, NEWEST)
    entries = [update_entry(said, site, edition) for said in newest]
    title = edition.words.plain("{name}: every update", name=site.settings.name)
    path = edition.prefix + addresses.UPDATES.removesuffix(".atom")
    return Feed(tag_of("updates", site, edition), title, path, edition.prefix, entries)


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
    made.link([*_hub(site), *_links(feed, "atom", site)])
    made.updated(max((entry.updated for entry in feed.entries), default=BEFORE_ALL))
    return made


def _hub(site: Site) -> list[dict[str, str]]:
    """The hub that tells readers of new entries (WebSub, section 4): only what everybody may read is told to one."""
    hub = site.settings.feed_hub
    return [{"href": hub, "rel": "hub"}] if hub and site.settings.audience == "public" else []


def _links(feed: Feed, form: str, site: Site) -> list[dict[str, str]]:
    """The feed's own address, and its page's: RSS takes the last one as the channel's link."""
    return [
        {"href": f"{site.root}{feed.path}.{form}", "rel": "self", "type": f"application/{form}+xml"},
        {"href": site.root + feed.page, "rel": "alternate", "type": "text/html"},
    ]
