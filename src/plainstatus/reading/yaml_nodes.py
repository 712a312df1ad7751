"""YAML as nodes with positions, where every scalar stays the string that was written.

Anchors, aliases, tags, merge keys and deep nesting are refused in what people write
by hand: none of them is needed, and each can hurt. Knows nothing of fields.
"""

import re
from typing import Any, NamedTuple, TypeAlias, cast

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from plainstatus.reading.faults import Faults, quoted

Node: TypeAlias = yaml.Node

DEEPEST = 32
#: Front matter and fields are a few lines; `components.yml` and `mkdocs.yml` may be long.
LONGEST_FRONT_MATTER = 64_000
LONGEST_FILE = 1_000_000

# Only a text with one of these can hold an anchor, an alias, a tag or a directive, or nest deeply in blocks;
# every other text is spared the second parse.
_MARKS = re.compile(r"(?:^|[\s,\[{:-])[&*!%](?=\S)", re.MULTILINE)
_INDENT = re.compile(r"[ ?:-]{17}")
_LONGEST_LINE = 500
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_KEY_AND_WORDS = re.compile(r"(\s*(?:- )?[A-Za-z_][\w-]*):\s+(\S.*)")


STR = "tag:yaml.org,2002:str"
MAP = "tag:yaml.org,2002:map"
SEQ = "tag:yaml.org,2002:seq"
_TAGS = {yaml.ScalarNode: STR, yaml.MappingNode: MAP, yaml.SequenceNode: SEQ}


class _Place(NamedTuple):
    line: int
    column: int
    name: str = "<text>"


def place(line: int, column: int) -> yaml.error.Mark:
    """Where a node begins, counted from 0; has what is used of a mark, at a fraction of its cost."""
    return cast(yaml.error.Mark, _Place(line, column))


def compose(text: str, faults: Faults, first_line: int = 1, *, longest: int = LONGEST_FILE) -> Node | None:
    """The root node of `text`, whose first line is line `first_line` of the file; None when empty or faulty."""
    if len(text) > longest:
        faults.add("too-long", first_line, 1, f"this part is longer than {longest} characters", "Shorten it.")
        return None
    try:
        if is_suspect(text) and not _is_plain(text, faults, first_line):
            return None
        return _compose(text)
    except (yaml.YAMLError, ValueError) as error:
        line, column, message, hint = explain(error, text)
        faults.add("yaml", first_line + line, column + 1, message, hint)
        return None


def is_suspect(text: str) -> bool:
    """Whether `text` has to be looked at event by event before it may be composed."""
    if text.count("[") + text.count("{") > DEEPEST // 2 or _INDENT.search(text):
        return True
    return ("&" in text or "*" in text or "!" in text or "%" in text) and _MARKS.search(text) is not None


class StringComposer(CParser):
    """libyaml's parser with every scalar left a string: the base loader without what it spends on tags."""

    def resolve(self, kind: type[Node], value: object, implicit: object) -> str:
        return _TAGS[kind]

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def _compose(text: str) -> Node | None:
    node: Node | None = StringComposer(text).get_single_node()
    return node


def depth_fault(text: str) -> Any:
    """The event at which `text` nests too deeply, None where it does not. Raises yaml.YAMLError."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                return event
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _is_plain(text: str, faults: Faults, first_line: int) -> bool:
    if event := depth_fault(text):
        line, column = first_line + event.start_mark.line, event.start_mark.column + 1
        faults.add("yaml-depth", line, column, "this is nested too deeply", "Flatten it.")
        return False
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        mark: Any = event.start_mark
        fault = None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            fault = "an anchor or alias (`&`, `*`) is not read here"
        elif getattr(event, "tag", None):
            fault = "a tag (`!`) is not read here"
        if fault:
            hint = "Write the value out; put words that begin with such a mark in quotes."
            faults.add("yaml-anchor", first_line + mark.line, mark.column + 1, fault, hint)
            return False
    return True


def is_empty(node: Node) -> bool:
    """Whether nothing was written for this node."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _EMPTY


def explain(error: Exception, text: str) -> tuple[int, int, str, str]:
    """Line and column from 0, what is wrong and what to write instead, for an error of the YAML parser."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or ""
    if mark is None:
        return 0, 0, "this cannot be read as YAML", "Look for unusual characters, and delete them."
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1)
    written = lines[line]
    context = getattr(error, "context_mark", None)
    if "quoted scalar" in (getattr(error, "context", None) or "") and context is not None:
        return context.line, context.column, "this quote is never closed", "Close it, or double a quote inside of it."
    if "tab" in problem or "\t" in written[: mark.column + 1]:
        return line, max(written.find("\t"), 0), "a tab stands where only spaces can", "Indent with spaces."
    if "mapping values" in problem and (above := _line_above(lines, line)):
        return above
    if "expected ':'" in problem and context is not None and ":" not in lines[min(context.line, len(lines) - 1)]:
        return _no_colon(lines, min(context.line, len(lines) - 1))
    for number in dict.fromkeys((line, min(context.line, len(lines) - 1) if context is not None else line)):
        if fix := _in_quotes(lines[number]):
            return number, lines[number].find(":") + 2, "these words need quotes around them", f"Write `{fix}`."
    if "expected ':'" in problem:
        return _no_colon(lines, context.line if context is not None else line)
    if "',' or" in problem:
        where = context if context is not None else mark
        return where.line, where.column, "this bracket is never closed", "Close it on the same line."
    return line, mark.column, "this cannot be read as YAML", "Check the indentation, the colons and the quotes here."


def _no_colon(lines: list[str], line: int) -> tuple[int, int, str, str]:
    return line, 0, f"{quoted(lines[line].strip())} has no colon", "Write `field: value`."


def _line_above(lines: list[str], line: int) -> tuple[int, int, str, str] | None:
    """The fault of the line above, where a colon comes as a surprise only because of it."""
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if above is None:
        return None
    written = lines[above].strip()
    if re.fullmatch(r"[a-z_]+:\S.*", written):
        return above, 0, "a space is missing behind the colon", f"Write `{written.replace(':', ': ', 1)}`."
    if ":" not in written:
        return _no_colon(lines, above)
    indents = [len(lines[number]) - len(lines[number].lstrip()) for number in (above, line)]
    if indents[0] < indents[1]:
        hint = "Begin it in the column of the field above."
        return line, indents[1], "this line is indented further than the one above", hint
    return None


def _in_quotes(written: str) -> str | None:
    """The line with its value in quotes, where that is what it lacks."""
    match = _KEY_AND_WORDS.fullmatch(written.rstrip()) if len(written) <= _LONGEST_LINE else None
    if match is None or match[2][0] in "|>":
        return None
    words = match[2]
    closing = {"[": "]", "{": "}"}.get(words[0], "")
    if closing and (closing not in words or words.endswith(closing)):
        return None
    if words[0] in "'\"" and words.count(words[0]) % 2:
        return None
    simple = "'" not in words or '"' in words or "\\" in words
    doubled = words.replace("'", "''")
    return f"{match[1].strip()}: '{doubled}'" if simple else f'{match[1].strip()}: "{words}"'
