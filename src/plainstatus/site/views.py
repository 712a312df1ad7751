"""What several pages say about one incident: its state, its colour, how long, what it touched."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.model.status import worst
from plainstatus.site.site import Site, Told
from plainstatus.timeline.course import CLOSED_STATES, ENDED, Course
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.readers import mark_of
from plainstatus.wording.words import N_

_ENDED = N_("Ended")

#: What an impact that the author gave looks like where no component shows it.
_STATUS_OF_IMPACT = {
    "none": "operational",
    "minor": "degraded_performance",
    "major": "partial_outage",
    "critical": "major_outage",
    "maintenance": "under_maintenance",
}

#: More affected components than this are counted.
_NAMED = 4


def state_word(course: Course, site: Site, edition: Edition) -> Markup:
    """The state that a course is in, in words: "Identified", "In progress", "Ended"."""
    status = site.timeline.state(course).status
    return edition.words.text(_ENDED) if status == ENDED else edition.words.update(status)


def is_over(course: Course, site: Site) -> bool:
    return site.timeline.state(course).status in CLOSED_STATES


def has_calendar(course: Course, site: Site) -> bool:
    """Whether a course has a calendar of its own: a maintenance that is still worth a note in one."""
    wanted = site.settings.for_programs and course.kind == "maintenance" and not is_over(course, site)
    return wanted and site.timeline.state(course).window is not None


def present_status(course: Course, site: Site) -> str:
    """The worst status that a course puts a component in at this moment."""
    return worst(site.timeline.state(course).components.values())


def worst_status(course: Course, site: Site) -> str:
    """How bad it ever was, as a status, which gives it colour and shape in a list."""
    if course.kind == "notice":
        return "notice"
    return _STATUS_OF_IMPACT[site.timeline.impact(course)]


def affected_names(course: Course, site: Site, edition: Edition) -> list[str]:
    components = site.timeline.catalog.components
    return [edition.name(components[id]) for id in site.timeline.components_of(course) if id in components]


def affected(course: Course, site: Site, edition: Edition) -> Markup:
    """The affected components by name, or their number where they are many."""
    names = affected_names(course, site, edition)
    if len(names) > _NAMED:
        return edition.words.count("{n} component", "{n} components", len(names))
    return Markup(", ").join(names)


def window_of(course: Course, site: Site, edition: Edition) -> Markup | None:
    window = site.timeline.state(course).window
    return edition.moments.window(window.start, window.end) if window else None


def span(course: Course, site: Site, edition: Edition) -> Markup:
    """When it was: from, to and how long; for a maintenance that is still to come, its window.

    Of what goes on it is the beginning: how long it has lasted would be another with every build.
    """
    timeline, words, moments = site.timeline, edition.words, edition.moments
    state = timeline.state(course)
    if course.kind == "maintenance" and state.status in ("scheduled", "cancelled") and state.window:
        return moments.window(state.window.start, state.window.end)
    started, ended = timeline.started(course), timeline.ended(course)
    if course.kind == "notice":
        return moments.element(started)
    if ended is None:
        return words.text("Since {time}", time=moments.element(started))
    length = moments.duration((ended - started).total_seconds())
    return words.text("{window} ({length})", window=moments.window(started, ended), length=length)


def lasted(course: Course, site: Site, edition: Edition) -> Markup:
    timeline = site.timeline
    end = timeline.ended(course) or timeline.now
    return edition.moments.duration(max((end - timeline.started(course)).total_seconds(), 0))


def outcome(course: Course, site: Site, edition: Edition) -> Markup | None:
    """How it stands or ended, in a few words, for a list."""
    words, moments, status = edition.words, edition.moments, site.timeline.state(course).status
    if course.kind == "notice":
        return None
    if course.kind == "maintenance":
        return words.update(status)
    if status in CLOSED_STATES:
        return words.text("resolved after {length}", length=lasted(course, site, edition))
    started = site.timeline.started(course)
    since = moments.element(started, moments.clock(started))
    return words.text("{state} since {time}", state=words.update(status), time=since)


class Entry(NamedTuple):
    """A line in a list of what happened."""

    id: str
    when: Markup
    href: str
    title: str
    lang: str | None
    status: str
    state: Markup
    lasted: Markup | None
    affected: Markup
    words: str = ""
    words_lang: str | None = None
    quiet: bool = False
    only: Markup = Markup("")


def entry(course: Course, site: Site, edition: Edition, here: str, *, with_words: bool = True) -> Entry:
    """`here` is the way from the page to the edition's root."""
    words, moments, status = edition.words, edition.moments, worst_status(course, site)
    began = site.timeline.started(course)
    told = site.told(course, edition) if with_words else Told("", None)
    state = words.update("notice") if status == "notice" else words.status(status)
    return Entry(
        id=course.id,
        when=moments.element(began, moments.day(moments.local(began).date())),
        href=here + addresses.incident(course.id),
        title=edition.title(course.incident),
        lang=edition.title_language(course.incident),
        status=status,
        state=words.text("Maintenance") if course.kind == "maintenance" else state,
        lasted=outcome(course, site, edition),
        affected=affected(course, site, edition),
        words=told.words,
        words_lang=told.language,
        only=mark_of(course.incident.audience, words),
    )


def one_of_each_series(courses: Iterable[Course]) -> list[Course]:
    """The first of `courses` from each file: of a repeating maintenance one date, not all of them."""
    first: dict[str, Course] = {}
    for course in courses:
        first.setdefault(course.incident.path, course)
    return list(first.values())


def promise(course: Course, site: Site, edition: Edition) -> tuple[Markup | None, int | None, bool]:
    """The promised next update: as shown, in epoch seconds, and whether it is late."""
    due = site.timeline.next_update(course)
    if due is None:
        return None, None, False
    return edition.moments.element(due), int(due.timestamp()), site.timeline.overdue(course)


def expected(course: Course, site: Site, edition: Edition) -> Markup | None:
    """When service is expected back, or None where that is not known."""
    moment = site.timeline.expected_recovery(course)
    return edition.moments.element(moment) if isinstance(moment, datetime) else None
