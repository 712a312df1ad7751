"""Every page of the site, and one class for each kind that tells of what happened."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from plainstatus.model.component import Component
from plainstatus.site.api.files import incident_file
from plainstatus.site.calendar import own_calendar
from plainstatus.site.component_page import component_head, component_view
from plainstatus.site.components import counts_uptime
from plainstatus.site.feeds import incident_feed
from plainstatus.site.front import front, front_head
from plainstatus.site.head import Head
from plainstatus.site.history_pages import history_head, history_view, month_head, month_view
from plainstatus.site.incident_page import incident_head, incident_view
from plainstatus.site.live import component_data, front_data, incident_data
from plainstatus.site.page import PagePlan, SiteInLanguage
from plainstatus.site.runbook_page import Runbook
from plainstatus.site.series_page import series_head, series_of, series_view
from plainstatus.site.site import Site
from plainstatus.site.standing_pages import EmbedPage, ReportPage, RunbookPage, SubscribePage, UptimePage
from plainstatus.site.views import is_over
from plainstatus.timeline.course import Course
from plainstatus.timeline.history import HistoryMonth
from plainstatus.wording import addresses


def pages_of(site: Site, runbook: Runbook | None = None) -> Iterator[PagePlan]:
    """All pages in all languages, except those that the site's owner wrote; with a runbook where it is given."""
    series, months = series_of(site), site.timeline.months()
    for edition in site.editions:
        of = SiteInLanguage(site, edition)
        yield FrontPage(of)
        for course in site.timeline.courses:
            yield IncidentPage(of, course)
        for id, courses in series.items():
            yield SeriesPage(of, id, courses)
        for component in site.timeline.catalog.current:
            yield ComponentPage(of, component)
        yield HistoryPage(of)
        for index in range(len(months)):
            yield MonthPage(of, months, index)
        yield SubscribePage(of)
        if site.settings.report in site.settings.readers_of:
            yield ReportPage(of)
        if runbook is not None:
            yield RunbookPage(of, runbook)
        if site.settings.for_programs:
            yield EmbedPage(of)
            if counts_uptime(site):
                yield UptimePage(of)


class FrontPage(PagePlan):
    """How things are, what is going on, what is coming, what was."""

    __slots__ = ()
    template = "front.html"
    address = ""

    @property
    def title(self) -> str:
        return self.site.settings.name

    def head(self) -> Head:
        return front_head(self.site, self.edition)

    def live(self) -> dict[str, Any]:
        return front_data(self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        return {"front": front(self.site, self.edition, here, root), "as_of": self.site.timeline.now}


class IncidentPage(PagePlan):
    """One incident, one occurrence of a maintenance, or one notice."""

    __slots__ = ("_course",)
    template = "incident.html"

    def __init__(self, of: SiteInLanguage, course: Course) -> None:
        super().__init__(of)
        self._course = course

    @property
    def address(self) -> str:
        return addresses.incident(self._course.id)

    @property
    def title(self) -> str:
        return self.edition.title(self._course.incident)

    @property
    def changed(self) -> datetime:
        return self.site.timeline.state(self._course).at

    @property
    def source(self) -> str | None:
        # An occurrence shares its file with all others, and the file is the page of the series.
        return None if "/" in self._course.id else self._course.incident.path

    def live(self) -> dict[str, Any] | None:
        if is_over(self._course, self.site):
            return None
        return incident_data((self._course,), self.address, self.site)

    def head(self) -> Head:
        return incident_head(self._course, self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        view = incident_view(self._course, self.site, self.edition, here, root)
        form = None if is_over(self._course, self.site) else self._of.form
        return {"view": view, "form": form and form._replace(incident=self._course.id)}

    def words(self) -> str:
        said = self.site.words(self._course, self.edition)
        return "\n".join((said.summary, *said.updates))

    def files(self) -> Iterable[tuple[str, bytes]]:
        yield from incident_feed(self._course, self.site, self.edition)
        yield from own_calendar(self._course, self.site, self.edition)
        if self.site.settings.for_programs and not self.edition.prefix:
            yield from incident_file(self._course, self._of.documents)

    def forget(self) -> None:
        self.site.forget(self._course, self.edition)


class SeriesPage(PagePlan):
    """A repeating maintenance with all its dates."""

    __slots__ = ("_courses", "_id")
    template = "series.html"

    def __init__(self, of: SiteInLanguage, id: str, courses: Sequence[Course]) -> None:
        super().__init__(of)
        self._id, self._courses = id, courses

    @property
    def address(self) -> str:
        return addresses.incident(self._id)

    @property
    def title(self) -> str:
        return self.edition.title(self._courses[0].incident)

    @property
    def source(self) -> str | None:
        return self._courses[0].incident.path

    def live(self) -> dict[str, Any] | None:
        if all(is_over(course, self.site) for course in self._courses):
            return None
        return incident_data(self._courses, self.address, self.site)

    def last_change(self) -> datetime | None:
        return self.site.timeline.last_change(self._courses)

    def head(self) -> Head:
        return series_head(self._id, self._courses, self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        return {"view": series_view(self._courses, self.site, self.edition, here)}


class ComponentPage(PagePlan):
    """One component: how it is, and how it was."""

    __slots__ = ("_component",)
    template = "component.html"

    def __init__(self, of: SiteInLanguage, component: Component) -> None:
        super().__init__(of)
        self._component = component

    @property
    def address(self) -> str:
        return addresses.component(self._component.id)

    @property
    def title(self) -> str:
        return self.edition.name(self._component)

    def live(self) -> dict[str, Any]:
        return component_data(self._component.id, self.site)

    def last_change(self) -> datetime | None:
        return self.site.timeline.last_change(self.site.timeline.incidents_of(self._component.id))

    def head(self) -> Head:
        return component_head(self._component, self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        return {"view": component_view(self._component, self.site, self.edition, here)}


class HistoryPage(PagePlan):
    """The way to any month."""

    __slots__ = ()
    template = "history.html"
    address = addresses.HISTORY

    @property
    def title(self) -> str:
        return str(self.edition.words.text("History"))

    def head(self) -> Head:
        return history_head(self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        return {"view": history_view(self.site, self.edition, here)}


class MonthPage(PagePlan):
    """One month that has something."""

    __slots__ = ("_index", "_months")
    template = "month.html"

    def __init__(self, of: SiteInLanguage, months: Sequence[HistoryMonth], index: int) -> None:
        super().__init__(of)
        self._months, self._index = months, index

    @property
    def _month(self) -> HistoryMonth:
        return self._months[self._index]

    @property
    def address(self) -> str:
        return addresses.month_of(self._month.year, self._month.month)

    @property
    def title(self) -> str:
        return self.address

    @property
    def changed(self) -> datetime:
        return max(self.site.timeline.state(course).at for course in self._month.courses)

    def draws_on(self) -> Iterable[str]:
        return (self.edition.prefix + addresses.incident(course.id) for course in self._month.courses)

    def forget(self) -> None:
        for course in self._month.courses:
            self.site.forget_told(course, self.edition)

    def head(self) -> Head:
        return month_head(self._month, self.site, self.edition)

    def view(self, here: str, root: str) -> dict[str, Any]:
        return {"view": month_view(self._months, self._index, self.site, self.edition, here)}
