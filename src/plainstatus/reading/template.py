"""One template, or its words in another language, from the bytes of its file, with all faults of the file.

It is an incident file with placeholders and two fields more: `when` and `ask`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from plainstatus.model.finding import Finding
from plainstatus.model.status import Kind
from plainstatus.model.template import TIME, Question, Template, TemplateEdition, TemplateSection
from plainstatus.reading import sections
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.definitions import FRONT_MATTER, TRANSLATED_FRONT_MATTER
from plainstatus.reading.faults import Faults, TooManyFaultsError, instead, quoted
from plainstatus.reading.fields import Entries, Field, Record
from plainstatus.reading.placeholders import Asked, note_open, placeholders_in, questions_of
from plainstatus.reading.scope import Scope
from plainstatus.reading.source import decode
from plainstatus.reading.updates import FileFacts, part_fields, read_update
from plainstatus.reading.values import MapOf, Schema, Text, as_id, scalar
from plainstatus.reading.yaml_nodes import LONGEST_FRONT_MATTER, compose

_TIME = re.compile(rf"<<\s*{TIME}\s*>>\s*$", re.IGNORECASE)
_TEAM = "internal"
_SOME_TIME = "2026-01-01 00:00 UTC"


@dataclass(frozen=True)
class _PlaceholderName:
    """The name of a placeholder, as its id."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "the name of a placeholder")
        return None if text is None else as_id(text)

    def schema(self) -> Schema:
        return {"type": "string"}


_OWN_FIELDS = (
    Field("when", Text(longest=200), "When to take this template, in one line."),
    Field(
        "ask",
        MapOf(_PlaceholderName(), Asked(), "ask: {what-fails: What fails?}"),
        "What is asked for each placeholder.",
    ),
)
TEMPLATE_FRONT_MATTER = Record(
    *FRONT_MATTER.fields, *_OWN_FIELDS, what="the front matter of a template", elsewhere=FRONT_MATTER.elsewhere
)
_TRANSLATED = Record(
    *TRANSLATED_FRONT_MATTER.fields,
    *_OWN_FIELDS,
    what="the front matter of a translated template",
    elsewhere=TRANSLATED_FRONT_MATTER.elsewhere,
)


def read_template(data: bytes, name: str, path: str, context: ReadingContext) -> tuple[Template | None, list[Finding]]:
    """The template in `data`, in the first language of the site alone; None after a fault that is an error.

    `path` is how the file is called in findings.
    """
    faults = Faults(path)
    try:
        template = _read(data, name, context, faults)
    except TooManyFaultsError:
        template = None
    return (None if faults.failed else template), sorted(faults.found)


def read_template_words(
    data: bytes, path: str, original: Template, language: str, context: ReadingContext
) -> tuple[Template, list[Finding]]:
    """`original` with the edition in `language` that is in `data`. After an error it comes back as it was."""
    faults = Faults(path)
    try:
        template = _read_words(data, original, language, context, faults)
    except TooManyFaultsError:
        template = None
    return (original if template is None or faults.failed else template), sorted(faults.found)


def _read(data: bytes, name: str, context: ReadingContext, faults: Faults) -> Template | None:
    opened = _open(data, TEMPLATE_FRONT_MATTER, context, faults)
    if opened is None:
        return None
    parts, entries, front = opened
    kind: Kind = entries.get("kind", "incident")
    audience: str = entries.get("audience", "public")
    facts = FileFacts(kind, audience, _with_team(context))
    read = [_section(section, parts, facts, faults) for section in parts.sections]
    if not parts.sections:
        faults.add("no-update", 0, 0, "the template has no update", "Add one: `## Investigating — <<time>>`.")
    written = placeholders_in("\n".join((front, parts.summary, *(section.body for section in parts.sections))))
    _note_unasked(written, entries, faults, context.scope(faults, parts.front_line))
    if faults.failed:
        return None
    found = tuple(section for section in read if section is not None)
    edition = _edition(faults.path, parts, front, found, entries)
    _note_needed(edition.questions, entries, context.scope(faults, parts.front_line))
    language = context.settings.languages[0]
    when = {language: entries["when"]} if entries["when"] else {}
    return Template(name, kind, audience, {language: edition}, when)


def _read_words(
    data: bytes, original: Template, language: str, context: ReadingContext, faults: Faults
) -> Template | None:
    opened = _open(data, _TRANSLATED, context, faults)
    if opened is None:
        return None
    parts, entries, front = opened
    found = []
    for section in parts.sections:
        _check_heading(section, faults)
        fields, _ = part_fields(section.body)
        if fields:
            hint = "Delete it here; a blank line above makes words of it."
            faults.add(
                "misplaced-field", section.line + 1, 1, f"fields are read from `{original.original.path}` alone", hint
            )
        found.append(TemplateSection("", "", section.body, section.line, placeholders_in(section.body)))
    theirs = original.original.sections
    if len(found) != len(theirs):
        message = f"here are {len(found)} updates, and {len(theirs)} in `{original.original.path}`"
        faults.add("template-updates", 0, 0, message, "Write the same headings in the same order.")
        return None
    ordered = tuple(
        replace(own, status=their.status, audience=their.audience) for own, their in zip(found, theirs, strict=True)
    )
    edition = _edition(faults.path, parts, front, ordered, entries)
    _note_unasked(
        {**original.original.questions, **edition.questions}, entries, faults, context.scope(faults, parts.front_line)
    )
    _note_needed(original.original.questions, entries, context.scope(faults, parts.front_line))
    asked = {id for id, more in (entries["ask"] or {}).items() if not more.get("same", False)}
    own = asked | (edition.questions.keys() - original.original.questions.keys())
    edition = replace(edition, questions={id: each for id, each in edition.questions.items() if id in own})
    when = {language: entries["when"]} if entries["when"] else {}
    return replace(original, editions={**original.editions, language: edition}, when={**original.when, **when})


