"""The working behind the uptime figures, as CSV and JSON. Its page is the matter of `uptime_page`."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from fractions import Fraction
from typing import Any

from plainstatus.model.component import Component
from plainstatus.model.moment import rfc3339
from plainstatus.model.status import COMPONENT_STATUSES
from plainstatus.site.components import counts_uptime
from plainstatus.site.csv_text import csv_file
from plainstatus.site.json_text import json_file
from plainstatus.site.site import Site
from plainstatus.timeline.uptime_months import Seconds, UptimeMonth
from plainstatus.wording import addresses

#: What may be wrong, the worst first.
_TROUBLE = tuple(status for status in reversed(COMPONENT_STATUSES) if status != "operational")
_SECONDS = tuple(f"{status}_seconds" for status in _TROUBLE)


def uptime_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files, by path below the site's root: all of it as JSON, the months and what was behind them as CSV.

    There are none where no component counts uptime.
    """
    if not counts_uptime(site):
        return
    yield addresses.UPTIME_JSON, json_file(_document(site))
    header = ("component", "name", "month", "percent", "counted_seconds", "downtime_seconds", *_SECONDS, "incidents")
    yield addresses.UPTIME_CSV, csv_file(header, _month_rows(site))
    header = ("component", "month", "incident", "title", "url", *_SECONDS)
    yield addresses.UPTIME_INCIDENTS_CSV, csv_file(header, _incident_rows(site))


def _document(site: Site) -> dict[str, Any]:
    settings = site.settings
    return {
        "url": site.root + addresses.UPTIME,
        "as_of": rfc3339(_last_midnight(site)),
        "time_zone": settings.timezone,
        "weights": {status: settings.uptime_weights.get(status, 0) for status in _TROUBLE},
        "components": [
            {
                "id": component.id,
                "name": _name(component, site),
                "months": [_month(month, site) for month in months],
            }
            for component, months in _counted(site)
        ],
    }


def _last_midnight(site: Site) -> datetime:
    """Up to which is counted: days count when they are over."""
    timeline = site.timeline
    return datetime.combine(timeline.today, time(), timeline.zone).astimezone(UTC)


def _month(month: UptimeMonth, site: Site) -> dict[str, Any]:
    uptime = month.uptime
    return {
        "month": _month_name(month),
        "from": uptime.start.isoformat(),
        "percent": uptime.percent_text,
        "counted_seconds": uptime.seconds,
        "downtime_seconds": _number(uptime.downtime),
        "seconds": month.seconds,
        "incidents": [
            {
                "id": share.course.id,
                "url": site.root + addresses.incident(share.course.id),
                "seconds": share.seconds,
            }
            for share in month.shares
        ],
    }


def _month_rows(site: Site) -> Iterator[tuple[str | int, ...]]:
    for component, months in _counted(site):
        for month in months:
            uptime = month.uptime
            yield (
                component.id,
                _name(component, site),
                _month_name(month),
                uptime.percent_text,
                uptime.seconds,
                str(_number(uptime.downtime)),
                *_by_status(month.seconds),
                " ".join(share.course.id for share in month.shares),
            )


def _incident_rows(site: Site) -> Iterator[tuple[str | int, ...]]:
    edition = site.editions[0]
    for component, months in _counted(site):
        for month in months:
            for share in month.shares:
                course = share.course
                yield (
                    component.id,
                    _month_name(month),
                    course.id,
                    edition.title(course.incident),
                    site.root + addresses.incident(course.id),
                    *_by_status(share.seconds),
                )


def _counted(site: Site) -> Iterator[tuple[Component, tuple[UptimeMonth, ...]]]:
    known = site.timeline.catalog.components
    return ((known[id], months) for id, months in site.uptime_months.items())


def _name(component: Component, site: Site) -> str:
    return site.editions[0].name(component)


def _month_name(month: UptimeMonth) -> str:
    start = month.uptime.start
    return f"{start.year}-{start.month:02}"


def _by_status(seconds: Seconds) -> Iterator[int]:
    return (seconds.get(status, 0) for status in _TROUBLE)


def _number(seconds: Fraction) -> int | float:
    """Weighted seconds as JSON has numbers. Weights are short decimals, so nothing is lost."""
    return seconds.numerator if seconds.denominator == 1 else float(seconds)
