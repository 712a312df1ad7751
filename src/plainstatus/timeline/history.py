"""What stands under which day and month of the site's zone. It does not know what is going on now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from plainstatus.timeline.course import Course


@dataclass(frozen=True, slots=True)
class HistoryDay:
    """The incidents of one day, newest first; there may be none."""

    date: date
    courses: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class HistoryMonth:
    """The incidents of one month, newest first; there is at least one."""

    year: int
    month: int
    courses: tuple[Course, ...]


def days_before(today: date, days: int, dated: Iterable[tuple[date, Course]]) -> tuple[HistoryDay, ...]:
    """The last `days` days with today, newest first, quiet ones too."""
    by_day: dict[date, list[Course]] = {today - timedelta(days=back): [] for back in range(days)}
    for day, course in dated:
        if day in by_day:
            by_day[day].append(course)
    return tuple(HistoryDay(day, tuple(courses)) for day, courses in by_day.items())


def months_of(dated: Iterable[tuple[date, Course]]) -> tuple[HistoryMonth, ...]:
    """The months that have incidents, newest first; within one the order of `dated` stays."""
    by_month: dict[tuple[int, int], list[Course]] = {}
    for day, course in dated:
        by_month.setdefault((day.year, day.month), []).append(course)
    return tuple(HistoryMonth(*month, tuple(by_month[month])) for month in sorted(by_month, reverse=True))


def indexed_by_component(
    courses: Iterable[Course], named: Mapping[str, Iterable[str]]
) -> dict[str, tuple[Course, ...]]:
    """Component id → its incidents, in the order of `courses`.

    `named` has the components of each course by its id.
    """
    index: dict[str, list[Course]] = {}
    for course in courses:
        for component in named[course.id]:
            index.setdefault(component, []).append(course)
    return {component: tuple(found) for component, found in index.items()}
