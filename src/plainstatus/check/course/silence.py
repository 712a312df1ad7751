"""Open incidents of which nothing has been heard for days."""

from collections.abc import Iterator
from datetime import timedelta

from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.length import in_words
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline

#: After so long without a word, readers take an incident for forgotten.
LONGEST = timedelta(days=3)


def is_forgotten(timeline: Timeline, course: Course) -> bool:
    """Whether an open incident has been silent for three days, and has promised nothing."""
    return timeline.next_update(course) is None and timeline.now - timeline.updates(course)[-1].at >= LONGEST


def _look(scene: Scene) -> Iterator[Remark]:
    timeline = scene.timeline
    for course in timeline.open:
        if is_forgotten(timeline, course):
            updates = timeline.updates(course)
            silent = in_words(timeline.now - updates[-1].at)
            yield Remark(
                Place(course.incident, "heading", len(updates) - 1),
                f"the incident is open, and nothing has been said of it for {silent}",
                f"Is it over? `plainstatus resolve {course.file_id}`. If not, say how it is, and when you will again.",
            )


LONG_SILENCE = CourseRule("long-silence", "warning", "an open incident without a word for three days", _look)
