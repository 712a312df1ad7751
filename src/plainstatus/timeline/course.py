"""How one incident unfolds over all time, with what the clock will do by itself.

A course does not depend on now. What it says of a moment depends only on the
updates up to that moment, so that future-dated words stay without effect.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from plainstatus.model.incident import Incident, Update, Window
from plainstatus.model.status import CLOSING_STATUSES, STATELESS_STATUSES, Kind

#: The state of a notice after its `until`; no heading carries it.
ENDED = "ended"

#: The states in which nothing goes on any more.
CLOSED_STATES = CLOSING_STATUSES | {ENDED}

#: The states in which a maintenance has begun and is not over.
UNDER_WAY_STATES = frozenset({"in_progress", "verifying"})

_REOPENING_STATUSES = frozenset({"investigating", "identified"})


@dataclass(frozen=True, slots=True)
class Step:
    """From `at` on: the state, and the status of every component named so far.

    `status` is a state (`investigating`, `in_progress`, `ended`, …), never `update`,
    `postmortem` or `rescheduled`. `components` holds what is in force: of a maintenance
    that has not begun, all are operational. `update` is None where the clock made the
    step, or where it is only known afterwards (`started`). `window` is the
    maintenance window that counts from here on.
    """

    at: datetime
    status: str
    components: Mapping[str, str]
    update: Update | None = None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """An incident with its steps in the order of time.

    Where several steps share a moment, the last one counts.
    """

    incident: Incident
    steps: tuple[Step, ...]

    @property
    def id(self) -> str:
        """The incident's permanent address."""
        return self.incident.id

    @property
    def file_id(self) -> str:
        """The id of its file: an occurrence of a series has none of its own."""
        return self.incident.id.partition("/")[0]

    @property
    def kind(self) -> Kind:
        """The incident's kind."""
        return self.incident.kind

    @property
    def began(self) -> datetime:
        """The first moment of which anything is told: `started`, or the first update."""
        return self.steps[0].at

    @property
    def first_update(self) -> datetime:
        """When the first words were said."""
        return self.incident.updates[0].at

    def step_at(self, moment: datetime) -> Step | None:
        """The step that counts at `moment`; None before the first one."""
        for step in reversed(self.steps):
            if step.at <= moment:
                return step
        return None


def course_of(incident: Incident) -> Course:
    """Lay out the steps of `incident`; there are none where it has no updates."""
    if not incident.updates:
        return Course(incident, ())
    if incident.kind == "maintenance":
        return Course(incident, _maintenance_steps(incident))
    if incident.kind == "notice":
        return Course(incident, _notice_steps(incident))
    return Course(incident, _incident_steps(incident))


def _with(components: Mapping[str, str], changed: Mapping[str, str]) -> Mapping[str, str]:
    return {**components, **changed} if changed else components


def _all_operational(components: Mapping[str, str]) -> Mapping[str, str]:
    return _operational(tuple(components))


@lru_cache(maxsize=1024)
def _operational(ids: tuple[str, ...]) -> Mapping[str, str]:
    # Most incidents end like this, and can share it.
    return dict.fromkeys(ids, "operational")


def _incident_steps(incident: Incident) -> tuple[Step, ...]:
    # Words that begin with the postmortem tell of something that is over.
    status = "resolved" if incident.updates[0].status == "postmortem" else "investigating"
    components = incident.components if status != "resolved" else _all_operational(incident.components)
    before_closing: Mapping[str, str] = incident.components
    steps = []
    for update in incident.updates:
        closed = status in CLOSING_STATUSES
        if update.status in CLOSING_STATUSES:
            if not closed:
                before_closing = components
            components = _with(_all_operational(components), update.components)
        elif update.components:
            components = {**components, **update.components}
        elif closed and update.status in _REOPENING_STATUSES:
            components = {**components, **before_closing}
        if update.status not in STATELESS_STATUSES:
            status = update.status
        steps.append(Step(update.at, status, components, update))
    return (*_before_the_first_words(incident, steps[0]), *steps)


