"""The JSON Schema of what `plainstatus report --format json` writes."""

from collections.abc import Mapping
from typing import Any

from plainstatus.model.status import IMPACTS

_Schema = dict[str, Any]

_TEXT: _Schema = {"type": "string"}
_FLAG: _Schema = {"type": "boolean"}
_TIME: _Schema = {"type": "string", "format": "date-time", "pattern": "Z$"}
_DATE: _Schema = {"type": "string", "format": "date"}
_NUMBER: _Schema = {"type": "integer", "minimum": 0}
_SECONDS: _Schema = {"type": "number"}


def report_schema() -> _Schema:
    """What a report holds; no field is ever left out."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A report of plainstatus: how well incidents and maintenance of a period were told",
        "description": "Every length of time is in seconds.",
        **_object(
            {
                "site": _TEXT,
                "audience": _said(_TEXT, "By whose words it is judged."),
                "as_of": _said(_TIME, "What was said later does not count."),
                "time_zone": _said(_TEXT, "The IANA zone whose days the period has."),
                **_OF_PERIOD,
                "before": _said(_or_null(_object(_OF_PERIOD)), "The same of the period before."),
                "incidents": _said(_list(_INCIDENT), "Those that began in the period, oldest first."),
                "maintenance": _said(_list(_WORK), "That which began or was cancelled, oldest first."),
            }
        ),
    }


def _object(properties: Mapping[str, _Schema]) -> _Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: _Schema) -> _Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: _Schema) -> _Schema:
    return {"type": "array", "items": schema}


def _said(schema: _Schema, description: str) -> _Schema:
    return {"description": description, **schema}


_LENGTH = _or_null(_SECONDS)
_SPREAD = _object({"measured": _NUMBER, "median": _LENGTH, "least": _LENGTH, "most": _LENGTH})
_SHARE = _object({"part": _NUMBER, "whole": _NUMBER})
_COURSE = {"id": _TEXT, "title": _TEXT, "began": _TIME}
_PERIOD = _object(
    {"name": _TEXT, "from": _said(_DATE, "Its first day."), "to": _said(_DATE, "Its last day."), "over": _FLAG}
)
_FIGURES = _object(
    {
        "incidents": _object(
            {"total": _NUMBER, "open": _NUMBER, "by_impact": _object({impact: _NUMBER for impact in IMPACTS})}
        ),
        "first_words": _said(_SPREAD, "From the written start to the first words."),
        "between_updates": _said(_SPREAD, "From words to words while an incident was open."),
        "promises": _object(
            {
                "kept": _said(_SHARE, "Promised updates that came by then, of those that can be judged."),
                "late": _said(_SPREAD, "By how much words came too late, where they did."),
                "overdue": _said(_NUMBER, "Judged as not kept, as no words came."),
                "waiting": _said(_NUMBER, "Not judged yet."),
                "incidents_without": _said(_SHARE, "Incidents that promised nothing, of those told while they lasted."),
            }
        ),
        "recovery": _object(
            {
                "error": _said(_SPREAD, "How much later than expected service was back; negative where sooner."),
                "within_a_quarter": _said(_SHARE, "Estimates whose error is at most a quarter of the time they gave."),
                "by_then": _said(_SHARE, "Estimates by whose moment service was back."),
                "waiting": _said(_NUMBER, "Not judged yet, as service is not back."),
                "incidents_without": _said(_SHARE, "Incidents that gave no time, of those told while they lasted."),
                "said_unknown": _said(_NUMBER, "How many of those said that nobody knows."),
            }
        ),
        "all_clear": _said(_SPREAD, "From the beginning of an incident to its end."),
        "postmortem": _said(_SPREAD, "From the end to the postmortem."),
        "grave_with_postmortem": _said(_SHARE, "Of the major and critical incidents that are over."),
        "maintenance": _object(
            {
                "done": _NUMBER,
                "cancelled": _NUMBER,
                "notice": _said(_SPREAD, "From the words that named the window to the beginning."),
                "unannounced": _NUMBER,
                "began": _said(_SPREAD, "How much later than the window it began; negative where sooner."),
                "ended": _said(_SPREAD, "How much later than the window it ended; negative where sooner."),
                "within_window": _said(_SHARE, "Neither began too soon nor ended too late, of those over."),
                "began_early": _NUMBER,
                "ended_late": _NUMBER,
            }
        ),
    }
)
_UPTIME = _object(
    {
        "component": _TEXT,
        "name": _TEXT,
        "from": _said(_or_null(_DATE), "The first day that counts; null where none does."),
        "percent": _said(_or_null(_TEXT), "Cut to two decimals, never rounded up."),
        "counted_seconds": _or_null(_NUMBER),
        "downtime_seconds": _said(_or_null({"type": "number", "minimum": 0}), "Weighted by status."),
    }
)
_OF_PERIOD = {"period": _PERIOD, "figures": _FIGURES, "uptime": _list(_UPTIME)}
_PROMISE = _object(
    {
        "due": _TIME,
        "kept": _said(_or_null(_FLAG), "null while it cannot be judged."),
        "late": _said(_LENGTH, "0 where words came by then; null where none came yet."),
    }
)
_ESTIMATE = _object(
    {
        "expected": _TIME,
        "ahead": _said(_SECONDS, "How far ahead of the words it lay."),
        "error": _said(_LENGTH, "How much later service was back; null while it is not."),
    }
)
_INCIDENT = _object(
    {
        **_COURSE,
        "impact": {"enum": list(IMPACTS)},
        "open": _FLAG,
        "first_words": _said(_LENGTH, "null where no start is written."),
        "between_updates": _list(_SECONDS),
        "promises": _list(_PROMISE),
        "recovery": _list(_ESTIMATE),
        "all_clear": _LENGTH,
        "postmortem": _LENGTH,
        "has_postmortem": _FLAG,
    }
)
_WORK = _object({**_COURSE, "cancelled": _FLAG, "notice": _LENGTH, "began": _LENGTH, "ended": _LENGTH})
