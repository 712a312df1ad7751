"""Moments, durations and words as they are written behind a field.

Each is written so that the reader gets back what went in. Does not know in which field it stands.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import yaml

from plainstatus.reading import times

_ENDLESS = 10**6


def time_text(moment: datetime, zone: str = "UTC", *, after: datetime | None = None) -> str:
    """`moment` in `zone`: `2026-11-24 14:05 UTC`, with seconds and milliseconds where there are any.

    With `after`, a moment within a day of it is written as a time of day alone. In UTC where
    the zone's clocks show the time twice that day.
    """
    local = moment.astimezone(times.zone_of(zone))
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    clock = f"{local:%H:%M}"
    if local.second or moment.microsecond:
        clock += f":{local:%S}"
    if moment.microsecond:
        clock += f".{moment.microsecond // 1000:03}"
    full = f"{local:%Y-%m-%d} {clock} {zone}"
    for candidate in (full,) if after is None else (clock, full):
        try:
            if times.parse_time(candidate, zone, after=after) == moment:
                return candidate
        except times.TimeFault:
            continue
    return time_text(moment.astimezone(UTC))


def duration_text(length: timedelta) -> str:
    """`length` in days, hours and minutes: `1d`, `1h30m`."""
    minutes = length // timedelta(minutes=1)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((days, "d"), (hours, "h"), (minutes, "m"))
    return "".join(f"{count}{unit}" for count, unit in parts if count) or "0m"


def scalar(text: str) -> str:
    """`text` as one YAML scalar on one line, quoted where it has to be."""
    written: str = yaml.safe_dump(text, allow_unicode=True, width=_ENDLESS)
    return written.removesuffix("\n").removesuffix("\n...")


def flow_statuses(statuses: Mapping[str, str]) -> str:
    """Components and their statuses on one line: `{api: major_outage}`."""
    return f"{{{', '.join(f'{_key(id)}: {status}' for id, status in statuses.items())}}}"


def block_statuses(statuses: Mapping[str, str]) -> str:
    """Components and their statuses, one a line, to stand behind `components:`."""
    if not statuses:
        return " {}"
    return "".join(f"\n  {_key(id)}: {status}" for id, status in statuses.items())


def flow_list(items: Iterable[str]) -> str:
    """Items on one line: `[1d, 1h]`."""
    return f"[{', '.join(items)}]"


def _key(id: str) -> str:
    """An id as a key: one that other YAML readers take for a number or a truth value is quoted."""
    return scalar(id)
