"""What a page needs to stay true between two builds, and the rules that read it.

The script in the page follows `state_at` to the letter, on the same data: whole epoch
seconds, nothing that depends on a language or a zone. Nothing that is not public
at `as_of` is in it. Titles are plain text: whoever embeds the data in HTML escapes it.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from typing import Any

from plainstatus.model.status import worst
from plainstatus.timeline.course import CLOSED_STATES, UNDER_WAY_STATES, Course, Step, course_of
from plainstatus.timeline.timeline import Timeline
from plainstatus.timeline.uptime import epoch


def live_data(timeline: Timeline) -> dict[str, Any]:
    """The data of a page that shows everything, built from `timeline`, as JSON can hold it.

    - `as_of`: when it was built; and `stale_at`, from which on it may be out of date
    - `components`: the ids that count for the overall status, in the order of the page
    - `base`: id → status, of what closed incidents left not operational
    - `incidents`: what is not over, in the order in which it is listed: `id`, `kind`,
      `title`, `promise` (when the next words are due, or None), and `steps` from the
      current one on, each `[at, state, {id: status}]` with what is not operational
    """
    # Under way and coming stand in one order, so that what begins does not change its place.
    works = (course for course in timeline.maintenances if timeline.state(course).status not in CLOSED_STATES)
    base: dict[str, str] = {}
    for course in timeline.courses:
        state = timeline.state(course)
        if state.status in CLOSED_STATES:
            for id, status in _trouble(state).items():
                base[id] = worst((status, base.get(id, "operational")))
    return {
        "as_of": epoch(timeline.now),
        "stale_at": epoch(timeline.now + timeline.settings.stale_after),
        "components": list(timeline.components),
        "base": {id: base[id] for id in timeline.components if id in base},
        "incidents": [_incident(timeline, course) for course in (*timeline.open, *works, *timeline.notices)],
    }


def live_part(
    data: Mapping[str, Any], as_of: int, *, components: Container[str] = (), incidents: Container[str] = ()
) -> dict[str, Any]:
    """What a page needs of `data` that shows some `components` and `incidents` alone, given by their ids.

    `as_of` is when what it tells last changed, in epoch seconds: it stays as it is in later builds.
    """

    def shown(statuses: Mapping[str, str]) -> dict[str, str]:
        return {id: status for id, status in statuses.items() if id in components}

    return {
        "as_of": as_of,
        "stale_at": as_of + data["stale_at"] - data["as_of"],
        "components": [id for id in data["components"] if id in components],
        "base": shown(data["base"]),
        "incidents": [
            {**each, "steps": [[at, state, shown(statuses)] for at, state, statuses in each["steps"]]}
            for each in data["incidents"]
            if each["id"] in incidents
        ],
    }


def state_at(data: Mapping[str, Any], now: int) -> dict[str, Any]:
    """What the page says at `now` (epoch seconds, not before `as_of`).

    `components` (id → status), `overall`, the ids that are `open`, `under_way`,
    `coming`, `notices` and `overdue`, each in the order of the data, and `stale`.
    """
    current = [(incident, _current(incident["steps"], now)) for incident in data["incidents"]]
    components = {id: data["base"].get(id, "operational") for id in data["components"]}
    for _, (_, _, statuses) in current:
        for id, status in statuses.items():
            if id in components:
                components[id] = worst((components[id], status))

    def ids(kind: str, holds: Callable[[str], bool]) -> list[str]:
        return [each["id"] for each, (_, state, _) in current if each["kind"] == kind and holds(state)]

    return {
        "components": components,
        "overall": worst(components.values()),
        "open": ids("incident", lambda state: state not in CLOSED_STATES),
        "under_way": ids("maintenance", lambda state: state in UNDER_WAY_STATES),
        "coming": ids("maintenance", lambda state: state == "scheduled"),
        "notices": ids("notice", lambda state: state not in CLOSED_STATES),
        "overdue": [
            each["id"]
            for each, (_, state, _) in current
            if each["promise"] is not None and each["promise"] <= now and state not in CLOSED_STATES
        ],
        "stale": data["stale_at"] <= now,
    }


def _incident(timeline: Timeline, course: Course) -> dict[str, Any]:
    promised = timeline.next_update(course)
    return {
        "id": course.id,
        "kind": course.kind,
        "title": course.incident.title,
        "promise": None if promised is None else epoch(promised),
        "steps": [[epoch(step.at), step.status, _trouble(step)] for step in _public_steps(timeline, course)],
    }


def _public_steps(timeline: Timeline, course: Course) -> Iterator[Step]:
    """The current step and what the clock will do as far as the public words go."""
    said = timeline.updates(course)
    if len(said) < len(course.incident.updates):
        course = course_of(replace(course.incident, updates=said))
    current = course.step_at(timeline.now)
    assert current is not None
    yield current
    yield from (step for step in course.steps if step.at > timeline.now)


def _trouble(step: Step) -> dict[str, str]:
    return {id: status for id, status in step.components.items() if status != "operational"}


def _current(steps: list[Any], now: int) -> Any:
    return [step for step in steps if step[0] <= now or step is steps[0]][-1]
