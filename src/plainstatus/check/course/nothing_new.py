"""Updates that say what was said before, or nothing at all beside that work goes on."""

from collections.abc import Iterator

from plainstatus.check.course.sameness import Content, are_alike, content_of
from plainstatus.check.course.still_read import still_read
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.incident import Update
from plainstatus.timeline.course import Course, Step


def _look(scene: Scene) -> Iterator[Remark]:
    """A remark for each such update. A new state, component or recovery time is news, whatever the words are."""
    for course in still_read(scene.timeline):
        if course.kind == "notice":
            continue
        said: set[Content] = set()
        before: tuple[Step, Content] | None = None
        expected = None
        for number, step in enumerate(_spoken(course)):
            update = step.update
            assert update is not None
            content = content_of(update.text)
            if before is not None and update.at <= scene.timeline.now and not _is_news(before[0], step, expected):
                repeats = content in said or are_alike(content, before[1])
                if repeats or not content:
                    yield _remark(course, number, update, repeats=bool(content))
            said.add(content)
            before = step, content
            expected = update.expected_recovery or expected


def _spoken(course: Course) -> Iterator[Step]:
    return (step for step in course.steps if step.update is not None)


def _is_news(before: Step, step: Step, expected: object) -> bool:
    update = step.update
    assert update is not None
    states = (before.status, before.components, before.window) != (step.status, step.components, step.window)
    return states or update.status == "postmortem" or update.expected_recovery not in (None, expected)


def _remark(course: Course, number: int, update: Update, *, repeats: bool) -> Remark:
    length = len(update.text)
    return Remark(
        Place(course.incident, "text" if length else "heading", number, None, 0, length),
        "this update says what was said before" if repeats else "this update says nothing but that work goes on",
        "Say what you know now that you did not know before, what you tried, or what readers can do meanwhile.",
    )


NOTHING_NEW = CourseRule("nothing-new", "warning", "An update says nothing that was not said before.", _look)
