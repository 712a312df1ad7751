"""Fields and the records they make up: one definition for the reader, the JSON Schema and the manual."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from plainstatus.model.status import KINDS, Kind
from plainstatus.reading.faults import nearest, quoted
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Schema, Value
from plainstatus.reading.yaml_nodes import is_empty


@dataclass(frozen=True)
class Field:
    """One field: its name, what it may hold, and a sentence for people.

    `kinds` are the kinds of incident file that may have it; `required` counts for these.
    """

    name: str
    value: Value
    help: str
    required: bool = False
    kinds: tuple[Kind, ...] = KINDS

    def schema(self) -> Schema:
        return {"description": self.help, **self.value.schema()}


@dataclass
class Entries:
    """What was read of a record: values by field, and the nodes of the keys that were written."""

    values: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, yaml.Node] = field(default_factory=dict)
    nodes: dict[str, yaml.Node] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """The value of a field, None where it was not written or is faulty."""
        return self.values.get(name)

    def get(self, name: str, default: Any) -> Any:
        """The value of a field, `default` where it was not written or is faulty."""
        return self.values.get(name, default)


class Record:
    """A mapping with fields of set names."""

    def __init__(self, *fields: Field, what: str, elsewhere: Mapping[str, str] | None = None) -> None:
        self.fields = fields
        self.what = what
        self.by_name = {each.name: each for each in fields}
        self.required = tuple(each.name for each in fields if each.required and each.kinds == KINDS)
        #: names that people write here though they belong somewhere else → what to do instead
        self.elsewhere = elsewhere or {}

    def read(self, node: yaml.Node, scope: Scope) -> Entries | None:
        """Every field of `node`; None only where it is no mapping at all."""
        if not isinstance(node, yaml.MappingNode):
            scope.fault(node, "wrong-shape", f"{self.what} consists of `field: value` lines", self._example())
            return None
        entries = Entries()
        for name, key, value in scope.pairs(node):
            known = self.by_name.get(name)
            entries.keys[name] = key
            if known is None:
                self._unknown(key, scope)
            elif is_empty(value):
                scope.fault(key, "empty-field", f"`{name}` has no value", _why_empty(name))
            else:
                entries.nodes[name] = value
                result = known.value.read(value, scope)
                if result is not None:
                    entries.values[name] = result
        for name in self.required:
            if name not in entries.keys:
                hint = f"Add a line `{name}:` with {_article(self.by_name[name].help)}"
                scope.fault(node, "missing-field", f"{self.what} has no `{name}`", hint)
        return entries

    def schema(self) -> Schema:
        schema: Schema = {
            "type": "object",
            "properties": {each.name: each.schema() for each in self.fields},
            "additionalProperties": False,
        }
        return {**schema, "required": list(self.required)} if self.required else schema

    def _unknown(self, key: yaml.ScalarNode, scope: Scope) -> None:
        name: str = key.value
        if name in self.elsewhere:
            scope.fault(key, "misplaced-field", f"`{name}` does not belong here", self.elsewhere[name])
            return
        near = nearest(name, self.by_name)
        hint = f"Did you mean `{near}`?" if near else f"Known here: {', '.join(self.by_name)}."
        scope.fault(key, "unknown-field", f"{quoted(name)} is not a field of {self.what}", hint)

    def _example(self) -> str:
        first = self.fields[0]
        return f"Write for example `{first.name}: …`."


@dataclass(frozen=True)
class RecordValue:
    """A record as the value of a field, made into one thing by `build`."""

    record: Record
    build: Any

    def read(self, node: yaml.Node, scope: Scope) -> Any:
        before = len(scope.faults.found)
        entries = self.record.read(node, scope)
        if entries is None or len(scope.faults.found) > before:
            return None
        return self.build(entries, scope)

    def schema(self) -> Schema:
        return self.record.schema()


def _why_empty(name: str) -> str:
    return f"Write a value behind `{name}:`, in quotes where it begins with `#`; or delete the line."


def _article(help: str) -> str:
    """The sentence of a field as the end of another one."""
    return help[0].lower() + help[1:]
