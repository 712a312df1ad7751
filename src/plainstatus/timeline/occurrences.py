"""A repeating maintenance as one incident per occurrence.

It lays out wall time; what an occurrence then goes through is its course's matter.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plainstatus.model.incident import Incident, Schedule, Update, Window

#: A rule may give any number of occurrences; the last so many are kept.
MOST_OCCURRENCES = 4_000

_SPEAK_OF_WHAT_BEGAN = frozenset({"completed", "verifying"})
_TOO_FINE = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})


def expand(incident: Incident, until: datetime) -> tuple[Incident, ...]:
    """The occurrences of `incident` up to `until` and the next one after it, so that a rare one is never
    out of sight. Each has `ID/YYYY-MM-DD` as its id: the date of its start in the schedule's zone
    (with `-HHMM` from the second of a day on).

    Start and end keep their wall
    time across clock changes. A start that the clocks skip comes later by the length
    of the gap, as `zoneinfo` reads it (02:30 becomes 03:30); one that exists twice is the first.

    A `scheduled` update announces every occurrence that is still to come, or that is
    running while nothing announced it before; another update belongs to
    the occurrence running at its time, else to the last one begun where its status is
    `completed` or `verifying`, else to the next. An occurrence without a word is left out.

    An incident that does not repeat is returned as it is. Raises `ValueError` where the
    rule is none, is finer than a day, or its interval is not positive.
    """
    schedule = incident.schedule
    if schedule is None or schedule.repeat is None:
        return (incident,)
    windows = dict(_windows(schedule, until))
    words = _words_of_each(incident.updates, list(windows.values()))
    single = replace(schedule, repeat=None, skipped=())
    return tuple(
        replace(incident, id=f"{incident.id}/{day}", schedule=replace(single, window=window), updates=updates)
        for (day, window), updates in zip(windows.items(), words, strict=True)
        if updates
    )


def _windows(schedule: Schedule, until: datetime) -> Iterator[tuple[str, Window]]:
    """Day of the start, and window, of each occurrence."""
    days: set[str] = set()
    zone = ZoneInfo(schedule.zone)
    first = schedule.window.start.astimezone(zone).replace(tzinfo=None)
    wall_length = schedule.window.end.astimezone(zone).replace(tzinfo=None) - first
    real_length = schedule.window.end - schedule.window.start
    starts = _local_starts(schedule, first, until.astimezone(zone).replace(tzinfo=None))
    for local in starts:
        start = local.replace(tzinfo=zone).astimezone(UTC)
        end = (local + wall_length).replace(tzinfo=zone).astimezone(UTC)
        # The start may have moved past the end where the clocks skip an hour.
        day = local.date().isoformat()
        window = Window(start, end if end > start else start + real_length)
        yield (day if day not in days else f"{day}-{local:%H%M}"), window
        days.add(day)


def _local_starts(schedule: Schedule, first: datetime, until: datetime) -> Sequence[datetime]:
    from dateutil.rrule import rrulestr

    rule = rrulestr(_rule_in_wall_time(schedule), dtstart=first)
    starts: deque[datetime] = deque(maxlen=MOST_OCCURRENCES)
    for start in rule:
        if start.date() not in schedule.skipped:
            starts.append(start)
            if start > until:
                break
    return starts


def _rule_in_wall_time(schedule: Schedule) -> str:
    """The rule with its UNTIL as wall time of the schedule's zone, a bare date meaning its whole day.

    RFC 5545 wants UNTIL in UTC; dateutil then refuses a start that is wall time.
    """
    parts = []
    for part in (schedule.repeat or "").strip().removeprefix("RRULE:").split(";"):
        name, _, value = part.partition("=")
        name, value = name.strip().upper(), value.strip().upper()
        if name == "FREQ" and value in _TOO_FINE:
            raise ValueError(f"a maintenance repeats daily, weekly, monthly or yearly, not {value.lower()}")
        if name == "INTERVAL" and not int(value) > 0:
            raise ValueError(f"INTERVAL counts from 1, so {value} never repeats")
        if name == "UNTIL":
            value = _wall_time(value, ZoneInfo(schedule.zone)).strftime("%Y%m%dT%H%M%S")
        parts.append(f"{name}={value}")
    return ";".join(parts)


def _wall_time(value: str, zone: ZoneInfo) -> datetime:
    if "T" not in value:
        return datetime.combine(datetime.strptime(value, "%Y%m%d").date(), time(23, 59, 59))
    moment = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if value.endswith("Z") else moment


def _words_of_each(updates: Sequence[Update], windows: Sequence[Window]) -> Iterator[tuple[Update, ...]]:
    """The updates of each of `windows`, in the order of time."""
    starts = [window.start for window in windows]
    own: dict[int, list[Update]] = {}
    announcements = [update for update in updates if update.status == "scheduled"]
    for update in updates:
        if update.status != "scheduled":
            own.setdefault(_occurrence_of(update, windows, starts), []).append(update)
    announced = [update.at for update in announcements]
    for position, window in enumerate(windows):
        before = announcements[: bisect_right(announced, window.start - timedelta.resolution)]
        late = [] if before else [update for update in announcements[:1] if update.at < window.end]
        yield tuple(sorted([*before, *late, *own.get(position, ())], key=lambda update: update.at))


def _occurrence_of(update: Update, windows: Sequence[Window], starts: Sequence[datetime]) -> int:
    begun = bisect_right(starts, update.at) - 1
    if begun >= 0 and update.at < windows[begun].end:
        return begun
    if begun >= 0 and update.status in _SPEAK_OF_WHAT_BEGAN:
        return begun
    # After the last occurrence of all there is no next one; the words still belong somewhere.
    return min(begun + 1, len(windows) - 1)