def _before_the_first_words(incident: Incident, first: Step) -> tuple[Step, ...]:
    """What held from `started` to the first update."""
    assert first.update is not None
    if incident.started is None or incident.started >= first.at or first.update.status == "postmortem":
        return ()
    if first.status not in CLOSED_STATES:
        return (Step(incident.started, first.status, first.components, None, first.window),)
    status = "in_progress" if incident.kind == "maintenance" else "investigating"
    return (Step(incident.started, status, incident.components, None, first.window),)


def _notice_steps(incident: Incident) -> tuple[Step, ...]:
    until = incident.until
    components = incident.components
    steps: list[Step] = []
    over = False
    for update in incident.updates:
        if until is not None and until < update.at and not over:
            over = True
            if steps:
                steps.append(Step(until, ENDED, _all_operational(components)))
        components = {**components, **update.components}
        in_force = _all_operational(components) if over else components
        steps.append(Step(update.at, ENDED if over else "notice", in_force, update))
    if until is not None and not over:
        steps.append(Step(until, ENDED, _all_operational(components)))
    return tuple(steps)


def _maintenance_steps(incident: Incident) -> tuple[Step, ...]:
    works = _Works(incident)
    for update in incident.updates:
        works.clock_until(update.at)
        works.hear(update)
    works.clock_until(None)
    first = works.steps[0]
    begun = first.status != "scheduled"
    return (*(_before_the_first_words(incident, first) if begun else ()), *works.steps)


class _Works:
    """A maintenance while its course is laid out: its state after the last step, and the steps."""

    def __init__(self, incident: Incident) -> None:
        schedule = incident.schedule
        self.window = schedule.window if schedule else None
        self.auto = schedule.auto if schedule else False
        self.status = "scheduled"
        #: the statuses that hold while it is under way
        self.planned: Mapping[str, str] = incident.components
        self.components: Mapping[str, str] = _all_operational(incident.components)
        #: somebody said, after the window, that it goes on: then the clock does not end it
        self.held = False
        self.steps: list[Step] = []

    def clock_until(self, limit: datetime | None) -> None:
        """Take the steps that the clock makes before `limit`; all of them where it is None.

        What falls on an update's own moment waits for the update, which wins.
        """
        while self.steps and (due := self._due()) is not None and (limit is None or due < limit):
            if self.status == "scheduled":
                self.status, self.components = "in_progress", self.planned
            else:
                self.status, self.components = "completed", _all_operational(self.planned)
            # A window that was announced late begins with the announcement.
            self._step(max(due, self.steps[-1].at), None)

    def hear(self, update: Update) -> None:
        """Take the step that `update` makes."""
        if update.scheduled is not None:
            self.window, self.held = update.scheduled, False
        self.status = self._status_after(update)
        if update.status in CLOSING_STATUSES:
            self.components = {**_all_operational({**self.planned, **self.components}), **update.components}
        elif self.status in CLOSING_STATUSES:
            self.components = {**self.components, **update.components}
        else:
            self.planned = {**self.planned, **update.components}
            under_way = self.status in UNDER_WAY_STATES
            self.components = self.planned if under_way else _all_operational(self.planned)
        if update.status in UNDER_WAY_STATES:
            self.held = self.window is not None and update.at >= self.window.end
        self._step(update.at, update)

    def _due(self) -> datetime | None:
        if not self.auto or self.window is None:
            return None
        if self.status == "scheduled":
            return self.window.start
        return self.window.end if self.status in UNDER_WAY_STATES and not self.held else None

    def _status_after(self, update: Update) -> str:
        if update.status in STATELESS_STATUSES:
            return self.status
        if update.status != "rescheduled":
            return update.status
        goes_on = self.status in UNDER_WAY_STATES and self.window is not None and self.window.start <= update.at
        return self.status if goes_on else "scheduled"

    def _step(self, at: datetime, update: Update | None) -> None:
        self.steps.append(Step(at, self.status, self.components, update, self.window))
