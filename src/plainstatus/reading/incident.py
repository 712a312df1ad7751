"""One incident file, from its bytes to an `Incident`, with all faults of the file."""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

import yaml

from plainstatus.model.finding import Finding
from plainstatus.model.incident import NOTHING, Incident, Schedule, Update
from plainstatus.model.status import Kind
from plainstatus.reading import sections
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.definitions import FRONT_MATTER, Planned
from plainstatus.reading.faults import Faults, TooManyFaultsError, listed, quoted
from plainstatus.reading.fields import Entries
from plainstatus.reading.scope import Scope
from plainstatus.reading.source import decode, note_words
from plainstatus.reading.updates import FileFacts, note_strays, read_update
from plainstatus.reading.values import as_id, is_id
from plainstatus.reading.yaml_nodes import LONGEST_FRONT_MATTER, compose

__all__ = ["ReadingContext", "read_incident"]

#: Ids whose address is taken by the site itself.
RESERVED_IDS = frozenset({"index"})


def read_incident(data: bytes, path: str, context: ReadingContext) -> tuple[Incident | None, list[Finding]]:
    """The incident in `data`, or None where the file has a fault that is an error; and all that was found.

    `path` is the file's, relative to the incident folder; findings carry it as it is.
    """
    faults = Faults(path)
    try:
        incident = _read(data, path, context, faults)
    except TooManyFaultsError:
        incident = None
    return (None if faults.found and faults.failed else incident), faults.found


def _read(data: bytes, path: str, context: ReadingContext, faults: Faults) -> Incident | None:
    identifier = _identifier(path, faults)
    text = decode(data, faults)
    if text is None:
        return None
    parts = sections.split(text)
    note_words(text, parts, faults)
    entries = _front_matter(parts, context, faults)
    kind: Kind = entries.get("kind", "incident")
    audience: str = entries.get("audience", "public")
    _check_components(entries, kind, context.scope(faults, parts.front_line))
    note_strays(parts.summary, parts.summary_line, parts, faults, after_fields=True)
    known_kind = "kind" not in entries.keys or entries["kind"] is not None
    facts = FileFacts(kind if known_kind else None, audience, context)
    read = [read_update(section, parts, facts, faults) for section in parts.sections]
    updates = sorted((update for update in read if update is not None), key=_time)
    _check_times(updates, faults)
    if not parts.sections and not parts.unclosed_front:
        hint = f"Add one: `## {_FIRST_STATUS[kind]} — 2026-11-24 14:05 UTC`, and your words under it."
        faults.add("no-update", 0, 0, "the file has no update", hint)
    if updates and entries["started"] is not None and entries["started"] > updates[0].at:
        scope = context.scope(faults, parts.front_line)
        hint = "Write when it really began, or delete the line: the first update counts then."
        scope.fault(entries.nodes["started"], "started-late", "`started` is after the first update", hint)
    if faults.found and faults.failed:
        return None
    return _incident(identifier, path, kind, audience, entries, sections.words_of(parts.summary), tuple(updates))


def _incident(
    identifier: str, path: str, kind: Kind, audience: str, entries: Entries, summary: str, updates: tuple[Update, ...]
) -> Incident:
    values: Mapping[str, Any] = entries.values
    planned: Planned | None = values.get("scheduled")
    return Incident(
        id=identifier,
        path=path,
        title=values["title"],
        kind=kind,
        components=values["components"],
        impact=values.get("impact"),
        started=values.get("started"),
        schedule=None if planned is None else Schedule(*planned),
        remind=values.get("remind"),
        publish_at=values.get("publish_at"),
        until=values.get("until"),
        audience=audience,
        notify=values.get("notify", True),
        template=values.get("template"),
        external_id=values.get("external_id"),
        checks=values.get("checks", NOTHING),
        summary=summary,
        updates=updates,
    )


_FIRST_STATUS: Mapping[Kind, str] = {"incident": "Investigating", "maintenance": "Scheduled", "notice": "Notice"}


def _time(update: Update) -> datetime:
    return update.at


