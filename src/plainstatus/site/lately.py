"""The last fifteen days: what happened, and the quiet days between as one line each."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from plainstatus.site.site import Site
from plainstatus.site.views import Entry, entry
from plainstatus.wording.edition import Edition

DAYS = 15


class Quiet(NamedTuple):
    """A run of days on which nothing happened."""

    when: str
    quiet: bool = True


def lately(site: Site, edition: Edition, here: str) -> tuple[Entry | Quiet, ...]:
    """Newest first. A day on which something older still went on is not called quiet."""
    made: list[Entry | Quiet] = []
    run: list[date] = []
    busy = _busy_days(site)
    for day in site.timeline.recent(DAYS):
        if day.courses or day.date in busy:
            made.extend(_quiet(run, edition))
            run = []
        else:
            run.append(day.date)
        made.extend(entry(course, site, edition, here) for course in day.courses)
    return (*made, *_quiet(run, edition))


def _quiet(run: list[date], edition: Edition) -> Iterator[Quiet]:
    if run:
        yield Quiet(edition.moments.days(run[-1], run[0]))


def _busy_days(site: Site) -> set[date]:
    """The days of the last fifteen on which an incident or a maintenance was going on."""
    timeline = site.timeline
    first = timeline.today - timedelta(days=DAYS - 1)
    busy: set[date] = set()
    for course in timeline.courses:
        if course.kind == "notice" or timeline.state(course).status in ("scheduled", "cancelled"):
            continue
        ended = timeline.ended(course)
        last = ended.astimezone(timeline.zone).date() if ended else timeline.today
        if last >= first:
            day = max(timeline.date_of(course), first)
            busy.update(day + timedelta(days=n) for n in range((last - day).days + 1))
    return busy
