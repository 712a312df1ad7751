"""Maintenances that touch the same component at the same time."""

from collections.abc import Iterator
from dataclasses import dataclass

from plainstatus.check.course.moments import told
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.incident import Window
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class _Planned:
    """One component is worked on in `window`, by `course`."""

    window: Window
    course: Course


def _look(scene: Scene) -> Iterator[Remark]:
    """A remark for each file whose window meets that of another, at the one that was announced later."""
    told: set[tuple[str, str]] = set()
    for component, planned in _by_component(scene.timeline).items():
        for first, second in _meetings(planned):
            earlier, later = sorted((first, second), key=_announced)
            pair = earlier.course.incident.path, later.course.incident.path
            if pair not in told:
                told.add(pair)
                yield _remark(component, earlier, later, scene.timeline)


def _by_component(timeline: Timeline) -> dict[str, list[_Planned]]:
    """Component → what is planned for it or under way, by its start."""
    found: dict[str, list[_Planned]] = {}
    # `maintenances` is in the order of the windows already.
    for course in timeline.maintenances:
        window = timeline.state(course).window
        if window is None or window.end <= timeline.now or timeline.ended(course) is not None:
            continue
        for component in timeline.components_of(course):
            found.setdefault(component, []).append(_Planned(window, course))
    return found


def _meetings(planned: list[_Planned]) -> Iterator[tuple[_Planned, _Planned]]:
    """Each that begins before another file's is over, with the one that lasts longest of those before it."""
    longest: _Planned | None = None
    for each in planned:
        if longest is None or longest.window.end <= each.window.start:
            longest = each
            continue
        # Where both are of one series, whatever else lasts so long has met the other.
        if longest.course.incident.path != each.course.incident.path:
            yield longest, each
        longest = max(longest, each, key=lambda planned: planned.window.end)


def _announced(planned: _Planned) -> tuple[object, str]:
    return planned.course.first_update, planned.course.incident.path


def _remark(component: str, earlier: _Planned, later: _Planned, timeline: Timeline) -> Remark:
    start = max(earlier.window.start, later.window.start)
    other = earlier.course.incident
    return Remark(
        Place(later.course.incident, "field", field="scheduled"),
        f"this overlaps another maintenance of `{component}`, “{other.title}”, from {told(start, timeline)} on",
        f"Move one of them (the other is `{other.path}`), or make one of both.",
    )


OVERLAPPING_MAINTENANCE = CourseRule(
    "overlapping-maintenance", "warning", "two maintenances of one component at the same time", _look
)
