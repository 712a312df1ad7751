"""A maintenance as a calendar has to know it: its window, and how often what was said of it changed.

Only words count. What the clock does was announced before, so it changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from plainstatus.model.incident import Window
from plainstatus.timeline.course import CLOSED_STATES, UNDER_WAY_STATES, Course, Step


@dataclass(frozen=True, slots=True)
class Announced:
    """`window` is when it takes place, by the words said last: what begins or ends before its time moves an edge,
    and so does an end that was late. `revision` counts from 0 and rises whenever window or `cancelled` change.
    """

    window: Window
    cancelled: bool
    revision: int


def announced(course: Course, now: datetime) -> Announced | None:
    """What was said by `now` of a maintenance; None where no window was ever named."""
    told: Announced | None = None
    begun: datetime | None = None
    ended: datetime | None = None
    state = "scheduled"
    for step in course.steps:
        if step.at > now:
            break
        # What held before the first words is told by them.
        said_at = step.at if step.update is not None or told is None else None
        if step.status == "scheduled":
            begun = None
        elif step.status in UNDER_WAY_STATES and state == "scheduled":
            begun = said_at
        if step.status not in CLOSED_STATES:
            ended = None
        elif state not in CLOSED_STATES:
            ended = said_at
        state = step.status
        if step.update is not None and step.window is not None:
            told = _revised(told, step, step.window, begun, ended)
    return told


def _revised(
    before: Announced | None, step: Step, window: Window, begun: datetime | None, ended: datetime | None
) -> Announced:
    start = min(window.start, begun or window.start)
    end = window.end if ended is None or step.status == "cancelled" else ended
    # What was over before its window came leaves the window free.
    cancelled = step.status == "cancelled" or end <= start
    said = window if cancelled else Window(start, end)
    if before is None:
        return Announced(said, cancelled, 0)
    changed = (before.window, before.cancelled) != (said, cancelled)
    return Announced(said, cancelled, before.revision + changed)
