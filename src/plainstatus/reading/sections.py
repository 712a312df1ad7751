"""Parts an incident file into front matter, summary and sections, without reading any of them.

Knows where a heading is one, and where it is code or a comment. Does not know statuses or fields.
"""

import re
from dataclasses import dataclass, field

_HEADING = re.compile(r" {0,3}##(?!#)(.*)", re.DOTALL)
_CLOSING_MARKS = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")


@dataclass(slots=True)
class Section:
    """What stands under one level-2 heading; `line` is the heading's, `body` the lines below it."""

    heading: str
    line: int
    body: list[str]


@dataclass(slots=True)
class Parts:
    """The parts of a file; lines are counted from 1.

    `front` is None where there is no front matter; `unclosed_front` says that it has no end.
    `code` are the line numbers within code blocks and comments, and `unclosed_code` where one begins
    that never ends: the lines after it are then read as if it had not begun.
    """

    front: str | None = None
    front_line: int = 1
    unclosed_front: bool = False
    summary: list[str] = field(default_factory=list)
    summary_line: int = 1
    sections: list[Section] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    unclosed_code: int = 0


def split(text: str) -> Parts:
    """The parts of `text`, whose lines end in newlines alone."""
    lines = text.split("\n")
    parts = Parts()
    begin = _front_matter(lines, parts)
    if "```" in text or "~~~" in text or "<!--" in text:
        _mark_code(lines, begin, parts)
    starts = [number for number in range(begin, len(lines)) if _is_heading(lines[number])]
    if parts.code:
        starts = [number for number in starts if number + 1 not in parts.code]
    parts.summary = lines[begin : starts[0] if starts else len(lines)]
    parts.summary_line = begin + 1
    for number, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        parts.sections.append(Section(_heading(lines[number]), number + 1, lines[number + 1 : end]))
    return parts


def words_of(lines: list[str]) -> str:
    """Lines as one text without blank lines around it."""
    return "\n".join(lines).strip("\n").rstrip()


def _front_matter(lines: list[str], parts: Parts) -> int:
    """Read the front matter's bounds into `parts`; the index of the first line after it."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() != "---":
        return 0
    parts.front_line = first + 2
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line.startswith("---") and line.rstrip() == "---":
            parts.front = "\n".join(lines[first + 1 : number]) + "\n"
            return number + 1
        if line.startswith("## "):
            parts.unclosed_front = True
            return number
    parts.unclosed_front = True
    return len(lines)


def _is_heading(line: str) -> bool:
    if line.startswith("##"):
        return line[2:3] != "#"
    return line.startswith(" ") and _HEADING.match(line) is not None


def _heading(line: str) -> str:
    """The text of a heading; one without a space after the marks keeps them, to be told of."""
    match = _HEADING.match(line)
    text = match[1] if match else ""
    if text and text[0] not in " \t":
        return "##" + text.rstrip()
    return _CLOSING_MARKS.sub("", text).strip()


def _mark_code(lines: list[str], begin: int, parts: Parts) -> None:
    """Put the numbers of all lines within fenced code and HTML comments into `parts.code`."""
    number = begin
    while number < len(lines):
        line = lines[number]
        if fence := _FENCE.match(line):
            end = _fence_end(lines, number, fence[1])
        elif line.lstrip(" ").startswith("<!--") and not line.startswith("    "):
            end = next((at for at in range(number, len(lines)) if "-->" in lines[at]), -1)
        else:
            number += 1
            continue
        if end < 0:
            parts.unclosed_code = parts.unclosed_code or number + 1
            return
        parts.code.update(range(number + 1, end + 2))
        number = end + 1


def _fence_end(lines: list[str], begin: int, marks: str) -> int:
    """The index of the line that closes the fence opened at `begin`, -1 where none does."""
    closing = re.compile(rf" {{0,3}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$")
    return next((at for at in range(begin + 1, len(lines)) if closing.match(lines[at])), -1)
