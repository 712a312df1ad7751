"""Components of an incident: it names none, or leaves some as they were when it is over."""

from collections.abc import Iterator

from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.timeline.course import CLOSED_STATES


def _none(scene: Scene) -> Iterator[Remark]:
    """A remark for each open incident that touches nothing, unless it says itself that it is without impact."""
    timeline = scene.timeline
    for course in timeline.open:
        incident = course.incident
        if timeline.catalog.current and not timeline.components_of(course) and incident.impact != "none":
            yield Remark(
                Place(incident, "field", field="components"),
                "the incident is open and names no component that its readers know: all of the page stays green",
                f"Write `components: {{{timeline.catalog.current[0].id}: partial_outage}}` with what is affected, "
                "or `impact: none`.",
            )


def _left(scene: Scene) -> Iterator[Remark]:
    """A remark for each incident or maintenance that is over and holds a component in trouble for good."""
    timeline = scene.timeline
    retired = {id for id, component in timeline.catalog.components.items() if component.retired}
    for course in timeline.courses:
        state = timeline.state(course)
        if state.status not in CLOSED_STATES:
            continue
        left = [id for id, status in state.components.items() if status != "operational" and id not in retired]
        if left:
            updates = timeline.updates(course)
            number = max(n for n, update in enumerate(updates) if any(id in update.components for id in left))
            yield Remark(
                Place(course.incident, "field", number, field="components"),
                f"this is over, but `{left[0]}` was left at `{state.components[left[0]]}`, and the page shows that",
                f"Write `{left[0]}: operational`; or keep the incident open until it is.",
            )


NO_COMPONENT = CourseRule("no-component", "notice", "an open incident without a component", _none)
LEFT_DOWN = CourseRule("left-down", "warning", "something that is over and leaves a component in trouble", _left)
