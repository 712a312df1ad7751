"""JSON Feed 1.1, one item for each update: for everything and for each component.

What an item says is that of the Atom feed of updates, and has its id. Beside it, `_status` says the same to programs.
"""

from collections.abc import Iterator
from typing import Any

from plainstatus.model.moment import rfc3339
from plainstatus.model.status import impact_of, worst
from plainstatus.site.feed_entries import update_entry
from plainstatus.site.feeds import NEWEST
from plainstatus.site.json_text import json_file
from plainstatus.site.site import Site
from plainstatus.site.updates import mended, newest_updates
from plainstatus.timeline.said import Said, is_of_series
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed_files(site: Site, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The feeds, by path below the site's root."""
    items = _Items(site, edition)
    plain, name = edition.words.plain, site.settings.name
    newest = newest_updates(site.timeline.courses, site, NEWEST)
    yield _file("", plain("{name}: every update", name=name), items.of(newest), site, edition)
    for component in site.timeline.catalog.current:
        newest = newest_updates(site.timeline.incidents_of(component.id), site, NEWEST)
        title = plain("{name}: {component}", name=name, component=edition.name(component))
        yield _file(addresses.component(component.id), title, items.of(newest), site, edition)


def _file(page: str, title: str, items: list[dict[str, Any]], site: Site, edition: Edition) -> tuple[str, bytes]:
    """`page` is the address of the page that the feed belongs to."""
    path, settings = edition.prefix + page + addresses.JSON_FEED, site.settings
    feed: dict[str, Any] = {
        "version": VERSION,
        "title": title,
        "home_page_url": site.root + edition.prefix + page,
        "feed_url": site.root + path,
        "description": settings.description or title,
        "language": edition.language,
        "authors": [{"name": settings.name, "url": site.root + edition.prefix}],
    }
    if settings.logo:
        feed["icon"] = site.root + settings.logo
    if settings.favicon:
        feed["favicon"] = site.root + settings.favicon
    return path, json_file({**feed, "items": items})


class _Items:
    """The items of one edition; each is made once, for all feeds that it stands in."""

    def __init__(self, site: Site, edition: Edition) -> None:
        self._site = site
        self._edition = edition
        self._made: dict[tuple[str, int], dict[str, Any]] = {}

    def of(self, updates: list[Said]) -> list[dict[str, Any]]:
        for said in updates:
            key = (said.id, said.number)
            if key not in self._made:
                self._made[key] = _item(said, self._site, self._edition)
        return [self._made[said.id, said.number] for said in updates]


def _item(said: Said, site: Site, edition: Edition) -> dict[str, Any]:
    entry = update_entry(said, site, edition)
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(mended(said.update, site)),
        "tags": list(dict.fromkeys(category["label"] for category in entry.categories)),
    }
    foreign = edition.text_language(said.update)
    if foreign:
        item["language"] = foreign
    return {**item, "_status": _status(said, site)}


def _status(said: Said, site: Site) -> dict[str, Any]:
    """How the incident stood after the update, whatever became of it later."""
    course, step, known = said.course, said.step, site.timeline.catalog.components
    return {
        "id": course.file_id if is_of_series(course, said.update) else course.id,
        "kind": course.kind,
        "impact": _impact(said),
        "state": step.status,
        "components": {id: status for id, status in step.components.items() if id in known},
    }


def _impact(said: Said) -> str:
    """The impact that the author gave, or the one that followed from the worst status up to the update."""
    course = said.course
    if course.incident.impact is not None:
        return course.incident.impact
    if course.kind == "maintenance":
        return "maintenance"
    until = next(place for place, step in enumerate(course.steps) if step.update is said.update)
    return impact_of(worst(status for step in course.steps[: until + 1] for status in step.components.values()))
