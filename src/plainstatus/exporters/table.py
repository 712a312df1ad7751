"""One row per update, as CSV (RFC 4180) for spreadsheets."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from plainstatus.exporters.published import Published, published
from plainstatus.exporters.words import without_comments
from plainstatus.model.incident import Incident
from plainstatus.model.moment import rfc3339
from plainstatus.site.csv_text import csv_file
from plainstatus.timeline.timeline import Timeline
from plainstatus.wording import addresses

#: Each column with what it holds; the manual's table is made of it.
COLUMNS: Mapping[str, str] = {
    "incident": "The id of the incident.",
    "kind": "`incident`, `maintenance` or `notice`.",
    "title": "Its title.",
    "url": "Its page.",
    "external_id": "The id that it had in another system.",
    "impact": "Its impact, as written or as it follows.",
    "started": "When it began.",
    "ended": "When it was closed for the last time; empty while it is not.",
    "at": "When these words were said.",
    "status": "The status that heads them.",
    "components": "Each component with its status from here on: `api=partial_outage web=operational`.",
    "next_update": "When the next words were promised.",
    "expected_recovery": "When service was expected back, or `unknown`.",
    "scheduled_start": "The start of the window that counts from here on.",
    "scheduled_end": "The end of it.",
    "audience": "Who may read the words.",
    "edited": "The day on which they were mended.",
    "text": "The words, in Markdown.",
}


def table(incidents: Iterable[Incident], timeline: Timeline) -> bytes:
    """The rows of `incidents`, the oldest first, with their updates from the oldest on.

    `incidents` and `timeline` are those of one audience. Times are in UTC. Of a maintenance that repeats there
    is one set of rows, without what each occurrence has for itself.
    """
    return csv_file(tuple(COLUMNS), (row for each in published(incidents, timeline) for row in _rows(each, timeline)))


def _rows(each: Published, timeline: Timeline) -> Iterator[tuple[str, ...]]:
    incident, course = each
    steps = {id(step.update): step for step in course.steps} if course else {}
    whole = (
        incident.id,
        incident.kind,
        incident.title,
        timeline.settings.site_url + addresses.incident(incident.id),
        incident.external_id or "",
        timeline.impact(course) if course else incident.impact or "maintenance",
        rfc3339(timeline.started(course)) if course else "",
        _time(timeline.ended(course)) if course else "",
    )
    for number, update in enumerate(incident.updates):
        step = steps.get(id(update))
        stated = update.components if number else {**incident.components, **update.components}
        window = step.window if step else update.scheduled
        recovery = update.expected_recovery
        yield (
            *whole,
            rfc3339(update.at),
            update.status,
            " ".join(f"{id}={status}" for id, status in (step.components if step else stated).items()),
            _time(update.next_update),
            _time(recovery) if isinstance(recovery, datetime) else recovery or "",
            _time(window.start) if window else "",
            _time(window.end) if window else "",
            update.audience,
            update.edited.isoformat() if update.edited else "",
            without_comments(update.text),
        )


def _time(moment: datetime | None) -> str:
    return "" if moment is None else rfc3339(moment)
