"""One update of an incident file: its heading, its fields and its words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml

from plainstatus.model.incident import NOTHING, Update
from plainstatus.model.status import KINDS, UPDATE_STATUSES, Kind
from plainstatus.reading import times
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.definitions import UPDATE_FIELDS, Planned
from plainstatus.reading.faults import Faults, listed, nearest, quoted
from plainstatus.reading.fields import Entries
from plainstatus.reading.scope import Scope
from plainstatus.reading.sections import Parts, Section, words_of
from plainstatus.reading.yaml_nodes import LONGEST_FRONT_MATTER, MAP, STR, compose, place

_DASHED = re.compile(r"(\D+?)\s*[—–·-]+\s*(\d.*)", re.ASCII)
_OPENING_WORDS = re.compile(r"[^\d—–·:,|/-]*", re.ASCII)
_DATED = re.compile(r"\d{4}-\d.*", re.ASCII)
_WORD_BREAKS = re.compile(r"[\s_-]+")
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9_ -]{0,40}):(?:\s|$)", re.ASCII)
_SNAKE = re.compile(r"[a-z_]+", re.ASCII)
_PLAIN = re.compile(r"([a-z_]+): +([A-Za-z0-9](?:[A-Za-z0-9_./+-]| (?! )|:(?=[0-9]))*)", re.ASCII)
_STRAY = re.compile(r"next_update\b|expected_recovery\b|audience(?=\s*:\s*\S)", re.ASCII)

_LONGEST_HEADING = 200
_BLANK = ("", "\n", " ", "\t")
_ALL_STATUSES = tuple(dict.fromkeys(status for each in UPDATE_STATUSES.values() for status in each))
_MISPLACED = frozenset(UPDATE_FIELDS.elsewhere)
#: Where an update's own time is faulty, times of day under it are still read, for their faults.
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What an update has to know of the file it stands in; `kind` is None where it is faulty."""

    kind: Kind | None
    audience: str
    context: ReadingContext


def read_update(section: Section, parts: Parts, facts: FileFacts, faults: Faults) -> Update | None:
    """The update under one heading; None after a fault that leaves it without status or time."""
    status, moment = read_heading(section, facts, faults)
    fields, words = part_fields(section.body)
    note_strays(words, section.line + 1 + fields.count("\n"), parts, faults, after_fields=bool(fields))
    values: Mapping[str, Any] = {}
    if fields:
        at, zone = (moment.at, moment.zone) if moment else (_SOME_DAY, None)
        scope = facts.context.scope(faults, section.line + 1, at, zone)
        entries = _read_fields(fields, scope)
        _check(status, at, entries, facts, scope)
        values = entries.values
    if status is None or moment is None:
        return None
    window: Planned | None = values.get("scheduled")
    return Update(
        at=moment.at,
        status=status,
        text=words_of(words),
        components=values.get("components", NOTHING),
        next_update=values.get("next_update"),
        expected_recovery=values.get("expected_recovery"),
        scheduled=None if window is None else window.window,
        audience=values.get("audience", facts.audience),
        notify=values.get("notify", True),
        external_id=values.get("external_id"),
        line=section.line,
    )


def read_heading(section: Section, facts: FileFacts, faults: Faults) -> tuple[str | None, times.Moment | None]:
    """The status and the time of a heading; None in place of what is faulty."""
    match = _dashed(section.heading)
    if match is None or section.heading.startswith("##"):
        _note_heading(section, facts.kind, faults)
        return None, None
    words, written = match.groups()
    status: str | None = words.lower()
    if status not in statuses_of(facts.kind):
        status = _status(words, section, facts.kind, faults)
    try:
        moment = times.read_moment(written, facts.context.settings.timezone)
    except times.TimeFault as fault:
        column = section.heading.rfind(written) + 4
        faults.add("time-format", section.line, column, fault.message, fault.hint)
        return status, None
    return status, moment


def translated_time(section: Section, zone: str, faults: Faults) -> datetime | None:
    """The time of a heading whose status may be in any language; None after a fault."""
    match = _dashed(section.heading)
    if match is None:
        hint = "Write the status, a dash and the time of the update that these words translate."
        faults.add("heading-format", section.line, 4, f"{quoted(section.heading)} has no time", hint)
        return None
    try:
        return times.parse_time(match[2], zone)
    except times.TimeFault as fault:
        column = section.heading.rfind(match[2]) + 4
        faults.add("time-format", section.line, column, fault.message, fault.hint)
        return None


