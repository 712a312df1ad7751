"""The documents of the API, compatible with Statuspage v2: what each lists, in which order."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from plainstatus.site.api.components import Components
from plainstatus.site.api.ids import page_id
from plainstatus.site.api.incidents import Incidents
from plainstatus.site.api.overall import overall
from plainstatus.site.api.times import Clock
from plainstatus.site.site import Site
from plainstatus.timeline.course import CLOSED_STATES, Course
from plainstatus.wording.moments import BEFORE_ALL

#: So many stand in the lists of what was.
NEWEST = 50


class Documents:
    """Every document of one site. Lists hold incidents, or maintenances, newest words first unless said otherwise.

    The page in each is of when that last changed of which the document tells: what is elsewhere leaves it alone.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._clock = Clock(site.timeline.zone)
        self._components = Components(site, self._clock)
        self._incidents = Incidents(site, self._clock, self._components)
        self._made: dict[str, dict[str, Any]] = {}

    def summary(self) -> dict[str, Any]:
        """Everything that is current."""
        return {
            "page": self.page,
            "components": self._components.listed(),
            "incidents": self._all(self._site.timeline.open),
            "scheduled_maintenances": self._all(self._current_maintenances()),
            "status": self._status,
        }

    def status(self) -> dict[str, Any]:
        """How the whole page stands."""
        return {"page": self._page_of(self._components.last_change()), "status": self._status}

    def components(self) -> dict[str, Any]:
        """All groups and components."""
        return {"page": self._page_of(self._components.last_change()), "components": self._components.listed()}

    def incidents(self, newest: int | None = NEWEST) -> dict[str, Any]:
        """The incidents of every state; all of them where `newest` is None."""
        return self._of_kind("incident", self._newest("incident", newest))

    def unresolved(self) -> dict[str, Any]:
        """The incidents that are open."""
        return self._of_kind("incident", self._site.timeline.open)

    def maintenances(self, newest: int | None = NEWEST) -> dict[str, Any]:
        """The maintenances of every state; all of them where `newest` is None."""
        return self._of_kind("maintenance", self._newest("maintenance", newest))

    def upcoming(self) -> dict[str, Any]:
        """The maintenances that have not begun, by the start of their window."""
        return self._of_kind("maintenance", self._site.timeline.coming)

    def active(self) -> dict[str, Any]:
        """The maintenances that are under way, by the start of their window."""
        return self._of_kind("maintenance", self._site.timeline.under_way)

    def single(self, course: Course) -> dict[str, Any]:
        """One incident or maintenance. It changes only when that does: so does the page in it, and a
        closed one has its components as it left them.
        """
        made = self._incidents.document(course, as_left=True)
        name = "scheduled_maintenance" if course.kind == "maintenance" else "incident"
        return {"page": {**self._page, "updated_at": made["updated_at"]}, name: made}

    @property
    def page(self) -> dict[str, str]:
        """Whose status it is, and when anything of it last changed."""
        return self._page_of(self._site.timeline.last_change(self._site.timeline.courses))

    def _of_kind(self, kind: str, courses: Iterable[Course]) -> dict[str, Any]:
        """A list of some of a kind. It may have changed by one that is no longer there: all of the kind count."""
        every = self._newest(kind, None)
        name = "scheduled_maintenances" if kind == "maintenance" else "incidents"
        return {"page": self._page_of(self._site.timeline.last_change(every)), name: self._all(courses)}

    def _page_of(self, changed: datetime | None) -> dict[str, str]:
        return {**self._page, "updated_at": self._clock.text(changed or BEFORE_ALL)}

    @cached_property
    def _page(self) -> dict[str, str]:
        site = self._site
        return {
            "id": page_id(site),
            "name": site.settings.name,
            "url": site.root.rstrip("/"),
            "time_zone": site.settings.timezone,
        }

    @cached_property
    def _status(self) -> dict[str, str]:
        return overall(tuple(self._site.timeline.components.values()), self._site.editions[0].words)

    def _current_maintenances(self) -> list[Course]:
        timeline = self._site.timeline
        return [each for each in timeline.maintenances if timeline.state(each).status not in CLOSED_STATES]

    def _newest(self, kind: str, number: int | None) -> list[Course]:
        """Courses are in this order already, but for those whose words came at the same moment."""
        courses = [course for course in self._site.timeline.courses if course.kind == kind]
        return courses if number is None else courses[:number]

    def _all(self, courses: Iterable[Course]) -> list[dict[str, Any]]:
        made = []
        for course in courses:
            if course.id not in self._made:
                self._made[course.id] = self._incidents.document(course)
            made.append(self._made[course.id])
        return made
