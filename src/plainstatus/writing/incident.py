"""An incident as the text of its file, in the canonical form: what the reader reads is what went in.

Writes the words of the default language; translations stand in files of their own.
"""

from collections.abc import Iterator

from plainstatus.model.incident import UNKNOWN, Incident, Schedule, Update, Window
from plainstatus.writing.values import (
    block_statuses,
    duration_text,
    flow_list,
    flow_statuses,
    scalar,
    time_text,
)
from plainstatus.writing.words import protected


def incident_text(incident: Incident, *, zone: str = "UTC") -> str:
    """The file of `incident`, with updates oldest first and times in `zone` (an IANA name or an offset)."""
    blocks = ["\n".join(("---", *_front_matter(incident, zone), "---"))]
    if summary := protected(incident.summary):
        blocks.append(summary)
    blocks += [update_text(update, audience=incident.audience, zone=zone) for update in incident.updates]
    return "\n\n".join(blocks) + "\n"


def update_text(update: Update, *, audience: str = "public", zone: str = "UTC") -> str:
    """The section of `update` without a newline at its end; `audience` is the file's own."""
    heading = f"## {spoken(update.status)} — {time_text(update.at, zone)}"
    fields = "".join(f"\n{line}" for line in _update_fields(update, audience, zone))
    words = protected(update.text)
    return f"{heading}{fields}\n\n{words}" if words else f"{heading}{fields}"


def spoken(status: str) -> str:
    """A status as it stands in a heading: `In progress`."""
    return status.replace("_", " ").capitalize()


def _front_matter(incident: Incident, zone: str) -> Iterator[str]:
    yield f"title: {scalar(incident.title)}"
    if incident.kind != "incident":
        yield f"kind: {incident.kind}"
    yield f"components:{block_statuses(incident.components)}"
    if incident.impact is not None:
        yield f"impact: {incident.impact}"
    if incident.started is not None:
        yield f"started: {time_text(incident.started, zone)}"
    if incident.schedule is not None:
        yield from _schedule(incident.schedule)
    if incident.remind is not None:
        yield f"remind: {flow_list(map(duration_text, incident.remind))}"
    if incident.publish_at is not None:
        yield f"publish_at: {time_text(incident.publish_at, zone)}"
    if incident.until is not None:
        yield f"until: {time_text(incident.until, zone)}"
    if incident.audience != "public":
        yield f"audience: {incident.audience}"
    if not incident.notify:
        yield "notify: false"
    if incident.template is not None:
        yield f"template: {scalar(incident.template)}"
    if incident.external_id is not None:
        yield f"external_id: {scalar(incident.external_id)}"


def _schedule(schedule: Schedule) -> Iterator[str]:
    yield "scheduled:"
    yield f"  start: {time_text(schedule.window.start, schedule.zone)}"
    yield f"  end: {time_text(schedule.window.end, schedule.zone)}"
    if not schedule.auto:
        yield "  auto: false"
    if schedule.repeat is not None:
        yield f"  repeat: {scalar(schedule.repeat)}"
    if schedule.skipped:
        yield f"  except: {flow_list(day.isoformat() for day in schedule.skipped)}"


def _update_fields(update: Update, audience: str, zone: str) -> Iterator[str]:
    if update.components:
        yield f"components: {flow_statuses(update.components)}"
    if update.next_update is not None:
        yield f"next_update: {time_text(update.next_update, zone, after=update.at)}"
    if update.expected_recovery == UNKNOWN:
        yield f"expected_recovery: {UNKNOWN}"
    elif update.expected_recovery is not None:
        yield f"expected_recovery: {time_text(update.expected_recovery, zone, after=update.at)}"
    if update.scheduled is not None:
        yield f"scheduled: {_window(update.scheduled, zone)}"
    if update.audience != audience:
        yield f"audience: {update.audience}"
    if not update.notify:
        yield "notify: false"
    if update.external_id is not None:
        yield f"external_id: {scalar(update.external_id)}"


def _window(window: Window, zone: str) -> str:
    return f"{{start: {time_text(window.start, zone)}, end: {time_text(window.end, zone)}}}"
