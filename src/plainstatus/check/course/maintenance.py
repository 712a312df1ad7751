"""Maintenance that is announced late, or that nobody completes."""

from collections.abc import Iterator
from datetime import datetime

from plainstatus.check.course.moments import told
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.length import in_words
from plainstatus.timeline.course import UNDER_WAY_STATES, Course
from plainstatus.timeline.timeline import Timeline

EMERGENCY = "emergency-maintenance"

#: Readers who are told so know why they hear of it late: English and Italian.
_URGENT = ("emergency", "urgent", "emergenza", "straordinari")


def _late(scene: Scene) -> Iterator[Remark]:
    """A remark for each maintenance to come that readers learned of too late, unless it says that it is urgent.

    What has begun cannot be announced any earlier.
    """
    timeline = scene.timeline
    ahead = scene.checks.announce_before
    seen: set[str] = set()
    for course in timeline.coming:
        window = timeline.state(course).window
        if window is None or window.start <= timeline.now or course.incident.path in seen:
            continue
        seen.add(course.incident.path)
        number, told = _announced(timeline, course)
        if told + ahead > window.start and not _is_urgent(course):
            yield Remark(
                Place(course.incident, "heading", number),
                f"readers learn of this {in_words(window.start - told)} before it starts; "
                f"this site tells them {in_words(ahead)} ahead",
                f"Move the start. If it cannot wait, say in the title that it is urgent, or `template: {EMERGENCY}`.",
            )


def _announced(timeline: Timeline, course: Course) -> tuple[int, datetime]:
    """Which update told readers first that they must be ready by the start that counts now, and when."""
    number, told, start = 0, course.first_update, None
    steps = (step for step in course.steps if step.update is not None and step.at <= timeline.now)
    for position, step in enumerate(steps):
        if step.window is None:
            continue
        # Who is ready for an earlier start is ready for a later one.
        if start is None or step.window.start < start:
            number, told = position, step.at
        start = step.window.start
    return number, course.incident.readable_from(told)


def _is_urgent(course: Course) -> bool:
    incident = course.incident
    if incident.template == EMERGENCY:
        return True
    words = [incident.title, incident.summary, *(update.text for update in incident.updates)]
    return any(word in text.lower() for text in words for word in _URGENT)


def _not_completed(scene: Scene) -> Iterator[Remark]:
    """A remark for each maintenance whose window is over, and of which nobody said that it is."""
    timeline = scene.timeline
    seen: set[str] = set()
    for course in reversed((*timeline.under_way, *timeline.coming)):
        state = timeline.state(course)
        if state.window is None or state.window.end > timeline.now or course.incident.path in seen:
            continue
        seen.add(course.incident.path)
        stands = "still under way" if state.status in UNDER_WAY_STATES else "still to come"
        yield Remark(
            Place(course.incident, "heading", len(timeline.updates(course)) - 1),
            f"the maintenance was to end by {told(state.window.end, timeline)}, and the page calls it {stands}",
            f"Is it done? `plainstatus resolve {course.file_id}`. If not, give it a new window: "
            f"`plainstatus update {course.file_id} rescheduled --start … --end …`.",
        )


ANNOUNCED_LATE = CourseRule(
    "announced-late", "warning", "a maintenance that is announced late (`checks: announce_before`)", _late
)
NEVER_COMPLETED = CourseRule(
    "never-completed", "warning", "a maintenance that is past and that nobody completed", _not_completed
)
