"""What a person may have meant by a time or a zone that cannot be read.

Only words for messages are made here; nothing is ever read as what it may have meant.
"""

import calendar
import re
from datetime import datetime
from difflib import get_close_matches

from plainstatus.reading.faults import quoted

#: The abbreviations people use most: the offset in them, and a place that keeps the clock they are taken from.
_ABBREVIATIONS = {
    "CET": ("+01:00", "Europe/Rome"),
    "CEST": ("+02:00", "Europe/Rome"),
    "MET": ("+01:00", "Europe/Rome"),
    "WET": ("+00:00", "Europe/Lisbon"),
    "WEST": ("+01:00", "Europe/Lisbon"),
    "EET": ("+02:00", "Europe/Athens"),
    "EEST": ("+03:00", "Europe/Athens"),
    "BST": ("+01:00", "Europe/London"),
    "IST": ("+05:30", "Asia/Kolkata"),
    "MSK": ("+03:00", "Europe/Moscow"),
    "JST": ("+09:00", "Asia/Tokyo"),
    "KST": ("+09:00", "Asia/Seoul"),
    "HKT": ("+08:00", "Asia/Hong_Kong"),
    "SGT": ("+08:00", "Asia/Singapore"),
    "AEST": ("+10:00", "Australia/Sydney"),
    "AEDT": ("+11:00", "Australia/Sydney"),
    "NZST": ("+12:00", "Pacific/Auckland"),
    "NZDT": ("+13:00", "Pacific/Auckland"),
    "EST": ("-05:00", "America/New_York"),
    "EDT": ("-04:00", "America/New_York"),
    "ET": ("-05:00", "America/New_York"),
    "CST": ("-06:00", "America/Chicago"),
    "CDT": ("-05:00", "America/Chicago"),
    "CT": ("-06:00", "America/Chicago"),
    "MST": ("-07:00", "America/Denver"),
    "MDT": ("-06:00", "America/Denver"),
    "MT": ("-07:00", "America/Denver"),
    "PST": ("-08:00", "America/Los_Angeles"),
    "PDT": ("-07:00", "America/Los_Angeles"),
    "PT": ("-08:00", "America/Los_Angeles"),
    "AKST": ("-09:00", "America/Anchorage"),
    "HST": ("-10:00", "Pacific/Honolulu"),
    "BRT": ("-03:00", "America/Sao_Paulo"),
}

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_EXAMPLE = "2026-11-24 14:05 UTC"

_ISO_LIKE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T,\s]+(.*))?", re.ASCII | re.DOTALL)
_DAY_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T,\s]+(.*))?", re.ASCII | re.DOTALL)
_NAMED = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?"
    r"\s+(\d{4})(?:[\s,]+(?:at\s+)?(.*))?",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*([ap]\.?m\.?)?(?:\s*(\S.*))?", re.ASCII | re.IGNORECASE | re.DOTALL
)


def meant_time(text: str, *, lone: bool, durations: bool) -> tuple[str, str]:
    """What is wrong with `text` as a time, and what to write instead.

    `lone` says that a time of day alone would do, `durations` that a length of time would.
    """
    text = text[:80]
    if not text:
        return "the time is missing", f"Write it like `{_EXAMPLE}`."
    for pattern, parts in ((_ISO_LIKE, _iso_like), (_DAY_LAST, _day_last), (_NAMED, _named)):
        if match := pattern.fullmatch(text):
            return f"{quoted(text)} is not a time that can be read", parts(match)
    if match := _CLOCK.fullmatch(text):
        clock = _clock(text)
        if clock and lone:
            return f"{quoted(text)} is not a time that can be read", f"Write `{clock}`."
        if clock:
            return f"{quoted(text)} has no day", f"Write the day before it: `2026-11-24 {clock}`."
    forms = [f"`{_EXAMPLE}`"]
    if lone:
        forms.append("`14:35`")
    if durations:
        forms.append("`2h`")
    return f"{quoted(text)} is not a time that can be read", f"Write it like {' or '.join(forms)}."


