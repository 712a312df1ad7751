"""One JSON object per line, one line per incident, with all that its file tells readers: nothing of it is lost.

`jsonl_schema` describes a line.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from plainstatus.exporters.published import published
from plainstatus.exporters.words import all_without_comments, without_comments
from plainstatus.model.incident import ExpectedRecovery, Incident, Schedule, Update, Window
from plainstatus.site.json_text import json_file
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline
from plainstatus.wording import addresses


def jsonl(incidents: Iterable[Incident], timeline: Timeline) -> bytes:
    """The lines of `incidents`, the oldest first. `incidents` and `timeline` are those of one audience."""
    return b"".join(
        json_file(_incident(incident, course, timeline)) for incident, course in published(incidents, timeline)
    )


def _incident(incident: Incident, course: Course | None, timeline: Timeline) -> dict[str, Any]:
    languages = timeline.settings.languages
    return {
        "id": incident.id,
        "path": incident.path,
        "url": timeline.settings.site_url + addresses.incident(incident.id),
        "kind": incident.kind,
        "language": languages[0],
        "title": incident.title,
        "titles": dict(incident.titles),
        "summary": without_comments(incident.summary),
        "summaries": all_without_comments(incident.summaries),
        "components": dict(incident.components),
        "impact": incident.impact,
        "started": _time(incident.started),
        "scheduled": _schedule(incident.schedule),
        "remind_seconds": None if incident.remind is None else [int(each.total_seconds()) for each in incident.remind],
        "publish_at": _time(incident.publish_at),
        "until": _time(incident.until),
        "audience": incident.audience,
        "notify": incident.notify,
        "external_id": incident.external_id,
        "now": _now(course, timeline),
        "updates": [_update(update) for update in incident.updates],
    }


def _now(course: Course | None, timeline: Timeline) -> Mapping[str, Any] | None:
    """What follows from the file at this moment; None where each occurrence has its own."""
    if course is None:
        return None
    state = timeline.state(course)
    return {
        "state": state.status,
        "components": dict(state.components),
        "impact": timeline.impact(course),
        "started": _time(timeline.started(course)),
        "ended": _time(timeline.ended(course)),
    }


def _update(update: Update) -> dict[str, Any]:
    return {
        "at": _time(update.at),
        "status": update.status,
        "text": without_comments(update.text),
        "translations": all_without_comments(update.translations),
        "components": dict(update.components),
        "next_update": _time(update.next_update),
        "expected_recovery": _recovery(update.expected_recovery),
        "scheduled": _window(update.scheduled),
        "audience": update.audience,
        "notify": update.notify,
        "edited": _day(update.edited),
        "external_id": update.external_id,
    }


def _schedule(schedule: Schedule | None) -> dict[str, Any] | None:
    if schedule is None:
        return None
    return {
        "start": _time(schedule.window.start),
        "end": _time(schedule.window.end),
        "auto": schedule.auto,
        "repeat": schedule.repeat,
        "zone": schedule.zone,
        "except": [day.isoformat() for day in schedule.skipped],
    }


def _window(window: Window | None) -> dict[str, Any] | None:
    return None if window is None else {"start": _time(window.start), "end": _time(window.end)}


def _recovery(expected: ExpectedRecovery) -> str | None:
    return _time(expected) if isinstance(expected, datetime) else expected


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _time(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC, with as many decimals as there are."""
    return None if moment is None else f"{moment.replace(tzinfo=None).isoformat()}Z"