def words_by_time(parts: Parts, zone: str) -> Iterator[tuple[datetime, str]]:
    """The words of each update whose heading has a time that can be read, without its fields."""
    for section in parts.sections:
        match = _dashed(section.heading)
        if match is None:
            continue
        try:
            at = times.parse_time(match[2], zone)
        except times.TimeFault:
            continue
        yield at, words_of(part_fields(section.body)[1])


def spoken(status: str) -> str:
    """A status as it stands in a heading: `In progress`."""
    return status.replace("_", " ").capitalize()


def _dashed(heading: str) -> re.Match[str] | None:
    """The status and the time of a heading, as written; a heading longer than any such has none."""
    return _DASHED.fullmatch(heading) if len(heading) <= _LONGEST_HEADING else None


def statuses_of(kind: Kind | None) -> tuple[str, ...]:
    """The statuses that a file of `kind` may have; all of them where the kind is not known."""
    return UPDATE_STATUSES[kind] if kind else _ALL_STATUSES


def _status(words: str, section: Section, kind: Kind | None, faults: Faults) -> str | None:
    status = _WORD_BREAKS.sub("_", words.lower())
    if status in statuses_of(kind):
        return status
    if "<<" in words:
        return None
    own = [spoken(each) for each in statuses_of(kind)]
    for other in KINDS:
        if status in UPDATE_STATUSES[other]:
            hint = f"Write {listed(own)}; or `kind: {other}` in the front matter."
            message = f"{quoted(words)} is a status of a file of kind `{other}`; this one is of kind `{kind}`"
            faults.add("unknown-status", section.line, 4, message, hint)
            return None
    near = nearest(words, [each.lower() for each in own])
    hint = f"Did you mean `{near.capitalize()}`?" if near else f"Write {listed(own)}."
    hint += " A heading within the words begins with `###`."
    faults.add("unknown-status", section.line, 4, f"{quoted(words)} is not a status of an update", hint)
    return None


def _note_heading(section: Section, kind: Kind | None, faults: Faults) -> None:
    """A fault for a heading that is not `STATUS — TIME`."""
    heading = section.heading
    if "<<" in heading and ">>" in heading:
        return
    bare = heading.lstrip("# ")
    opening = _OPENING_WORDS.match(bare)
    near = nearest(opening[0] if opening else "", [spoken(each).lower() for each in statuses_of(kind)])
    dated = _DATED.search(bare)
    example = f"`## {(near or 'update').capitalize()} — {dated[0] if dated else '2026-11-24 14:05 UTC'}`"
    if heading.startswith("##"):
        faults.add("heading-format", section.line, 1, "a space is missing behind `##`", f"Write {example}.")
    elif near is None:
        hint = f"Write {listed(spoken(each) for each in statuses_of(kind))}, a dash and the time;"
        hint += " or begin a heading within the words with `###`."
        message = f"{quoted(heading)} does not open an update" if heading else "a heading is empty"
        faults.add("unknown-status", section.line, 4, message, hint)
    elif dated is None:
        faults.add("missing-time", section.line, 4, f"{quoted(heading)} says no day and time", f"Write {example}.")
    else:
        message = f"{quoted(heading)} lacks the dash between status and time"
        faults.add("heading-format", section.line, 4, message, f"Write {example}.")


def part_fields(body: str) -> tuple[str, str]:
    """What stands under a heading, parted into the lines that are fields and the words after them.

    The first line decides: prose such as `Note: we are looking` opens no fields. Among
    fields, an unindented line that cannot be one begins the words, as if a blank line stood before it.
    """
    if body[:1] in _BLANK or not _opens_fields(body[: body.find("\n")] if "\n" in body else body):
        return "", body
    end = 0
    for line in body.split("\n"):
        if not line or line.isspace() or (line[0] not in " \t}]-#" and not _continues_fields(line)):
            break
        end += len(line) + 1
    return body[:end], body[end:]


def _opens_fields(line: str) -> bool:
    match = _FIELD.match(line)
    if match is None:
        return False
    key = match[1].rstrip()
    if _SNAKE.fullmatch(key):
        return key in UPDATE_FIELDS.by_name or key in _MISPLACED or _near(key)
    # `Next update: 14:35` is meant as the field; as words it would be a promise that nothing keeps.
    return _WORD_BREAKS.sub("_", key.lower()) in UPDATE_FIELDS.by_name


