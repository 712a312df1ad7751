"""The state of a site as plain data, for other programs."""

from datetime import datetime
from typing import Any

from plainstatus.model.component import in_language
from plainstatus.model.incident import ExpectedRecovery
from plainstatus.model.moment import rfc3339
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline


def state_of(timeline: Timeline) -> dict[str, Any]:
    """What goes on now, with times as RFC 3339 in UTC."""
    return {
        "site": timeline.settings.name,
        "now": _time(timeline.now),
        "overall": timeline.overall,
        "components": dict(timeline.components),
        "open": [_incident(timeline, course) for course in timeline.open],
        "under_way": [_maintenance(timeline, course) for course in timeline.under_way],
        "coming": [_maintenance(timeline, course) for course in timeline.coming],
        "notices": [_entry(timeline, course) for course in timeline.notices],
    }


def _entry(timeline: Timeline, course: Course) -> dict[str, Any]:
    return {
        "id": course.id,
        "title": course.incident.title,
        "status": timeline.state(course).status,
        "started": _time(timeline.started(course)),
    }


def _incident(timeline: Timeline, course: Course) -> dict[str, Any]:
    return {
        **_entry(timeline, course),
        "impact": timeline.impact(course),
        "components": dict(timeline.state(course).components),
        "next_update": _time(timeline.next_update(course)),
        "overdue": timeline.overdue(course),
        "expected_recovery": _recovery(timeline.expected_recovery(course)),
    }


def _maintenance(timeline: Timeline, course: Course) -> dict[str, Any]:
    window = timeline.state(course).window
    return {
        **_entry(timeline, course),
        "components": list(timeline.components_of(course)),
        "start": _time(window.start if window else None),
        "end": _time(window.end if window else None),
    }


def _recovery(moment: ExpectedRecovery) -> str | None:
    return _time(moment) if isinstance(moment, datetime) else moment


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)


def component_name(timeline: Timeline, id: str) -> str:
    """What customers call a component, in the first language of the site."""
    return in_language(timeline.catalog.components[id].name, timeline.settings.languages[0])
