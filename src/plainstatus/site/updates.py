"""Every update of a site, once and newest first: what feeds of updates draw on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from plainstatus.model.incident import Update
from plainstatus.site.site import Site
from plainstatus.timeline.course import Course, Step


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


def newest_updates(courses: Sequence[Course], site: Site, number: int) -> list[Said]:
    """The newest `number` updates of `courses`, newest first. One that announces a whole series is there once.

    `courses` are in the order of the timeline.
    """
    return nlargest(number, _updates(_recent(courses, number), site), key=lambda said: said[:2])


def _recent(courses: Sequence[Course], number: int) -> Iterable[Course]:
    """All of `courses` that may have one of the newest updates: of a long history they are few."""
    # Each has a first update of its own, but for occurrences, which share one.
    alone = (course for course in courses if "/" not in course.id)
    last = next(islice(alone, number - 1, None), None)
    if last is None:
        return courses
    return (course for course in courses if course.incident.updates[-1].at >= last.first_update)


def _updates(courses: Iterable[Course], site: Site) -> Iterator[Said]:
    announced: set[tuple[str, datetime]] = set()
    for course in courses:
        for number, update in enumerate(site.timeline.updates(course)):
            if is_of_series(course, update):
                if (course.incident.path, update.at) in announced:
                    continue
                announced.add((course.incident.path, update.at))
            yield Said(update.at, course.id, number, course, update)


def is_of_series(course: Course, update: Update) -> bool:
    """Whether `update` announces every occurrence of a maintenance that repeats."""
    return update.status == "scheduled" and "/" in course.id


def mended(update: Update, site: Site) -> datetime:
    """When the words of an update last changed. Of mending the day is known, which begins in the site's zone."""
    if update.edited is None:
        return update.at
    midnight = datetime.combine(update.edited, time(), site.timeline.zone).astimezone(UTC)
    return min(max(update.at, midnight), site.timeline.now)
