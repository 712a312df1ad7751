"""The whole site as of one moment: what is open, what is coming, what was.

Everything follows from the incidents and the `now` that are handed in. It does not
know who may read what (`audience` came before) and makes no words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from plainstatus.model.component import Catalog, Group
from plainstatus.model.incident import ExpectedRecovery, Incident, Update
from plainstatus.model.settings import Settings
from plainstatus.model.status import CLOSING_STATUSES, ComponentStatus, Impact, impact_of, weight, worst
from plainstatus.timeline.course import CLOSED_STATES, UNDER_WAY_STATES, Course, Step, course_of
from plainstatus.timeline.history import (
    HistoryDay,
    HistoryMonth,
    days_before,
    indexed_by_component,
    months_of,
)
from plainstatus.timeline.occurrences import expand
from plainstatus.timeline.uptime import Calendar, Day, Span, Uptime, calendar_until, days_of, epoch, uptime_of

#: How far ahead a repeating maintenance is laid out.
HORIZON = timedelta(days=60)

#: How many days uptime looks back. Today comes on top: it counts when it is over.
UPTIME_DAYS = 365


@dataclass(frozen=True, slots=True)
class Affected:
    """One component was not operational from `start` to `end`; `end` is None while it lasts."""

    component: str
    start: datetime
    end: datetime | None
    status: str


def timeline_of(catalog: Catalog, incidents: Iterable[Incident], settings: Settings, now: datetime) -> "Timeline":
    """The timeline of a site at `now`, an aware datetime, from incidents that its audience may read."""
    courses = [course_of(each) for incident in incidents for each in expand(incident, now + HORIZON)]
    return Timeline(catalog, settings, now.astimezone(UTC), tuple(course for course in courses if course.steps))


@dataclass(frozen=True)
class Timeline:
    """Answers of one site at `now`. `known` has also what is not public yet: never show it."""

    catalog: Catalog
    settings: Settings
    now: datetime
    known: tuple[Course, ...]

    # What there is

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """What is public by now, the newest first words first."""
        public = [course for course in self.known if _public_from(course.incident) <= self.now]
        public.sort(key=_age, reverse=True)
        return tuple(public)

    def course(self, id: str) -> Course:
        """The public course of an incident id. Raises `KeyError` where there is none."""
        return self._by_id[id]

    def state(self, course: Course) -> Step:
        """The step of a public course that counts now."""
        return self._states[course.id]

    def updates(self, course: Course) -> tuple[Update, ...]:
        """The updates said by now, oldest first; later ones are not public yet."""
        updates = course.incident.updates
        if updates[-1].at <= self.now:
            return updates
        return tuple(update for update in updates if update.at <= self.now)

    def changed(self, course: Course) -> datetime:
        """When what is told of a public course last changed: by words, by the clock, or by its publication."""
        return max(self.state(course).at, _public_from(course.incident))

    def last_change(self, courses: Iterable[Course]) -> datetime | None:
        """When what is told of public `courses` last changed; None where there are none."""
        return max(map(self.changed, courses), default=None)

    # What is going on

    @cached_property
    def open(self) -> tuple[Course, ...]:
        """The incidents that are not resolved, newest first."""
        return tuple(c for c in self.courses if c.kind == "incident" and not self._is_closed(c))

    @cached_property
    def maintenances(self) -> tuple[Course, ...]:
        """All public maintenances, by the start of the window that counts for each."""
        found = [course for course in self.courses if course.kind == "maintenance"]
        return tuple(sorted(found, key=lambda course: (_window_start(self.state(course)), course.id)))

    @cached_property
    def under_way(self) -> tuple[Course, ...]:
        """The maintenances that have begun and are not over, by the start of their window."""
        return tuple(c for c in self.maintenances if self.state(c).status in UNDER_WAY_STATES)

    @cached_property
    def coming(self) -> tuple[Course, ...]:
        """The maintenances that have not begun, by the start of their window."""
        return tuple(c for c in self.maintenances if self.state(c).status == "scheduled")

    @cached_property
    def notices(self) -> tuple[Course, ...]:
        """The notices that are current, newest first."""
        return tuple(c for c in self.courses if c.kind == "notice" and not self._is_closed(c))

    # Status

    @cached_property
    def components(self) -> Mapping[str, ComponentStatus]:
        """The status of every component that is not retired, in the order of the page."""
        in_force: dict[str, list[str]] = {}
        for step in self._states.values():
            for id, status in step.components.items():
                in_force.setdefault(id, []).append(status)
        return {component.id: worst(in_force.get(component.id, ())) for component in self.catalog.current}

    def status_of(self, component_id: str) -> ComponentStatus:
        """The status of a component; a retired one has none but `operational`."""
        return self.components.get(component_id, "operational")

    def group_status(self, group: Group) -> ComponentStatus:
        """The worst status of the group's components."""
        return worst(self.status_of(id) for id in group.components)

    @cached_property
    def overall(self) -> ComponentStatus:
        """The worst status of all components."""
        return worst(self.components.values())

    # One incident

    def impact(self, course: Course) -> Impact:
        """The impact that the author gave, or the one that follows from the worst status up to now."""
        if course.incident.impact is not None:
            return course.incident.impact  # type: ignore[return-value]
        if course.kind == "maintenance":
            return "maintenance"
        return impact_of(worst(status for step in self._steps(course) for status in step.components.values()))

    def next_update(self, course: Course) -> datetime | None:
        """When the next words were promised by the latest ones; None where they promise nothing, or all is over.

        A word to some of the readers that promises nothing leaves the promise that was made to all of them.
        """
        if self._is_closed(course):
            return None
        for update in reversed(self.updates(course)):
            if update.next_update is not None or update.audience == course.incident.audience:
                return update.next_update
        return None

    def overdue(self, course: Course) -> bool:
        """Whether the promised moment has come without new words; in its very minute it has."""
        promised = self.next_update(course)
        return promised is not None and promised <= self.now

    def expected_recovery(self, course: Course) -> ExpectedRecovery:
        """What the latest update that speaks of it expects; None where none does, or all is over."""
        if self._is_closed(course):
            return None
        for update in reversed(self.updates(course)):
            # What was expected before a resolution says nothing about what came after it.
            if update.expected_recovery is not None or update.status in CLOSING_STATUSES:
                return update.expected_recovery
        return None

    def started(self, course: Course) -> datetime:
        """When it began; for a maintenance that has not, the start of its window."""
        if course.kind != "maintenance":
            return course.began
        begun: datetime | None = None
        for step in self._steps(course):
            if step.status == "scheduled":
                begun = None
            elif begun is None and step.status in UNDER_WAY_STATES:
                begun = step.at
        window = self.state(course).window
        return begun or (window.start if window else course.began)

    def ended(self, course: Course) -> datetime | None:
        """When it was closed, for the last time; None while it is not."""
        ended: datetime | None = None
        for step in reversed(self._steps(course)):
            if step.status not in CLOSED_STATES:
                break
            ended = step.at
        return ended

    def duration(self, course: Course) -> timedelta:
        """How long it took, or has taken; for a maintenance that has not begun, how long it shall take."""
        state = self.state(course)
        if state.status == "scheduled" and state.window:
            return state.window.end - state.window.start
        return max((self.ended(course) or self.now) - self.started(course), timedelta(0))

    def affected(self, course: Course) -> tuple[Affected, ...]:
        """When each of its components was not operational, up to now: in the order of the components' first
        mention, then of time.
        """
        found: list[Affected] = []
        steps = self._steps(course)
        for id in self.components_of(course):
            start, status = course.began, "operational"
            for step in steps:
                new = step.components.get(id, "operational")
                if new != status:
                    if status != "operational" and start < step.at:
                        found.append(Affected(id, start, step.at, status))
                    start, status = step.at, new
            if status != "operational":
                found.append(Affected(id, start, None, status))
        return tuple(found)

    def components_of(self, course: Course) -> tuple[str, ...]:
        """The ids of all components it has named, those that a coming maintenance will touch too."""
        return tuple(self.state(course).components)

    # Components

    def incidents_of(self, component_id: str) -> tuple[Course, ...]:
        """The public courses that name a component, newest first."""
        return self._by_component.get(component_id, ())

    def days(self, component_id: str) -> tuple[Day, ...] | None:
        """The last 365 days of a component and today, oldest first; None where it counts no uptime."""
        if component_id not in self._days:
            self._days[component_id] = self._count_days(component_id)
        return self._days[component_id]

    def uptime(self, component_id: str, days: int = 90) -> Uptime | None:
        """The figure over the last `days` days that are over (at most 365); None where nothing counts."""
        counted = self.days(component_id)
        return uptime_of(counted[-days - 1 : -1]) if counted else None

    # History

    def date_of(self, course: Course) -> date:
        """The day of the site's zone under which it stands: when it began, or its window does."""
        return self.started(course).astimezone(self.zone).date()

    def recent(self, days: int = 15) -> tuple[HistoryDay, ...]:
        """The last days with what began on each, newest first. What is still to come is not there."""
        coming = {course.id for course in self.coming}
        return days_before(self.today, days, [pair for pair in self._dated if pair[1].id not in coming])

    def months(self) -> tuple[HistoryMonth, ...]:
        """Every month that has something, newest first; maintenance to come stands in its month too."""
        return months_of(self._dated)

    # Time

    @cached_property
    def zone(self) -> ZoneInfo:
        """The site's zone."""
        return ZoneInfo(self.settings.timezone)

    @cached_property
    def today(self) -> date:
        """The day of the site's zone."""
        return self.now.astimezone(self.zone).date()

    # Computed once

    @cached_property
    def _by_id(self) -> Mapping[str, Course]:
        return {course.id: course for course in self.courses}

    @cached_property
    def _states(self) -> Mapping[str, Step]:
        states = ((course.id, course.step_at(self.now)) for course in self.courses)
        return {id: step for id, step in states if step is not None}

    @cached_property
    def _by_component(self) -> Mapping[str, tuple[Course, ...]]:
        return indexed_by_component(self.courses, {id: step.components for id, step in self._states.items()})

    @cached_property
    def _dated(self) -> tuple[tuple[date, Course], ...]:
        dated = [(self.started(course), course.id, course) for course in self.courses]
        dated.sort(key=lambda entry: entry[:2], reverse=True)
        return tuple((started.astimezone(self.zone).date(), course) for started, _, course in dated)

    @cached_property
    def _calendar(self) -> Calendar:
        return calendar_until(self.now, self.zone, UPTIME_DAYS + 1)

    @cached_property
    def _days(self) -> dict[str, tuple[Day, ...] | None]:
        return {}

    @cached_property
    def _spans(self) -> Mapping[str, list[Span]]:
        """Component id → its spans of trouble within the calendar."""
        spans: dict[str, list[Span]] = {}
        first, after = self._calendar.starts[0], self._calendar.end + 1
        for course in self.courses:
            steps = self._steps(course)
            ends = [epoch(step.at) for step in steps[1:]]
            begins = [epoch(steps[0].at), *ends]
            for step, begin, end in zip(steps, begins, [*ends, after], strict=True):
                if end <= first:
                    continue
                for id, status in step.components.items():
                    if status != "operational":
                        _extend(spans.setdefault(id, []), (begin, end, weight(status)))
        return spans

    def _count_days(self, component_id: str) -> tuple[Day, ...] | None:
        component = self.catalog.components[component_id]
        if not component.uptime or component.retired:
            return None
        spans = self._spans.get(component_id, ())
        return days_of(spans, self._calendar, self.settings.uptime_weights, component.since)

    def _steps(self, course: Course) -> tuple[Step, ...]:
        """The steps up to now."""
        if course.steps[-1].at <= self.now:
            return course.steps
        return tuple(step for step in course.steps if step.at <= self.now)

    def _is_closed(self, course: Course) -> bool:
        return self.state(course).status in CLOSED_STATES


def _public_from(incident: Incident) -> datetime:
    return incident.readable_from(incident.updates[0].at)


def _age(course: Course) -> tuple[datetime, datetime, str]:
    # Occurrences of one maintenance share their first words: the later window is the newer.
    schedule = course.incident.schedule
    return course.first_update, schedule.window.start if schedule else course.began, course.id


def _extend(spans: list[Span], span: Span) -> None:
    """Add `span`, as one with the last where it goes on from there: most updates change no status."""
    if spans and spans[-1][1] == span[0] and spans[-1][2] == span[2]:
        spans[-1] = (spans[-1][0], span[1], span[2])
    else:
        spans.append(span)


def _window_start(step: Step) -> datetime:
    return step.window.start if step.window else step.at
