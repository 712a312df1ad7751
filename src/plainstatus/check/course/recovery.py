"""When service is expected back: nothing is said, or what was said is past."""

from collections.abc import Iterator
from datetime import datetime

from plainstatus.check.course.moments import told
from plainstatus.check.course.silence import is_forgotten
from plainstatus.check.course.told_times import tells_it_works, tells_recovery, tells_recovery_unknown
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
            message, hint = _missing_words(timeline, course, updates[-1].text)
            yield Remark(Place(course.incident, "heading", len(updates) - 1), message, hint)


def _missing_words(timeline: Timeline, course: Course, text: str) -> tuple[str, str]:
    """What is missing, and what to do, by what the latest words say themselves."""
    hint = "Put `expected_recovery: unknown` straight under the heading, or a time: `expected_recovery: 18:00`."
    if tells_recovery_unknown(text):
        return "these words say that nobody knows when service is back, but no field does: the page lacks it", (
            "Put `expected_recovery: unknown` straight under the heading."
        )
    if tells_it_works(text):
        return f"these words say that it works again, but the page still says {_on_the_page(timeline, course)}", (
            f"Is it over? `plainstatus resolve {course.file_id}`. If you only watch it, write `monitoring` and set "
            "what works to `operational`. If a part is still missing, `expected_recovery: unknown`."
        )
    if tells_recovery(text):
        return (
            "these words say when service is expected back, but no `expected_recovery` does: the page lacks it",
            hint,
        )
    return "no `expected_recovery` tells readers when service is expected back, or that this is unknown", hint


def _on_the_page(timeline: Timeline, course: Course) -> str:
    """What readers see beside the words: a component in trouble, or the state alone."""
    state = timeline.state(course)
    wrong = next(((id, status) for id, status in state.components.items() if status != "operational"), None)
    return f"`{state.status}`" if wrong is None else f"`{wrong[0]}: {wrong[1]}`"


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
                f"service was expected back by {told(expected, timeline)}, and the incident is still open",
                f"Say anew: `plainstatus update {course.file_id} update --expected-recovery 2h`, or `unknown`; "
                f"if it is back, `plainstatus resolve {course.file_id}`.",
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
