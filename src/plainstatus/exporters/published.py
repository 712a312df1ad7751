"""The incidents of a site as its readers know them now: without a word that is still to come."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from plainstatus.model.incident import Incident
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline


class Published(NamedTuple):
    """An incident with the updates that were said by now.

    `course` is None for a maintenance that repeats: each of its occurrences has one of its own.
    """

    incident: Incident
    course: Course | None


def published(incidents: Iterable[Incident], timeline: Timeline) -> list[Published]:
    """What is public of `incidents`, the oldest first words first.

    `incidents` and `timeline` are those of one audience.
    """
    courses = {course.incident.path: course for course in timeline.courses}
    found = [_known(incident, courses[incident.path], timeline) for incident in incidents if incident.path in courses]
    return sorted(found, key=lambda each: (each.incident.updates[0].at, each.incident.id))


def _known(incident: Incident, course: Course, timeline: Timeline) -> Published:
    said = tuple(update for update in incident.updates if update.at <= timeline.now)
    repeats = incident.schedule is not None and incident.schedule.repeat is not None
    known = incident if len(said) == len(incident.updates) else replace(incident, updates=said)
    return Published(known, None if repeats else course)
