"""Parts an incident file into front matter, summary and sections, without reading any of them.

Knows where a heading is one, and where it is code or a comment. Does not know statuses or fields.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_INDENTS = ("", " ", "  ", "   ")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")


@dataclass(slots=True)
class Section:
    """What stands under one level-2 heading; `line` is the heading's, `body` everything below it."""

    heading: str
    line: int
    body: str


@dataclass(slots=True)
class Parts:
    """The parts of a file; lines are counted from 1.

    `front` is None where there is no front matter; `unclosed_front` says that it has no end.
    `code` are the numbers of the lines within code blocks and comments. `unclosed_code` is the line where
    one begins that never ends; the lines after it are then read as if it had not begun.
    """

    front: str | None = None
    front_line: int = 1
    unclosed_front: bool = False
    summary: str = ""
    summary_line: int = 1
    sections: list[Section] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    unclosed_code: int = 0


def split(text: str) -> Parts:
    """The parts of `text`, whose lines end in newlines alone."""
    parts = Parts()
    # A newline before the first line lets one pattern find every heading.
    text = "\n" + text
    begin = _front_matter(text, parts)
    line = text.count("\n", 0, begin)
    parts.summary_line = line + 1
    # The search for one character is many times faster than that for three.
    if ("`" in text and "```" in text) or ("~" in text and "~~~" in text) or ("<" in text and "<!--" in text):
        _mark_code(text.split("\n")[1:], line, parts)
    opened: Section | None = None
    counted = begin
    for start, behind in _headings(text, begin):
        line += text.count("\n", counted, start + 1)
        counted = start + 1
        if line in parts.code:
            continue
        _close(parts, opened, text[begin + 1 : start])
        begin = _line_end(text, behind)
        opened = Section(_heading(text[behind:begin]), line, "")
    _close(parts, opened, text[begin + 1 :])
    return parts


def _headings(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """The index of the newline before each level-2 heading, and the index behind its marks."""
    mark = text.find("#", begin)
    while mark >= 0:
        start = text.rfind("\n", 0, mark)
        if text.startswith("##", mark) and not text.startswith("#", mark + 2) and text[start + 1 : mark] in _INDENTS:
            yield start, mark + 2
        mark = text.find("#", _line_end(text, mark))


def words_of(body: str) -> str:
    """A text without blank lines around it."""
    return body.strip("\n").rstrip()


def _close(parts: Parts, opened: Section | None, body: str) -> None:
    """Put what stands before the next heading where it belongs."""
    if opened is None:
        parts.summary = body
    else:
        opened.body = body
        parts.sections.append(opened)


def _front_matter(text: str, parts: Parts) -> int:
    """Read the front matter into `parts`; the index of the newline before the first line after it."""
    first = 1 if text.startswith("\n---") else len(text) - len(text.lstrip())
    begin = _line_end(text, first)
    if text[first - 1 : begin].rstrip() != "\n---":
        return 0
    parts.front_line = text.count("\n", 0, begin) + 1
    end = text.find("\n---", begin)
    while end >= 0 and text[end : _line_end(text, end + 1)].rstrip() != "\n---":
        end = text.find("\n---", end + 1)
    heading = text.find("\n## ", begin)
    if end < 0 or 0 <= heading < end:
        parts.unclosed_front = True
        return heading if heading >= 0 else len(text)
    parts.front = text[begin + 1 : end + 1]
    return _line_end(text, end + 1)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _heading(rest: str) -> str:
    """The text of a heading; one without a space after the marks keeps them, to be told of."""
    if rest and rest[0] not in " \t":
        return "##" + rest.rstrip()
    rest = rest.strip()
    if rest.endswith("#"):
        bare = rest.rstrip("#")
        rest = bare.rstrip() if not bare or bare[-1] in " \t" else rest
    return rest


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
