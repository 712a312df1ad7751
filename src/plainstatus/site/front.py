"""The front page: how things are, what is going on, what is coming, what was."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.model.status import weight
from plainstatus.site.components import GroupView, counts_uptime, groups_of, method
from plainstatus.site.head import Head, head_of
from plainstatus.site.incident_page import edited_note
from plainstatus.site.lately import Quiet, lately
from plainstatus.site.sentence import Sentence, sentence_of
from plainstatus.site.site import Site
from plainstatus.site.views import (
    Entry,
    affected,
    expected,
    has_calendar,
    lasted,
    one_of_each_series,
    present_status,
    promise,
    state_word,
    window_of,
)
from plainstatus.timeline.course import Course
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.readers import mark_of
from plainstatus.wording.text import linked_from, plain

#: So many coming maintenances are shown at most, and one of each series.
_COMING = 10


class Card(NamedTuple):
    """An open incident, a maintenance or a notice, with its newest words."""

    id: str
    href: str
    title: str
    title_lang: str | None
    status: str
    state: Markup
    affected: Markup
    since: Markup
    lasted: Markup
    expected: Markup | None
    next: Markup | None
    promise: int | None
    late: bool
    label: Markup
    at: Markup
    edited: Markup | None
    words: str
    lang: str | None
    updates: int
    only: Markup
    window: Markup | None = None
    lasts: Markup | None = None
    calendar: str = ""


class Front(NamedTuple):
    sentence: str
    status: str
    next_update: Markup | None
    open: tuple[Card, ...]
    under_way: tuple[Card, ...]
    notices: tuple[Card, ...]
    coming: tuple[Card, ...]
    groups: tuple[GroupView, ...]
    components: int
    counted: bool
    method: Markup
    lately: tuple[Entry | Quiet, ...]


def overall(site: Site, edition: Edition) -> Sentence:
    """The sentence for the whole site."""
    timeline = site.timeline
    current = timeline.catalog.current
    return sentence_of(
        {component.id: timeline.status_of(component.id) for component in current},
        {component.id: edition.name(component) for component in current},
        bool(timeline.open),
        edition.words,
    )


def front(site: Site, edition: Edition, here: str, root: str) -> Front:
    """Everything on the front page of one edition.

    `here` is the way from it to the edition's root, `root` the way to the site's.
    """
    timeline, current = site.timeline, site.timeline.catalog.current
    sentence = overall(site, edition)
    # A promise that was not kept is called late at its incident; this one is still to come.
    promises = [due for course in timeline.open if (due := timeline.next_update(course)) and due > timeline.now]

    def cards(courses: Sequence[Course]) -> tuple[Card, ...]:
        return tuple(card(course, site, edition, here, root) for course in courses)

    return Front(
        sentence=sentence.text,
        status=sentence.status,
        next_update=edition.moments.element(min(promises)) if promises else None,
        open=cards(sorted(timeline.open, key=lambda course: -weight(present_status(course, site)))),
        under_way=cards(timeline.under_way),
        notices=cards(timeline.notices),
        coming=cards(one_of_each_series(timeline.coming)[:_COMING]),
        groups=groups_of(site, edition, here),
        components=len(current),
        counted=counts_uptime(site),
        method=method(site, edition),
        lately=lately(site, edition, here),
    )


def front_head(site: Site, edition: Edition) -> Head:
    """The state first, so that a tab or a search result says it."""
    sentence = overall(site, edition).text
    title = edition.words.plain("{sentence} – {name}", sentence=sentence, name=site.settings.name)
    said = [
        plain(site.words(course, edition).updates[-1], 120) for course in site.timeline.open if course.incident.updates
    ]
    described = " ".join([sentence + ".", *said[:1]]) if said else site.settings.description or sentence
    return head_of(site, edition, "", title, described)


def card(course: Course, site: Site, edition: Edition, here: str, root: str) -> Card:
    timeline, moments = site.timeline, edition.moments
    updates = timeline.updates(course)
    latest = updates[-1]
    shown, due, late = promise(course, site, edition)
    state, href = timeline.state(course), here + addresses.incident(course.id)
    window = state.window
    noted = state.status == "scheduled" and has_calendar(course, site)
    return Card(
        id=course.id,
        href=href,
        title=edition.title(course.incident),
        title_lang=edition.title_language(course.incident),
        status=present_status(course, site),
        state=state_word(course, site, edition),
        affected=affected(course, site, edition),
        since=moments.element(timeline.started(course)),
        lasted=lasted(course, site, edition),
        expected=expected(course, site, edition),
        next=shown,
        promise=due,
        late=late,
        label=edition.words.update(latest.status),
        at=moments.element(latest.at),
        edited=edited_note(latest, edition),
        words=linked_from(site.words(course, edition).updates[-1], root),
        lang=edition.text_language(latest),
        updates=len(updates),
        only=mark_of(latest.audience, edition.words),
        window=window_of(course, site, edition),
        lasts=moments.duration((window.end - window.start).total_seconds()) if window else None,
        calendar=href + addresses.CALENDAR if noted else "",
    )