def _identifier(path: str, faults: Faults) -> str:
    name = path.rpartition("/")[2]
    stem = name[:-3] if name.endswith(".md") else name
    if stem in RESERVED_IDS:
        hint = "Give it a name that says the day and the matter: `2026-11-24-api-errors.md`."
        faults.add("file-name", 0, 0, f"a file cannot be called {quoted(name)}: that address is taken", hint)
    elif not is_id(stem):
        hint = f"Rename it to `{as_id(stem)}.md`. A name that begins with `_` is never published."
        if len(stem) > 200:
            hint = "Rename it, with small letters, digits and hyphens."
        message = f"the file name {quoted(name)} cannot be an address: small letters, digits and hyphens can"
        faults.add("file-name", 0, 0, message, hint)
    return stem


def _front_matter(parts: sections.Parts, context: ReadingContext, faults: Faults) -> Entries:
    if parts.unclosed_front:
        hint = "Put a line `---` below the fields, before the first words."
        faults.add("front-matter", parts.front_line - 1, 1, "the front matter is never closed", hint)
        return Entries()
    if parts.front is None:
        hint = "Begin the file with `---`, the fields (`title:`, `components:`), and `---` again."
        faults.add("front-matter", 1, 1, "the file has no front matter", hint)
        return Entries()
    before = len(faults.found)
    node = compose(parts.front, faults, parts.front_line, longest=LONGEST_FRONT_MATTER)
    if node is None:
        if len(faults.found) == before:
            hint = "Write at least `title:` and `components:`."
            faults.add("front-matter", parts.front_line - 1, 1, "the front matter is empty", hint)
        return Entries()
    scope = context.scope(faults, parts.front_line)
    entries = FRONT_MATTER.read(node, scope) or Entries()
    if isinstance(node, yaml.MappingNode):
        _check_kind(entries, node, scope)
    return entries


def _check_kind(entries: Entries, node: yaml.MappingNode, scope: Scope) -> None:
    """Each field only in a file of a kind that has it, and there where it must be."""
    if "kind" in entries.keys and entries["kind"] is None:
        return
    kind: Kind = entries.get("kind", "incident")
    for each in FRONT_MATTER.fields:
        if kind in each.kinds:
            if each.required and each.name not in entries.keys and each.name not in FRONT_MATTER.required:
                hint = "Add `scheduled: {start: 2026-11-24 22:00 UTC, end: 2h}`."
                scope.fault(node, "missing-field", f"a {kind} has no `{each.name}`", hint)
        elif each.name in entries.keys:
            owners = listed(each.kinds)
            hint = f"Delete it, or write `kind: {each.kinds[0]}`."
            message = f"`{each.name}` is a field of {owners} alone; this file is of kind `{kind}`"
            scope.fault(entries.keys[each.name], "wrong-kind", message, hint)


def _check_components(entries: Entries, kind: Kind, scope: Scope) -> None:
    node = entries.nodes.get("components")
    if node is None or ("kind" in entries.keys and entries["kind"] is None):
        return
    if isinstance(node, yaml.SequenceNode) and kind != "maintenance" and node.value:
        hint = "Write `components: {api: partial_outage}`; a list is enough for a maintenance alone."
        scope.fault(node, "missing-status", "the components have no statuses", hint)
    elif isinstance(node, yaml.SequenceNode | yaml.MappingNode) and not node.value and _needs_one(entries, kind):
        hint = "Name at least one of `components.yml`; or say with `impact` how bad it is without one."
        scope.fault(node, "no-components", "no component is named", hint)


def _needs_one(entries: Entries, kind: Kind) -> bool:
    """Whether a file must name a component: the impact follows from them, and elsewhere they may have been left out."""
    return kind != "notice" and not {"impact", "external_id"} & entries.keys.keys()


def _check_times(updates: list[Update], faults: Faults) -> None:
    for earlier, later in pairwise(updates):
        # Addresses and ids name the second.
        if earlier.at.replace(microsecond=0) == later.at.replace(microsecond=0):
            first, second = sorted((earlier.line, later.line))
            hint = (
                f"Move one of them by a second or more; an update is known by its time. The other is on line {first}."
            )
            faults.add("same-time", second, 1, "two updates have the same time", hint)
