"""Updates that bear a time which has not come: most often a wrong zone or a wrong day."""

from collections.abc import Iterator
from datetime import timedelta

from plainstatus.check.course.moments import told
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene

#: Clocks differ by as much, and a note for the team is dated a second after the words that it belongs to.
_SLACK = timedelta(seconds=30)


def _look(scene: Scene) -> Iterator[Remark]:
    """A remark for each update later than now, unless its file is held back until then on purpose."""
    now = scene.timeline.now
    for incident in scene.incidents:
        if incident.publish_at is not None and incident.publish_at > now:
            continue
        for number, update in enumerate(incident.updates):
            if update.at > now + _SLACK:
                yield Remark(
                    Place(incident, "heading", number),
                    f"this update is of {told(update.at, scene.timeline)}, which is still to come",
                    "It will be public only from then on. Is the day right, and the zone?",
                )


FUTURE_UPDATE = CourseRule("future-update", "warning", "an update of a time that has not come", _look)
