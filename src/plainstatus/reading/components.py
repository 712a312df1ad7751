"""`components.yml`: what is run, in groups, in the order of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from plainstatus.model.component import Catalog, Component, Group
from plainstatus.model.finding import Finding
from plainstatus.model.settings import Settings
from plainstatus.reading.faults import Faults, TooManyFaultsError, quoted
from plainstatus.reading.fields import Entries, Field, Record
from plainstatus.reading.scope import Scope
from plainstatus.reading.source import decode
from plainstatus.reading.time_values import Day
from plainstatus.reading.values import (
    Address,
    Audience,
    Flag,
    Identifier,
    ListOf,
    LocalWords,
    Schema,
    Text,
)
from plainstatus.reading.yaml_nodes import compose


@dataclass(frozen=True)
class ListOfRecords:
    """A list of mappings with set fields: each is read by itself, so that one fault hides no other."""

    record: Record
    example: str

    def read(self, node: yaml.Node, scope: Scope) -> list[Entries] | None:
        if not isinstance(node, yaml.SequenceNode):
            hint = f"Write each with a dash before it: `{self.example}`."
            scope.fault(node, "wrong-shape", "a list is expected here", hint)
            return None
        read = [self.record.read(item, scope) for item in node.value]
        return [entries for entries in read if entries is not None]

    def schema(self) -> Schema:
        return {"type": "array", "items": self.record.schema()}


_IDENTITY = (
    Field("id", Identifier(), "Part of addresses, feeds and subscriptions, so it never changes.", required=True),
    Field("name", LocalWords(), "What customers read; may be a mapping of language to name.", required=True),
)
_AUDIENCE = Field("audience", Audience(), "Who may know of it; everybody where it is absent.")
_EXTERNAL_ID = Field("external_id", Text(longest=200), "The id that it had in the system it was imported from.")
_WORDS = ListOf(Text(longest=100), "[eu-west-1]")

COMPONENT = Record(
    *_IDENTITY,
    Field("description", LocalWords(Text(longest=300)), "One line about it."),
    Field("since", Day(), "The first day that counts for uptime; before it the bars are empty."),
    Field("uptime", Flag(), "`false`: no bars and no percentage."),
    Field("url", Address(), "The address of the thing itself."),
    _AUDIENCE,
    Field("regions", _WORDS, "Regions by which `plainstatus new` and the importers find it."),
    Field("aliases", _WORDS, "Further words by which `plainstatus new` and the importers find it."),
    _EXTERNAL_ID,
    what="a component",
    elsewhere={"components": "Only a group has components.", "collapsed": "Only a group can be collapsed."},
)

GROUP = Record(
    *_IDENTITY,
    Field("description", LocalWords(Text(longest=300)), "One line about the group."),
    Field(
        "components", ListOfRecords(COMPONENT, "- {id: api, name: API}"), "Its components, in the order of the page."
    ),
    Field("collapsed", Flag(), "`true`: only the group's own line is shown until somebody opens it."),
    _AUDIENCE,
    _EXTERNAL_ID,
    what="a group",
)

CATALOG = Record(
    Field("groups", ListOfRecords(GROUP, "- {id: platform, name: Platform}"), "Components that stand together."),
    Field("components", ListOfRecords(COMPONENT, "- {id: api, name: API}"), "Components in no group."),
    Field("retired", ListOfRecords(COMPONENT, "- {id: fax, name: Fax}"), "Components that only old incidents name."),
    what="`components.yml`",
)


@dataclass
class _Building:
    """The catalog while it is read; `places` has the node of each id, in groups and components alike."""

    scope: Scope
    components: dict[str, Component] = field(default_factory=dict)
    places: dict[str, yaml.Node] = field(default_factory=dict)

    def take(self, entries: Entries) -> str | None:
        """The id in `entries`, None where it is faulty or stands twice."""
        identifier: str | None = entries["id"]
        if identifier is None:
            return None
        node = entries.nodes["id"]
        if identifier in self.places:
            first = self.scope.line_of(self.places[identifier])
            hint = f"It stands already on line {first}; groups and components share their ids."
            self.scope.fault(node, "duplicate-id", f"the id {quoted(identifier)} is given twice", hint)
            return None
        self.places[identifier] = node
        return identifier

    def add(self, entries: Entries, group: str | None = None, *, retired: bool = False) -> str | None:
        """Make the component of `entries`; its id, None where it is faulty."""
        identifier = self.take(entries)
        if identifier is None:
            return None
        values: Mapping[str, Any] = {name: value for name, value in entries.values.items() if name != "id"}
        named = {"name": {"": identifier}, **values}
        self.components[identifier] = Component(id=identifier, group=group, retired=retired, **named)
        return identifier

    def add_all(self, items: list[Entries], group: str | None = None, *, retired: bool = False) -> tuple[str, ...]:
        """Make the components of `items`; the ids of those that are not faulty."""
        added = (self.add(item, group, retired=retired) for item in items)
        return tuple(identifier for identifier in added if identifier is not None)


def read_components(data: bytes, path: str, settings: Settings) -> tuple[Catalog, list[Finding]]:
    """The catalog in `data` as far as it can be read, and every fault of it; `path` is what findings carry."""
    faults = Faults(path)
    try:
        return _read(data, settings, faults), faults.found
    except TooManyFaultsError:
        return Catalog(), faults.found


def _read(data: bytes, settings: Settings, faults: Faults) -> Catalog:
    text = decode(data, faults)
    node = compose(text, faults) if text is not None else None
    if node is None:
        if not faults.found:
            hint = "Write for example `components: [{id: api, name: API}]`."
            faults.add("empty-file", 0, 0, "the file names no component", hint)
        return Catalog()
    audiences = ("public", *settings.audiences)
    scope = Scope(faults, audiences=audiences, languages=settings.languages)
    entries = CATALOG.read(node, scope) or Entries()
    building = _Building(scope)
    groups = tuple(group for item in entries.get("groups", ()) if (group := _group(item, building)) is not None)
    ungrouped = building.add_all(entries.get("components", []))
    building.add_all(entries.get("retired", []), retired=True)
    return Catalog(building.components, groups, ungrouped)


def _group(entries: Entries, building: _Building) -> Group | None:
    identifier = building.take(entries)
    members = building.add_all(entries.get("components", []), identifier)
    if identifier is None:
        return None
    values = {name: value for name, value in entries.values.items() if name not in ("id", "components")}
    named = {"name": {"": identifier}, **values}
    return Group(id=identifier, components=members, **named)
