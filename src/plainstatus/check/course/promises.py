"""Promises of a next update: none was made, one was not kept, one was kept late."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from plainstatus.check.course.moments import told
from plainstatus.check.course.silence import is_forgotten
from plainstatus.check.course.told_times import tells_it_works, tells_next_update
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.length import in_words
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline

#: Nobody counts so short a delay.
_GRACE = timedelta(minutes=5)

#: A usual time between two updates.
_SOON = timedelta(minutes=30)


def _overdue(scene: Scene) -> Iterator[Remark]:
    """A remark for each incident whose latest words promised others by a time that has come."""
    timeline = scene.timeline
    warned: set[str] = set()
    for course in timeline.courses:
        promised = timeline.next_update(course)
        if promised is None or not timeline.overdue(course) or course.incident.path in warned:
            continue
        warned.add(course.incident.path)
        yield Remark(
            Place(course.incident, "heading", len(timeline.updates(course)) - 1),
            f"the next update was promised for {told(promised, timeline)}, and has not come",
            f"Write one: `plainstatus update {course.file_id} update --next-update 30m`.",
        )


def _none(scene: Scene) -> Iterator[Remark]:
    """A remark for each open incident whose latest words say nothing of the next ones."""
    timeline = scene.timeline
    for course in timeline.open:
        if timeline.next_update(course) is None and not is_forgotten(timeline, course):
            updates = timeline.updates(course)
            message, hint = _none_words(timeline, course, updates[-1].text)
            yield Remark(Place(course.incident, "heading", len(updates) - 1), message, hint)


def _none_words(timeline: Timeline, course: Course, text: str) -> tuple[str, str]:
    """What is missing, and what to do, by what the latest words say themselves."""
    field = f"`next_update: {told(timeline.now + _SOON, timeline)}`"
    hint = (
        f"Put {field} straight under the heading; "
        f"or write others: `plainstatus update {course.file_id} update --next-update 30m`."
    )
    if tells_next_update(text):
        return (
            "these words say when the next ones come, but no `next_update` does: page and reminders lack it",
            hint,
        )
    if tells_it_works(text):
        return "these words say that it works again, but not that it is over, nor when the next words come", (
            f"Is it over? `plainstatus resolve {course.file_id}`. If you still watch it, say until when: put {field} "
            "straight under the heading."
        )
    return "these are the latest words, and no `next_update` tells readers when the next ones come", hint


def _broken(scene: Scene) -> Iterator[Remark]:
    """A remark for each open incident about the last of its promises that was kept late."""
    timeline = scene.timeline
    for course in timeline.open:
        late = None
        for number, (before, after) in enumerate(pairwise(timeline.updates(course)), 1):
            if before.next_update is not None and after.at > before.next_update + _GRACE:
                late = number, before.next_update, after.at - before.next_update
        if late is not None:
            number, promised, delay = late
            yield Remark(
                Place(course.incident, "heading", number),
                f"these words were promised for {told(promised, timeline)} and came {in_words(delay)} late",
                "Promise a time that you will keep, if only to say that there is nothing new.",
            )


OVERDUE_UPDATE = CourseRule("overdue-update", "warning", "words that were promised and have not come", _overdue)
NO_NEXT_UPDATE = CourseRule(
    "no-next-update", "warning", "an open incident that does not say when the next words come", _none
)
BROKEN_PROMISE = CourseRule(
    "broken-promise", "notice", "words of an open incident that came later than promised", _broken
)
