"""The wall between what a site may show and what it may not.

It stands before everything that is computed, so that nothing narrower can
influence a figure, a status or an order. It does not know of time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from plainstatus.model.component import Catalog, Component, Group
from plainstatus.model.incident import Incident, Update
from plainstatus.model.settings import Settings


def for_audience(
    catalog: Catalog, incidents: Iterable[Incident], settings: Settings
) -> tuple[Catalog, tuple[Incident, ...]]:
    """What the readers of this site may know of `catalog` and `incidents`.

    A narrower component leaves every incident and update that names it; a narrower
    group takes its components with it. An incident that has no update left is gone.
    """
    readers = settings.readers_of
    readable = _catalog_for(catalog, readers)
    kept = (_incident_for(incident, readable.components, readers) for incident in incidents)
    return readable, tuple(incident for incident in kept if incident is not None)


def _catalog_for(catalog: Catalog, readers: frozenset[str]) -> Catalog:
    narrow_groups = {group.id for group in catalog.groups if group.audience not in readers}
    components = {
        id: component
        for id, component in catalog.components.items()
        if component.audience in readers and component.group not in narrow_groups
    }
    # A component may say nothing of its group; the group always names its components.
    for group in catalog.groups:
        if group.id in narrow_groups:
            for id in group.components:
                components.pop(id, None)
    groups = tuple(_groups_for(catalog.groups, components, readers))
    left = {group.id for group in groups}
    return Catalog(
        components={
            id: component if component.group is None or component.group in left else replace(component, group=None)
            for id, component in components.items()
        },
        groups=groups,
        ungrouped=tuple(id for id in catalog.ungrouped if id in components),
    )


def _groups_for(
    groups: Iterable[Group], components: Mapping[str, Component], readers: frozenset[str]
) -> Iterable[Group]:
    for group in groups:
        if group.audience not in readers:
            continue
        ids = tuple(id for id in group.components if id in components)
        if ids or not group.components:
            yield group if ids == group.components else replace(group, components=ids)


def _readable_updates(incident: Incident, readers: frozenset[str]) -> tuple[Update, ...]:
    if incident.audience not in readers:
        return ()
    if all(update.audience in readers for update in incident.updates):
        return incident.updates
    return tuple(update for update in incident.updates if update.audience in readers)


def _incident_for(incident: Incident, components: Mapping[str, Component], readers: frozenset[str]) -> Incident | None:
    updates = _readable_updates(incident, readers)
    if not updates:
        return None
    # Most incidents pass whole: making no copy of them is what keeps thousands cheap.
    if updates is incident.updates and _all_known(incident, components):
        return incident
    return replace(
        incident,
        components=_known(incident.components, components),
        updates=tuple(replace(update, components=_known(update.components, components)) for update in updates),
    )


def _all_known(incident: Incident, components: Mapping[str, Component]) -> bool:
    return all(id in components for id in incident.components) and all(
        id in components for update in incident.updates for id in update.components
    )


def _known(statuses: Mapping[str, str], components: Mapping[str, Component]) -> dict[str, str]:
    return {id: status for id, status in statuses.items() if id in components}
