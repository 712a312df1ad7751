"""Uptime of each component over stretches of whole days, counted as the site counts it.

Without a `since`, a component counts from the first day of which the site tells anything: nobody knows more.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from plainstatus.model.status import weight, worst
from plainstatus.timeline.timeline import Timeline
from plainstatus.timeline.uptime import Span, Uptime, costs_of, downtime_of, epoch, lost_in


def uptime_between(timeline: Timeline, days: Sequence[date]) -> Mapping[str, tuple[Uptime | None, ...]]:
    """Component id → its uptime from each of `days`, in their order, up to the next one.

    Days that are not over by the timeline's `now` do not count. None where nothing counts.
    """
    days = [min(day, timeline.today) for day in days]
    starts = [_midnight(day, timeline.zone) for day in days]
    spans = _spans(timeline, starts[0], starts[-1])
    costs = costs_of(timeline.settings.uptime_weights)
    first = min((course.began for course in timeline.courses), default=None)
    told_from = timeline.today if first is None else first.astimezone(timeline.zone).date()
    found = {}
    for component in timeline.catalog.current:
        if not component.uptime:
            continue
        since = component.since or told_from
        from_then = _midnight(since, timeline.zone)
        own = [max(start, from_then) for start in starts]
        lost = lost_in(spans.get(component.id, ()), own) if own[0] < own[-1] else {}
        found[component.id] = tuple(
            Uptime(max(days[place], since), own[place + 1] - own[place], downtime_of(lost.get(place, {}), costs))
            if own[place] < own[place + 1]
            else None
            for place in range(len(own) - 1)
        )
    return found


def summed(stretches: Sequence[Uptime | None]) -> Uptime | None:
    """The figure over stretches that follow one another; None where nothing of them counts."""
    counted = [each for each in stretches if each is not None]
    if not counted:
        return None
    downtime = sum((each.downtime for each in counted[1:]), counted[0].downtime)
    return Uptime(counted[0].start, sum(each.seconds for each in counted), downtime)


def _midnight(day: date, zone: ZoneInfo) -> int:
    return epoch(datetime.combine(day, time(), zone))


def _spans(timeline: Timeline, first: int, after: int) -> Mapping[str, Sequence[Span]]:
    """Component id → its spans of trouble that reach into the time from `first` to `after`."""
    found: dict[str, list[Span]] = {}
    for course in timeline.courses:
        state = timeline.state(course)
        if epoch(course.began) >= after:
            continue
        if epoch(state.at) <= first and worst(state.components.values()) == "operational":
            continue
        for each in timeline.affected(course):
            end = after + 1 if each.end is None else epoch(each.end)
            found.setdefault(each.component, []).append((epoch(each.start), end, weight(each.status)))
    return found
