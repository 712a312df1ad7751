"""What has names in `mkdocs.yml`, and is of one of several kinds: a field that only one kind has says which."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from plainstatus.reading.fields import Entries, Record
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Identifier, Schema, Value
from plainstatus.reading.yaml_nodes import is_empty


def _is_whole(kind: str, entries: Entries, scope: Scope) -> None:
    """All is well with what has no further rules."""


@dataclass(frozen=True)
class OneOf:
    """A record of one of `kinds`, which are named by the field that makes it one; without its name.

    `what` is such a thing, and `example` one. `tell` notes the fault where `node` has the fields of no kind, or of
    several: it is given the fields that are there, and those kinds. `check` notes what does not go together.
    """

    kinds: Mapping[str, Record]
    what: str
    example: str
    tell: Callable[[yaml.Node, Mapping[str, yaml.Node], list[str], Scope], None]
    check: Callable[[str, Entries, Scope], None] = _is_whole

    def read(self, node: yaml.Node, scope: Scope) -> Any:
        """The values of its fields, or None after a fault."""
        if not isinstance(node, yaml.MappingNode) or is_empty(node):
            message = f"{self.what} consists of `field: value` lines"
            scope.fault(node, "wrong-shape", message, f"Write for example `{self.example}`.")
            return None
        named = {key.value: key for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
        kinds = [kind for kind in self.kinds if kind in named]
        if len(kinds) != 1:
            self.tell(node, named, kinds, scope)
            return None
        before = len(scope.faults.found)
        entries = self.kinds[kinds[0]].read(node, scope)
        if entries is not None:
            self.check(kinds[0], entries, scope)
        return None if entries is None or len(scope.faults.found) > before else entries

    def schema(self) -> Schema:
        return {"oneOf": [record.schema() for record in self.kinds.values()]}


@dataclass(frozen=True)
class Named:
    """A mapping of names to things of the form `one`, in their order; `made` makes one of its name and its fields."""

    one: Value
    made: Callable[[str, Entries], Any]
    what: str
    example: str

    def read(self, node: yaml.Node, scope: Scope) -> tuple[Any, ...] | None:
        if not isinstance(node, yaml.MappingNode) or not node.value:
            scope.fault(node, "wrong-shape", f"{self.what} have names", f"Write for example `{self.example}`.")
            return None
        found: list[Any] = []
        before = len(scope.faults.found)
        for name, key, value in scope.pairs(node):
            read = self.one.read(value, scope)
            if Identifier().read(key, scope) is not None and read is not None:
                found.append(self.made(name, read))
        return tuple(found) if len(scope.faults.found) == before else None

    def schema(self) -> Schema:
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": Identifier().schema(),
            "additionalProperties": self.one.schema(),
        }
