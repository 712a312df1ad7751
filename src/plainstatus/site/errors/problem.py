"""The body of an API's error: problem details (RFC 9457) that tell of the incidents behind it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from plainstatus.model.incident import UNKNOWN
from plainstatus.model.moment import rfc3339
from plainstatus.site.errors.concerned import concerned, retry_after
from plainstatus.site.errors.kinds import Kind
from plainstatus.site.site import Site
from plainstatus.timeline.course import Course
from plainstatus.wording import addresses


def problem(kind: Kind, site: Site) -> dict[str, Any]:
    """The members of the problem, in the first language of the site, with times in UTC.

    `type` is the address of the page that explains it; `expected_recovery` is that of the worst incident, and
    `unknown` where its authors say that it is not known; `as_of` is when any of the incidents last changed.
    """
    words = site.editions[0].words
    courses = concerned(kind, site)
    changed = site.timeline.last_change(courses)
    made: dict[str, Any] = {
        "type": f"{site.root}{addresses.ERRORS}{kind.name}.html",
        "title": words.plain(kind.title),
        "status": kind.status,
        "detail": _detail(courses, site),
    }
    if courses:
        made["instance"] = site.root + addresses.incident(courses[0].id)
    return {
        **made,
        "status_page": site.root,
        "as_of": None if changed is None else rfc3339(changed),
        "retry_after": retry_after(courses, site),
        "expected_recovery": _recovery(courses, site),
        "next_update": _next_update(courses, site),
        "incidents": [_incident(course, site) for course in courses],
    }


def _detail(courses: Sequence[Course], site: Site) -> str:
    words, edition = site.editions[0].words, site.editions[0]
    if not courses:
        return words.plain("No incident is known yet. {url} tells of it as soon as there is one.", url=site.root)
    titles = words.list([edition.title(course.incident) for course in courses[:2]])
    return words.plain("{titles}. More at {url}", titles=titles, url=site.root)


def _recovery(courses: Sequence[Course], site: Site) -> str | None:
    for course in courses:
        found = site.timeline.expected_recovery(course)
        state = site.timeline.state(course)
        if isinstance(found, datetime):
            return rfc3339(found)
        if found == UNKNOWN:
            return UNKNOWN
        if course.kind == "maintenance" and state.window:
            return rfc3339(state.window.end)
    return None


def _next_update(courses: Sequence[Course], site: Site) -> str | None:
    promised = filter(None, map(site.timeline.next_update, courses))
    return next((rfc3339(moment) for moment in sorted(promised)), None)


def _incident(course: Course, site: Site) -> dict[str, Any]:
    timeline = site.timeline
    state, known = timeline.state(course), timeline.catalog.components
    return {
        "id": course.id,
        "kind": course.kind,
        "title": site.editions[0].title(course.incident),
        "url": site.root + addresses.incident(course.id),
        "state": state.status,
        "impact": timeline.impact(course),
        "components": {id: status for id, status in state.components.items() if id in known},
    }
