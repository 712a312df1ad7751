"""What the clock will do to a site, from its moment on: each thing that changes an answer without a new word.

It tells of what is not public yet: it is for those who run the site, and for no page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal

from plainstatus.timeline.course import CLOSED_STATES, Course, Step
from plainstatus.timeline.timeline import Timeline

#: A day turns; a file becomes public; words that bear a time to come are said; a maintenance begins or ends; a notice
#: leaves; the next words are due that were promised.
ComingKind = Literal["day", "publication", "words", "start", "end", "leaves", "promise"]


@dataclass(frozen=True, slots=True)
class Coming:
    """At `at` something happens to `course`, None where a day turns."""

    at: datetime
    kind: ComingKind
    course: Course | None = None


def coming(timeline: Timeline) -> list[Coming]:
    """All that comes after the moment of `timeline`, soonest first, as far as what is known by then tells."""
    found = [each for each in _all(timeline) if each.at > timeline.now]
    return sorted(found, key=lambda each: (each.at, each.course.id if each.course else ""))


def _all(timeline: Timeline) -> Iterator[Coming]:
    tomorrow = datetime.combine(timeline.today + timedelta(days=1), time(), timeline.zone)
    yield Coming(tomorrow.astimezone(UTC), "day")
    for course in timeline.known:
        if course.incident.publish_at is not None:
            yield Coming(course.incident.publish_at, "publication", course)
        # Whatever lies behind the last step has passed: most of a long history is done here.
        if course.steps[-1].at > timeline.now:
            yield from (Coming(step.at, _kind(step, course), course) for step in course.steps if _tells(step, course))
    for course in (*timeline.open, *timeline.under_way, *timeline.coming, *timeline.notices):
        promised = timeline.next_update(course)
        if promised is not None:
            yield Coming(promised, "promise", course)


def _tells(step: Step, course: Course) -> bool:
    """Whether readers see anything of `step`: that an incident really began earlier, they learn with its words."""
    return step.update is not None or course.kind != "incident"


def _kind(step: Step, course: Course) -> ComingKind:
    if step.update is not None:
        return "words"
    if course.kind != "maintenance":
        return "leaves"
    return "end" if step.status in CLOSED_STATES else "start"
