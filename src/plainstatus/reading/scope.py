"""What the reading of one block of fields needs to know of its surroundings."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

import yaml

from plainstatus.model.finding import Severity
from plainstatus.reading.faults import Faults, quoted


@dataclass(slots=True)
class Scope:
    """Where faults of a block go, and what its words are checked against.

    `first_line` is the line of the file on which the block begins. `zone` counts for
    times without one; lone times of day and durations count from `after`.
    `components` are the known ids, None where they could not be read.
    """

    faults: Faults
    first_line: int = 1
    zone: str = "UTC"
    after: datetime | None = None
    components: Collection[str] | None = None
    audiences: Collection[str] = ("public",)
    languages: Collection[str] = ()
    #: a value with a `<<placeholder>>` left in it is reported once, as that
    placeholders: bool = False

    def line_of(self, node: yaml.Node) -> int:
        """The line of the file on which `node` begins."""
        return self.first_line + int(node.start_mark.line)

    def fault(self, node: yaml.Node, code: str, message: str, hint: str = "", *, severity: Severity = "error") -> None:
        """Note a fault at the beginning of `node`."""
        if self.placeholders and isinstance(node, yaml.ScalarNode) and "<<" in node.value and ">>" in node.value:
            return
        mark = node.start_mark
        path = None if mark.name.startswith("<") else mark.name
        self.faults.add(code, self.first_line + mark.line, mark.column + 1, message, hint, severity=severity, path=path)

    def pairs(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.ScalarNode, yaml.Node]]:
        """Each key of a mapping as text, with the nodes of key and value; a key that comes again is a fault."""
        seen: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, "yaml", "a list or mapping cannot be a key", "Write one word before the colon.")
            elif key.value in seen:
                first = f"It stands already on line {self.line_of(seen[key.value])}: delete one of the two."
                self.fault(key, "duplicate-key", f"{quoted(key.value)} is written twice", first)
            else:
                seen[key.value] = key
                yield key.value, key, value
