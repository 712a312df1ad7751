"""The page of one component: how it is, how it was, and what happened to it."""

from typing import NamedTuple

from markupsafe import Markup

from plainstatus.model.component import Component, in_language
from plainstatus.site.components import STRIP_DAYS, last_whole_day, method, only, percent_text, strip_of
from plainstatus.site.head import Head, feeds_below, head_of, json_feed_below
from plainstatus.site.site import Site
from plainstatus.site.uptime_page import anchor_of
from plainstatus.site.views import Entry, entry, one_of_each_series
from plainstatus.timeline.course import Course
from plainstatus.timeline.uptime import Day
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition

#: The spans that uptime is given for, in days.
UPTIME_SPANS = (30, 90, 365)
#: So many incidents are listed; the others are found in the history.
_LISTED = 50


class Figure(NamedTuple):
    span: Markup
    percent: str


class BadDay(NamedTuple):
    iso: str
    day: str
    worst: str
    downtime: Markup


class ComponentView(NamedTuple):
    id: str
    name: str
    description: str
    url: str | None
    status: str
    only: Markup
    uptimes: tuple[Figure, ...]
    until: str
    strip: Markup | None
    bad_days: tuple[BadDay, ...]
    method: Markup
    working: str
    incidents: tuple[Entry, ...]
    more: int


def component_view(component: Component, site: Site, edition: Edition, here: str) -> ComponentView:
    courses = _by_date(component, site)
    counted = component.uptime and not component.retired
    return ComponentView(
        id=component.id,
        name=edition.name(component),
        description=in_language(component.description, edition.language),
        url=component.url,
        status=site.timeline.status_of(component.id),
        only=only(component, site, edition),
        uptimes=_figures(component, site, edition) if counted else (),
        until=last_whole_day(site, edition),
        strip=strip_of(component, site, edition) if counted else None,
        bad_days=_bad_days(component, site, edition) if counted else (),
        method=method(site, edition),
        working=anchor_of(component.id),
        incidents=tuple(entry(course, site, edition, here) for course in courses[:_LISTED]),
        more=max(len(courses) - _LISTED, 0),
    )


def _by_date(component: Component, site: Site) -> list[Course]:
    """What touched or will touch a component, newest first; of a series to come the next date alone."""
    timeline = site.timeline
    coming = one_of_each_series(c for c in timeline.coming if component.id in timeline.components_of(c))
    waiting = {course.id for course in timeline.coming}
    past = [course for course in timeline.incidents_of(component.id) if course.id not in waiting]
    return sorted((*coming, *past), key=lambda course: (timeline.started(course), course.id), reverse=True)


def component_head(component: Component, site: Site, edition: Edition) -> Head:
    plain, name = edition.words.plain, edition.name(component)
    status = edition.words.status(site.timeline.status_of(component.id))
    title = plain("{component}: {status} – {name}", component=name, status=status, name=site.settings.name)
    percent = percent_text(component, STRIP_DAYS, site, edition)
    said = plain("{component}: {status}", component=name, status=status)
    if percent:
        said = plain("{said}. Uptime over 90 days: {percent}.", said=said, percent=percent)
    path = addresses.component(component.id)
    every_update = plain("{name}: every update", name=name)
    feeds = (*feeds_below(name, path), *json_feed_below(every_update, path, site))
    return head_of(site, edition, path, title, said, feeds=feeds)


def _figures(component: Component, site: Site, edition: Edition) -> tuple[Figure, ...]:
    figures = []
    for days in UPTIME_SPANS:
        percent = percent_text(component, days, site, edition)
        if percent:
            figures.append(Figure(edition.words.count("{n} day", "{n} days", days), percent))
    return tuple(figures)


def _bad_days(component: Component, site: Site, edition: Edition) -> tuple[BadDay, ...]:
    days = (site.timeline.days(component.id) or ())[-STRIP_DAYS:]
    return tuple(
        BadDay(
            day.date.isoformat(),
            edition.moments.day(day.date),
            day.worst,
            _lost(day, site, edition),
        )
        for day in reversed(days)
        if day.worst not in (None, "operational")
    )


def _lost(day: Day, site: Site, edition: Edition) -> Markup:
    if day.date == site.timeline.today:
        return edition.words.text("counts when the day is over")
    return edition.moments.duration(float(day.downtime)) if day.downtime else edition.words.text("none")