def meant_numbers(day: str, clock: str) -> tuple[str, str]:
    """What is wrong with a time of the right shape whose numbers are no day or no time of day."""
    year, month, number = (int(part) for part in day.split("-"))
    hour, minute = clock.split(":")[:2]
    if not 1 <= month <= 12:
        return f"{day} has no month: there are twelve", "Write year, month and day in this order: `2026-11-24`."
    days = calendar.monthrange(year, month)[1] if year else 31
    if not 1 <= number <= days:
        return f"there is no day {day}", f"That month has {days} days."
    if hour == "24" and minute == "00":
        return "a day has no 24:00", "Write `00:00` of the next day."
    return f"{clock[:5]} is no time of day", "Write hours from `00` to `23` and minutes from `00` to `59`."


def meant_zone(name: str) -> tuple[str, str]:
    """What is wrong with `name` as a zone, and what to write instead."""
    name = name[:80]
    if found := _ABBREVIATIONS.get(name.upper()):
        offset, place = found
        return (
            f"{quoted(name)} means different times to different people",
            f"Write the offset (`{offset}`), or a place: `{place}`.",
        )
    if match := re.fullmatch(r"(?:UTC|GMT)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?", name, re.ASCII | re.IGNORECASE):
        sign, hours, minutes = match.groups()
        return f"{quoted(name)} is not a zone", f"Write `{sign}{int(hours):02}:{minutes or '00'}`."
    if re.match(r"(?:[ap]\.?m\b)", name, re.IGNORECASE):
        return f"{quoted(name)} is not a zone", "Write the time with hours from 00 to 23."
    from zoneinfo import available_timezones

    places = sorted(zone for zone in available_timezones() if "/" in zone)
    folded = {zone.lower(): zone for zone in places}
    wanted = name.strip().lower().replace(" ", "_")
    near = folded.get(wanted) or next((zone for zone in places if zone.lower().endswith("/" + wanted)), None)
    if near is None and (close := get_close_matches(wanted, list(folded), 1, 0.7)):
        near = folded[close[0]]
    hint = f"Did you mean `{near}`?" if near else "Write `UTC`, an offset such as `+01:00`, or a place: `Europe/Rome`."
    return f"{quoted(name)} is not a zone", hint


def _iso_like(match: re.Match[str]) -> str:
    year, month, day, rest = match.groups()
    return _say([(year, month, day)], rest)


def _day_last(match: re.Match[str]) -> str:
    first, mark, second, year, rest = match.groups()
    if mark == ".":
        return _say([(year, second, first)], rest)
    return _say([(year, first, second), (year, second, first)], rest)


def _named(match: re.Match[str]) -> str:
    day, month, other_month, other_day, year, rest = match.groups()
    number = _MONTHS.get((month or other_month)[:3].lower(), 0)
    return _say([(year, str(number), day or other_day)], rest)


def _say(days: list[tuple[str, str, str]], rest: str | None) -> str:
    """A hint with each of `days` that is one, and the time of day in `rest`."""
    readings = []
    for year, month, day in days:
        try:
            readings.append(f"{datetime(int(year), int(month), int(day)):%Y-%m-%d}")
        except ValueError:
            continue
    clock = _clock(rest or "")
    if not readings:
        return f"Write it like `{_EXAMPLE}`."
    if rest is None:
        return f"The time of day is missing: write for example `{readings[0]} 14:05 UTC`."
    written = dict.fromkeys(f"`{reading} {clock or '14:05 UTC'}`" for reading in readings)
    return f"Write {' or '.join(written)}."


def _clock(text: str) -> str | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, half, zone = int(match[1]), match[2] or "00", (match[3] or "").lower(), match[4]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or int(minute) > 59:
        return None
    if zone and (found := _ABBREVIATIONS.get(zone.upper())):
        # Whoever follows this advice must not be corrected a second time.
        zone = found[0]
    return f"{hour:02}:{minute} {zone}" if zone else f"{hour:02}:{minute}"
