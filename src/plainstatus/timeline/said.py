"""What was said: every update of a timeline once, and the one id that it is known by everywhere.

Feeds, notifications and the ledger use the same id, so it must outlive a mend of the
words, a new title, another order in the file, and a new address of the site.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from plainstatus.model.incident import Incident, Update
from plainstatus.model.moment import rfc3339
from plainstatus.timeline.course import Course, Step
from plainstatus.timeline.timeline import Timeline


class Said(NamedTuple):
    """An update where it was said: it is number `number` of `course`, oldest first."""

    at: datetime
    id: str
    number: int
    course: Course
    update: Update

    @property
    def step(self) -> Step:
        """The step that it made."""
        return next(step for step in self.course.steps if step.update is self.update)

    @property
    def public_from(self) -> datetime:
        """When it could first be read."""
        return self.course.incident.readable_from(self.at)


def said_in(courses: Iterable[Course], timeline: Timeline) -> Iterator[Said]:
    """Every update of `courses` that was said by now. One that announces a whole series is there once."""
    announced: set[tuple[str, datetime]] = set()
    for course in courses:
        for number, update in enumerate(timeline.updates(course)):
            if is_of_series(course, update):
                if (course.incident.path, update.at) in announced:
                    continue
                announced.add((course.incident.path, update.at))
            yield Said(update.at, course.id, number, course, update)


def is_of_series(course: Course, update: Update) -> bool:
    """Whether `update` announces every occurrence of a maintenance that repeats."""
    return update.status == "scheduled" and "/" in course.id


def file_key(incident: Incident) -> str:
    """What an incident file is known by: the id that it brought from elsewhere, or its own."""
    return incident.external_id or incident.id.partition("/")[0]


def course_key(course: Course) -> str:
    """What a course is known by: as its file, an occurrence of a series with its own part behind a slash."""
    # An occurrence shares its series' file, and with it what the file brought.
    key, (_, _, occurrence) = file_key(course.incident), course.id.partition("/")
    return f"{key}/{occurrence}" if occurrence else key


def key_around(said: Said) -> str:
    """What the incident of an update is known by; of one that announces a whole series, the file."""
    whole_series = is_of_series(said.course, said.update)
    return file_key(said.course.incident) if whole_series else course_key(said.course)


def update_key(said: Said) -> str:
    """What an update is known by: its incident and its time, `2026-11-24-api-errors/2026-11-24T14:05:00Z`."""
    return f"{key_around(said)}/{rfc3339(said.at)}"


def as_it_was(course: Course, moment: datetime, timeline: Timeline) -> Timeline:
    """The timeline of that one course at `moment`, that of its words: nothing that came later is known there."""
    if course.incident.publish_at is not None:
        course = replace(course, incident=replace(course.incident, publish_at=None))
    return replace(timeline, now=moment, known=(course,))
