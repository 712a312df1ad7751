"""The JSON Schema of `/api/plainstatus.json`, published beside it."""

from typing import Any

from plainstatus.model.status import COMPONENT_STATUSES, IMPACTS, KINDS, UPDATE_STATUSES
from plainstatus.site.site import Site
from plainstatus.timeline.course import ENDED
from plainstatus.wording import addresses

Schema = dict[str, Any]

_STATELESS = ("update", "postmortem", "rescheduled")
_STATES = sorted({s for each in UPDATE_STATUSES.values() for s in each if s not in _STATELESS} | {ENDED})
_UPDATES = sorted({status for statuses in UPDATE_STATUSES.values() for status in statuses})


def own_schema(site: Site) -> Schema:
    """JSON Schema (draft 2020-12); it names the address at which it is published."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": site.root + addresses.API_OWN_SCHEMA,
        "title": "A status page made with plainstatus",
        "description": "What is current at `as_of`. Fields may be added; what is here stays as long as `version` is 1.",
        **_record(
            {
                "$schema": {"type": "string", "format": "uri"},
                "version": {"const": 1},
                "page": _record(
                    {
                        "name": {"type": "string"},
                        "url": _URL,
                        "time_zone": {"type": "string", "description": "The IANA zone of all times."},
                        "languages": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                    }
                ),
                "as_of": {**_TIME, "description": "When the page was made."},
                "stale_after": {**_TIME, "description": "From here on, what is said may be out of date."},
                "status": _record({"status": _STATUS, "sentence": _LOCAL}),
                "groups": {"type": "array", "items": _GROUP},
                "components": {"type": "array", "items": _COMPONENT},
                "incidents": {"type": "array", "items": _INCIDENT, "description": "Those that are open, newest first."},
                "maintenances": {"type": "array", "items": _MAINTENANCE, "description": "Under way, then coming."},
                "notices": {"type": "array", "items": _INCIDENT, "description": "Those that are current."},
            }
        ),
    }


def _record(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def _or_null(schema: Schema, description: str) -> Schema:
    return {"anyOf": [schema, {"type": "null"}], "description": description}


_TIME: Schema = {"type": "string", "format": "date-time"}
_DATE: Schema = {"type": "string", "format": "date"}
_URL: Schema = {"type": "string", "format": "uri"}
_STATUS: Schema = {"enum": list(COMPONENT_STATUSES)}
_ID: Schema = {"type": "string", "description": "The id in the files and in addresses."}
_API_ID: Schema = {"type": "string", "description": "The id in the v2 API."}
_LOCAL: Schema = {
    "type": "object",
    "additionalProperties": {"type": "string"},
    "minProperties": 1,
    "description": "Plain text by language; what was not translated is in the first language of the page.",
}
_GROUP = _record(
    {
        "id": _ID,
        "api_id": _API_ID,
        "name": _LOCAL,
        "status": {**_STATUS, "description": "The worst of its components."},
        "components": {"type": "array", "items": {"type": "string"}},
    }
)
_DAY = _record(
    {
        "date": _DATE,
        "worst": _STATUS,
        "downtime_seconds": {"type": "number", "minimum": 0, "description": "Weighted by status; of today, so far."},
    }
)
_UPTIME = _record(
    {
        "percent": {
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": r"^(100|[0-9]{1,2}\.[0-9]{2})$"},
            "description": "By number of whole days before today, cut to two decimals and never rounded up.",
        },
        "days_from": _or_null(_DATE, "The first day that counts."),
        "days": {
            "type": "array",
            "items": _DAY,
            "description": "Days on which it was not operational throughout; every other one since `days_from` was.",
        },
    }
)
_COMPONENT = _record(
    {
        "id": _ID,
        "api_id": _API_ID,
        "name": _LOCAL,
        "description": _or_null(_LOCAL, "What it is."),
        "url": _URL,
        "status": _STATUS,
        "since": _or_null(_DATE, "The first day that counts for uptime, where it was set."),
        "uptime": _or_null(_UPTIME, "null where none is counted."),
    }
)
_PROPERTIES: Schema = {
    "id": _ID,
    "api_id": _or_null(_API_ID, "null for a notice, which the v2 API cannot show."),
    "kind": {"enum": list(KINDS)},
    "url": _URL,
    "title": _LOCAL,
    "state": {"enum": _STATES},
    "impact": {"enum": [*IMPACTS, "maintenance"]},
    "started": {**_TIME, "description": "For a maintenance to come, the start of its window."},
    "components": {
        "type": "object",
        "additionalProperties": _STATUS,
        "description": "The status in which it holds each component now.",
    },
    "next_update": _or_null(_TIME, "When the next words were promised."),
    "overdue": {"type": "boolean", "description": "Whether that had passed at `as_of`."},
    "expected_recovery": {
        "anyOf": [_TIME, {"const": "unknown"}, {"type": "null"}],
        "description": "When service is expected back; `unknown` where the authors say so, null where nothing is said.",
    },
    "latest": _record({"at": _TIME, "status": {"enum": _UPDATES}, "text": _LOCAL}),
}
_INCIDENT = _record(_PROPERTIES)
_MAINTENANCE = _record({**_PROPERTIES, "window": _record({"start": _TIME, "end": _TIME})})
