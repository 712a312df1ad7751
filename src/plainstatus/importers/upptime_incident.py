"""One issue of an Upptime repository as an incident or a maintenance of ours.

Does not know where issues come from.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from plainstatus.importers.cstate_course import CLOSING_WORDS, NEAR, closed, noticed, said
from plainstatus.importers.cstate_file import Unreadable, Written, parse_time
from plainstatus.importers.cstate_incident import Imported, title_of, without_placeholders
from plainstatus.importers.cstate_prose import Piece, labelled
from plainstatus.importers.cstate_site import Systems
from plainstatus.importers.upptime_issues import Issue
from plainstatus.importers.upptime_site import CONFIG
from plainstatus.model.incident import Incident, Schedule, Update, Window
from plainstatus.model.status import impact_of
from plainstatus.writing.names import slug

INCIDENT, MAINTENANCE = "status", "maintenance"

#: The signs that Upptime sets before a title; our page shows the state by itself.
_SIGNS = re.compile("[\U0001f6d1\U0001f6a8\u26a0\ufe0f\U0001f7e5\U0001f7e8\U0001f7e9\\s]+")
_NAMED = re.compile(r"(.{1,200}?) (?:is down|has degraded performance)", re.IGNORECASE)
_DEGRADED = re.compile(r"\bdegraded\b", re.IGNORECASE)


def id_of(issue: Issue) -> str:
    """The id that an incident from `issue` should have: its day, and its title."""
    return f"{issue.opened:%Y-%m-%d}-{slug(_without_signs(issue.title), 'incident')}"[:150].rstrip("-")


def incident_of(issue: Issue, *, id: str, systems: Systems, zone: str) -> Imported:
    """The incident or maintenance that `issue` tells of, to be called `id`.

    Sites that nobody knows are retired in `systems`. `zone` counts for times without one. Raises Unreadable.
    """
    remarks: list[str] = []
    title, summary = title_of({"title": _without_signs(issue.title)}, f"Issue {issue.number}", remarks)
    incident = Incident(
        id=id,
        path=f"{issue.opened.year}/{id}.md",
        title=title,
        notify=False,
        external_id=str(issue.number),
        summary=summary,
    )
    if MAINTENANCE in map(str.casefold, issue.labels):
        incident, naive = _as_maintenance(incident, issue, systems, zone, remarks)
        return Imported(incident, tuple(remarks), naive)
    return Imported(_as_incident(incident, issue, systems, remarks), tuple(remarks), False)


def _as_incident(incident: Incident, issue: Issue, systems: Systems, remarks: list[str]) -> Incident:
    status = "degraded_performance" if _DEGRADED.search(issue.title) else "major_outage"
    components = dict.fromkeys(_affected(issue, systems, remarks), status)
    updates = _with_ids(said(_pieces(issue, issue.body), over=issue.over), issue)
    if updates[0].status == "update":
        updates[0] = replace(updates[0], status="investigating")
    if issue.over:
        updates = closed(updates, issue.opened, issue.closed, remarks, field="closed_at")
    impact = None
    if not components:
        impact = impact_of(status) if _NAMED.fullmatch(incident.title) else "none"
        remarks.append(f"none of its labels is a site of Upptime: it is an incident of impact `{impact}`")
    return replace(incident, components=components, impact=impact, updates=tuple(updates))


def _as_maintenance(
    incident: Incident, issue: Issue, systems: Systems, zone: str, remarks: list[str]
) -> tuple[Incident, bool]:
    """The maintenance in `issue`, and whether its window names no zone."""
    fields, words = _parted_block(issue.body)
    start, end = (_time(fields, name, zone) for name in ("start", "end"))
    if end.at <= start.at:
        raise Unreadable("its window ends before it begins")
    components: dict[str, str] = {}
    for field, status in (("expecteddown", "under_maintenance"), ("expecteddegraded", "degraded_performance")):
        for name in filter(None, map(str.strip, fields.get(field, "").split(","))):
            components.setdefault(systems.find(name) or _retired(name, systems, remarks), status)
    for label in issue.labels:
        if (id := systems.find(label)) is not None:
            components.setdefault(id, "under_maintenance")
    updates = _with_ids(noticed(_pieces(issue, words)), issue)
    updates[0] = replace(updates[0], status="scheduled")
    if issue.closed is not None and issue.closed < end.at:
        updates = _ended(updates, issue.closed, "completed" if issue.closed > start.at else "cancelled")
    schedule = Schedule(Window(start.at, end.at))
    planned = replace(incident, kind="maintenance", components=components, schedule=schedule, updates=tuple(updates))
    return planned, not (start.zoned and end.zoned)


def _ended(updates: list[Update], at: datetime, status: str) -> list[Update]:
    """`updates` of a maintenance that was over at `at`, before its window: words of that moment say so, or new ones."""
    near = next((each for each in updates[1:] if abs(each.at - at) <= NEAR), None)
    if near is not None:
        return [replace(each, status=status) if each is near else each for each in updates]
    while any(each.at == at for each in updates):
        at += timedelta(seconds=1)
    return sorted([*updates, Update(at, status, CLOSING_WORDS)], key=lambda update: update.at)


def _pieces(issue: Issue, words: str) -> list[Piece]:
    """The opening `words` of an issue and its comments, oldest first."""
    said_at = [(issue.opened, words), *((max(each.at, issue.opened), each.text) for each in issue.comments)]
    return [labelled(Piece(at, without_placeholders(text).strip("\n").rstrip())) for at, text in said_at]


def _with_ids(updates: list[Update], issue: Issue) -> list[Update]:
    """`updates` with the ids of the comments that they are."""
    ids = (None, *(comment.id for comment in issue.comments))
    return [replace(update, external_id=id) for update, id in zip(updates, ids, strict=True)]


def _affected(issue: Issue, systems: Systems, remarks: list[str]) -> list[str]:
    """The ids of the sites that `issue` is about: by its labels, or by its title where no label is one."""
    found = [id for id in map(systems.find, issue.labels) if id is not None]
    named = _NAMED.fullmatch(_without_signs(issue.title))
    if not found and named:
        found = [systems.find(named[1]) or _retired(named[1], systems, remarks)]
    return found


def _retired(name: str, systems: Systems, remarks: list[str]) -> str:
    id = systems.retire(name)
    remarks.append(f"“{name}” is no site of {CONFIG}: it is the retired component `{id}`")
    return id


def _parted_block(body: str) -> tuple[Mapping[str, str], str]:
    """The `field: value` lines of the first HTML comment in `body`, and the words around it."""
    before, opens, rest = body.partition("<!--")
    block, closes, behind = rest.partition("-->")
    if not opens or not closes:
        raise Unreadable("it has no HTML comment with its `start:` and `end:`")
    lines = (line.partition(":") for line in block.split("\n") if ":" in line)
    words = "\n\n".join(filter(None, (before.strip("\n").rstrip(), behind.strip("\n").rstrip())))
    return {name.strip().casefold(): value.strip() for name, _, value in lines}, words


def _time(fields: Mapping[str, str], name: str, zone: str) -> Written:
    if not fields.get(name):
        raise Unreadable(f"its HTML comment has no `{name}:`")
    return parse_time(fields[name], zone)


def _without_signs(title: str) -> str:
    return _SIGNS.sub("", title, count=1).strip() if _SIGNS.match(title) else title.strip()
