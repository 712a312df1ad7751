"""An incident or a maintenance as the API shows it, with its updates, newest first."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from plainstatus.model.incident import Update
from plainstatus.site.api.components import Components
from plainstatus.site.api.ids import incident_id, page_id, update_id
from plainstatus.site.api.times import Clock
from plainstatus.site.site import Site
from plainstatus.site.updates import mended
from plainstatus.timeline.course import CLOSED_STATES, Course, Step
from plainstatus.wording import addresses
from plainstatus.wording.plain_text import plain_lines

#: The vocabulary knows no cancellation: what was cancelled is over.
_STATE = {"cancelled": "completed"}


class _Said(NamedTuple):
    """An update that was said: its number from the oldest on, the place of its step, the state after it, and when
    its words last changed.
    """

    number: int
    update: Update
    place: int
    status: str
    changed: datetime


class Incidents:
    """The incidents and maintenances of one site. Notices have no place in the vocabulary."""

    def __init__(self, site: Site, clock: Clock, components: Components) -> None:
        self._site = site
        self._clock = clock
        self._components = components
        self._page_id = page_id(site)

    def document(self, course: Course, *, as_left: bool = False) -> dict[str, Any]:
        """One incident or maintenance. `as_left` shows the components of a closed one as it left them."""
        clock, timeline = self._clock, self._site.timeline
        state, id = timeline.state(course), incident_id(course)
        said = list(self._said(course))
        changed = max(state.at, *(each.changed for each in said))
        ended = timeline.ended(course)
        # Of a maintenance it is when it was announced.
        began = course.first_update if course.kind == "maintenance" else course.began
        made = {
            "id": id,
            "name": self._site.editions[0].title(course.incident),
            "status": "postmortem" if said[-1].status == "postmortem" else _STATE.get(state.status, state.status),
            "created_at": clock.text(course.first_update),
            "updated_at": clock.text(changed),
            "monitoring_at": self._first(course, "monitoring"),
            "resolved_at": None if ended is None else clock.text(ended),
            "impact": timeline.impact(course),
            "shortlink": self._site.root + addresses.incident(course.id),
            "started_at": clock.text(began),
            "page_id": self._page_id,
            "incident_updates": [self._update(course, each, id) for each in reversed(said)],
            "components": self._left(state) if as_left and ended else self._components.named(state.components),
            "reminder_intervals": None,
        }
        if course.kind == "maintenance":
            assert state.window is not None
            made["scheduled_for"] = clock.text(state.window.start)
            made["scheduled_until"] = clock.text(state.window.end)
        return made

    def _said(self, course: Course) -> Iterator[_Said]:
        """Each update said by now, oldest first."""
        places = {id(step.update): place for place, step in enumerate(course.steps)}
        for number, update in enumerate(self._site.timeline.updates(course)):
            place = places[id(update)]
            status = course.steps[place].status
            if update.status == "postmortem" and status in CLOSED_STATES:
                status = "postmortem"
            yield _Said(number, update, place, _STATE.get(status, status), mended(update, self._site))

    def _update(self, course: Course, said: _Said, incident: str) -> dict[str, Any]:
        site, update = self._site, said.update
        at = self._clock.text(update.at)
        return {
            "id": update_id(course, update),
            "status": said.status,
            "body": plain_lines(site.words(course, site.editions[0]).updates[said.number], site.root),
            "incident_id": incident,
            "created_at": at,
            "updated_at": at if said.changed == update.at else self._clock.text(said.changed),
            "display_at": at,
            "affected_components": self._affected(course, said) or None,
            "deliver_notifications": update.notify and course.incident.notify,
            "custom_tweet": None,
            "tweet_id": None,
        }

    def _affected(self, course: Course, said: _Said) -> list[dict[str, str]]:
        """What an update did to components, or said of them: what they were before it, and after."""
        first, update, place = said.number == 0, said.update, said.place
        after = course.steps[place].components
        # What held before the first words is told by them.
        before: Mapping[str, str] = course.steps[place - 1].components if place and not first else {}
        if after is before and not update.components:
            return []
        known = self._components.leaves
        return [
            {
                "code": known[id]["id"],
                "name": self._components.full_names[id],
                "old_status": before.get(id, "operational"),
                "new_status": status,
            }
            for id, status in after.items()
            if id in known and (first or id in update.components or before.get(id, "operational") != status)
        ]

    def _left(self, state: Step) -> list[dict[str, Any]]:
        at, leaves = self._clock.text(state.at), self._components.leaves
        return [
            {**leaves[id], "status": status, "updated_at": at}
            for id, status in state.components.items()
            if id in leaves
        ]

    def _first(self, course: Course, status: str) -> str | None:
        now = self._site.timeline.now
        reached = (step.at for step in course.steps if step.status == status and step.at <= now)
        moment = next(reached, None)
        return None if moment is None else self._clock.text(moment)
