"""How a secret is named that stands in no file: by the environment variable that holds it."""

from dataclasses import dataclass

import yaml

from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Pattern, Schema

_FORM = r"[A-Za-z_][A-Za-z0-9_]*"


@dataclass(frozen=True)
class Variable:
    """The name of an environment variable. What looks like the secret itself is not repeated in a fault."""

    example: str

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        if isinstance(node, yaml.ScalarNode) and ("://" in node.value or node.value.startswith("whsec_")):
            message = "a secret stands where the name of an environment variable is expected"
            hint = f"Put it into a variable, and write the name of that, like `{self.example}`."
            scope.fault(node, "variable", message, hint)
            return None
        return self._pattern.read(node, scope)

    def schema(self) -> Schema:
        return self._pattern.schema()

    @property
    def _pattern(self) -> Pattern:
        return Pattern(_FORM, "the name of an environment variable", self.example, "variable")
