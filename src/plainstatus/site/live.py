"""What pages that speak of the present carry to stay true, and what they ask for to learn of something newer.

The front page changes with every build. Every other page changes only when what it tells does, so nothing of the
build may stand in its data.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from plainstatus.model.component import in_language
from plainstatus.site.json_text import json_file, json_text
from plainstatus.site.site import Site
from plainstatus.timeline.course import Course
from plainstatus.timeline.live import live_part
from plainstatus.timeline.uptime import epoch
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition

#: Pages are named that changed within this time, and the newest so many.
_LATELY, _NAMED = timedelta(days=1), 200


def front_data(site: Site, edition: Edition) -> dict[str, Any]:
    """The live data of everything, with the names of the components in the language of `edition`."""
    components = site.timeline.catalog.components
    names = {id: in_language(components[id].name, edition.language) for id in site.live["components"]}
    return {**site.live, "names": names}


def component_data(component_id: str, site: Site) -> dict[str, Any]:
    """The live data of the page of one component."""
    incidents = site.live["incidents"]
    touching = {each["id"] for each in incidents if any(component_id in statuses for _, _, statuses in each["steps"])}
    changed = _epoch_of_last_change(site.timeline.incidents_of(component_id), site)
    data = live_part(site.live, changed, components=(component_id,), incidents=touching)
    return {"address": addresses.component(component_id), **data}


def incident_data(courses: Sequence[Course], address: str, site: Site) -> dict[str, Any]:
    """The live data of the page at `address` of one incident, or of all occurrences of a maintenance."""
    data = live_part(site.live, _epoch_of_last_change(courses, site), incidents={course.id for course in courses})
    return {"address": address, **data}


def live_attribute(data: dict[str, Any]) -> Markup:
    """JSON for an attribute in single quotes: shorter than one in which every double quote is escaped."""
    return Markup(json_text(data).replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;"))  # noqa: S704


def live_file(site: Site) -> bytes:
    """What a page asks for: when the site was built, and which other pages changed of late, and when.

    The address of each is below the root of its edition. The newest change comes first.
    """
    return json_file({"built_at": epoch(site.timeline.now), "changed": _changed_lately(site)})


def _epoch_of_last_change(courses: Sequence[Course], site: Site) -> int:
    moment = site.timeline.last_change(courses)
    return 0 if moment is None else epoch(moment)


def _changed_lately(site: Site) -> dict[str, int]:
    """Address → epoch seconds, of pages that are or were live."""
    changed: dict[str, datetime] = {}
    since = site.timeline.now - _LATELY
    for course in site.timeline.courses:
        moment = site.timeline.changed(course)
        if moment > since:
            for address in _pages_of(course, site):
                changed[address] = max(moment, changed.get(address, moment))
    newest = sorted(changed.items(), key=lambda item: item[1], reverse=True)[:_NAMED]
    return {address: epoch(moment) for address, moment in newest}


def _pages_of(course: Course, site: Site) -> Iterator[str]:
    """The addresses of the pages that tell of a course while it goes on."""
    yield addresses.incident(course.id)
    file, _, occurrence = course.id.partition("/")
    if occurrence:
        yield addresses.incident(file)
    current = site.timeline.components
    yield from (addresses.component(id) for id in site.timeline.components_of(course) if id in current)
