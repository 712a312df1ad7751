"""The code blocks of a page, each with the marks that stand before it in comments.

`<!-- file: mkdocs.yml -->` before a block is a mark named `file`. What marks mean to the
tests is told in CONTRIBUTING.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_MARK = re.compile(r"<!-- ([a-z]+): (.+) -->")
_FENCE = re.compile(r"(`{3,})([a-z]*)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: `text` ends in a line break, `line` is that of its first fence, from 1."""

    language: str
    text: str
    line: int
    marks: Mapping[str, str] = field(default_factory=dict)


def blocks_of(page: str) -> Iterator[Block]:
    """Every fenced block of `page`, in order. Marks belong to the next block, whatever stands between."""
    lines = iter(enumerate(page.splitlines(), 1))
    marks: dict[str, str] = {}
    for number, line in lines:
        if found := _MARK.fullmatch(line):
            marks[found[1]] = found[2]
        elif found := _FENCE.fullmatch(line):
            inside: list[str] = []
            for _, each in lines:
                if each == found[1]:
                    break
                inside.append(f"{each}\n")
            yield Block(found[2], "".join(inside), number, marks)
            marks = {}
