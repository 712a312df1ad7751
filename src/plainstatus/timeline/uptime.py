"""Uptime of one component, by day of the site's zone and over windows of days.

It sees spans of trouble in whole epoch seconds and knows neither incidents nor
components. Every figure is exact: no float takes part.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

from plainstatus.model.status import COMPONENT_STATUSES, ComponentStatus

#: From a second (which belongs to it) to another (which does not), a component had a status of this weight.
Span = tuple[int, int, int]

_NOTHING = Fraction(0)


def epoch(moment: datetime) -> int:
    """`moment` as seconds since 1970-01-01 UTC: the first whole second at which it has come."""
    return ceil(moment.timestamp())


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one component.

    `seconds` is the length that counts: less than a day today, more or less where the
    clocks change, 0 before the component's first day. `downtime` is weighted seconds.
    `worst` is None on a day that does not count.
    """

    date: date
    worst: ComponentStatus | None
    downtime: Fraction
    seconds: int


@dataclass(frozen=True, slots=True)
class Uptime:
    """How much of a window of whole days a component was up: `start` is the first of them."""

    start: date
    seconds: int
    downtime: Fraction

    @property
    def ratio(self) -> Fraction:
        """The share of the window without weighted downtime, 0 to 1."""
        return 1 - self.downtime / self.seconds

    @property
    def percent_text(self) -> str:
        """The share in percent, cut and never rounded: `99.99`; `100` only where nothing is missing."""
        if not self.downtime:
            return "100"
        hundredths = self.ratio * 10_000 // 1
        return f"{hundredths // 100}.{hundredths % 100:02d}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days of a zone that follow one another, oldest first: their dates and when they start.

    `starts` has one more entry than `dates`: where the counting stops.
    """

    dates: tuple[date, ...]
    starts: tuple[int, ...]

    @property
    def end(self) -> int:
        """The moment up to which is counted, in epoch seconds."""
        return self.starts[-1]


def calendar_until(now: datetime, zone: ZoneInfo, days: int) -> Calendar:
    """The `days` days of `zone` that end with the day of `now`, which counts up to `now`."""
    today = now.astimezone(zone).date()
    dates = tuple(today - timedelta(days=back) for back in reversed(range(days)))
    midnights = (epoch(datetime.combine(day, time(), zone)) for day in dates)
    return Calendar(dates, (*midnights, epoch(now)))


def whole_days_before(now: datetime, zone: ZoneInfo, days: int) -> Calendar:
    """The `days` days of `zone` before the day of `now`: those that are over, up to the midnight that ended them."""
    with_today = calendar_until(now, zone, days + 1)
    return Calendar(with_today.dates[:-1], with_today.starts[:-1])


def days_of(
    spans: Iterable[Span], calendar: Calendar, weights: Mapping[str, float], since: date | None = None
) -> tuple[Day, ...]:
    """The days of `calendar` for a component with these `spans`, in any order and overlapping at will.

    At each moment the worst status counts, once. `weights` say how much of a second
    a status costs (0 where it is not named). Days before `since` do not count.
    """
    costs = costs_of(weights)
    lost = lost_in(spans, calendar.starts)
    return tuple(
        Day(day, None, _NOTHING, 0)
        if since is not None and day < since
        else Day(
            day,
            COMPONENT_STATUSES[max(lost[place]) if place in lost else 0],
            downtime_of(lost[place], costs) if place in lost else _NOTHING,
            calendar.starts[place + 1] - calendar.starts[place],
        )
        for place, day in enumerate(calendar.dates)
    )


def costs_of(weights: Mapping[str, float]) -> Sequence[Fraction]:
    """How much of a second each status costs, in the order of their weight."""
    return [Fraction(str(weights.get(status, 0))) for status in COMPONENT_STATUSES]


def downtime_of(seconds: Mapping[int, int], costs: Sequence[Fraction]) -> Fraction:
    """The weighted seconds of a status's weight → its seconds."""
    return sum((costs[heavy] * lasted for heavy, lasted in seconds.items()), _NOTHING)


def lost_in(spans: Iterable[Span], starts: Sequence[int]) -> dict[int, dict[int, int]]:
    """Place of a stretch → weight → seconds at which it was the worst; where nothing was, there is nothing.

    Each stretch goes from its entry in `starts` to the next; the last entry only ends the last one.
    """
    lost: dict[int, dict[int, int]] = {}
    last = len(starts) - 2
    for begin, end, heavy in worst_of_each_moment(spans, starts[0], starts[-1]):
        place = min(bisect_right(starts, begin) - 1, last)
        while True:
            stop = min(end, starts[place + 1])
            seconds = lost.setdefault(place, {})
            seconds[heavy] = seconds.get(heavy, 0) + stop - begin
            if stop >= end:
                break
            begin, place = stop, place + 1
    return lost


def uptime_of(days: Sequence[Day]) -> Uptime | None:
    """The figure over `days`, oldest first; None where none of their time counts."""
    counted = [day for day in days if day.worst is not None]
    seconds = sum(day.seconds for day in counted)
    if not seconds:
        return None
    return Uptime(counted[0].date, seconds, sum((day.downtime for day in counted if day.downtime), _NOTHING))


def worst_of_each_moment(spans: Iterable[Span], first: int, now: int) -> list[Span]:
    """The spans without overlap, in order, each at the worst of its moments, clipped to `first` … `now`.

    A span that is just beginning at `now` is there with no length.
    """
    # An edge is one integer, so that sorting thousands stays cheap: moment, begins, weight.
    edges: list[int] = []
    for begin, end, heavy in spans:
        if end > first and begin <= now and begin < end and heavy:
            edges.append(max(begin, first) << 4 | 8 | heavy)
            if end <= now:
                edges.append(end << 4 | heavy)
    edges.sort()
    running = [0] * len(COMPONENT_STATUSES)
    worst: list[Span] = []
    current, since = 0, first
    for edge in edges:
        moment, heavy = edge >> 4, edge & 7
        running[heavy] += 1 if edge & 8 else -1
        if heavy < current or (heavy == current and running[heavy]):
            continue
        heaviest = heavy if running[heavy] else _heaviest(running)
        if current and moment > since:
            worst.append((since, moment, current))
        current, since = heaviest, moment
    if current:
        worst.append((since, now, current))
    return worst


def _heaviest(running: Sequence[int]) -> int:
    return next((heavy for heavy in range(len(running) - 1, 0, -1) if running[heavy]), 0)
