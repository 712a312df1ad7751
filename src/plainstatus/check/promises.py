"""Promises of a next update that were not kept."""

from collections.abc import Iterator

from plainstatus.model.finding import Finding
from plainstatus.timeline.timeline import Timeline


def broken_promises(timeline: Timeline) -> Iterator[Finding]:
    """A warning for each incident whose latest words promised others by a time that has come."""
    warned: set[str] = set()
    for course in timeline.courses:
        promised = timeline.next_update(course)
        if promised is None or not timeline.overdue(course) or course.incident.path in warned:
            continue
        warned.add(course.incident.path)
        yield Finding(
            course.incident.path,
            timeline.updates(course)[-1].line,
            1,
            f"the next update was promised for {promised:%Y-%m-%d %H:%M} UTC, and has not come",
            f"Write one: `plainstatus update {course.incident.id} update --next-update 30m`.",
            "overdue-update",
            "warning",
        )
