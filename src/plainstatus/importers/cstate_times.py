"""Times that open a paragraph or a list item of free prose, where they can be read safely.

What could mean two things is no time: it stays in the words. Does not know of files.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from plainstatus.importers.cstate_file import Unreadable, parse_time

#: Words later than this after an incident, or more than a day before it, are about something else.
LONGEST = timedelta(days=366)
EARLIEST = timedelta(days=1)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ZONE = r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"

_ISO = rf"\d{{4}}-\d{{1,2}}-\d{{1,2}}[T ]{_CLOCK}(?:\s*{_ZONE})?"
_NAMED = (
    rf"(?:(?P<weekday>{'|'.join(_DAYS)})[a-z]*,?\s+)?"
    rf"(?:(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})|(?P<day_first>\d{{1,2}})\s+(?P<month_last>{_MONTH})),?"
    rf"(?:\s+(?P<year>\d{{4}}),?)?\s+(?:at\s+)?(?P<clock>{_CLOCK})(?:\s*(?P<zone>{_ZONE}))?(?:\s+(?P<year_last>\d{{4}}))?"
)
_ALONE = rf"(?P<lone>{_CLOCK})(?:\s*(?P<lone_zone>{_ZONE}))?"
_LABEL = r"(?:updated?|edit|investigating|identified|monitoring|resolved|fixed|completed?|restored|recovered|started)"

_OPENING = re.compile(
    rf"(?P<mark>\*\*|__|\*|_)?(?P<label>{_LABEL}(?:\s*#?\d+(?![\d:]))?)?[:,]?\s*(?:[-—–]\s+)?[\[(]?`?"
    rf"(?:(?P<iso>{_ISO})|{_NAMED}|{_ALONE})"
    r"(?P<closing>`?[\])]?[.:]?(?:\*\*|__|\*|_)?(?:\s*[:—–]|\s+-(?=\s))?)(?:\s+|$)",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How some words begin: a label such as `Update` ("" where there is none), a moment, and the words behind."""

    label: str
    at: datetime
    rest: str


def opening_of(words: str, date: datetime, zone: str, after: datetime) -> Opening | None:
    """The time that opens `words`, None where there is none that is safe.

    `date` is when the incident began, `zone` counts for times without one, and a time of day
    alone is the first one from `after` on.
    """
    match = _OPENING.match(words)
    if match is None or not match["closing"]:
        return None
    try:
        at = _moment(match, date, zone, after)
    except Unreadable:
        return None
    if at is None or not date - EARLIEST <= at <= date + LONGEST:
        return None
    return Opening(match["label"] or "", at, words[match.end() :])


def _moment(match: re.Match[str], date: datetime, zone: str, after: datetime) -> datetime | None:
    if match["iso"]:
        return parse_time(match["iso"], zone).at
    if match["lone"]:
        return _next(match["lone"], match["lone_zone"] or zone, zone, after)
    month = _MONTHS.index((match["month"] or match["month_last"])[:3].lower()) + 1
    day = int(match["day"] or match["day_first"])
    year = match["year"] or match["year_last"]
    years = (int(year),) if year else (date.year, date.year + 1)
    for each in years:
        at = parse_time(f"{each}-{month:02}-{day:02} {match['clock']} {match['zone'] or ''}", zone).at
        if at >= date - EARLIEST:
            weekday = match["weekday"]
            written = datetime(each, month, day).weekday()
            return None if weekday and _DAYS.index(weekday.lower()) != written else at
    return None


def _next(clock: str, own_zone: str, zone: str, after: datetime) -> datetime | None:
    for day in (after - timedelta(days=1), after, after + timedelta(days=1)):
        at = parse_time(f"{day:%Y-%m-%d} {clock} {own_zone if own_zone != zone else ''}", zone).at
        if at >= after:
            return at
    return None
