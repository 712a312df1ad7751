"""One incident file of StatusKit, or of an Astro page that grew from it, as an incident or a maintenance of ours.

Their files have no field for the end: a resolved one ends with its last words. Does not know where files are.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from plainstatus.importers.cstate_course import CLOSING_WORDS, said
from plainstatus.importers.cstate_file import Unreadable, is_true, parse_time
from plainstatus.importers.cstate_incident import Imported, title_of, without_placeholders
from plainstatus.importers.cstate_prose import Piece, labelled
from plainstatus.importers.cstate_site import Systems
from plainstatus.importers.statuskit_prose import statuskit_prose
from plainstatus.model.incident import Incident, Schedule, Update, Window
from plainstatus.model.status import impact_of

SEVERITIES = {
    "under-maintenance": "under_maintenance",
    "degraded-performance": "degraded_performance",
    "partial-outage": "partial_outage",
    "major-outage": "major_outage",
}
#: A field that must be in the front matter of an incident; other pages have none of them. Old versions of
#: StatusKit spelled them otherwise, and one of them wrongly.
SYSTEMS = ("affectedsystems", "affectedsystem", "affectedsytems")
_SEVERITY = ("severity", "state")
_READ = {"title", "date", "resolved", *_SEVERITY, *SYSTEMS}
#: Fields that only say how the old page showed the file.
_IGNORED = {"draft", "layout", "slug", "type", "url"}

_OVER = re.compile(
    r"(?<!not )(?<!not been )\b(?:resolved|resovled|restored|completed?|fixed|patched|repaired|recovered|replaced"
    r"|rolled back|back online|back up|back to normal|operating normally|responding normally|working normally)\b",
    re.IGNORECASE,
)
#: How long after its last words an incident ends where none of them says that it is over.
_LEAST = timedelta(minutes=1)
_MOMENT = timedelta(seconds=1)


def is_incident(fields: Mapping[str, Any]) -> bool:
    """Whether a file with these fields tells of an incident; it is some other page if not."""
    return not {*_SEVERITY, *SYSTEMS, "resolved"}.isdisjoint(map(str.casefold, fields))


def systems_in(fields: Mapping[str, Any]) -> list[str]:
    """The names of the systems that a file says are affected."""
    named = _first(_folded(fields), SYSTEMS)
    names = named if isinstance(named, list) else [named]
    return [name.strip() for name in names if isinstance(name, str) and name.strip()]


def incident_of(
    fields: Mapping[str, Any], words: str, *, id: str, stem: str, mdx: bool, systems: Systems, zone: str
) -> Imported:
    """The incident that `fields` and `words` of the file `stem` tell of, to be called `id`.

    Systems that nobody knows are retired in `systems`. `zone` counts for times without one. Raises Unreadable.
    """
    remarks: list[str] = []
    folded = _folded(fields)
    written = _text(folded.get("date"))
    if not written:
        raise Unreadable("it has no `date`")
    date = parse_time(written, zone)
    over = is_true(folded.get("resolved"))
    status = _status(folded, remarks)
    prose = statuskit_prose(without_placeholders(words), date.at, zone, mdx=mdx)
    remarks += prose.remarks
    pieces = sorted(prose.pieces, key=lambda piece: piece.at or date.at)
    if prose.lead or not pieces:
        pieces = sorted([labelled(Piece(date.at, prose.lead)), *pieces], key=lambda piece: piece.at or date.at)
    title, summary = title_of(folded, stem, remarks)
    components = _components(systems_in(fields), status, systems, remarks)
    incident = Incident(
        id=id,
        path=f"{date.at.year}/{id}.md",
        title=title,
        components=components,
        impact=None if components else impact_of(status),
        notify=False,
        external_id=stem[:200],
        summary=summary,
    )
    as_planned = status == "under_maintenance" and over
    incident = (_as_maintenance if as_planned else _as_incident)(incident, pieces, date.at, over, remarks)
    if status == "under_maintenance" and not over:
        remarks.append("its window is only in its words: it is an incident until you make it a maintenance")
    remarks += [
        f"the field `{name}` was left out" for name in sorted(fields) if name.casefold() not in _READ | _IGNORED
    ]
    return Imported(incident, tuple(remarks), not date.zoned)


def _as_incident(incident: Incident, pieces: list[Piece], date: datetime, over: bool, remarks: list[str]) -> Incident:
    updates = _said(pieces, over=over)
    if over:
        updates = _closed(updates, "resolved")
        after = "a minute after" if any(each.text == CLOSING_WORDS for each in updates) else "the time of"
        remarks.append(f"no end is written: taken as {after} its last words, {_shown(_end(updates))}")
    first = updates[0].at
    if first < date:
        remarks.append(f"its first words are of {_shown(first)}, before its date: it counts from them")
    return replace(incident, started=date if first > date else None, updates=tuple(updates))


def _as_maintenance(incident: Incident, pieces: list[Piece], date: datetime, _: bool, remarks: list[str]) -> Incident:
    """The maintenance that `pieces` tell of: it was shown as under way from its date on."""
    updates = _closed(_said(pieces, over=True), "completed")
    updates[0] = replace(updates[0], status="in_progress")
    updates = [
        update if update.status in ("in_progress", "completed") else replace(update, status="update")
        for update in updates
    ]
    window = Window(min(date, updates[0].at), _end(updates))
    remarks.append(
        "its window is only in its words: taken as from its date to its last words; write the true one as `scheduled`"
    )
    return replace(incident, kind="maintenance", schedule=Schedule(window), updates=tuple(updates))


def _said(pieces: list[Piece], *, over: bool) -> list[Update]:
    """`pieces` as updates; words that look back on an incident that is over are its postmortem."""
    return [
        replace(update, status="postmortem", text=piece.rest) if over and piece.label == "Postmortem" else update
        for update, piece in zip(said(pieces, over=over), pieces, strict=True)
    ]


def _closed(updates: list[Update], status: str) -> list[Update]:
    """`updates` that end with `status`: the last words where they say so, else a minute after them."""
    last = max((number for number, each in enumerate(updates) if each.status != "postmortem"), default=0)
    ended = updates[last]
    if last and (ended.status == "resolved" or _OVER.search(ended.text)):
        return [*updates[:last], replace(ended, status=status), *updates[last + 1 :]]
    at = ended.at + _LEAST
    if last + 1 < len(updates) and updates[last + 1].at <= at:
        at = ended.at + _MOMENT
    closing = Update(at, status, CLOSING_WORDS)
    behind = [replace(update, at=max(update.at, at + _MOMENT)) for update in updates[last + 1 :]]
    return [*updates[: last + 1], closing, *behind]


def _end(updates: list[Update]) -> datetime:
    return next(update.at for update in reversed(updates) if update.status in ("resolved", "completed"))


def _status(folded: Mapping[str, Any], remarks: list[str]) -> str:
    severity = _text(_first(folded, _SEVERITY)).lower()
    if severity not in SEVERITIES:
        what = f"“{severity[:60]}” is no severity" if severity else "there is no severity"
        remarks.append(f"{what}: it counts as `degraded-performance`")
    return SEVERITIES.get(severity, "degraded_performance")


def _components(names: list[str], status: str, systems: Systems, remarks: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        id = systems.find(name)
        if id is None:
            id = systems.retire(name)
            remarks.append(f"“{name}” is not in the list of systems: it is the retired component `{id}`")
        found[id] = status
    return found


def _folded(fields: Mapping[str, Any]) -> dict[str, Any]:
    """`fields` by names in small letters: StatusKit and its descendants differ in them."""
    return {name.casefold(): value for name, value in fields.items()}


def _first(folded: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((folded[name] for name in names if name in folded), None)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
