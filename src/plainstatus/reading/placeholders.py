"""Placeholders of a template, and the questions that are asked for them. Knows nothing of files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from plainstatus.model.template import COMPONENT, TIME, Question
from plainstatus.reading.faults import Faults
from plainstatus.reading.fields import Field, Record
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Flag, Schema, Text, as_id

PLACEHOLDER = re.compile(r"<<\s*([^<>\n]{1,100}?)\s*>>")

_OPEN = re.compile(r"<<(?![^<>\n]{1,100}>>)")
_AS_FIELD = re.compile(r"([a-z_]+):[ \t]*<<\s*([^<>\n]{1,100}?)\s*>>[ \t]*(?=$|[,}])", re.MULTILINE)
_AS_LINE = re.compile(r"^([a-z_]+):[ \t]*<<\s*([^<>\n]{1,100}?)\s*>>[ \t]*$", re.MULTILINE)
_AS_PARAGRAPH = re.compile(r"(?:\A\s*|\n[ \t]*\n)<<\s*([^<>\n]{1,100}?)\s*>>[ \t]*(?=\n[ \t]*\n|\s*\Z)")
#: No file is without these fields.
_NEEDED = frozenset({"title"})


def placeholders_in(text: str) -> tuple[str, ...]:
    """The ids of the placeholders of `text`, each once, in the order in which they come."""
    return tuple(dict.fromkeys(as_id(match[1]) for match in PLACEHOLDER.finditer(text)))


def note_open(line: str, number: int, faults: Faults) -> None:
    """A fault for each placeholder that does not end on its line."""
    for match in _OPEN.finditer(line):
        message = "this placeholder does not end on its line"
        hint = "Write it on one line, as in `<<what-fails>>`; `ask` has room for the question."
        faults.add("placeholder", number, match.start() + 1, message, hint)


@dataclass(frozen=True)
class Asked:
    """The question of a placeholder: words, or a mapping with an example or a default beside them."""

    def read(self, node: yaml.Node, scope: Scope) -> Mapping[str, Any] | None:
        if not isinstance(node, yaml.MappingNode):
            words = _WORDS.read(node, scope)
            return None if words is None else {"question": words}
        entries = _QUESTION.read(node, scope)
        return None if entries is None or entries["question"] is None else entries.values

    def schema(self) -> Schema:
        return {"anyOf": [_WORDS.schema(), _QUESTION.schema()]}


_WORDS = Text(longest=200)
_QUESTION = Record(
    Field("question", _WORDS, "What a person is asked.", required=True),
    Field("example", _WORDS, "What an answer looks like."),
    Field("default", _WORDS, "The answer where nobody gives one."),
    Field("optional", Flag(), "`true`: without an answer, the field that holds the placeholder is left out."),
    Field("same", Flag(), "`true`, in a translation: the answer of the first language counts here too."),
    what="a question",
)


def questions_of(
    fields: str, words: tuple[str, ...], asked: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, Question]]:
    """The question of each placeholder in `fields` and `words`, by its id; one that is not `asked` for is its own."""
    texts = (fields, *words)
    written = {as_id(match[1]): match[1] for text in reversed(texts) for match in PLACEHOLDER.finditer(text)}
    field_of = {as_id(match[2]): match[1] for match in _AS_FIELD.finditer(fields)}
    places: dict[str, int] = {}
    lines: dict[str, int] = {}
    alone: dict[str, int] = {}
    for text in texts:
        for match in PLACEHOLDER.finditer(text):
            places[as_id(match[1])] = places.get(as_id(match[1]), 0) + 1
    for match in _AS_LINE.finditer(fields):
        if match[1] not in _NEEDED:
            lines[as_id(match[2])] = lines.get(as_id(match[2]), 0) + 1
    for text in words:
        for match in _AS_PARAGRAPH.finditer(text):
            alone[as_id(match[1])] = alone.get(as_id(match[1]), 0) + 1
    for id in dict.fromkeys(id for text in texts for id in placeholders_in(text)):
        if id in (TIME, COMPONENT):
            continue
        more = asked.get(id, {})
        yield (
            id,
            Question(
                id,
                more.get("question", written[id]),
                more.get("example", ""),
                more.get("default", ""),
                long=alone.get(id) == places[id],
                field=field_of.get(id, ""),
                optional=more.get("optional", False) and lines.get(id) == places[id] and not more.get("default"),
            ),
        )
