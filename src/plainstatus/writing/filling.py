"""Answers put into the places of placeholders: in words as they are, in fields as YAML that reads back the same."""

import json
import re
from collections.abc import Collection, Mapping

from plainstatus.reading.placeholders import PLACEHOLDER
from plainstatus.reading.values import as_id
from plainstatus.writing.values import scalar

#: What may stand in YAML as it is, in brackets too, and is read back as the same words.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_./+-]| (?! )|:(?=[0-9]))*", re.ASCII)
_OPEN_FIELD = re.compile(rf"^[a-z_]+:[ \t]*{PLACEHOLDER.pattern}[ \t]*(?:\n|\Z)", re.MULTILINE)
_LINE = re.compile(r"([ \t]*(?:- )?[^\s:#{\[][^:\n]*:[ \t]+)(\S.*)")


def filled_words(text: str, answers: Mapping[str, str]) -> str:
    """`text` with each placeholder that has an answer replaced by it; the others stay."""
    return PLACEHOLDER.sub(lambda match: answers.get(as_id(match[1]), match[0]), text)


def filled_fields(lines: str, answers: Mapping[str, str]) -> str:
    """Lines of fields with the placeholders of their values replaced; a value with one that has no answer stays."""
    return "\n".join(_filled_line(line, answers) for line in lines.split("\n"))


def with_field(fields: str, name: str, written: str) -> str:
    """`fields` with the one called `name`, and the lines that belong to it, replaced by `written`."""
    pattern = re.compile(rf"^{name}:[^\n]*(?:\n|\Z)(?:[ \t]+[^\n]*\n|-[ \t][^\n]*\n)*", re.MULTILINE)
    replaced, count = pattern.subn(lambda _: written, fields, count=1)
    return replaced if count else fields + written


def without_fields(fields: str, placeholders: Collection[str]) -> str:
    """`fields` without those whose value is nothing but one of `placeholders`."""
    return _OPEN_FIELD.sub(lambda match: "" if as_id(match[1]) in placeholders else match[0], fields)


def _filled_line(line: str, answers: Mapping[str, str]) -> str:
    match = _LINE.fullmatch(line)
    if match is None or "<<" not in match[2] or line.lstrip().startswith("#"):
        return line
    key, value = match.groups()
    if value[0] in "{[":
        return key + PLACEHOLDER.sub(lambda found: _in_brackets(answers.get(as_id(found[1])), found[0]), value)
    if any(as_id(found[1]) not in answers for found in PLACEHOLDER.finditer(value)):
        return line
    quote = value[0] if value[0] in "\"'" and value[-1] == value[0] and len(value) > 1 else ""
    words = filled_words(value[1:-1] if quote else value, answers)
    return key + (words if _PLAIN.fullmatch(words) else scalar(words))


def _in_brackets(answer: str | None, otherwise: str) -> str:
    if answer is None:
        return otherwise
    return answer if _PLAIN.fullmatch(answer) else json.dumps(answer, ensure_ascii=False)
