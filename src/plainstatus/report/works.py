"""How one maintenance was told: how long before, and whether it stayed within the window that was named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from plainstatus.model.incident import Window
from plainstatus.timeline.course import CLOSED_STATES, UNDER_WAY_STATES, Course, Step
from plainstatus.timeline.timeline import Timeline

_NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Work:
    """One maintenance that began or was cancelled; `day` is that of the site's zone under which it stands.

    - `notice`: from the words that first named its window to its beginning; nothing where none did so before,
      None where it was cancelled or nobody told when it began
    - `began` and `ended`: by how much it began after the start and ended after the end of the window that counted
      when it began; negative where that was sooner. None where it is not known, or not yet.
    """

    course: Course
    day: date
    cancelled: bool
    notice: timedelta | None = None
    began: timedelta | None = None
    ended: timedelta | None = None

    @property
    def within(self) -> bool | None:
        """Whether it neither began before its window nor ended after it; None where that is not known."""
        if self.began is None or self.ended is None:
            return None
        return self.began >= _NO_TIME >= self.ended


def work_of(course: Course, timeline: Timeline) -> Work | None:
    """How a maintenance of `timeline` was told by its `now`; None of one that is still to come."""
    state = timeline.state(course)
    if state.status == "scheduled":
        return None
    day = timeline.date_of(course)
    if state.status == "cancelled":
        return Work(course, day, cancelled=True)
    steps = [step for step in course.steps if step.at <= timeline.now]
    place = _beginning(steps)
    window = None if place is None else steps[place].window
    if place is None or window is None:
        return Work(course, day, cancelled=False)
    begun, ended = steps[place].at, timeline.ended(course)
    named = _first_named(steps[: place + 1], window, course)
    return Work(
        course=course,
        day=day,
        cancelled=False,
        notice=_NO_TIME if named is None else max(begun - named, _NO_TIME),
        began=begun - window.start,
        ended=None if ended is None else ended - window.end,
    )


def _beginning(steps: Sequence[Step]) -> int | None:
    """The place of the step with which it began, for the last time; None where nothing tells of it."""
    begun: int | None = None
    for place, step in enumerate(steps):
        if step.status == "scheduled":
            begun = None
        elif begun is None and step.status in UNDER_WAY_STATES:
            begun = place
        elif begun is None and step.status in CLOSED_STATES:
            return None
    return begun


def _first_named(steps: Sequence[Step], window: Window, course: Course) -> datetime | None:
    """When the words could be read that named `window` before it began, and kept to it since."""
    named: datetime | None = None
    for step in steps:
        if step.window != window:
            named = None
        elif named is None and step.update is not None and step.status == "scheduled":
            named = course.incident.readable_from(step.at)
    return named
