"""What readers of the Statuspage v2 API rely on, as JSON Schema: every key there, none besides, no value invented."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

#: A description of the same API by other people, where it is at hand.
REFERENCE = Path(os.environ.get("PLAINSTATUS_REFERENCE", Path(__file__).parents[4] / "shared" / "reference"))

DOCUMENTS = {
    "summary": "summaryDocument",
    "status": "statusDocument",
    "components": "componentsDocument",
    "incidents": "incidentsDocument",
    "incidents/unresolved": "unresolvedDocument",
    "scheduled-maintenances": "maintenancesDocument",
    "scheduled-maintenances/upcoming": "upcomingDocument",
    "scheduled-maintenances/active": "activeDocument",
}


def _exactly(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _some(schema: dict[str, Any], **limits: int) -> dict[str, Any]:
    return {"type": "array", "items": schema, **limits}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


TEXT = {"type": "string"}
FLAG = {"type": "boolean"}
ID = {"type": "string", "pattern": r"\A([0-9b-df-hj-np-tv-z]{12}|[0-9A-HJKMNP-TV-Z]{26})\Z"}
INSTANT = {
    "type": "string",
    "format": "date-time",
    "pattern": r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)\Z",
}
STATUS = {"enum": ["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"]}
PAGE = _exactly(id=ID, name=TEXT, url={**TEXT, "pattern": r"[^/]\Z"}, time_zone=TEXT, updated_at=INSTANT)
OVERALL = _exactly(
    indicator={"enum": ["none", "minor", "major", "critical", "maintenance"]}, description={**TEXT, "minLength": 1}
)
_ENTRY = {
    "id": ID,
    "name": {**TEXT, "minLength": 1},
    "status": STATUS,
    "created_at": INSTANT,
    "updated_at": INSTANT,
    "position": {"type": "integer", "minimum": 1},
    "description": _or_null(TEXT),
    "showcase": FLAG,
    "start_date": _or_null({**TEXT, "format": "date"}),
    "group_id": _or_null(ID),
    "page_id": ID,
    "group": FLAG,
    "only_show_if_degraded": FLAG,
}
LEAF = _exactly(**{**_ENTRY, "group": {"const": False}})
GROUP = _exactly(**_ENTRY | {"group": {"const": True}, "group_id": {"type": "null"}}, components=_some(ID))
AFFECTED = _exactly(code=ID, name=TEXT, old_status=STATUS, new_status=STATUS)


def _update(*states: str) -> dict[str, Any]:
    return _exactly(
        id=ID,
        status={"enum": list(states)},
        body=TEXT,
        incident_id=ID,
        created_at=INSTANT,
        updated_at=INSTANT,
        display_at=INSTANT,
        affected_components=_or_null(_some(AFFECTED, minItems=1)),
        deliver_notifications=FLAG,
        custom_tweet={"type": "null"},
        tweet_id={"type": "null"},
    )


def _told(states: tuple[str, ...], impacts: tuple[str, ...], **more: Any) -> dict[str, Any]:
    return _exactly(
        id=ID,
        name=TEXT,
        status={"enum": list(states)},
        created_at=INSTANT,
        updated_at=INSTANT,
        monitoring_at=_or_null(INSTANT),
        resolved_at=_or_null(INSTANT),
        impact={"enum": list(impacts)},
        shortlink={**TEXT, "format": "uri"},
        started_at=INSTANT,
        page_id=ID,
        incident_updates=_some(_update(*states), minItems=1),
        components=_some(LEAF),
        reminder_intervals={"type": "null"},
        **more,
    )


_OPEN = ("investigating", "identified", "monitoring")
_IMPACTS = ("none", "minor", "major", "critical")
_WINDOW = {"scheduled_for": INSTANT, "scheduled_until": INSTANT}
INCIDENT = _told((*_OPEN, "resolved", "postmortem"), _IMPACTS)
MAINTENANCE = _told(("scheduled", "in_progress", "verifying", "completed"), ("maintenance", *_IMPACTS), **_WINDOW)


def _only(told: dict[str, Any], *states: str) -> dict[str, Any]:
    return {"allOf": [told, {"properties": {"status": {"enum": list(states)}, "resolved_at": {"type": "null"}}}]}


_UNRESOLVED = _some(_only(INCIDENT, *_OPEN))
_COMPONENTS = _some({"if": {"properties": {"group": {"const": True}}}, "then": GROUP, "else": LEAF})
OURS = {
    "summary": _exactly(
        page=PAGE,
        components=_COMPONENTS,
        incidents=_UNRESOLVED,
        scheduled_maintenances=_some(_only(MAINTENANCE, "scheduled", "in_progress", "verifying")),
        status=OVERALL,
    ),
    "status": _exactly(page=PAGE, status=OVERALL),
    "components": _exactly(page=PAGE, components=_COMPONENTS),
    "incidents": _exactly(page=PAGE, incidents=_some(INCIDENT, maxItems=50)),
    "incidents/unresolved": _exactly(page=PAGE, incidents=_UNRESOLVED),
    "scheduled-maintenances": _exactly(page=PAGE, scheduled_maintenances=_some(MAINTENANCE, maxItems=50)),
    "scheduled-maintenances/upcoming": _exactly(
        page=PAGE, scheduled_maintenances=_some(_only(MAINTENANCE, "scheduled"))
    ),
    "scheduled-maintenances/active": _exactly(
        page=PAGE, scheduled_maintenances=_some(_only(MAINTENANCE, "in_progress", "verifying"))
    ),
}
_SINGLE = {
    "incident": _exactly(page=PAGE, incident=INCIDENT),
    "scheduled_maintenance": _exactly(page=PAGE, scheduled_maintenance=MAINTENANCE),
}


def read(site: Path, name: str) -> Any:
    """The document `name` of a built site."""
    return json.loads((site / "api" / "v2" / f"{name}.json").read_bytes())


def assert_follows_the_rules(site: Path) -> None:
    """Every document of the API of a built site is as readers rely on."""
    for name, schema in OURS.items():
        _assert_valid(read(site, name), schema, name)
    for name in singles(site):
        document = read(site, name)
        _assert_valid(document, _SINGLE["scheduled_maintenance" if "maintenance" in name else "incident"], name)


def assert_follows_the_reference(site: Path) -> None:
    """The same against the description by other people; skips where it is not at hand."""
    file = REFERENCE / "statuspage-v2.schema.json"
    if not file.is_file():
        pytest.skip(f"no description of the API by other people at {file} (PLAINSTATUS_REFERENCE names its folder)")
    schema = json.loads(file.read_bytes())
    for name, definition in DOCUMENTS.items():
        _assert_valid(read(site, name), {**schema, "anyOf": [{"$ref": f"#/$defs/{definition}"}]}, name)
    for name in singles(site):
        kind = "maintenance" if "maintenance" in name else "incident"
        document = read(site, name)["scheduled_maintenance" if kind == "maintenance" else "incident"]
        _assert_valid(document, {**schema, "anyOf": [{"$ref": f"#/$defs/{kind}"}]}, name)


def singles(site: Path) -> list[str]:
    """The names of the documents of single incidents and maintenances."""
    root = site / "api" / "v2"
    found = [path.relative_to(root).with_suffix("").as_posix() for path in sorted(root.glob("*/*.json"))]
    return [name for name in found if name not in DOCUMENTS]


def _assert_valid(document: Any, schema: dict[str, Any], name: str) -> None:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    faults = [
        f"{name}{''.join(f'/{part}' for part in inner.absolute_path)}: {inner.message}"
        for fault in validator.iter_errors(document)
        for inner in (fault.context or [fault])
    ]
    assert not faults, "\n".join(faults[:5])
