"""Which words are still worth mending: a long history would be a flood of remarks that help nobody."""

from collections.abc import Iterator
from datetime import timedelta

from plainstatus.timeline.course import CLOSED_STATES, Course
from plainstatus.timeline.timeline import Timeline

#: So long after the last words of something that is over, people still come and read them.
READ_FOR = timedelta(days=7)


def still_read(timeline: Timeline) -> Iterator[Course]:
    """What is not over, and what had new words in the last week; one occurrence of each series.

    What is over and notifies nobody was filled in later: its words are history.
    """
    seen: set[str] = set()
    since = timeline.now - READ_FOR
    for course in timeline.courses:
        state = timeline.state(course).status
        lately = course.incident.notify and timeline.updates(course)[-1].at >= since
        if (lately or state not in CLOSED_STATES) and course.incident.path not in seen:
            seen.add(course.incident.path)
            yield course
