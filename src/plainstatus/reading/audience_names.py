"""The audiences in `mkdocs.yml`: their names, and which further audiences the readers of each belong to."""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from plainstatus.reading.faults import instead, quoted
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Identifier, ListOf, Schema
from plainstatus.reading.yaml_nodes import is_empty

#: The audience of a page that no site is to have: it belongs to none.
NOBODY = ""

_NAMES = ListOf(Identifier(), "[internal]")


@dataclass(frozen=True)
class Audiences:
    """Names of audiences; or a mapping of each to the further audiences that its readers belong to."""

    def read(self, node: yaml.Node, scope: Scope) -> Mapping[str, tuple[str, ...]] | None:
        found: Mapping[str, tuple[str, ...]] | None
        if isinstance(node, yaml.MappingNode):
            found = self._read_mapping(node, scope)
        else:
            names = _NAMES.read(node, scope)
            found = None if names is None else {name: () for name in names}
        if found is not None and "public" in found:
            scope.fault(node, "audience", "`public` is always there", "Delete it here.")
            return None
        return found

    @staticmethod
    def _read_mapping(node: yaml.MappingNode, scope: Scope) -> Mapping[str, tuple[str, ...]] | None:
        direct: dict[str, tuple[str, ...]] = {}
        before = len(scope.faults.found)
        for name, key, value in scope.pairs(node):
            further = () if is_empty(value) else _NAMES.read(value, scope)
            if Identifier().read(key, scope) and further is not None:
                direct[name] = tuple(each for each in further if each != "public")
        for name, key, _ in [] if len(scope.faults.found) > before else scope.pairs(node):
            for further_name in direct[name]:
                if further_name not in direct:
                    message = f"{quoted(further_name)} is not an audience of this site"
                    scope.fault(key, "unknown-audience", message, instead(further_name, direct))
        if len(scope.faults.found) > before:
            return None
        return {name: _reachable(name, direct) for name in direct}

    def schema(self) -> Schema:
        names = _NAMES.schema()
        return {"anyOf": [names, {"type": "object", "additionalProperties": names}]}


@dataclass(frozen=True)
class PageReaders:
    """The audience that may read a page, `public` for everybody; `false` where there is to be no such page."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.value.lower() in ("false", "off", "no"):
            return NOBODY
        return Identifier().read(node, scope)

    def schema(self) -> Schema:
        return {"anyOf": [Identifier().schema(), {"const": False}]}


def _reachable(name: str, direct: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every audience that readers of `name` belong to, by way of others too, without `name` itself."""
    found: dict[str, None] = {}
    waiting = list(direct[name])
    while waiting:
        each = waiting.pop(0)
        if each != name and each not in found:
            found[each] = None
            waiting.extend(direct[each])
    return tuple(found)
