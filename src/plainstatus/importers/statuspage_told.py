"""What a hosted status page tells of an incident, whatever form it came in, and the parts of JSON documents.

A fault in a source says where it stands. Does not know what becomes of an incident.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from plainstatus.importers.cstate_file import Unreadable
from plainstatus.reading import times
from plainstatus.reading.words import without_hidden

#: A document of a large page has a few megabytes.
MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """One update: `affected` maps the code of a component to its status after it; None where it touched none."""

    id: str | None
    status: str
    at: datetime
    body: str
    affected: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One incident or maintenance, updates oldest first. `components` maps codes to names."""

    id: str
    name: str
    said: tuple[Said, ...]
    impact: str | None = None
    started: datetime | None = None
    window: tuple[datetime, datetime] | None = None
    is_maintenance: bool = False
    components: Mapping[str, str] = field(default_factory=dict)
    #: whether the source could name components at all
    names_components: bool = True
    #: a zone that the source names in letters that mean several
    zone: str | None = None
    #: when the source says that it last changed; empty where it does not
    changed: str = ""


def parse_json(data: bytes, shown: str) -> Any:
    """The value in a JSON file. Raises Unreadable, with line and column."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"{shown}: it is larger than any document of a status page")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise Unreadable(f"{shown}: it is not UTF-8") from None
    except json.JSONDecodeError as error:
        what = "it ends too early" if error.pos >= len(error.doc.rstrip()) else f"it is no JSON: {error.msg}"
        raise Unreadable(f"{shown}:{error.lineno}:{error.colno}: {what}") from None
    except (RecursionError, ValueError):
        raise Unreadable(f"{shown}: it is no JSON that can be read") from None


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def told_of(entry: Any, zone: str, *, is_maintenance: bool) -> Told:
    """An entry of a list of incidents or maintenances. Raises Unreadable where it lacks what counts."""
    if not isinstance(entry, dict):
        raise Unreadable("it is no object")
    id, name = text(entry.get("id")), text(entry.get("name"))
    if not id or not name:
        raise Unreadable(f"it has no `{'name' if id else 'id'}`")
    said = [_said(update, zone) for update in rows(entry.get("incident_updates"))]
    if not said:
        raise Unreadable("it has no updates")
    components = {text(each.get("id")): text(each.get("name")) for each in rows(entry.get("components"))}
    for update in rows(entry.get("incident_updates")):
        for each in rows(update.get("affected_components")):
            if code := text(each.get("code")):
                components.setdefault(code, text(each.get("name")))
    window = [entry.get("scheduled_for"), entry.get("scheduled_until")]
    return Told(
        id=id,
        name=name,
        # Lists are newest first, and those of one moment stay in their order.
        said=tuple(sorted(reversed(said), key=lambda each: each.at)),
        impact=text(entry.get("impact")) or None,
        started=moment(entry["started_at"], zone) if entry.get("started_at") else None,
        window=(moment(window[0], zone), moment(window[1], zone)) if all(window) else None,
        is_maintenance=is_maintenance or all(window),
        components={code: name for code, name in components.items() if code and name},
        changed=changed_at(entry.get("updated_at")),
    )


def _said(update: Mapping[str, Any], zone: str) -> Said:
    affected = {
        text(each.get("code")): text(each.get("new_status"))
        for each in rows(update.get("affected_components"))
        if text(each.get("code")) and text(each.get("new_status"))
    }
    return Said(
        id=text(update.get("id")) or None,
        status=text(update.get("status")),
        at=moment(update.get("display_at") or update.get("created_at"), zone),
        body=update["body"] if isinstance(update.get("body"), str) else "",
        affected=affected or None,
    )


def changed_at(value: Any) -> str:
    """When something last changed, in a form that sorts by time; "" where it is not said."""
    try:
        return moment(value, "UTC").isoformat(timespec="milliseconds")
    except Unreadable:
        return ""


def moment(value: Any, zone: str) -> datetime:
    """The moment that a JSON value names, to the millisecond; `zone` counts where it names none. Raises Unreadable."""
    try:
        read = datetime.fromisoformat(text(value))
        if read.year not in times.YEARS:
            raise ValueError
        read = read if read.tzinfo else read.replace(tzinfo=times.zone_of(zone))
        return read.astimezone(UTC).replace(microsecond=read.microsecond // 1000 * 1000)
    except (ValueError, OverflowError):
        raise Unreadable(f"the time “{text(value)[:40]}” cannot be read") from None


def rows(value: Any) -> Sequence[Mapping[str, Any]]:
    """The objects of a list; other things in it are passed over."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """A JSON string on one line, without blanks around it and without what nobody can see; "" for anything else."""
    return " ".join(without_hidden(value).split()) if isinstance(value, str) else ""
