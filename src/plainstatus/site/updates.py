"""The newest updates of a site: what feeds of updates draw on."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from heapq import nlargest
from itertools import islice

from plainstatus.model.incident import Update
from plainstatus.site.site import Site
from plainstatus.timeline.course import Course
from plainstatus.timeline.said import Said, said_in


def newest_updates(courses: Sequence[Course], site: Site, number: int) -> list[Said]:
    """The newest `number` updates of `courses`, newest first. One that announces a whole series is there once.

    `courses` are in the order of the timeline.
    """
    return nlargest(number, said_in(_recent(courses, number), site.timeline), key=lambda said: said[:2])


def _recent(courses: Sequence[Course], number: int) -> Iterable[Course]:
    """All of `courses` that may have one of the newest updates: of a long history they are few."""
    # Each has a first update of its own, but for occurrences, which share one.
    alone = (course for course in courses if "/" not in course.id)
    last = next(islice(alone, number - 1, None), None)
    if last is None:
        return courses
    return (course for course in courses if course.incident.updates[-1].at >= last.first_update)


def mended(update: Update, site: Site) -> datetime:
    """When the words of an update last changed. Of mending the day is known, which begins in the site's zone."""
    if update.edited is None:
        return update.at
    midnight = datetime.combine(update.edited, time(), site.timeline.zone).astimezone(UTC)
    return min(max(update.at, midnight), site.timeline.now)
