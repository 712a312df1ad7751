"""The JSON Schema of one line that `jsonl` writes."""

from collections.abc import Mapping
from typing import Any

from plainstatus.model.status import COMPONENT_STATUSES, IMPACTS, KINDS, UPDATE_STATUSES

_Schema = dict[str, Any]

_TIME: _Schema = {"type": "string", "format": "date-time", "pattern": "Z$"}
_TEXT: _Schema = {"type": "string"}
_FLAG: _Schema = {"type": "boolean"}
_STATUSES: _Schema = {"type": "object", "additionalProperties": {"enum": list(COMPONENT_STATUSES)}}
_TRANSLATIONS: _Schema = {"type": "object", "additionalProperties": _TEXT}


def jsonl_schema() -> _Schema:
    """What every line holds; no field is ever left out."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of `plainstatus export jsonl`: an incident, a maintenance or a notice",
        **_object(
            {
                "id": _said(_TEXT, "Its id, which is the name of its file."),
                "path": _said(_TEXT, "Its file, below the folder of the incidents."),
                "url": _said(_TEXT, "Its page."),
                "kind": {"enum": list(KINDS)},
                "language": _said(_TEXT, "The language of `title`, `summary` and `text`."),
                "title": _TEXT,
                "titles": _said(_TRANSLATIONS, "The title in other languages."),
                "summary": _said(_TEXT, "The words above the first update, in Markdown."),
                "summaries": _said(_TRANSLATIONS, "The summary in other languages."),
                "components": _said(_STATUSES, "Each component with its status from the first update on."),
                "impact": _said(_or_null({"enum": list(IMPACTS)}), "The impact that an author wrote."),
                "started": _said(_or_null(_TIME), "When it really began, if that was before the first update."),
                "scheduled": _or_null(_object({**_WINDOW, **_REPETITION})),
                "remind_seconds": _or_null({"type": "array", "items": {"type": "integer"}}),
                "publish_at": _or_null(_TIME),
                "until": _said(_or_null(_TIME), "When a notice leaves the front page."),
                "audience": _TEXT,
                "notify": _FLAG,
                "external_id": _or_null(_TEXT),
                "now": _said(_or_null(_NOW), "What follows at this moment; null for a maintenance that repeats."),
                "updates": _said({"type": "array", "minItems": 1, "items": _UPDATE}, "Oldest first."),
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


def _said(schema: _Schema, description: str) -> _Schema:
    return {"description": description, **schema}


_WINDOW = {"start": _TIME, "end": _TIME}
_REPETITION = {
    "auto": _said(_FLAG, "Whether the clock begins and completes it."),
    "repeat": _said(_or_null(_TEXT), "An RRULE of RFC 5545."),
    "zone": _said(_TEXT, "The zone in whose wall time it repeats."),
    "except": {"type": "array", "items": {"type": "string", "format": "date"}},
}
_NOW = _object(
    {
        "state": _TEXT,
        "components": _STATUSES,
        "impact": {"enum": [*IMPACTS, "maintenance"]},
        "started": _TIME,
        "ended": _or_null(_TIME),
    }
)
_UPDATE = _object(
    {
        "at": _TIME,
        "status": {"enum": list(dict.fromkeys(word for words in UPDATE_STATUSES.values() for word in words))},
        "text": _said(_TEXT, "Markdown, as it was written, without comments."),
        "translations": _TRANSLATIONS,
        "components": _said(_STATUSES, "The statuses that this update changes."),
        "next_update": _or_null(_TIME),
        "expected_recovery": {"anyOf": [_TIME, {"enum": ["unknown", None]}]},
        "scheduled": _or_null(_object(_WINDOW)),
        "audience": _TEXT,
        "notify": _FLAG,
        "edited": _said(_or_null({"type": "string", "format": "date"}), "The day on which its words were mended."),
        "external_id": _or_null(_TEXT),
    }
)
