"""The report on one period of a site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property

from plainstatus.report.figures import Figures, figures_of
from plainstatus.report.period import Period, days_between
from plainstatus.report.telling import Telling, telling_of
from plainstatus.report.uptime import summed, uptime_between
from plainstatus.report.works import Work, work_of
from plainstatus.timeline.timeline import Timeline
from plainstatus.timeline.uptime import Uptime


@dataclass(frozen=True)
class Report:
    """Incidents and maintenances that began in `period`, oldest first, with everything told of them by now.

    `uptime` has every component that counts it, in the order of the page; None where nothing of the period counts.
    """

    period: Period
    incidents: tuple[Telling, ...]
    works: tuple[Work, ...]
    uptime: Mapping[str, Uptime | None]

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.incidents, self.works)

    @property
    def owing(self) -> tuple[Telling, ...]:
        """The grave incidents that are over and have no postmortem."""
        return tuple(each for each in self.incidents if each.owes_postmortem)

    @property
    def is_empty(self) -> bool:
        """Whether nothing began in the period."""
        return not self.incidents and not self.works


def report_on(timeline: Timeline, period: Period, settled: datetime | None = None) -> Report:
    """The report on `period` by what is known at the timeline's `now`.

    Up to `settled`, which is `now` where it is not given, a promise without words after it is overdue.
    """
    return reports_on(timeline, (period,), settled)[0]


def reports_on(timeline: Timeline, periods: Sequence[Period], settled: datetime | None = None) -> tuple[Report, ...]:
    """The reports on `periods`, of which each begins where the one before it ends."""
    tellings, works = _found(timeline, periods[0].first, periods[-1].after, settled or timeline.now)
    uptime = uptime_between(timeline, [*(period.first for period in periods), periods[-1].after])
    return tuple(
        Report(
            period,
            tuple(each for each in tellings if period.holds(each.day)),
            tuple(each for each in works if period.holds(each.day)),
            {id: stretches[place] for id, stretches in uptime.items()},
        )
        for place, period in enumerate(periods)
    )


def joined(reports: Sequence[Report]) -> Report:
    """One report on all the time of `reports`, which follow one another."""
    ids = reports[0].uptime
    period = days_between(reports[0].period.first, reports[-1].period.after)
    return Report(
        period,
        tuple(telling for report in reports for telling in report.incidents),
        tuple(work for report in reports for work in report.works),
        {id: summed([report.uptime[id] for report in reports]) for id in ids},
    )


def last_midnight(timeline: Timeline) -> datetime:
    """The midnight of the site's zone with which the last whole day ended, in UTC."""
    return datetime.combine(timeline.today, time(), timeline.zone).astimezone(UTC)


def _found(timeline: Timeline, first: date, after: date, settled: datetime) -> tuple[list[Telling], list[Work]]:
    tellings, works = [], []
    for course in reversed(timeline.courses):
        if not first <= timeline.date_of(course) < after:
            continue
        if course.kind == "incident":
            tellings.append(telling_of(course, timeline, settled))
        elif course.kind == "maintenance" and (work := work_of(course, timeline)) is not None:
            works.append(work)
    return sorted(tellings, key=_age), sorted(works, key=_age)


def _age(each: Telling | Work) -> tuple[date, datetime, str]:
    return each.day, each.course.began, each.course.id
