"""The page of one incident: its whole course, what was affected when, and its postmortem."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.model.incident import Update
from plainstatus.site.head import Head, feeds_below, head_of
from plainstatus.site.site import Site
from plainstatus.site.strip import course_bar
from plainstatus.site.views import (
    affected,
    expected,
    has_calendar,
    is_over,
    promise,
    span,
    state_word,
    worst_status,
)
from plainstatus.timeline.course import Course, Step
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.readers import mark_of
from plainstatus.wording.text import linked_from
from plainstatus.wording.words import UPDATE_WORDS

#: What goes on has no end to draw yet: it takes this share of a chart, for however long it has lasted.
_GOING_ON = 0.2


class UpdateView(NamedTuple):
    anchor: str
    label: Markup
    only: Markup
    link: Markup
    words: Markup
    lang: str | None
    edited: Markup | None
    changes: Markup
    by_clock: bool


class ChartLine(NamedTuple):
    name: str
    drawing: Markup
    spans: Markup


class MonthLink(NamedTuple):
    href: str
    name: str


class IncidentView(NamedTuple):
    id: str
    title: str
    title_lang: str | None
    status: str
    state: Markup
    impact: Markup
    only: Markup
    span: Markup
    affected: Markup
    open: bool
    expected: Markup | None
    next: Markup | None
    promise: int | None
    late: bool
    summary: str
    summary_lang: str | None
    postmortems: tuple[UpdateView, ...]
    updates: tuple[UpdateView, ...]
    chart: tuple[ChartLine, ...]
    feed: str
    calendar: str
    month: MonthLink


def incident_view(course: Course, site: Site, edition: Edition, here: str, root: str) -> IncidentView:
    """`here` leads from the page to the edition's root, `root` to the site's."""
    incident, timeline = course.incident, site.timeline
    shown, due, late = promise(course, site, edition)
    said = _update_views(course, site, edition, root)
    day = timeline.date_of(course)
    return IncidentView(
        id=course.id,
        title=edition.title(incident),
        title_lang=edition.title_language(incident),
        # Its impact stands beside it: a resolved incident is not shown in the colour of an outage.
        status="operational" if course.kind == "incident" and is_over(course, site) else worst_status(course, site),
        state=state_word(course, site, edition),
        impact=_impact(course, site, edition),
        only=mark_of(incident.audience, edition.words),
        span=span(course, site, edition),
        affected=affected(course, site, edition),
        open=course.kind == "incident" and not is_over(course, site),
        expected=expected(course, site, edition),
        next=shown,
        promise=due,
        late=late,
        summary=linked_from(site.words(course, edition).summary, root),
        summary_lang=edition.summary_language(incident),
        postmortems=tuple(view for status, view in said if status == "postmortem"),
        updates=tuple(view for status, view in reversed(said) if status != "postmortem"),
        chart=_chart(course, site, edition),
        feed=addresses.FEED,
        calendar=addresses.CALENDAR if has_calendar(course, site) else "",
        month=MonthLink(here + addresses.month(day), edition.moments.month(day)),
    )


def incident_head(course: Course, site: Site, edition: Edition) -> Head:
    title = edition.title(course.incident)
    state = state_word(course, site, edition)
    whole = edition.words.plain("{state}: {title} – {name}", state=state, title=title, name=site.settings.name)
    path = addresses.incident(course.id)
    return head_of(
        site,
        edition,
        path,
        whole,
        site.told(course, edition).words or title,
        kind="article",
        feeds=feeds_below(title, path),
    )


def anchor_of(moment: datetime) -> str:
    """The permanent name of an update on its page: `u-20261124T1405Z`, with seconds where there are any."""
    written = moment.isoformat()
    seconds = written[17:19] if moment.second else ""
    return f"u-{written[:4]}{written[5:7]}{written[8:10]}T{written[11:13]}{written[14:16]}{seconds}Z"


def _impact(course: Course, site: Site, edition: Edition) -> Markup:
    if course.kind == "notice":
        return edition.words.update("notice")
    return edition.words.impact(site.timeline.impact(course))


def _update_views(course: Course, site: Site, edition: Edition, root: str) -> list[tuple[str, UpdateView]]:
    """Each update, and each step of the clock, oldest first, with its status."""
    html = iter(site.words(course, edition).updates)
    views: list[tuple[str, UpdateView]] = []
    before: Step | None = None
    for step in course.steps:
        if step.at > site.timeline.now:
            break
        if step.update is not None:
            words = linked_from(next(html), root)
            views.append((step.update.status, _said(step, step.update, before, words, site, edition)))
        elif step.status in UPDATE_WORDS and before is not None:
            views.append((step.status, _by_clock(step, before, site, edition)))
        before = step
    return views


def _said(step: Step, update: Update, before: Step | None, words: str, site: Site, edition: Edition) -> UpdateView:
    label = edition.words.update(update.status)
    return UpdateView(
        anchor=anchor_of(update.at),
        label=label,
        only=mark_of(update.audience, edition.words),
        link=_link(update.at, label, edition),
        words=Markup(words),  # noqa: S704 - sanitised
        lang=edition.text_language(update),
        edited=edited_note(update, edition),
        changes=_changes(step, before, update, site, edition),
        by_clock=False,
    )


def _by_clock(step: Step, before: Step, site: Site, edition: Edition) -> UpdateView:
    label = edition.words.update(step.status)
    note = edition.words.text("By the clock, as scheduled.")
    return UpdateView(
        anchor=anchor_of(step.at),
        label=label,
        only=Markup(""),
        link=_link(step.at, label, edition),
        words=Markup("<p>") + note + Markup("</p>"),
        lang=None,
        edited=None,
        changes=_changes(step, before, None, site, edition),
        by_clock=True,
    )


def _link(moment: datetime, label: Markup, edition: Edition) -> Markup:
    """The time of an update, as the permanent link to it."""
    shown = edition.moments.text(moment)
    said = edition.words.text("Link to {state}, {time}", state=label, time=shown)
    when = edition.moments.element(moment, shown)
    return Markup(f'<a href="#{anchor_of(moment)}" aria-label="{said}">{when}</a>')  # noqa: S704 - our own words


def _items(items: Sequence[Markup]) -> Markup:
    """List items, joined: thousands of pages are spared a loop in the template."""
    return Markup("".join(f"<li>{item}</li>" for item in items))  # noqa: S704 - markup already


def edited_note(update: Update, edition: Edition) -> Markup | None:
    """That the words were mended after they were published, and when."""
    if update.edited is None:
        return None
    return edition.words.text("edited {day}", day=edition.moments.day(update.edited))


def _changes(step: Step, before: Step | None, update: Update | None, site: Site, edition: Edition) -> Markup:
    words, moments = edition.words, edition.moments
    made = _component_changes(step.components, before.components if before else {}, site, edition)
    if update is None:
        return _items(made)
    if isinstance(update.expected_recovery, datetime):
        made.append(words.text("Expected back {time}", time=moments.element(update.expected_recovery)))
    if update.scheduled is not None:
        moved = moments.window(update.scheduled.start, update.scheduled.end)
        if before is not None and before.window is not None:
            old = moments.window(before.window.start, before.window.end)
            made.append(words.text("Moved to {new}, from {old}", new=moved, old=old))
        else:
            made.append(words.text("Moved to {new}", new=moved))
    return _items(made)


def _component_changes(
    after: Mapping[str, str], before: Mapping[str, str], site: Site, edition: Edition
) -> list[Markup]:
    known, words = site.timeline.catalog.components, edition.words
    if after is before:
        return []
    return [
        words.text("{component}: {status}", component=edition.name(known[id]), status=words.status(status))
        for id, status in after.items()
        if id in known and status != before.get(id, "operational")
    ]


def _chart(course: Course, site: Site, edition: Edition) -> tuple[ChartLine, ...]:
    spans = site.timeline.affected(course)
    if not spans:
        return ()
    edges = [moment for each in spans for moment in (each.start, each.end) if moment is not None]
    first, length = min(edges), (max(edges) - min(edges)).total_seconds()
    known = 1 - _GOING_ON if any(each.end is None for each in spans) else 1

    def place(moment: datetime) -> float:
        return (moment - first).total_seconds() / length * known if length else 0.0

    by_component: dict[str, list[tuple[float, float, str]]] = {}
    said: dict[str, list[Markup]] = {}
    for each in spans:
        drawn = (place(each.start), place(each.end) if each.end else 1.0, each.status)
        by_component.setdefault(each.component, []).append(drawn)
        said.setdefault(each.component, []).append(_span_words(each.status, each.start, each.end, edition))
    return _chart_lines(by_component, said, site, edition)


def _chart_lines(
    spans: Mapping[str, Sequence[tuple[float, float, str]]],
    said: Mapping[str, Sequence[Markup]],
    site: Site,
    edition: Edition,
) -> tuple[ChartLine, ...]:
    known = site.timeline.catalog.components
    return tuple(
        ChartLine(edition.name(known[id]), course_bar(spans[id]), _items(said[id])) for id in spans if id in known
    )


def _span_words(status: str, start: datetime, end: datetime | None, edition: Edition) -> Markup:
    words, moments = edition.words, edition.moments
    if end is None:
        return words.text("{status} since {time}", status=words.status(status), time=moments.element(start))
    return words.text(
        "{status}: {window} ({length})",
        status=words.status(status),
        window=moments.window(start, end),
        length=moments.duration((end - start).total_seconds()),
    )
