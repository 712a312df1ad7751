"""One incident file of a cState site as an incident of ours, with remarks on what was decided.

Does not know where files are read from or written to.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from plainstatus.importers.cstate_course import closed, noticed, said
from plainstatus.importers.cstate_file import Unreadable, Written, is_true, parse_time
from plainstatus.importers.cstate_prose import Piece, Prose, labelled, parted_from_end, prose_of
from plainstatus.importers.cstate_site import Systems
from plainstatus.model.incident import Incident, Update

SEVERITIES = {"down": "major_outage", "disrupted": "partial_outage", "notice": "degraded_performance"}

_IMPACTS = {"down": "critical", "disrupted": "major"}
_READ = {"title", "date", "resolved", "resolvedWhen", "severity", "affected"}
#: Fields that only say how the old page showed the file.
_IGNORED = {"section", "informational", "pin", "type", "layout", "draft", "enableComments"}
_PLANNED = re.compile(r"\b(?:planned|scheduled|upcoming|maintenance|upgrade)\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"<<(?=[^<>\n]{1,100}>>)")
_OLD_PLACE = re.compile(r"\]\((/[^)\s]+)")
_LONGEST_TITLE = 120
_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Imported:
    """An incident, what is worth a look about it, and whether a time in it named no zone."""

    incident: Incident
    remarks: tuple[str, ...]
    naive: bool


def incident_of(fields: Mapping[str, Any], words: str, *, id: str, stem: str, systems: Systems, zone: str) -> Imported:
    """The incident that `fields` and `words` of the file `stem` tell of, to be called `id`.

    Systems that nobody knows are retired in `systems`. `zone` counts for times without one.
    Raises Unreadable.
    """
    remarks: list[str] = []
    date = _date(fields, zone)
    when = _end(fields, zone, remarks)
    over = is_true(fields.get("resolved"))
    if not over and when is not None:
        remarks.append("resolvedWhen is set, but `resolved` is not true: it stays open")
    components = _components(fields, systems, remarks)
    prose = prose_of(without_placeholders(words), date.at, zone)
    remarks += prose.remarks
    pieces = _pieces(prose, date.at, when.at if over and when else None)
    title, summary = title_of(fields, stem, remarks)
    incident = Incident(
        id=id,
        path=f"{date.at.year}/{id}.md",
        title=title,
        components=components,
        notify=False,
        external_id=stem[:200],
        summary=summary,
    )
    end = when.at if when else None
    if components:
        incident = _as_incident(incident, pieces, date.at, end if over else None, over, remarks)
    else:
        incident = _as_notice(incident, pieces, _text(fields.get("severity")), end if over else None, over, remarks)
    remarks += [f"`{path}` leads to the old site: copy what it shows" for path in _OLD_PLACE.findall(words)]
    remarks += [f"the field `{name}` was left out" for name in sorted(set(fields) - _READ - _IGNORED)]
    naive = not date.zoned or (when is not None and not when.zoned)
    return Imported(incident, tuple(remarks), naive)


def _as_incident(
    incident: Incident, pieces: list[Piece], date: datetime, when: datetime | None, over: bool, remarks: list[str]
) -> Incident:
    updates = said(pieces, over=over)
    if over:
        updates = closed(updates, date, when, remarks)
    first = updates[0].at
    if first > date:
        return replace(incident, started=date, updates=tuple(updates))
    if first < date:
        begun = _begun(updates, date)
        if begun is not None and _PLANNED.search(f"{incident.title} {pieces[0].label}"):
            updates[begun] = replace(updates[begun], components=incident.components)
            announced = dict.fromkeys(incident.components, "operational")
            return replace(incident, components=announced, updates=tuple(updates))
        remarks.append(f"its first words are of {first:%Y-%m-%d %H:%M} UTC, before its date: it counts from them")
    return replace(incident, updates=tuple(updates))


def _begun(updates: list[Update], date: datetime) -> int | None:
    """The number of the first update from `date` on that does not say that all is over."""
    return next((at for at, update in enumerate(updates) if update.at >= date and update.status != "resolved"), None)


def _as_notice(
    incident: Incident, pieces: list[Piece], severity: str, when: datetime | None, over: bool, remarks: list[str]
) -> Incident:
    updates = noticed(pieces)
    until = when
    if over and (when is None or when <= updates[0].at):
        until = updates[-1].at + _MOMENT
        remarks.append("there is no resolvedWhen after its date: the notice ends with its last words")
    impact = _IMPACTS.get(severity)
    if impact is not None:
        remarks.append(f"it is `{severity}`, but no system is affected: it is a notice of {impact} impact")
    return replace(incident, kind="notice", impact=impact, until=until, updates=tuple(updates))


def _pieces(prose: Prose, date: datetime, when: datetime | None) -> list[Piece]:
    """All words with their times, oldest first; what has no time of its own was said at `date`."""
    pieces = list(prose.pieces)
    if len(pieces) > 1 and _at(pieces[0]) >= _at(pieces[-1]):
        pieces.reverse()
    pieces.sort(key=_at)
    lead, closing = parted_from_end(prose.lead) if not pieces and when and when > date else (prose.lead, None)
    if closing is not None:
        pieces.append(replace(closing, at=when))
    if lead or not pieces:
        pieces.insert(0, labelled(Piece(date, lead)))
        pieces.sort(key=_at)
    return pieces


def _at(piece: Piece) -> datetime:
    assert piece.at is not None
    return piece.at


def _date(fields: Mapping[str, Any], zone: str) -> Written:
    text = _text(fields.get("date"))
    if not text:
        raise Unreadable("it has no `date`")
    return parse_time(text, zone)


def _end(fields: Mapping[str, Any], zone: str, remarks: list[str]) -> Written | None:
    text = _text(fields.get("resolvedWhen"))
    if not text:
        return None
    try:
        return parse_time(text, zone)
    except Unreadable as error:
        remarks.append(f"resolvedWhen is left out: {error}")
        return None


def _components(fields: Mapping[str, Any], systems: Systems, remarks: list[str]) -> dict[str, str]:
    """The affected components with the status that the severity stands for."""
    severity = _text(fields.get("severity")).lower()
    affected = fields.get("affected")
    names = [affected] if isinstance(affected, str) else affected if isinstance(affected, list) else []
    names = [name.strip() for name in names if isinstance(name, str) and name.strip()]
    if severity not in SEVERITIES:
        what = f"“{severity}” is no severity" if severity else "there is no severity"
        remarks.append(f"{what}: it counts as `notice`")
    found: dict[str, str] = {}
    for name in names:
        id = systems.find(name)
        if id is None:
            id = systems.retire(name)
            remarks.append(f"“{name}” is no system of config.yml: it is the retired component `{id}`")
        found[id] = SEVERITIES.get(severity, "degraded_performance")
    return found


def title_of(fields: Mapping[str, Any], stem: str, remarks: list[str]) -> tuple[str, str]:
    """The title in `fields` (`stem` where there is none), and a summary that holds all of one that is too long."""
    title = " ".join(without_placeholders(_text(fields.get("title"))).split())
    if not title:
        remarks.append("it has no title: its file name takes the place")
        return stem[:_LONGEST_TITLE], ""
    if len(title) <= _LONGEST_TITLE:
        return title, ""
    remarks.append(f"its title is longer than {_LONGEST_TITLE} characters: the whole of it is the summary")
    return title[: _LONGEST_TITLE - 1].rstrip() + "…", title


def without_placeholders(text: str) -> str:
    """`text` in which `<<…>>` is shown as it is, and is no placeholder of a template."""
    return _PLACEHOLDER.sub(r"<\\<", text)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
