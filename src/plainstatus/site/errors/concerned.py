"""Which incidents an error tells of, and when it is worth to try again. It makes no words.

Nothing here but those incidents changes with the time of the build: an error that has nothing new to tell stays as
it is.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil

from plainstatus.model.status import weight
from plainstatus.site.errors.kinds import MAINTENANCE, Kind
from plainstatus.site.site import Site
from plainstatus.site.views import one_of_each_series, present_status
from plainstatus.timeline.course import Course

#: How many seconds to wait before another try: no fewer, no more, and where nothing is known.
LEAST, MOST, USUAL = 30, 300, 60


def concerned(kind: Kind, site: Site) -> Sequence[Course]:
    """The incidents that are open, the worst first, and maintenance under way; for a maintenance, that alone or
    the next one.
    """
    timeline = site.timeline
    if kind is MAINTENANCE:
        return timeline.under_way or one_of_each_series(timeline.coming)[:1]
    return (*sorted(timeline.open, key=lambda course: -weight(present_status(course, site))), *timeline.under_way)


def retry_after(courses: Sequence[Course], site: Site) -> int:
    """Advice in seconds (RFC 9110): from the last change to the first moment after it at which more is known or all
    is well again.

    By the time that it is read it is too long, so it is never for more than a few minutes.
    """
    told = site.timeline.last_change(courses)
    ahead = [moment for course in courses for moment in _moments(course, site) if told and moment > told]
    if told is None or not ahead:
        return USUAL
    return min(max(ceil((min(ahead) - told).total_seconds()), LEAST), MOST)


def _moments(course: Course, site: Site) -> Iterator[datetime]:
    state = site.timeline.state(course)
    expected = site.timeline.expected_recovery(course)
    if isinstance(expected, datetime):
        yield expected
    elif course.kind == "maintenance" and state.status != "scheduled" and state.window:
        yield state.window.end
    promised = site.timeline.next_update(course)
    if promised is not None:
        yield promised
