"""The page of the working behind uptime: for each component the months with trouble, and what was behind them."""

from fractions import Fraction
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.model.component import Component
from plainstatus.site.components import last_whole_day, method, percent_of
from plainstatus.site.head import Head, head_of
from plainstatus.site.site import Site
from plainstatus.timeline.uptime import Uptime
from plainstatus.timeline.uptime_months import Seconds, Share, UptimeMonth
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition

#: So many incidents are named for one month; the files have all of them.
_NAMED = 10
#: Up to so many components with trouble are unfolded from the start.
_UNFOLDED = 8


class StateTime(NamedTuple):
    status: str
    lasted: Markup


class Behind(NamedTuple):
    """One incident behind a month, with its own time in each state."""

    when: str
    href: str
    title: str
    lang: str | None
    states: tuple[StateTime, ...]


class MonthRow(NamedTuple):
    name: str
    percent: str
    counted: Markup
    states: tuple[StateTime, ...]
    incidents: tuple[Behind, ...]
    more: int


class Working(NamedTuple):
    id: str
    href: str
    name: str
    percent: str
    months: tuple[MonthRow, ...]
    rest: int


class UptimeView(NamedTuple):
    method: Markup
    until: str
    unfolded: bool
    trouble: tuple[Working, ...]
    quiet: tuple[Working, ...]
    files: str


def anchor_of(component_id: str) -> str:
    """The name of a component's working on the page."""
    return f"of-{component_id}"


def uptime_view(site: Site, edition: Edition, here: str, root: str) -> UptimeView:
    """`here` leads from the page to the edition's root, `root` to the site's."""
    known = site.timeline.catalog.components
    workings = [_working(known[id], months, site, edition, here) for id, months in site.uptime_months.items() if months]
    trouble = tuple(working for working in workings if working.months)
    return UptimeView(
        method=method(site, edition),
        until=last_whole_day(site, edition),
        unfolded=len(trouble) <= _UNFOLDED,
        trouble=trouble,
        quiet=tuple(working for working in workings if not working.months),
        files=root,
    )


def uptime_head(site: Site, edition: Edition) -> Head:
    title = edition.words.plain("How uptime is counted – {name}", name=site.settings.name)
    described = edition.words.plain("Uptime of each component by month, with the incidents behind every figure.")
    return head_of(site, edition, addresses.UPTIME, title, described)


def _working(component: Component, months: tuple[UptimeMonth, ...], site: Site, edition: Edition, here: str) -> Working:
    bad = [month for month in months if month.shares]
    whole = Uptime(
        months[-1].uptime.start,
        sum(month.uptime.seconds for month in months),
        sum((month.uptime.downtime for month in months), Fraction(0)),
    )
    return Working(
        id=anchor_of(component.id),
        href=here + addresses.component(component.id),
        name=edition.name(component),
        percent=percent_of(whole, edition),
        months=tuple(_row(month, site, edition, here) for month in bad),
        rest=len(months) - len(bad),
    )


def _row(month: UptimeMonth, site: Site, edition: Edition, here: str) -> MonthRow:
    words, uptime = edition.words, month.uptime
    lost = edition.moments.duration(float(uptime.downtime)) if uptime.downtime else words.text("none")
    name = edition.moments.month(uptime.start)
    return MonthRow(
        name=name[:1].upper() + name[1:],
        percent=percent_of(uptime, edition),
        counted=words.text("{downtime} of {time}", downtime=lost, time=edition.moments.duration(uptime.seconds)),
        states=_states(month.seconds, edition),
        incidents=tuple(_behind(share, site, edition, here) for share in month.shares[:_NAMED]),
        more=max(len(month.shares) - _NAMED, 0),
    )


def _behind(share: Share, site: Site, edition: Edition, here: str) -> Behind:
    course = share.course
    return Behind(
        when=edition.moments.day(site.timeline.date_of(course)),
        href=here + addresses.incident(course.id),
        title=edition.title(course.incident),
        lang=edition.title_language(course.incident),
        states=_states(share.seconds, edition),
    )


def _states(seconds: Seconds, edition: Edition) -> tuple[StateTime, ...]:
    return tuple(StateTime(status, edition.moments.duration(lasted)) for status, lasted in seconds.items())
