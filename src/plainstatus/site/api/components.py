"""Components and groups as the API lists them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from plainstatus.model.component import Component, Group, in_language
from plainstatus.model.status import worst
from plainstatus.site.api.ids import component_id, page_id
from plainstatus.site.api.times import Clock
from plainstatus.site.site import Site
from plainstatus.wording.moments import BEFORE_ALL


class Components:
    """The components of one site as they are now, each made once."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self._site = site
        self._clock = clock
        self._page_id = page_id(site)
        self._changed = _last_changes(site)
        catalog = site.timeline.catalog
        self._groups = {group.id: group for group in catalog.groups if group.components}
        self._positions = _positions(self._groups, catalog.ungrouped)
        group_of = {id: group for group in self._groups.values() for id in group.components}
        #: by id, retired ones too
        self.leaves: Mapping[str, dict[str, Any]] = {
            id: self._leaf(component, group_of.get(id)) for id, component in catalog.components.items()
        }
        #: what an update calls each of them: with its group in front
        self.full_names = {
            id: f"{self._name(group_of[id])} - {leaf['name']}" if id in group_of else leaf["name"]
            for id, leaf in self.leaves.items()
        }

    def last_change(self) -> datetime:
        """When the status of any component last changed."""
        return max(self._changed.values(), default=BEFORE_ALL)

    def listed(self) -> list[dict[str, Any]]:
        """Groups and components that are not retired in one list, by position alone."""
        catalog = self._site.timeline.catalog
        listed = [self._group(group) for group in self._groups.values()]
        listed += [self.leaves[component.id] for component in catalog.current]
        return sorted(listed, key=lambda entry: entry["position"])

    def named(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Those of `ids` that are known, as they are now."""
        return [self.leaves[id] for id in ids if id in self.leaves]

    def _leaf(self, component: Component, group: Group | None) -> dict[str, Any]:
        created = self._created(component)
        return {
            "id": component_id(component),
            "name": self._name(component),
            "status": self._site.timeline.status_of(component.id),
            "created_at": self._clock.text(created),
            "updated_at": self._clock.text(max(self._changed.get(component.id, created), created)),
            "position": self._positions.get(component.id, len(self._site.timeline.catalog.current) + 1),
            "description": self._described(component),
            "showcase": component.uptime and not component.retired,
            "start_date": component.since.isoformat() if component.since else None,
            "group_id": component_id(group) if group else None,
            "page_id": self._page_id,
            "group": False,
            "only_show_if_degraded": False,
        }

    def _group(self, group: Group) -> dict[str, Any]:
        children = [self.leaves[id] for id in group.components]
        catalog = self._site.timeline.catalog
        created = min(self._created(catalog.components[id]) for id in group.components)
        changed = max(max(self._changed.get(id, created), created) for id in group.components)
        return {
            "id": component_id(group),
            "name": self._name(group),
            "status": worst(child["status"] for child in children),
            "created_at": self._clock.text(created),
            "updated_at": self._clock.text(changed),
            "position": self._positions[group.id],
            "description": self._described(group),
            "showcase": False,
            "start_date": None,
            "group_id": None,
            "page_id": self._page_id,
            "group": True,
            "only_show_if_degraded": False,
            "components": [child["id"] for child in children],
        }

    def _created(self, component: Component) -> datetime:
        """The first day that counts, or the first words that name it."""
        if component.since is not None:
            return datetime.combine(component.since, time(), self._clock.zone).astimezone(UTC)
        named = self._site.timeline.incidents_of(component.id)
        return min((course.first_update for course in named), default=BEFORE_ALL)

    def _name(self, thing: Component | Group) -> str:
        return self._site.editions[0].name(thing)

    def _described(self, thing: Component | Group) -> str | None:
        return in_language(thing.description, self._site.editions[0].language) or None


def _positions(groups: Mapping[str, Group], ungrouped: Iterable[str]) -> dict[str, int]:
    """The rank of each component in its group, and of each group and each component in none on the page."""
    positions = {id: place for group in groups.values() for place, id in enumerate(group.components, 1)}
    positions.update({id: place for place, id in enumerate((*groups, *ungrouped), 1)})
    return positions


def _last_changes(site: Site) -> dict[str, datetime]:
    """Component id → when its status last changed, by any incident."""
    changed: dict[str, datetime] = {}
    now, epoch = site.timeline.now, datetime.min.replace(tzinfo=UTC)
    for course in site.timeline.courses:
        before: Mapping[str, str] = {}
        for step in course.steps:
            if step.at > now:
                break
            if step.components is before:
                continue
            for id, status in step.components.items():
                if before.get(id, "operational") != status and step.at > changed.get(id, epoch):
                    changed[id] = step.at
            before = step.components
    return changed
