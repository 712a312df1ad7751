"""The working behind uptime: each month of each component, and which incident took how much of it.

It counts exactly as `Timeline.uptime` does, and reaches back one day more where the year has one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from plainstatus.model.status import COMPONENT_STATUSES, weight, worst
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline
from plainstatus.timeline.uptime import (
    Calendar,
    Span,
    Uptime,
    costs_of,
    downtime_of,
    epoch,
    lost_in,
    whole_days_before,
)

#: How many months are told, with the one that yesterday was in.
MONTHS = 12
#: Twelve months may have a leap day, and all of them are whole but the present one.
_DAYS = 366

#: A course with the spans in which it held one component in trouble.
_Trouble = tuple[Course, Sequence[Span]]

#: Status → seconds, the worst status first; none is there with nothing.
Seconds = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Share:
    """How long one incident by itself held a component in each status."""

    course: Course
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class UptimeMonth:
    """One month of one component, as far as it counts: its days from `uptime.start` on that are over.

    `seconds` counts each moment once, at its worst status. `shares` are the incidents behind it, the
    newest first. Where they overlap, they add up to more.
    """

    uptime: Uptime
    seconds: Seconds
    shares: tuple[Share, ...]


def uptime_months(timeline: Timeline) -> Mapping[str, tuple[UptimeMonth, ...]]:
    """Component id → its last months, newest first, for every component that counts uptime."""
    calendar = whole_days_before(timeline.now, timeline.zone, _DAYS)
    costs = costs_of(timeline.settings.uptime_weights)
    trouble = _trouble(timeline, calendar)
    return {
        component.id: _months(trouble.get(component.id, ()), calendar, component.since, costs)
        for component in timeline.catalog.current
        if component.uptime
    }


def _trouble(timeline: Timeline, calendar: Calendar) -> Mapping[str, Sequence[_Trouble]]:
    """Component id → what touched it within the calendar, newest first."""
    first, after = calendar.starts[0], calendar.end + 1
    found: dict[str, list[_Trouble]] = {}
    for course in timeline.courses:
        state = timeline.state(course)
        if epoch(state.at) <= first and worst(state.components.values()) == "operational":
            continue
        spans: dict[str, list[Span]] = {}
        for each in timeline.affected(course):
            end = after if each.end is None else epoch(each.end)
            spans.setdefault(each.component, []).append((epoch(each.start), end, weight(each.status)))
        for id in spans:
            found.setdefault(id, []).append((course, spans[id]))
    return found


def _months(
    trouble: Sequence[_Trouble], calendar: Calendar, since: date | None, costs: Sequence[Fraction]
) -> tuple[UptimeMonth, ...]:
    firsts = _first_days(calendar, since)
    if not firsts:
        return ()
    starts = [*(calendar.starts[first] for first in firsts), calendar.end]
    lost = lost_in((span for _, spans in trouble for span in spans), starts)
    shares: dict[int, list[Share]] = {}
    for course, spans in trouble:
        for place, seconds in lost_in(spans, starts).items():
            if any(seconds.values()):
                shares.setdefault(place, []).append(Share(course, _by_status(seconds)))
    months = []
    for place, first in enumerate(firsts):
        seconds, length = lost.get(place, {}), starts[place + 1] - starts[place]
        uptime = Uptime(calendar.dates[first], length, downtime_of(seconds, costs))
        months.append(UptimeMonth(uptime, _by_status(seconds), tuple(shares.get(place, ()))))
    return tuple(reversed(months))


def _first_days(calendar: Calendar, since: date | None) -> Sequence[int]:
    """The places in the calendar at which a month begins, or the counting within one."""
    counted = [place for place, day in enumerate(calendar.dates) if since is None or day >= since]
    return [place for place in counted if place == counted[0] or calendar.dates[place].day == 1][-MONTHS:]


def _by_status(seconds: Mapping[int, int]) -> Seconds:
    return {COMPONENT_STATUSES[heavy]: seconds[heavy] for heavy in sorted(seconds, reverse=True) if seconds[heavy]}
