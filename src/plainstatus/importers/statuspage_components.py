"""The components and groups of a hosted status page as our catalog, and the way from its codes to our ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from plainstatus.importers.report import Report
from plainstatus.importers.statuspage_told import text
from plainstatus.model.component import Catalog, Component, Group
from plainstatus.writing.names import Ids, slug

_LONGEST_NAME = 200
_LONGEST_DESCRIPTION = 300


@dataclass
class Known:
    """Components by the codes and the names that incidents use, and those that came up only in incidents."""

    catalog: Catalog
    ids: Ids
    _by_code: dict[str, str] = field(default_factory=dict)
    _retired: dict[str, Component] = field(default_factory=dict)

    @classmethod
    def of(cls, catalog: Catalog) -> "Known":
        """The components of `catalog`, found by the id that they had elsewhere, or by name."""
        known = cls(catalog, Ids({*catalog.components, *(group.id for group in catalog.groups)}))
        members = [(group, catalog.components[id]) for group in catalog.groups for id in group.components]
        names = [(each.external_id, each.id) for each in catalog.components.values()]
        names += [(f"{group.name.get('', '')} - {each.name.get('', '')}", each.id) for group, each in members]
        names += [(name, each.id) for each in catalog.components.values() for name in each.name.values()]
        for name, id in names:
            if name:
                known._by_code.setdefault(name.casefold(), id)
        return known

    def id(self, code: str, name: str) -> str:
        """Our id of what an incident calls `code` and `name`; a retired component is made where there is none."""
        bare = name.rpartition(" - ")[2]
        for key in (code, name, bare):
            if key and (known := self._by_code.get(key.casefold())):
                return known
        id = self.ids.take(slug(bare or code, "component"))
        self._retired[id] = Component(id, {"": (name or code)[:_LONGEST_NAME]}, external_id=code or None, retired=True)
        self._by_code[(code or name).casefold()] = id
        return id

    def complete(self) -> Catalog:
        """The catalog with what incidents added."""
        return replace(self.catalog, components={**self.catalog.components, **self._retired})


def catalog_of(entries: Iterable[Mapping[str, Any]], report: Report) -> Catalog:
    """The catalog of the flat list of a page, in which each group and each place in it is told by numbers."""
    listed = [entry for entry in entries if text(entry.get("id")) and text(entry.get("name"))]
    listed.sort(key=_position)
    leaves = [entry for entry in listed if entry.get("group") is not True]
    groups = {text(entry["id"]): entry for entry in listed if entry.get("group") is True}
    ids = Ids()
    group_ids = {code: ids.take(slug(text(entry["name"]), "group")) for code, entry in groups.items()}
    components: dict[str, Component] = {}
    for entry in leaves:
        code = text(entry.get("group_id"))
        wanted = slug(text(entry["name"]), "component")
        if wanted in ids.taken and code in group_ids:
            wanted = f"{group_ids[code]}-{wanted}"
        id = ids.take(wanted)
        components[id] = _component(id, entry, group_ids.get(code))
    if any(entry.get("only_show_if_degraded") is True for entry in leaves):
        report.remark("components", "some were shown only while something was wrong; here they always are")
    if leaves and not any(entry.get("showcase") is True for entry in leaves):
        report.remark("components", "none showed its uptime; delete `uptime: false` of those that shall")
    made = [_group(group_ids[code], entry, components) for code, entry in groups.items()]
    ungrouped = tuple(id for id, component in components.items() if component.group is None)
    return Catalog(components, tuple(group for group in made if group.components), ungrouped)


def _component(id: str, entry: Mapping[str, Any], group: str | None) -> Component:
    return Component(
        id=id,
        name={"": _one_line(entry["name"], _LONGEST_NAME)},
        description=_description(entry),
        since=_day(entry.get("start_date")),
        uptime=entry.get("showcase") is not False,
        external_id=text(entry["id"]),
        group=group,
    )


def _group(id: str, entry: Mapping[str, Any], components: Mapping[str, Component]) -> Group:
    members = tuple(component.id for component in components.values() if component.group == id)
    name = _one_line(entry["name"], _LONGEST_NAME)
    return Group(id, {"": name}, members, _description(entry), external_id=text(entry["id"]))


def _position(entry: Mapping[str, Any]) -> int:
    position = entry.get("position")
    return position if isinstance(position, int) else 0


def _description(entry: Mapping[str, Any]) -> dict[str, str]:
    words = _one_line(entry.get("description"), _LONGEST_DESCRIPTION)
    return {"": words} if words else {}


def _one_line(value: Any, longest: int) -> str:
    words = " ".join(text(value).split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        return None
