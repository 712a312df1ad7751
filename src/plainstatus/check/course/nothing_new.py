"""Updates that say what was said before, or nothing at all beside that work goes on."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from plainstatus.check.course.sameness import Content, adds_nothing, content_of
from plainstatus.check.course.still_read import still_read
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.incident import UNKNOWN, ExpectedRecovery, Update
from plainstatus.timeline.course import Course, Step


def _look(scene: Scene) -> Iterator[Remark]:
    """A remark for each such update. A new state, component or recovery time is news, whatever the words are."""
    for course in still_read(scene.timeline):
        if course.kind == "notice":
            continue
        expected: ExpectedRecovery = UNKNOWN
        for number, (before, after) in enumerate(pairwise(_told(course, scene.timeline.now)), 1):
            expected = before.update.expected_recovery or expected
            if _is_news(before.step, after.step, after.update, expected):
                continue
            if not after.content or adds_nothing(after.content, before.content):
                yield _remark(course, number, after.update, repeats=bool(after.content))


class _Told(NamedTuple):
    """An update with the step that it made, and what it says."""

    step: Step
    update: Update
    content: Content


def _told(course: Course, now: datetime) -> Iterator[_Told]:
    for step in course.steps:
        if step.update is not None and step.at <= now:
            yield _Told(step, step.update, content_of(step.update.text))


def _is_news(before: Step, after: Step, update: Update, expected: ExpectedRecovery) -> bool:
    state = (before.status, before.components, before.window) != (after.status, after.components, after.window)
    return state or update.status == "postmortem" or update.expected_recovery not in (None, expected)


def _remark(course: Course, number: int, update: Update, *, repeats: bool) -> Remark:
    length = len(update.text)
    return Remark(
        Place(course.incident, "text" if length else "heading", number, None, 0, length),
        "this update says what was said before" if repeats else "this update says only that work goes on",
        "Say what you know now that you did not know before, what you tried, or what readers can do meanwhile.",
    )


NOTHING_NEW = CourseRule("nothing-new", "warning", "an update that says nothing new", _look)
