"""A component as a row of the front page, and the words on how its uptime is counted."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.model.component import Component, Group, in_language
from plainstatus.site.site import Site
from plainstatus.site.strip import days_strip
from plainstatus.timeline.uptime import Uptime
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.readers import mark_of

#: How many days the strip and its percentage look back.
STRIP_DAYS = 90


class Row(NamedTuple):
    id: str
    href: str
    name: str
    description: str
    status: str
    strip: Markup | None
    percent: str
    only: Markup


class GroupView(NamedTuple):
    """`name` is "" for the components in no group."""

    id: str
    name: str
    description: str
    status: str
    open: bool
    components: tuple[Row, ...]


def groups_of(site: Site, edition: Edition, here: str) -> tuple[GroupView, ...]:
    catalog = site.timeline.catalog
    made = [_group(group, site, edition, here) for group in catalog.groups if group.components]
    if catalog.ungrouped:
        rows = _rows(catalog.ungrouped, site, edition, here)
        made.append(GroupView("", "", "", "operational", True, rows))
    return tuple(made)


def _group(group: Group, site: Site, edition: Edition, here: str) -> GroupView:
    status = site.timeline.group_status(group)
    return GroupView(
        id=group.id,
        name=edition.name(group),
        description=in_language(group.description, edition.language),
        status=status,
        open=not group.collapsed or status != "operational",
        components=_rows(group.components, site, edition, here),
    )


def _rows(ids: Iterable[str], site: Site, edition: Edition, here: str) -> tuple[Row, ...]:
    components = site.timeline.catalog.components
    return tuple(_row(components[id], site, edition, here) for id in ids)


def _row(component: Component, site: Site, edition: Edition, here: str) -> Row:
    percent = percent_text(component, STRIP_DAYS, site, edition)
    return Row(
        id=component.id,
        href=here + addresses.component(component.id),
        name=edition.name(component),
        description=in_language(component.description, edition.language),
        status=site.timeline.status_of(component.id),
        strip=strip_of(component, site, edition) if component.uptime else None,
        percent=percent or "",
        only=only(component, site, edition),
    )


def only(component: Component, site: Site, edition: Edition) -> Markup:
    """The mark of a component of which not everybody may know, by itself or by its group."""
    narrow = (group for group in site.timeline.catalog.groups if group.audience != "public")
    of_group = (group.audience for group in narrow if component.id in group.components)
    audience = component.audience if component.audience != "public" else next(of_group, "public")
    return mark_of(audience, edition.words)


def strip_of(component: Component, site: Site, edition: Edition) -> Markup:
    """The last 90 days of a component as a drawing that also reads aloud."""
    days = (site.timeline.days(component.id) or ())[-STRIP_DAYS:]
    bad = sum(1 for day in days if day.worst not in (None, "operational"))
    percent = percent_text(component, STRIP_DAYS, site, edition)
    words = edition.words
    trouble = words.count("{n} day with trouble", "{n} days with trouble", bad)
    if percent:
        label = words.plain("The last 90 days: {percent} uptime, {trouble}", percent=percent, trouble=trouble)
    else:
        label = words.plain("The last 90 days: {trouble}", trouble=trouble)
    return days_strip([day.worst for day in days], label)


def percent_text(component: Component, days: int, site: Site, edition: Edition) -> str | None:
    """`99.98 %` as the language writes it; None where it is not counted."""
    uptime = site.timeline.uptime(component.id, days)
    return None if uptime is None else percent_of(uptime, edition)


def percent_of(uptime: Uptime, edition: Edition) -> str:
    """`99.98 %` as the language writes it."""
    return _percent(uptime.percent_text, edition)


def _percent(number: str, edition: Edition) -> str:
    return f"{number.replace('.', edition.decimal_point)}\u202f%"


def counts_uptime(site: Site) -> bool:
    """Whether there is any component whose uptime is counted."""
    return any(component.uptime for component in site.timeline.catalog.current)


def last_whole_day(site: Site, edition: Edition) -> str:
    """The day up to whose end uptime counts."""
    return edition.moments.day(site.timeline.today - timedelta(days=1))


def method(site: Site, edition: Edition) -> Markup:
    """How the percentages are made, in words."""
    words, weights = edition.words, site.settings.uptime_weights
    counted = [
        words.text("{status} counts {share}", status=words.status(status), share=_percent(f"{share * 100:g}", edition))
        for status, share in sorted(weights.items(), key=lambda item: -item[1])
        if share
    ]
    return words.text(
        "Uptime is the share of time without counted downtime, over whole days in {zone}: a day counts when it is "
        "over. {weights}; degraded performance and maintenance count nothing unless named here. Incidents that overlap "
        "count once, at the worst state of each moment. Percentages are cut, never rounded up.",
        zone=site.settings.timezone,
        weights=Markup(", ").join(counted),
    )
