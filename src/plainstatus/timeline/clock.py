"""What the clock has to say of a maintenance where no words say it: reminders, its start, its end.

It depends on no now: each has its moment, and the moment from which on it makes no sense any more.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from plainstatus.model.incident import Window
from plainstatus.model.status import STATELESS_STATUSES
from plainstatus.timeline.course import CLOSED_STATES, Course, Step

#: `reminder` comes before the start; `start` and `end` are those that the clock makes by itself.
ClockKind = Literal["reminder", "start", "end"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """The clock speaks at `at`. From `until` on it makes no sense any more; None where it always does.

    `window` is the one that counts then. `ahead` is how long before its start a reminder comes.
    """

    kind: ClockKind
    at: datetime
    until: datetime | None
    window: Window
    ahead: timedelta = timedelta(0)


class _Plan(NamedTuple):
    """From `said` to `until`, None for ever, the maintenance is to take place in `window`."""

    window: Window
    said: datetime
    until: datetime | None


def strokes_of(course: Course, remind: Collection[timedelta]) -> tuple[Stroke, ...]:
    """All strokes of a course, in the order of time; of anything but a maintenance there are none.

    `remind` holds how long before the start reminders come, where the file says nothing of it. What falls on
    the moment of words, or before anybody could read them, is told by those words.
    """
    if course.kind != "maintenance":
        return ()
    own = course.incident.remind
    ahead = sorted(set(remind if own is None else own), reverse=True)
    strokes = [stroke for plan in _plans(course) for stroke in _reminders(plan, ahead)]
    strokes += _turns(course)
    return tuple(sorted(strokes, key=lambda stroke: stroke.at))


def _plans(course: Course) -> Iterator[_Plan]:
    """Each window for as long as it is still to come."""
    steps = [step for step in course.steps if step.update is not None or step.status != "scheduled"]
    begun: tuple[Window, datetime] | None = None
    for step in steps:
        window = step.window if step.status == "scheduled" else None
        if begun is not None and window != begun[0]:
            yield _Plan(*begun, step.at)
            begun = None
        if window is not None and begun is None:
            begun = window, course.incident.readable_from(step.at)
    if begun is not None:
        yield _Plan(*begun, None)


def _reminders(plan: _Plan, ahead: Collection[timedelta]) -> Iterator[Stroke]:
    start = plan.window.start
    until = start if plan.until is None else min(start, plan.until)
    moments = [(start - length, length) for length in ahead if plan.said < start - length < until]
    # Of two that are both late, the later one says it all.
    for (moment, length), (after, _) in pairwise([*moments, (until, timedelta(0))]):
        yield Stroke("reminder", moment, after, plan.window, length)


def _turns(course: Course) -> Iterator[Stroke]:
    """The steps that the clock makes, behind the first words."""
    said: datetime | None = None
    for number, step in enumerate(course.steps):
        if step.update is not None:
            said = course.incident.readable_from(step.at)
        elif said is not None and step.at > said and step.window is not None:
            over = step.status in CLOSED_STATES
            after = next((each.at for each in course.steps[number + 1 :] if _tells_a_state(each)), None)
            yield Stroke("end" if over else "start", step.at, after, step.window)


def _tells_a_state(step: Step) -> bool:
    return step.update is None or step.update.status not in STATELESS_STATUSES
