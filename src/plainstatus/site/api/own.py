"""What the Statuspage vocabulary cannot say: promises, recovery, uptime by day, words in every language.

`own_schema` describes it; both are published side by side.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from plainstatus.model.component import Component, Group, in_language
from plainstatus.site.api.ids import component_id, incident_id
from plainstatus.site.api.times import Clock
from plainstatus.site.component_page import UPTIME_SPANS
from plainstatus.site.sentence import sentence_of
from plainstatus.site.site import Site
from plainstatus.timeline.course import Course
from plainstatus.wording import addresses
from plainstatus.wording.plain_text import plain_lines

VERSION = 1


def own_document(site: Site) -> dict[str, Any]:
    """Everything current, as `own_schema` has it. Ids are those of the files; `api_id` is that of the v2 API."""
    return _Own(site).document()


class _Own:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._clock = Clock(site.timeline.zone)

    def document(self) -> dict[str, Any]:
        site, timeline = self._site, self._site.timeline
        return {
            "$schema": site.root + addresses.API_OWN_SCHEMA,
            "version": VERSION,
            "page": {
                "name": site.settings.name,
                "url": site.root,
                "time_zone": site.settings.timezone,
                "languages": [edition.language for edition in site.editions],
            },
            "as_of": self._clock.text(timeline.now),
            "stale_after": self._clock.text(timeline.now + site.settings.stale_after),
            "status": {"status": timeline.overall, "sentence": self._sentences()},
            "groups": [self._group(group) for group in timeline.catalog.groups if group.components],
            "components": [self._component(component) for component in timeline.catalog.current],
            "incidents": [self._incident(course) for course in timeline.open],
            "maintenances": [self._incident(course) for course in (*timeline.under_way, *timeline.coming)],
            "notices": [self._incident(course) for course in timeline.notices],
        }

    def _sentences(self) -> dict[str, str]:
        timeline, components = self._site.timeline, self._site.timeline.catalog.components
        said = {}
        for edition in self._site.editions:
            names = {id: edition.name(components[id]) for id in timeline.components}
            said[edition.language] = sentence_of(timeline.components, names, bool(timeline.open), edition.words).text
        return said

    def _names(self, thing: Component | Group) -> dict[str, str]:
        return {edition.language: edition.name(thing) for edition in self._site.editions}

    def _group(self, group: Group) -> dict[str, Any]:
        return {
            "id": group.id,
            "api_id": component_id(group),
            "name": self._names(group),
            "status": self._site.timeline.group_status(group),
            "components": list(group.components),
        }

    def _component(self, component: Component) -> dict[str, Any]:
        site = self._site
        described = {
            edition.language: in_language(component.description, edition.language) for edition in site.editions
        }
        return {
            "id": component.id,
            "api_id": component_id(component),
            "name": self._names(component),
            "description": described if any(described.values()) else None,
            "url": site.root + addresses.component(component.id),
            "status": site.timeline.status_of(component.id),
            "since": component.since.isoformat() if component.since else None,
            "uptime": self._uptime(component) if component.uptime else None,
        }

    def _uptime(self, component: Component) -> dict[str, Any]:
        days = [day for day in self._site.timeline.days(component.id) or () if day.worst is not None]
        figures = {days: self._site.timeline.uptime(component.id, days) for days in UPTIME_SPANS}
        return {
            "percent": {str(days): uptime.percent_text for days, uptime in figures.items() if uptime},
            "days_from": days[0].date.isoformat() if days else None,
            "days": [
                {"date": day.date.isoformat(), "worst": day.worst, "downtime_seconds": float(day.downtime)}
                for day in days
                if day.worst != "operational"
            ],
        }

    def _incident(self, course: Course) -> dict[str, Any]:
        timeline = self._site.timeline
        state = timeline.state(course)
        known = timeline.catalog.components
        made: dict[str, Any] = {
            "id": course.id,
            "api_id": incident_id(course) if course.kind != "notice" else None,
            "kind": course.kind,
            "url": self._site.root + addresses.incident(course.id),
            "title": {edition.language: edition.title(course.incident) for edition in self._site.editions},
            "state": state.status,
            "impact": timeline.impact(course),
            "started": self._clock.text(timeline.started(course)),
            "components": {id: status for id, status in state.components.items() if id in known},
            "next_update": self._moment(timeline.next_update(course)),
            "overdue": timeline.overdue(course),
            "expected_recovery": self._recovery(course),
            "latest": self._latest(course),
        }
        if course.kind == "maintenance" and state.window:
            made["window"] = {"start": self._moment(state.window.start), "end": self._moment(state.window.end)}
        return made

    def _recovery(self, course: Course) -> str | None:
        expected = self._site.timeline.expected_recovery(course)
        return self._clock.text(expected) if isinstance(expected, datetime) else expected

    def _moment(self, moment: datetime | None) -> str | None:
        return None if moment is None else self._clock.text(moment)

    def _latest(self, course: Course) -> Mapping[str, Any]:
        site, update = self._site, self._site.timeline.updates(course)[-1]
        return {
            "at": self._clock.text(update.at),
            "status": update.status,
            "text": {
                edition.language: plain_lines(site.words(course, edition).updates[-1], site.root)
                for edition in site.editions
            },
        }
