"""Incidents and timelines in few words, for the tests of this folder. Times are UTC."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from plainstatus.model.component import Catalog, Component
from plainstatus.model.incident import Incident, Schedule, Update, Window
from plainstatus.model.settings import Settings
from plainstatus.timeline.coming import coming
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline, timeline_of

SECOND = timedelta(seconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def around(moment: str) -> tuple[datetime, datetime, datetime]:
    """The second before, the moment itself, and the second after."""
    return at(moment) - SECOND, at(moment), at(moment) + SECOND


def said(moment: str, status: str, components: Mapping[str, str] | None = None, **fields: Any) -> Update:
    return Update(at(moment), status, "Words.", components or {}, **fields)


def incident(
    *updates: Update, id: str = "outage", components: Mapping[str, str] | None = None, **fields: Any
) -> Incident:
    named = {"api": "partial_outage"} if components is None else components
    return Incident(id, f"{id}.md", "Errors", components=named, updates=updates, **fields)


def maintenance(*updates: Update, window: Window, auto: bool = True, id: str = "upgrade", **fields: Any) -> Incident:
    schedule = Schedule(window, auto=auto)
    components = fields.pop("components", {"api": "under_maintenance"})
    return Incident(id, f"{id}.md", "Upgrade", "maintenance", components, schedule=schedule, updates=updates, **fields)


def notice(*updates: Update, id: str = "holiday", **fields: Any) -> Incident:
    return Incident(id, f"{id}.md", "Holiday", "notice", updates=updates, **fields)


def window(start: str, end: str) -> Window:
    return Window(at(start), at(end))


def catalog(*components: str | Component) -> Catalog:
    all_of_them = [each if isinstance(each, Component) else Component(each, {"": each}) for each in components]
    current = tuple(each.id for each in all_of_them if not each.retired)
    return Catalog({each.id: each for each in all_of_them}, ungrouped=current)


def site(
    *incidents: Incident,
    now: str | datetime,
    components: Iterable[str | Component] = ("api", "web"),
    **settings: Any,
) -> Timeline:
    moment = at(now) if isinstance(now, str) else now
    return timeline_of(catalog(*components), incidents, Settings(**settings), moment)


def ids(courses: Iterable[Course]) -> list[str]:
    return [course.id for course in courses]


def told(course: Course) -> list[tuple[str, str, dict[str, str]]]:
    """The steps in short: `MM-DD HH:MM`, state, statuses."""
    return [(f"{step.at:%m-%d %H:%M}", step.status, dict(step.components)) for step in course.steps]


def transitions(timeline: Timeline, limit: int = 10) -> tuple[datetime, ...]:
    """The next moments at which something changes, soonest first."""
    return tuple(sorted({each.at for each in coming(timeline)}))[:limit]
