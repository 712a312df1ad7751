"""One incident or maintenance of a hosted status page as one of ours: statuses by update, words as Markdown.

Does not know where it came from or where it goes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from plainstatus.importers.cstate_file import Unreadable
from plainstatus.importers.cstate_incident import title_of, without_placeholders
from plainstatus.importers.statuspage_markup import markdown_of, text_of
from plainstatus.importers.statuspage_told import Said, Told
from plainstatus.model.incident import Incident, Schedule, Update, Window
from plainstatus.model.status import (
    CLOSING_STATUSES,
    COMPONENT_STATUSES,
    IMPACTS,
    UPDATE_STATUSES,
    Kind,
    impact_of,
    worst,
)

Statuses = dict[str, str]

#: What a component is taken to have been where only the impact is told.
_BY_IMPACT = {
    "none": "operational",
    "minor": "degraded_performance",
    "major": "partial_outage",
    "critical": "major_outage",
}
_REOPENING = ("investigating", "identified")
_SECOND = timedelta(seconds=1)


def incident_of(
    told: Told, *, id: str, find: Callable[[str, str], str], now_over: bool, remarks: list[str]
) -> Incident:
    """The incident to be called `id`. `find` gives our id for the code and the name of a component.

    `now_over` says whether a maintenance is finished. What was decided is noted in `remarks`. Raises Unreadable.
    """
    kind: Kind = "maintenance" if told.is_maintenance else "incident"
    title, summary = title_of({"title": text_of(told.name)}, told.id, remarks)
    known = {code: find(code, name) for code, name in told.components.items()}
    statuses = [_named(said, kind, remarks) for said in told.said]
    wanted = list(_wanted(told, known, remarks))
    front = _under_way(wanted, statuses, known) if kind == "maintenance" else _first(told, wanted, known, remarks)
    updates = tuple(_updates(told, statuses, wanted, front, kind))
    incident = Incident(
        id=id,
        path=f"{updates[0].at.year}/{id}.md",
        title=title,
        kind=kind,
        components=front,
        schedule=_schedule(told, now_over) if kind == "maintenance" else None,
        started=_started(told, updates[0].at),
        notify=False,
        external_id=told.id,
        summary=without_placeholders(markdown_of(summary)),
        updates=updates,
    )
    return replace(incident, impact=_impact(told, incident, remarks))


def _named(said: Said, kind: Kind, remarks: list[str]) -> str:
    """The status in our words; one that nobody knows is an update that changes nothing."""
    if said.status in UPDATE_STATUSES[kind]:
        return said.status
    from difflib import get_close_matches

    near = get_close_matches(said.status, UPDATE_STATUSES[kind], 1, 0.7)
    taken = near[0] if near else "update"
    remarks.append(f"the status “{said.status[:40]}” is not known: it was taken for `{taken}`")
    return taken


def _wanted(told: Told, known: Mapping[str, str], remarks: list[str]) -> Iterator[Statuses]:
    """What the page said of the components after each update, as far as it had named them."""
    held: Statuses = {}
    for said in told.said:
        for code, status in (said.affected or {}).items():
            if status not in COMPONENT_STATUSES:
                remarks.append(f"the component status “{status[:40]}” is not known: it was passed over")
            elif code in known:
                held = {**held, known[code]: status}
        if said.affected is None and said.status in CLOSING_STATUSES:
            held = dict.fromkeys(held, "operational")
        yield held


def _first(told: Told, wanted: list[Statuses], known: Mapping[str, str], remarks: list[str]) -> Statuses:
    """The statuses from the first update on. Where no update tells of any, the impact does."""
    if wanted[-1] or not known:
        return wanted[0]
    status = _BY_IMPACT.get(told.impact or "", "degraded_performance")
    remarks.append(f"no update says how its components were: taken as `{status}`, after its impact")
    return dict.fromkeys(known.values(), status)


def _under_way(wanted: list[Statuses], statuses: list[str], known: Mapping[str, str]) -> Statuses:
    """The statuses that hold while a maintenance is under way."""
    begun = (held for held, status in zip(wanted, statuses, strict=True) if status == "in_progress")
    told = next(begun, {})
    return {id: told.get(id, "under_maintenance") for id in known.values()}


def _updates(told: Told, statuses: list[str], wanted: list[Statuses], front: Statuses, kind: Kind) -> Iterator[Update]:
    """Our updates. Each names the components that our rules would not put where the page had them."""
    at = datetime.min.replace(tzinfo=told.said[0].at.tzinfo)
    state, held = "", dict(front)
    for said, status, named in zip(told.said, statuses, wanted, strict=True):
        at = said.at if int(said.at.timestamp()) > int(at.timestamp() if state else -1) else at + _SECOND
        again = status == state and status != "postmortem"
        spoken = "update" if again else status
        ours = dict.fromkeys(held, "operational") if status in CLOSING_STATUSES else held
        under_way = kind == "incident" or status in ("in_progress", "verifying", *CLOSING_STATUSES)
        changed = {id: now for id, now in named.items() if under_way and state and ours.get(id) != now}
        if state in CLOSING_STATUSES and status in _REOPENING:
            changed = dict(named)
        held = {**ours, **changed}
        if status not in ("update", "postmortem"):
            state = status
        yield Update(
            at=at,
            status=spoken,
            text=without_placeholders(markdown_of(said.body)),
            components=changed,
            external_id=said.id,
        )


def _schedule(told: Told, over: bool) -> Schedule:
    if told.window is None:
        raise Unreadable("it is a maintenance without a window")
    start, end = told.window
    if end <= start:
        raise Unreadable("its window ends before it begins")
    # What is finished was begun and ended by words; what is to come begins and ends by the clock.
    return Schedule(Window(start, end), auto=not over)


def _started(told: Told, first: datetime) -> datetime | None:
    """When it began, where that was earlier than the first words by more than the time it takes to store them."""
    if told.is_maintenance or told.started is None or told.started > first - _SECOND:
        return None
    return told.started


def _impact(told: Told, incident: Incident, remarks: list[str]) -> str | None:
    """The impact, where it would not follow from the components."""
    if told.is_maintenance:
        return told.impact if told.impact in IMPACTS else None
    if told.impact is None:
        return None if incident.components else "none"
    if told.impact not in IMPACTS:
        remarks.append(f"the impact “{told.impact[:40]}” is not known")
        return None if incident.components else "none"
    seen = [*incident.components.values(), *(s for update in incident.updates for s in update.components.values())]
    return None if told.impact == impact_of(worst(seen)) and seen else told.impact
