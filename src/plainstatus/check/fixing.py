"""Puts replacements into the text of a file. Does not know what they are about, nor how the file is written."""

import re
from collections.abc import Iterable
from dataclasses import replace

import yaml

from plainstatus.model.finding import Finding
from plainstatus.reading.faults import Faults, quoted
from plainstatus.reading.sections import split
from plainstatus.reading.yaml_nodes import LONGEST_FRONT_MATTER, compose

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"


def mended(text: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """`text`, as it stands in the file, with the replacements of `findings`; and those that were made, with what
    they made of what.

    Of two that overlap the first is made. One that would be something else than words there is not.
    """
    starts = [len(_MARK) if text.startswith(_MARK) else 0, *(match.end() for match in _LINE_END.finditer(text))]
    pieces: list[str] = []
    made: list[Finding] = []
    done = 0
    for finding in sorted(findings):
        if finding.replacement is None:
            continue
        begin = starts[finding.line - 1] + finding.column - 1
        end = starts[finding.end_line - 1] + finding.end_column - 1
        if begin < done or not _is_sound(text, begin, end, finding.replacement):
            continue
        pieces += [text[done:begin], finding.replacement]
        made.append(replace(finding, message=f"{quoted(text[begin:end])} is {quoted(finding.replacement)} now"))
        done = end
    return "".join([*pieces, text[done:]]), made


def _is_sound(text: str, begin: int, end: int, replacement: str) -> bool:
    """Whether headings and fields stay what they are, and lines where they are."""
    if "\n" in replacement or "\r" in replacement or "\n" in text[begin:end]:
        return False
    return _bones(text) == _bones(text[:begin] + replacement + text[end:])


def _bones(text: str) -> tuple[object, ...]:
    """All of a file that is not words."""
    parts = split(text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n"))
    faults = Faults("")
    node = compose(parts.front or "", faults, longest=LONGEST_FRONT_MATTER)
    pairs = node.value if node is not None else []
    fields = [(key.value, key.start_mark.line) for key, _ in pairs]
    # What is no value, such as a comment, stays as long as it was.
    around = len(parts.front or "") - sum(len(value.value) for _, value in pairs if isinstance(value, yaml.ScalarNode))
    return fields, around, len(faults.found), [(each.heading, each.line) for each in parts.sections], sorted(parts.code)
