"""The JSON Schema of one line that `jsonl` writes."""

from plainstatus.json_schema import DATE, DRAFT, FLAG, TEXT, TIME, Schema, list_of, object_of, or_null, said
from plainstatus.model.status import COMPONENT_STATUSES, IMPACTS, KINDS, UPDATE_STATUSES

_STATUSES: Schema = {"type": "object", "additionalProperties": {"enum": list(COMPONENT_STATUSES)}}
_TRANSLATIONS: Schema = {"type": "object", "additionalProperties": TEXT}


def jsonl_schema() -> Schema:
    """What every line holds; no field is ever left out."""
    return {
        "$schema": DRAFT,
        "title": "One line of `plainstatus export jsonl`: an incident, a maintenance or a notice",
        **object_of(
            {
                "id": said(TEXT, "Its id, which is the name of its file."),
                "path": said(TEXT, "Its file, below the folder of the incidents."),
                "url": said(TEXT, "Its page."),
                "kind": {"enum": list(KINDS)},
                "language": said(TEXT, "The language of `title`, `summary` and `text`."),
                "title": TEXT,
                "titles": said(_TRANSLATIONS, "The title in other languages."),
                "summary": said(TEXT, "The words above the first update, in Markdown."),
                "summaries": said(_TRANSLATIONS, "The summary in other languages."),
                "components": said(_STATUSES, "Each component with its status from the first update on."),
                "impact": said(or_null({"enum": list(IMPACTS)}), "The impact that an author wrote."),
                "started": said(or_null(TIME), "When it really began, if that was before the first update."),
                "scheduled": or_null(object_of({**_WINDOW, **_REPETITION})),
                "remind_seconds": or_null(list_of({"type": "integer"})),
                "publish_at": or_null(TIME),
                "until": said(or_null(TIME), "When a notice leaves the front page."),
                "audience": TEXT,
                "notify": FLAG,
                "external_id": or_null(TEXT),
                "now": said(or_null(_NOW), "What follows at this moment; null for a maintenance that repeats."),
                "updates": said({"type": "array", "minItems": 1, "items": _UPDATE}, "Oldest first."),
            }
        ),
    }


_WINDOW = {"start": TIME, "end": TIME}
_REPETITION = {
    "auto": said(FLAG, "Whether the clock begins and completes it."),
    "repeat": said(or_null(TEXT), "An RRULE of RFC 5545."),
    "zone": said(TEXT, "The zone in whose wall time it repeats."),
    "except": list_of(DATE),
}
_NOW = object_of(
    {
        "state": TEXT,
        "components": _STATUSES,
        "impact": {"enum": [*IMPACTS, "maintenance"]},
        "started": TIME,
        "ended": or_null(TIME),
    }
)
_UPDATE = object_of(
    {
        "at": TIME,
        "status": {"enum": list(dict.fromkeys(word for words in UPDATE_STATUSES.values() for word in words))},
        "text": said(TEXT, "Markdown, as it was written, without comments."),
        "translations": _TRANSLATIONS,
        "components": said(_STATUSES, "The statuses that this update changes."),
        "next_update": or_null(TIME),
        "expected_recovery": {"anyOf": [TIME, {"enum": ["unknown", None]}]},
        "scheduled": or_null(object_of(_WINDOW)),
        "audience": TEXT,
        "notify": FLAG,
        "edited": said(or_null(DATE), "The day on which its words were mended."),
        "external_id": or_null(TEXT),
    }
)
