"""A period that a report is about: whole days of the site's zone, and the period before it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Literal

Unit = Literal["days", "month", "quarter", "year"]

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAY = timedelta(days=1)
_FORMS = "2026, 2026-Q3, 2026-11, 2026-11-24, “last 90 days”, “last quarter” or “this month”"


class PeriodFault(Exception):
    """A text names no period. `hint` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first`, which belongs to it, to `after`, which does not. `name` is as people write it."""

    name: str
    first: date
    after: date
    unit: Unit = "days"

    def holds(self, day: date) -> bool:
        return self.first <= day < self.after

    @property
    def last(self) -> date:
        """The last of its days."""
        return self.after - _DAY

    def before(self) -> "Period | None":
        """The period of the same kind right before it; None where the calendar has none."""
        try:
            if self.unit != "days":
                return _of_months(self.unit, months_on(self.first, -_MONTHS[self.unit]))
            return days_between(self.first - (self.after - self.first), self.first)
        except (ValueError, OverflowError):
            return None


def period_named(text: str, today: date) -> Period:
    """The period that `text` names, as seen from `today`. Raises `PeriodFault`.

    It may be a year, a quarter, a month or a day (`2026`, `2026-Q3`, `2026-11`, `2026-11-24`), `last N days`,
    which end with today, or the last whole or the present month, quarter or year (`last month`, `this year`).
    """
    said = " ".join(text.lower().split())
    for pattern, made in _PATTERNS.items():
        found = re.fullmatch(pattern, said)
        if found is not None:
            try:
                return made(found, today)
            except (ValueError, OverflowError):
                raise PeriodFault(f"“{text}” is not in the calendar", f"Write {_FORMS}.") from None
    near = get_close_matches(said, _SPOKEN, 1)
    hint = f"Did you mean “{near[0]}”?" if near else f"Write {_FORMS}."
    raise PeriodFault(f"“{text}” is no period", hint)


def days_between(first: date, after: date) -> Period:
    """The days from `first` up to `after`, which does not belong to them. Raises `ValueError` where there is none."""
    if after <= first:
        raise ValueError("a period has at least one day")
    last = after - _DAY
    return Period(f"{first}" if first == last else f"{first} to {last}", first, after)


def last_months(number: int, today: date) -> Period:
    """The last `number` months, the present one among them."""
    this = today.replace(day=1)
    first, after = months_on(this, 1 - number), months_on(this, 1)
    return Period(f"{first:%Y-%m} to {this:%Y-%m}", first, after)


def each_month_of(period: Period) -> tuple[Period, ...]:
    """The months that `period`, which has whole ones, consists of, the oldest first."""
    found = [_of_months("month", period.first)]
    while found[-1].after < period.after:
        found.append(_of_months("month", found[-1].after))
    return tuple(found)


def months_on(day: date, months: int) -> date:
    """The first of the month that is `months` after that of `day`. Raises `ValueError` outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _of_months(unit: Unit, day: date) -> Period:
    """The month, quarter or year that `day` is in."""
    length = _MONTHS[unit]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    quarter = (first.month + 2) // 3
    names = {"year": f"{first.year:04}", "quarter": f"{first.year:04}-Q{quarter}", "month": f"{first:%Y-%m}"}
    return Period(names[unit], first, months_on(first, length), unit)


def _unit(word: str) -> Unit:
    return "month" if word == "month" else "quarter" if word == "quarter" else "year"


def _last_days(found: re.Match[str], today: date) -> Period:
    return days_between(today - _DAY * (int(found[1]) - 1), today + _DAY)


def _last_whole(found: re.Match[str], today: date) -> Period:
    unit = _unit(found[1])
    return _of_months(unit, months_on(_of_months(unit, today).first, -_MONTHS[unit]))


_PATTERNS: dict[str, Callable[[re.Match[str], date], Period]] = {
    r"(\d{4})": lambda found, today: _of_months("year", date(int(found[1]), 1, 1)),
    r"(\d{4})-?q([1-4])": lambda found, today: _of_months("quarter", date(int(found[1]), int(found[2]) * 3, 1)),
    r"(\d{4})-(\d{2})": lambda found, today: _of_months("month", date(int(found[1]), int(found[2]), 1)),
    r"(\d{4})-(\d{2})-(\d{2})": lambda found, today: days_between(
        date(*map(int, found.groups())), date(*map(int, found.groups())) + _DAY
    ),
    r"last (\d{1,5}) days?": _last_days,
    r"last (month|quarter|year)": _last_whole,
    r"this (month|quarter|year)": lambda found, today: _of_months(_unit(found[1]), today),
}
_SPOKEN = ("last 90 days", *(f"{which} {unit}" for which in ("last", "this") for unit in _MONTHS))
