"""Times and durations as people write them, to moments in UTC.

The zone of a time is never guessed and never dropped. Knows nothing of files.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

#: Years outside these are slips of the finger, and would leave what `datetime` can hold.
YEARS = range(1970, 2201)

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt]|[ ]+)(\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(?:[ ]*(\S.*))?",
    re.ASCII,
)
_CLOCK = re.compile(r"(\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(?:[ ]*(\S.*))?", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d)(?::?(\d\d))?", re.ASCII)
_ZONE = re.compile(r"[A-Z][A-Za-z_]+(?:[/_+-][A-Za-z0-9_+-]+)*", re.ASCII)
_DURATION = re.compile(
    r"(?:(\d{1,3})\s*(?:w|weeks?))?\s*(?:(\d{1,4})\s*(?:d|days?))?\s*"
    r"(?:(\d{1,4})\s*(?:h|hours?))?\s*(?:(\d{1,5})\s*(?:m|min|minutes?))?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST = timedelta(days=3660)
#: No time is longer as text; what is would only cost time to refuse.
_MOST_CHARACTERS = 80
_MINUTE = timedelta(minutes=1)
#: So long is a time of day with as many decimals as count: other systems write three.
_TO_THE_MILLISECOND = len("14:05:09.123")


class TimeFault(Exception):
    """A time that cannot be read: what is wrong with it and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment `at` in UTC, and the `zone` in which it was written ("+01:00" for a bare offset)."""

    at: datetime
    zone: str


def parse_time(text: str, zone_name: str, *, after: datetime | None = None) -> datetime:
    """The moment that `text` names, in UTC, to the millisecond.

    `zone_name` counts where `text` names no zone. With `after`, a time of day alone is
    read as the first such time on that day or, where it would lie before, on the next.
    Raises TimeFault.
    """
    return read_moment(text, zone_name, after=after).at


def read_moment(text: str, zone_name: str, *, after: datetime | None = None, durations: bool = False) -> Moment:
    """As `parse_time`, with the zone kept; `durations` allows `2h`, counted from `after`."""
    text = text.strip()
    if len(text) > _MOST_CHARACTERS:
        raise TimeFault("this is too long for a time", "Write it like `2026-11-24 14:05 UTC`.")
    if match := _TIME.fullmatch(text):
        day, clock, seconds, zone = match.groups()
        if zone is not None:
            zone_name = zone_in(zone)
        return Moment(_moment(day, clock + (seconds or ":00"), zone_name), zone_name)
    if after is not None:
        if match := _CLOCK.fullmatch(text):
            clock, seconds, zone = match.groups()
            zone_name = zone_in(zone) if zone is not None else zone_name
            return Moment(_next_clock(clock + (seconds or ":00"), zone_name, after), zone_name)
        if durations and (length := _duration(text)):
            return Moment(after + length, zone_name)
    from plainstatus.reading.meant import meant_time

    raise TimeFault(*meant_time(text, lone=after is not None, durations=durations))


def parse_duration(text: str) -> timedelta:
    """A length of time such as `90m`, `2h`, `1h30m` or `1d`. Raises TimeFault."""
    length = _duration(text.strip())
    if length is None:
        raise TimeFault(f"“{text[:40]}” is not a length of time", "Write for example `45m`, `2h`, `1h30m` or `1d`.")
    if not timedelta(0) < length <= _LONGEST:
        raise TimeFault(f"“{text[:40]}” is too short or too long", "Write between one minute and ten years.")
    return length


def parse_day(text: str) -> date:
    """A calendar day such as `2026-11-24`. Raises TimeFault."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip(), re.ASCII):
        return _moment(text.strip(), "00:00:00", "UTC").date()
    raise TimeFault(f"“{text[:40]}” is not a day", "Write it as year, month and day, for example `2026-11-24`.")


@lru_cache(maxsize=1024)
def zone_of(name: str) -> tzinfo:
    """The zone called `name`: `UTC`, an offset such as `+01:00`, or an IANA name. Raises TimeFault."""
    if name == "UTC":
        return UTC
    if match := _OFFSET.fullmatch(name):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if offset > timedelta(hours=14) or int(minutes or 0) > 59:
            raise TimeFault(f"“{name}” is further from UTC than any place", "Write an offset such as `+01:00`.")
        return timezone(-offset if sign == "-" else offset)
    from plainstatus.reading.meant import meant_zone

    # `CET` or `EST` are in the zone database, but do not mean there what people mean by them.
    known = _ZONE.fullmatch(name) and not (name.isupper() and "/" not in name) and name != "Factory"
    if known and len(name) < 64:
        try:
            return ZoneInfo(name)
        except (LookupError, OSError, ValueError):
            pass
    raise TimeFault(*meant_zone(name))


@lru_cache(maxsize=1024)
def zone_in(words: str) -> str:
    """The name of the zone that stands behind a time: `Z` and `GMT` are `UTC`. Raises TimeFault."""
    if words.upper() in ("UTC", "Z", "GMT"):
        return "UTC"
    zone_of(words)
    if match := _OFFSET.fullmatch(words):
        sign, hours, minutes = match.groups()
        return f"{sign}{hours}:{minutes or '00'}"
    return words


def _moment(day: str, clock: str, zone_name: str) -> datetime:
    try:
        local = datetime.fromisoformat(f"{day} {clock[:_TO_THE_MILLISECOND]}+00:00")
    except ValueError:
        from plainstatus.reading.meant import meant_numbers

        raise TimeFault(*meant_numbers(day, clock)) from None
    if local.year not in YEARS:
        raise TimeFault(
            f"the year {local.year} cannot be meant", f"Write a year from {YEARS.start} to {YEARS.stop - 1}."
        )
    return local if zone_name == "UTC" else _in_utc(local.replace(tzinfo=None), zone_name)


def _next_clock(clock: str, zone_name: str, after: datetime) -> datetime:
    day = after.astimezone(zone_of(zone_name)).date()
    moment = _moment(day.isoformat(), clock, zone_name)
    if moment < after:
        moment = _moment((day + timedelta(days=1)).isoformat(), clock, zone_name)
    return moment


def _in_utc(local: datetime, zone_name: str) -> datetime:
    zone = zone_of(zone_name)
    aware = local.replace(tzinfo=zone)
    # PEP 495: both folds differ exactly where a local time does not exist or exists twice.
    before, behind = aware.utcoffset(), aware.replace(fold=1).utcoffset()
    if before is not None and behind is not None and before != behind:
        raise _clock_change(local, zone_name, before, behind)
    return aware.astimezone(UTC)


def _clock_change(local: datetime, zone_name: str, before: timedelta, behind: timedelta) -> TimeFault:
    written = f"{local:%Y-%m-%d %H:%M}"
    if before > behind:
        first, second = (f"`{written} {_offset(offset)}`" for offset in (before, behind))
        return TimeFault(
            f"{written} exists twice in {zone_name}: the clocks go back that day",
            f"Write {first} for the first, or {second} for the second.",
        )
    change = behind - before
    earlier, later = (f"`{moment:%Y-%m-%d %H:%M} {zone_name}`" for moment in (local - change, local + change))
    return TimeFault(
        f"{written} does not exist in {zone_name}: the clocks go forward that day",
        f"Write {earlier} or {later}, whichever was meant.",
    )


def _offset(offset: timedelta) -> str:
    minutes = offset // _MINUTE
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _duration(text: str) -> timedelta | None:
    match = _DURATION.fullmatch(text) if len(text) <= _MOST_CHARACTERS else None
    if match is None or not any(match.groups()):
        return None
    weeks, days, hours, minutes = (int(group or 0) for group in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
