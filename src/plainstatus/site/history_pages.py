"""The history: one page to find any month from, and one page for each month that has something."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.site.head import Head, head_of
from plainstatus.site.site import Site
from plainstatus.site.views import Entry, entry
from plainstatus.timeline.history import HistoryMonth
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition

#: So many of the newest stand on the page of all months.
_NEWEST = 10


class MonthLink(NamedTuple):
    href: str
    name: str
    entries: int


class Year(NamedTuple):
    year: int
    months: tuple[MonthLink, ...]


class HistoryView(NamedTuple):
    summary: Markup
    latest: tuple[Entry, ...]
    years: tuple[Year, ...]


class MonthView(NamedTuple):
    name: str
    summary: Markup
    incidents: tuple[Entry, ...]
    older: MonthLink | None
    newer: MonthLink | None


def history_view(site: Site, edition: Edition, here: str) -> HistoryView:
    months = site.timeline.months()
    coming = {course.id for course in site.timeline.coming}
    newest = [course for month in months[:6] for course in month.courses if course.id not in coming]
    return HistoryView(
        summary=_counted(len(site.timeline.courses), edition),
        latest=tuple(entry(course, site, edition, here) for course in newest[:_NEWEST]),
        years=tuple(
            Year(year, tuple(_link(month, edition, here, with_year=False) for month in group))
            for year, group in groupby(months, key=lambda month: month.year)
        ),
    )


def history_head(site: Site, edition: Edition) -> Head:
    title = edition.words.plain("History – {name}", name=site.settings.name)
    described = edition.words.plain("Every incident and every maintenance, by month.")
    return head_of(site, edition, addresses.HISTORY, title, described, section="history")


def month_view(months: Sequence[HistoryMonth], index: int, site: Site, edition: Edition, here: str) -> MonthView:
    """The month at `index` of `months`, which are newest first."""
    month = months[index]
    return MonthView(
        name=_name(month, edition),
        summary=_counted(len(month.courses), edition),
        incidents=tuple(entry(course, site, edition, here) for course in month.courses),
        older=_link(months[index + 1], edition, here) if index + 1 < len(months) else None,
        newer=_link(months[index - 1], edition, here) if index else None,
    )


def month_head(month: HistoryMonth, site: Site, edition: Edition) -> Head:
    name = _name(month, edition)
    title = edition.words.plain("{month} – {name}", month=name, name=site.settings.name)
    described = f"{name}: {_counted(len(month.courses), edition)}"
    return head_of(site, edition, addresses.month(_first_day(month)), title, described, section="history")


def _counted(number: int, edition: Edition) -> Markup:
    return edition.words.count("{n} entry", "{n} entries", number)


def _first_day(month: HistoryMonth) -> date:
    return date(month.year, month.month, 1)


def _name(month: HistoryMonth, edition: Edition) -> str:
    name = edition.moments.month(_first_day(month))
    return name[:1].upper() + name[1:]


def _link(month: HistoryMonth, edition: Edition, here: str, *, with_year: bool = True) -> MonthLink:
    name = _name(month, edition)
    if not with_year:
        alone = edition.moments.month_name(_first_day(month))
        name = alone[:1].upper() + alone[1:]
    return MonthLink(here + addresses.month(_first_day(month)), name, len(month.courses))
