"""One site as it stands at one moment: what every renderer draws on, made once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from plainstatus.model.settings import Settings
from plainstatus.timeline.course import Course
from plainstatus.timeline.live import live_data
from plainstatus.timeline.timeline import Timeline
from plainstatus.timeline.uptime_months import UptimeMonth, uptime_months
from plainstatus.wording.edition import Edition
from plainstatus.wording.text import Renderer, plain

if TYPE_CHECKING:
    from plainstatus.report.report import Report

#: How long the words of an incident may be in a list, and in the description that a search engine shows.
TOLD = 160


class CourseWords(NamedTuple):
    """The HTML of an incident's summary and of each of its updates, oldest first."""

    summary: str
    updates: tuple[str, ...]


class Told(NamedTuple):
    """Words, and their language where it is not that of the edition."""

    words: str
    language: str | None


@dataclass(frozen=True)
class Site:
    """`assets` maps the name of a theme file to the path that it is served under."""

    timeline: Timeline
    settings: Settings
    editions: tuple[Edition, ...]
    renderer: Renderer
    assets: Mapping[str, str]
    _words: dict[tuple[str, str], CourseWords] = field(default_factory=dict, repr=False)
    _told: dict[tuple[str, str], Told] = field(default_factory=dict, repr=False)

    @property
    def root(self) -> str:
        """The absolute address of the site's root, with its slash."""
        return self.settings.site_url.rstrip("/") + "/"

    @cached_property
    def live(self) -> Mapping[str, Any]:
        """What keeps a page true until it is built again, for all that is going on."""
        return live_data(self.timeline)

    @cached_property
    def uptime_months(self) -> Mapping[str, tuple[UptimeMonth, ...]]:
        """Component id → the working behind its uptime, the newest month first."""
        return uptime_months(self.timeline)

    @cached_property
    def months_told(self) -> "tuple[Report, ...]":
        """How well each of the last twelve months was told, the oldest first; the present one is the last.

        A promise that nothing followed is overdue once its day is over: until then nothing new was said.
        """
        from plainstatus.report.period import each_month_of, last_months
        from plainstatus.report.report import last_midnight, reports_on

        period = last_months(12, self.timeline.today)
        return reports_on(self.timeline, each_month_of(period), last_midnight(self.timeline))

    def words(self, course: Course, edition: Edition) -> CourseWords:
        """The words of a course in one language; rendered once for all outputs."""
        key = (course.id, edition.language)
        made = self._words.get(key)
        if made is None:
            made = self._words[key] = self._rendered(course, edition)
        return made

    def forget(self, course: Course, edition: Edition) -> None:
        """Let go of the words of a course: of thousands, few are asked for again."""
        self._words.pop((course.id, edition.language), None)

    def forget_told(self, course: Course, edition: Edition) -> None:
        """Let go of what was told of a course in a line or two."""
        self._told.pop((course.id, edition.language), None)

    def told(self, course: Course, edition: Edition) -> Told:
        """The newest words that speak of how it is or ended, as plain text, cut to a line or two.

        A postmortem is an article of its own and not meant.
        """
        key = (course.id, edition.language)
        known = self._told.get(key)
        if known is None:
            said = self.words(course, edition).updates
            updates = self.timeline.updates(course)
            newest = next((place for place in reversed(range(len(said))) if updates[place].status != "postmortem"), -1)
            language = edition.text_language(updates[newest])
            known = self._told[key] = Told(plain(said[newest], TOLD), language)
        return known

    def _rendered(self, course: Course, edition: Edition) -> CourseWords:
        incident = course.incident
        html = self.renderer.html
        return CourseWords(
            html(edition.summary(incident), incident.path),
            tuple(html(edition.text(update), incident.path) for update in self.timeline.updates(course)),
        )