def _open(
    data: bytes, record: Record, context: ReadingContext, faults: Faults
) -> tuple[sections.Parts, Entries, str] | None:
    """The parts of a file, its fields, and the lines of those that an incident has too."""
    text = decode(data, faults)
    if text is None:
        return None
    parts = sections.split(text)
    for number, line in enumerate(text.split("\n"), 1):
        if number not in parts.code:
            note_open(line, number, faults)
    if parts.front is None or parts.unclosed_front:
        hint = "Begin the file with `---`, the fields (`title:`, `when:`), and `---` again."
        faults.add("front-matter", 1, 1, "the template has no front matter that is closed", hint)
        return None
    node = compose(parts.front, faults, parts.front_line, longest=LONGEST_FRONT_MATTER)
    entries = record.read(node, context.scope(faults, parts.front_line)) if node is not None else None
    if entries is None:
        faults.add("front-matter", parts.front_line, 1, "the front matter cannot be read", "Write at least `title:`.")
        return None
    return parts, entries, _without_own(parts.front, entries)


def _without_own(front: str, entries: Entries) -> str:
    """The lines of `front` that do not belong to fields that only a template has."""
    begins = sorted(key.start_mark.line for key in entries.keys.values())
    lines = front.splitlines(keepends=True)
    dropped: set[int] = set()
    for name in ("when", "ask"):
        if name in entries.keys:
            begin = entries.keys[name].start_mark.line
            end = next((line for line in begins if line > begin), len(lines))
            dropped.update(range(begin, end))
    return "".join(line for number, line in enumerate(lines) if number not in dropped)


def _section(
    section: sections.Section, parts: sections.Parts, facts: FileFacts, faults: Faults
) -> TemplateSection | None:
    if not _check_heading(section, faults):
        return None
    dated = replace(section, heading=_TIME.sub(_SOME_TIME, section.heading))
    update = read_update(dated, parts, facts, faults)
    if update is None:
        return None
    return TemplateSection(update.status, update.audience, section.body, section.line, placeholders_in(section.body))


def _with_team(context: ReadingContext) -> ReadingContext:
    """`context` with the usual audience of the team, whose notes a site without it leaves out."""
    settings = context.settings
    return replace(context, settings=replace(settings, audiences={_TEAM: (), **settings.audiences}))


def _check_heading(section: sections.Section, faults: Faults) -> bool:
    """Whether a heading leaves its time open, as it must."""
    if _TIME.search(section.heading) is not None:
        return True
    hint = "Write the status, a dash, and `<<time>>`."
    faults.add("heading-format", section.line, 4, f"{quoted(section.heading)} does not end with `<<time>>`", hint)
    return False


def _edition(
    path: str, parts: sections.Parts, front: str, found: tuple[TemplateSection, ...], entries: Entries
) -> TemplateEdition:
    summary = sections.words_of(parts.summary)
    bodies = [part_fields(section.body) for section in found]
    fields = "\n".join((front, *(fields for fields, _ in bodies)))
    words = (summary, *(words for _, words in bodies))
    asked: Mapping[str, Mapping[str, Any]] = entries["ask"] or {}
    opening = placeholders_in(f"{front}\n{summary}")
    return TemplateEdition(path, front, summary, found, dict(questions_of(fields, words, asked)), opening)


def _note_unasked(questions: Collection[str], entries: Entries, faults: Faults, scope: Scope) -> None:
    """A fault for each question whose placeholder stands nowhere."""
    node: Any = entries.nodes.get("ask")
    for name, key, _ in _asked(node):
        if name not in questions:
            hint = instead(name, questions) or "Delete the line."
            scope.fault(key, "unknown-placeholder", f"there is no placeholder `<<{name}>>` in this template", hint)


def _note_needed(questions: Mapping[str, Question], entries: Entries, scope: Scope) -> None:
    """A fault for each question that is `optional`, though its answer cannot be left out."""
    asked: Mapping[str, Mapping[str, Any]] = entries["ask"] or {}
    for name, key, about in _asked(entries.nodes.get("ask")):
        more = asked.get(name, {})
        if name not in questions or not more.get("optional") or questions[name].optional:
            continue
        where = next((key for each, key, _ in _asked(about) if each == "optional"), key)
        if more.get("default"):
            message, hint = f"`<<{name}>>` is never without an answer, as it has a default", "Delete one of the two."
        else:
            message = f"`<<{name}>>` has to be answered: it is not the whole value of a field that may be missing"
            hint = "Write it as in `started: <<started>>`, and in no other place; or delete `optional`."
        scope.fault(where, "needed-placeholder", message, hint)


def _asked(node: Any) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """The name, the node of the name, and what stands under it."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield as_id(key.value), key, value
