"""A state or a component that goes back to worse, and no words that say why."""

from collections.abc import Iterator
from itertools import pairwise

from plainstatus.check.course.sameness import Content, content_of
from plainstatus.check.course.still_read import still_read
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.status import weight
from plainstatus.timeline.course import Course, Step

_ORDER = {"investigating": 0, "identified": 1, "monitoring": 2, "resolved": 3}


def _look(scene: Scene) -> Iterator[Remark]:
    """A remark for each update that takes something back with no words, or with words that were there before."""
    for course in still_read(scene.timeline):
        steps = [step for step in course.steps if step.update is not None and step.at <= scene.timeline.now]
        said: set[Content] = {content_of(step.update.text) for step in steps[:1] if step.update}
        for number, (before, after) in enumerate(pairwise(steps), 1):
            assert after.update is not None
            content = content_of(after.update.text)
            if (back := _what_went_back(before, after)) and (not content or content in said):
                yield _remark(course, number, after.update.text, back)
            said.add(content)


def _what_went_back(before: Step, after: Step) -> str:
    """What is worse than it was, in words; "" where nothing is."""
    old, new = _ORDER.get(before.status), _ORDER.get(after.status)
    if old is not None and new is not None and new < old:
        return f"the incident goes back from {before.status} to {after.status}"
    for id, status in after.components.items():
        was = before.components.get(id)
        if was == "operational" and weight(status) > weight("under_maintenance"):
            return f"`{id}` was operational again and goes back to `{status}`"
    return ""


def _remark(course: Course, number: int, text: str, back: str) -> Remark:
    return Remark(
        Place(course.incident, "text" if text else "heading", number, None, 0, len(text)),
        f"{back}, and the words do not say why",
        "Say what came back or proved wrong, since when, and what no longer holds of what you said before.",
    )


BACK_WITHOUT_WORDS = CourseRule(
    "back-without-words", "warning", "an incident or a component that goes back to worse without a word", _look
)
