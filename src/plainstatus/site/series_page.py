"""The page of a repeating maintenance: all its occurrences, each with a page of its own."""

from collections.abc import Sequence
from typing import NamedTuple

from plainstatus.site.head import Head, head_of
from plainstatus.site.site import Site
from plainstatus.site.views import Entry, entry
from plainstatus.timeline.course import Course
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition


class SeriesView(NamedTuple):
    title: str
    title_lang: str | None
    incidents: tuple[Entry, ...]


def series_of(site: Site) -> dict[str, list[Course]]:
    """Id of the file → its occurrences, newest first, of every maintenance that repeats."""
    series: dict[str, list[Course]] = {}
    for course in site.timeline.courses:
        if "/" in course.id:
            series.setdefault(course.id.split("/")[0], []).append(course)
    return series


def series_view(courses: Sequence[Course], site: Site, edition: Edition, here: str) -> SeriesView:
    incident = courses[0].incident
    return SeriesView(
        edition.title(incident),
        edition.title_language(incident),
        tuple(entry(course, site, edition, here, with_words=False) for course in courses),
    )


def series_head(id: str, courses: Sequence[Course], site: Site, edition: Edition) -> Head:
    name = edition.title(courses[0].incident)
    title = edition.words.plain("{title} – {name}", title=name, name=site.settings.name)
    described = edition.words.plain("Every date of this maintenance, those to come included.")
    return head_of(site, edition, addresses.incident(id), title, described)
