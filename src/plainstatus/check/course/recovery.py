"""When service is expected back: nothing is said, or what was said is past."""

from collections.abc import Iterator
from datetime import datetime

from plainstatus.check.course.silence import is_forgotten
from plainstatus.check.course.still_read import file_id
from plainstatus.check.course.told_times import tells_recovery
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.status import worst
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline


def _missing(scene: Scene) -> Iterator[Remark]:
    """A remark for each open incident that says nothing of it; its very first words may still be too early for it."""
    timeline = scene.timeline
    for course in timeline.open:
        updates = timeline.updates(course)
        if len(updates) < 2 or is_forgotten(timeline, course) or _is_back(timeline, course):
            continue
        if timeline.expected_recovery(course) is None:
            yield Remark(
                Place(course.incident, "heading", len(updates) - 1),
                "these words say when service is expected back, and no `expected_recovery` does: the page misses it"
                if tells_recovery(updates[-1].text)
                else "no `expected_recovery` tells readers when service is expected back, or that this is unknown",
                "Put `expected_recovery: unknown` straight under the heading, or a time: `expected_recovery: 18:00`.",
            )


def _past(scene: Scene) -> Iterator[Remark]:
    """A remark for each open incident whose expected recovery has come, and service has not."""
    timeline = scene.timeline
    for course in timeline.open:
        expected = timeline.expected_recovery(course)
        if isinstance(expected, datetime) and expected <= timeline.now and not _is_back(timeline, course):
            said = [each.expected_recovery is not None for each in timeline.updates(course)]
            number = len(said) - 1 - said[::-1].index(True)
            yield Remark(
                Place(course.incident, "field", number, field="expected_recovery"),
                f"service was expected back by {expected:%Y-%m-%d %H:%M} UTC, and the incident is still open",
                f"Say anew: `plainstatus update {file_id(course)} update --expected-recovery 2h`, or `unknown`; "
                f"if it is back, `plainstatus resolve {file_id(course)}`.",
            )


def _is_back(timeline: Timeline, course: Course) -> bool:
    """Whether all works again, and is only watched. A file that names no component tells by its state alone."""
    state = timeline.state(course)
    return state.status == "monitoring" and worst(state.components.values()) == "operational"


NO_EXPECTED_RECOVERY = CourseRule(
    "no-expected-recovery", "warning", "an open incident that does not say when service is expected back", _missing
)
PAST_RECOVERY = CourseRule(
    "past-recovery", "warning", "an expected recovery that is past while the incident is open", _past
)
