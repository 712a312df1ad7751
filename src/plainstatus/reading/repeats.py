"""Rules by which a maintenance comes again: the part of RFC 5545, section 3.3.10, that is read.

A rule is laid out in local time, and its first occurrence must be the window that was written.
"""

import calendar
import re
from datetime import datetime, timedelta

from plainstatus.reading.faults import listed, nearest, quoted

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERS = r"-?\d{1,2}(?:,-?\d{1,2})*"
_PARTS = {
    "FREQ": "|".join(FREQUENCIES),
    "INTERVAL": r"[1-9]\d{0,2}",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "BYDAY": rf"(?:[+-]?\d{{1,2}})?(?:{'|'.join(_DAYS)})(?:,(?:[+-]?\d{{1,2}})?(?:{'|'.join(_DAYS)}))*",
    "BYMONTH": r"\d{1,2}(?:,\d{1,2})*",
    "BYMONTHDAY": _NUMBERS,
    "BYSETPOS": _NUMBERS,
    "WKST": "|".join(_DAYS),
}
_EXAMPLE = "Write for example `FREQ=WEEKLY;BYDAY=TU`."


def read_rule(text: str, start: datetime) -> tuple[str | None, str, str]:
    """The rule in one form, or None with what is wrong with it and what to write instead.

    `start` is the local time at which the first window opens.
    """
    parts: dict[str, str] = {}
    for part in text.upper().removeprefix("RRULE:").strip(" ;").split(";"):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name not in _PARTS:
            near = nearest(name, [each.lower() for each in _PARTS])
            hint = f"Did you mean `{near.upper()}`?" if near else _EXAMPLE
            return None, f"{quoted(name)} is not a part of a rule that is read here", hint
        if name in parts:
            return None, f"{name} is written twice", "Delete one of the two."
        if not re.fullmatch(_PARTS[name], value, re.ASCII):
            hint = f"Write {listed(FREQUENCIES)}." if name == "FREQ" else _EXAMPLE
            return None, f"{quoted(value)} is not a value of {name}", hint
        parts[name] = value
    if "FREQ" not in parts:
        return None, "the rule does not say how often", _EXAMPLE
    if "COUNT" in parts and "UNTIL" in parts:
        return None, "a rule cannot have both COUNT and UNTIL", "Delete one of the two."
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    message, hint = _start_fault(parts, rule, start.replace(tzinfo=None, microsecond=0))
    return (None, message, hint) if message else (rule, "", "")


def _start_fault(parts: dict[str, str], rule: str, start: datetime) -> tuple[str, str]:
    """What is wrong where the rule does not begin with `start`, else empty words.

    Each part is held against the start before the rule is laid out, so that only rules that
    do have occurrences are: dateutil searches the others until the year 9999.
    """
    weekday = calendar.day_name[start.weekday()]
    elsewhere = "the window does not begin on a day of its own rule"
    if "BYMONTH" in parts and start.month not in _numbers(parts["BYMONTH"]):
        return elsewhere, f"It begins in month {start.month}; move `start`, or change BYMONTH."
    if "BYMONTHDAY" in parts:
        length = calendar.monthrange(start.year, start.month)[1]
        if not {start.day, start.day - length - 1} & _numbers(parts["BYMONTHDAY"]):
            return elsewhere, f"It begins on day {start.day} of the month; move `start`, or change BYMONTHDAY."
    if "BYDAY" in parts and not any(_is_day(each, start, parts) for each in parts["BYDAY"].split(",")):
        return elsewhere, f"It begins on a {weekday}, {start:%Y-%m-%d}; move `start`, or change BYDAY."
    if "UNTIL" in parts and parts["UNTIL"][:8] < f"{start:%Y%m%d}":
        return "the rule ends before the window begins", "Write an UNTIL after `start`."
    try:
        first = _first(parts, rule, start)
    except (ValueError, OverflowError):
        return "the rule cannot be read", _EXAMPLE
    return ("", "") if first else (elsewhere, "Move `start` to the first time of the rule, or change BYSETPOS.")


def _first(parts: dict[str, str], rule: str, start: datetime) -> bool:
    """Whether `start` is an occurrence of a rule whose other parts fit it."""
    from dateutil.rrule import rrulestr

    plain = ";".join(
        part for part in rule.split(";") if not part.startswith(("BYSETPOS", "UNTIL", "COUNT", "INTERVAL"))
    )
    if "BYSETPOS" not in parts:
        return bool(next(iter(rrulestr(plain, dtstart=start))) == start)
    begin, end = _period(parts, start)
    days = rrulestr(plain, dtstart=begin).between(begin, end, inc=True)
    positions = _numbers(parts["BYSETPOS"])
    return start in [days[at - 1 if at > 0 else at] for at in positions if at and abs(at) <= len(days)]


def _period(parts: dict[str, str], start: datetime) -> tuple[datetime, datetime]:
    """The first and the last moment of the day, week, month or year of the rule around `start`."""
    if parts["FREQ"] == "DAILY":
        return start, start
    if parts["FREQ"] == "WEEKLY":
        first = start - timedelta(days=(start.weekday() - _DAYS.index(parts.get("WKST", "MO"))) % 7)
        return first, first + timedelta(days=6)
    if parts["FREQ"] == "MONTHLY":
        return start.replace(day=1), start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start.replace(month=1, day=1), start.replace(month=12, day=31)


def _is_day(part: str, start: datetime, parts: dict[str, str]) -> bool:
    """Whether `start` is the day of one part of BYDAY, such as `TU` or `-1FR`."""
    if _DAYS.index(part[-2:]) != start.weekday():
        return False
    if len(part) == 2:
        return True
    begin, end = _period(parts if "BYMONTH" not in parts else {"FREQ": "MONTHLY"}, start)
    position = int(part[:-2])
    if parts["FREQ"] not in ("MONTHLY", "YEARLY"):
        return False
    return position in ((start - begin).days // 7 + 1, -((end - start).days // 7 + 1))


def _numbers(text: str) -> set[int]:
    return {int(number) for number in text.split(",")}
