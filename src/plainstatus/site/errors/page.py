"""An error page: one file that needs no other, in every language of the site."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.site.errors.concerned import concerned
from plainstatus.site.errors.kinds import MAINTENANCE, Kind
from plainstatus.site.product.looks import LOOKS
from plainstatus.site.site import Site
from plainstatus.site.views import affected, expected, present_status, promise, window_of
from plainstatus.timeline.course import Course
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.templates import environment
from plainstatus.wording.text import plain

#: A page on a bad connection is one that comes at once: CloudFront and browsers take any size, readers do not.
MOST_BYTES = 10_000
_SHOWN = 3
_TOLD = 240


class Trouble(NamedTuple):
    """An incident or a maintenance on an error page."""

    href: str
    title: str
    lang: str | None
    status: str
    shape: str
    affected: Markup
    expected: Markup | None
    next: Markup | None
    window: Markup | None
    words: str
    words_lang: str | None


class Section(NamedTuple):
    """What a page says in one language."""

    ui: Edition
    title: str
    troubles: tuple[Trouble, ...]
    more: int
    changed: Markup | None


def error_page(kind: Kind, site: Site, themes: Sequence[Path]) -> bytes:
    """The page of `kind`, with as many incidents as it has room for."""
    courses = concerned(kind, site)
    template = environment(themes).get_template("errors/page.html")
    made = b""
    for shown in range(min(_SHOWN, len(courses)), -1, -1):
        sections = [_section(kind, courses, shown, site, edition) for edition in site.editions]
        # The first language comes last, so that the choice of another can hide it.
        made = template.render(
            sections=[*sections[1:], sections[0]],
            first=sections[0],
            site=site,
            kind=kind,
            maintenance=kind is MAINTENANCE,
        ).encode()
        if len(made) <= MOST_BYTES:
            break
    return made


def _section(kind: Kind, courses: Sequence[Course], shown: int, site: Site, edition: Edition) -> Section:
    changed = site.timeline.last_change(courses)
    return Section(
        ui=edition,
        title=edition.words.plain(kind.title),
        troubles=tuple(_trouble(course, site, edition) for course in courses[:shown]),
        more=len(courses) - shown,
        changed=edition.moments.element(changed, edition.moments.dated(changed)) if changed else None,
    )


def _trouble(course: Course, site: Site, edition: Edition) -> Trouble:
    status = "under_maintenance" if course.kind == "maintenance" else present_status(course, site)
    told = site.words(course, edition).updates
    newest = site.timeline.updates(course)[-1]
    return Trouble(
        href=site.root + edition.prefix + addresses.incident(course.id),
        title=edition.title(course.incident),
        lang=edition.title_language(course.incident),
        status=status,
        shape=LOOKS[status].shape,  # type: ignore[index]
        affected=affected(course, site, edition),
        expected=expected(course, site, edition),
        next=promise(course, site, edition)[0],
        window=window_of(course, site, edition) if course.kind == "maintenance" else None,
        words=plain(told[-1], _TOLD),
        words_lang=edition.text_language(newest),
    )