def _continues_fields(line: str) -> bool:
    match = _FIELD.match(line)
    if match is None:
        # `next_update 14:35`: a colon was forgotten, and the fields' reader will say so.
        return line.split(" ", 1)[0] in UPDATE_FIELDS.by_name
    return _SNAKE.fullmatch(match[1].rstrip()) is not None or _opens_fields(line)


def _near(key: str) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(key, UPDATE_FIELDS.by_name, 1, 0.75))


def _read_fields(fields: str, scope: Scope) -> Entries:
    node = _plain_fields(fields)
    if node is None:
        node = compose(fields, scope.faults, scope.first_line, longest=LONGEST_FRONT_MATTER)
    return (UPDATE_FIELDS.read(node, scope) if node is not None else None) or Entries()


def _plain_fields(fields: str) -> yaml.Node | None:
    """The node of lines that are nothing but `field: words`; None where YAML has to look at them.

    Most fields of most updates are of that form, and a YAML parser costs ten times as much.
    """
    found = []
    for number, line in enumerate(fields.rstrip("\n").split("\n")):
        match = _PLAIN.fullmatch(line)
        if match is None:
            return None
        key = yaml.ScalarNode(STR, match[1], place(number, 0))
        found.append((key, yaml.ScalarNode(STR, match[2], place(number, match.start(2)))))
    return yaml.MappingNode(MAP, found, place(0, 0))


def _check(status: str | None, at: datetime, entries: Entries, facts: FileFacts, scope: Scope) -> None:
    """What the fields of one update must not say together with its status, its time and its file."""
    if "scheduled" in entries.keys and status not in ("rescheduled", None):
        hint = "Call the update `Rescheduled`, or delete the field."
        scope.fault(entries.keys["scheduled"], "wrong-status", "only `Rescheduled` carries a new window", hint)
    components = entries.nodes.get("components")
    if isinstance(components, yaml.SequenceNode) and facts.kind != "maintenance":
        hint = "Write `components: {api: partial_outage}`."
        scope.fault(components, "missing-status", "the components have no statuses", hint)
    for name in ("next_update", "expected_recovery"):
        moment = entries[name]
        if isinstance(moment, datetime) and moment < at:
            hint = "Write a time after that of the update, or a length such as `30m`."
            scope.fault(entries.nodes[name], "before-update", f"`{name}` is before the update itself", hint)
    audience = entries["audience"]
    if audience is not None and not _may_read(audience, facts):
        message = f"the update is for `{audience}`, but the file is for `{facts.audience}` alone"
        hint = "An update can narrow who reads it, not widen. Delete the field, or change the file's `audience`."
        scope.fault(entries.nodes["audience"], "wider-audience", message, hint)


def _may_read(audience: str, facts: FileFacts) -> bool:
    """Whether readers of an audience may read what is for the file's audience."""
    return facts.audience in ("public", audience, *facts.context.settings.audiences.get(audience, ()))


def note_strays(words: str, first_line: int, parts: Parts, faults: Faults, *, after_fields: bool) -> None:
    """Faults for lines that were meant as fields or as headings and would be published as words."""
    first = words.lstrip()
    opening = None if after_fields else _FIELD.match(first)
    if opening and opening[1].rstrip() in UPDATE_FIELDS.by_name:
        _note_stray(opening[1].rstrip(), first_line + words.count("\n", 0, len(words) - len(first)), faults)
    if "next_update" in words or "expected_recovery" in words or "\naudience" in words or "# " in words:
        for number, line in enumerate(words.split("\n"), first_line):
            if number in parts.code:
                continue
            if (stray := _STRAY.match(line)) and not (opening and first.startswith(line)):
                _note_stray(stray[0], number, faults)
            elif line.startswith("#"):
                _note_level(line, number, faults)


def _note_stray(name: str, line: int, faults: Faults) -> None:
    hint = "Put it straight under the heading, without a blank line between; or reword it."
    faults.add("field-in-words", line, 1, f"`{name}:` would be published as words", hint)


def _note_level(line: str, number: int, faults: Faults) -> None:
    """A fault for an update whose heading has another number of marks than two."""
    match = _dashed(line.strip("# \t"))
    if match is None or not re.match(r"\d{4}-\d\d", match[2]):
        return
    status = _WORD_BREAKS.sub("_", match[1].lower())
    if any(status in statuses for statuses in UPDATE_STATUSES.values()):
        message = "this heading looks like that of an update, but does not begin with `##`"
        faults.add("heading-level", number, 1, message, f"Write `## {line.strip('# ')}`.")
