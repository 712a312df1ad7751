"""Every update of a site, once and newest first: what feeds of updates draw on."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from heapq import nlargest
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


def newest_updates(courses: Iterable[Course], site: Site, number: int) -> list[Said]:
    """The newest `number` updates of `courses`, newest first. One that announces a whole series is there once."""
    return nlargest(number, _updates(courses, site), key=lambda said: said[:2])


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
