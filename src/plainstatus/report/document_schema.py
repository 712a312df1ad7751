"""The JSON Schema of what `plainstatus report --format json` writes."""

from plainstatus.json_schema import DATE, DRAFT, FLAG, TEXT, TIME, Schema, list_of, object_of, or_null, said
from plainstatus.model.status import IMPACTS

_NUMBER: Schema = {"type": "integer", "minimum": 0}
_SECONDS: Schema = {"type": "number"}


def report_schema() -> Schema:
    """What a report holds; no field is ever left out."""
    return {
        "$schema": DRAFT,
        "title": "A report of plainstatus: how well incidents and maintenance of a period were told",
        "description": "Every length of time is in seconds.",
        **object_of(
            {
                "site": TEXT,
                "audience": said(TEXT, "By whose words it is judged."),
                "as_of": said(TIME, "What was said later does not count."),
                "time_zone": said(TEXT, "The IANA zone whose days the period has."),
                **_OF_PERIOD,
                "before": said(or_null(object_of(_OF_PERIOD)), "The same of the period before."),
                "incidents": said(list_of(_INCIDENT), "Those that began in the period, oldest first."),
                "maintenance": said(list_of(_WORK), "That which began or was cancelled, oldest first."),
            }
        ),
    }


_LENGTH = or_null(_SECONDS)
_SPREAD = object_of({"measured": _NUMBER, "median": _LENGTH, "least": _LENGTH, "most": _LENGTH})
_SHARE = object_of({"part": _NUMBER, "whole": _NUMBER})
_COURSE = {"id": TEXT, "title": TEXT, "began": TIME}
_PERIOD = object_of(
    {"name": TEXT, "from": said(DATE, "Its first day."), "to": said(DATE, "Its last day."), "over": FLAG}
)
_FIGURES = object_of(
    {
        "incidents": object_of(
            {"total": _NUMBER, "open": _NUMBER, "by_impact": object_of({impact: _NUMBER for impact in IMPACTS})}
        ),
        "first_words": said(_SPREAD, "From the written start to the first words."),
        "between_updates": said(_SPREAD, "From words to words while an incident was open."),
        "promises": object_of(
            {
                "kept": said(_SHARE, "Promised updates that came by then, of those that can be judged."),
                "late": said(_SPREAD, "By how much words came too late, where they did."),
                "overdue": said(_NUMBER, "Judged as not kept, as no words came."),
                "waiting": said(_NUMBER, "Not judged yet."),
                "incidents_without": said(_SHARE, "Incidents that promised nothing, of those told while they lasted."),
            }
        ),
        "recovery": object_of(
            {
                "error": said(_SPREAD, "How much later than expected service was back; negative where sooner."),
                "within_a_quarter": said(_SHARE, "Estimates whose error is at most a quarter of the time they gave."),
                "by_then": said(_SHARE, "Estimates by whose moment service was back."),
                "waiting": said(_NUMBER, "Not judged yet, as service is not back."),
                "incidents_without": said(_SHARE, "Incidents that gave no time, of those told while they lasted."),
                "said_unknown": said(_NUMBER, "How many of those said that nobody knows."),
            }
        ),
        "all_clear": said(_SPREAD, "From the beginning of an incident to its end."),
        "postmortem": said(_SPREAD, "From the end to the postmortem."),
        "grave_with_postmortem": said(_SHARE, "Of the major and critical incidents that are over."),
        "maintenance": object_of(
            {
                "done": _NUMBER,
                "cancelled": _NUMBER,
                "notice": said(_SPREAD, "From the words that named the window to the beginning."),
                "unannounced": _NUMBER,
                "began": said(_SPREAD, "How much later than the window it began; negative where sooner."),
                "ended": said(_SPREAD, "How much later than the window it ended; negative where sooner."),
                "within_window": said(_SHARE, "Neither began too soon nor ended too late, of those over."),
                "began_early": _NUMBER,
                "ended_late": _NUMBER,
            }
        ),
    }
)
_UPTIME = object_of(
    {
        "component": TEXT,
        "name": TEXT,
        "from": said(or_null(DATE), "The first day that counts; null where none does."),
        "percent": said(or_null(TEXT), "Cut to two decimals, never rounded up."),
        "counted_seconds": or_null(_NUMBER),
        "downtime_seconds": said(or_null({"type": "number", "minimum": 0}), "Weighted by status."),
    }
)
_OF_PERIOD = {"period": _PERIOD, "figures": _FIGURES, "uptime": list_of(_UPTIME)}
_PROMISE = object_of(
    {
        "due": TIME,
        "kept": said(or_null(FLAG), "null while it cannot be judged."),
        "late": said(_LENGTH, "0 where words came by then; null where none came yet."),
    }
)
_ESTIMATE = object_of(
    {
        "expected": TIME,
        "ahead": said(_SECONDS, "How far ahead of the words it lay."),
        "error": said(_LENGTH, "How much later service was back; null while it is not."),
    }
)
_INCIDENT = object_of(
    {
        **_COURSE,
        "impact": {"enum": list(IMPACTS)},
        "open": FLAG,
        "first_words": said(_LENGTH, "null where no start is written."),
        "between_updates": list_of(_SECONDS),
        "promises": list_of(_PROMISE),
        "recovery": list_of(_ESTIMATE),
        "all_clear": _LENGTH,
        "postmortem": _LENGTH,
        "has_postmortem": FLAG,
    }
)
_WORK = object_of({**_COURSE, "cancelled": FLAG, "notice": _LENGTH, "began": _LENGTH, "ended": _LENGTH})
