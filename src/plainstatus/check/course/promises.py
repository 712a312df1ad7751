"""Promises of a next update that were not kept."""

from collections.abc import Iterator

from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene


def _look(scene: Scene) -> Iterator[Remark]:
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
            f"the next update was promised for {promised:%Y-%m-%d %H:%M} UTC, and has not come",
            f"Write one: `plainstatus update {course.incident.id} update --next-update 30m`.",
        )


OVERDUE_UPDATE = CourseRule(
    "overdue-update", "warning", "The next update was promised for a time that has come.", _look
)
