"""The webhook of PagerDuty, version 3: an event about an incident there."""

from plainstatus.alerts.alert import Alert, Trouble
from plainstatus.alerts.part import Part
from plainstatus.alerts.severity import status_for

_OVER = "incident.resolved"
_GOES_ON = ("incident.triggered", "incident.acknowledged", "incident.escalated", "incident.reopened",
            "incident.unacknowledged", "incident.priority_updated", "incident.reassigned",
            "incident.delegated")  # fmt: skip


def looks_so(document: Part) -> bool:
    """Whether `document`, an object, is meant as one of these."""
    return document["event"].is_there


def read(document: Part) -> Alert:
    """The incident that the event is about. Raises AlertFault."""
    event = document["event"]
    kind = event["event_type"]
    if kind.value != _OVER and kind.value not in _GOES_ON:
        raise kind.fault("an event about an incident itself, such as “incident.triggered” or “incident.resolved”")
    data = event["data"]
    service, priority = data["service"], data["priority"]
    severity = (priority["summary"].text_or() if priority.is_there else "") or data["urgency"].text_or()
    title = data["title"].text_or()
    named = service["summary"].text_or() if service.is_there else ""
    return Alert(
        source="PagerDuty",
        state="resolved" if kind.value == _OVER else "firing",
        keys=(f"pagerduty {data['id'].text()}",),
        troubles=(Trouble(tuple(filter(None, (named, title))), status_for(severity)),),
        started=data["created_at"].moment() or event["occurred_at"].moment(),
        facts=(
            ("title", title),
            ("service", named),
            ("urgency", data["urgency"].text_or()),
            ("priority", severity),
            ("link", data["html_url"].text_or()),
        ),
    )
