"""The fields of incident files and of the updates in them, as people write them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

import yaml

from plainstatus.model.incident import Window
from plainstatus.model.status import COMPONENT_STATUSES, IMPACTS, KINDS
from plainstatus.reading import times
from plainstatus.reading.checks import RULE_WEIGHTS
from plainstatus.reading.faults import instead, quoted
from plainstatus.reading.fields import Entries, Field, Record
from plainstatus.reading.scope import Scope
from plainstatus.reading.time_values import Day, Duration, Time
from plainstatus.reading.values import (
    Audience,
    Choice,
    Flag,
    ListOf,
    Schema,
    Text,
    is_id,
    scalar,
)

#: Characters of a title at the most.
LONGEST_TITLE = 120
STATUS = Choice(COMPONENT_STATUSES, "a status of a component", "unknown-component-status")


@dataclass(frozen=True)
class ComponentStatuses:
    """Components and their statuses; a list of ids stands for maintenance of all of them."""

    def read(self, node: yaml.Node, scope: Scope) -> Mapping[str, str] | None:
        found: dict[str, str] = {}
        before = len(scope.faults.found)
        if isinstance(node, yaml.MappingNode):
            for name, key, value in scope.pairs(node):
                if ":" in name:
                    hint = f"Write `{name.replace(':', ': ', 1)}`."
                    scope.fault(key, "unknown-component", "a space is missing behind the colon", hint)
                    continue
                status = STATUS.read(value, scope)
                if self._known(name, key, scope) and status is not None:
                    found[name] = status
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                listed = scalar(item, scope, "the id of a component")
                if listed is not None and self._known(listed, item, scope):
                    found[listed] = "under_maintenance"
        else:
            scalar(node, scope, "components with their statuses")
            if len(scope.faults.found) == before:
                hint = "Write `components: {api: partial_outage}`, with the ids of `components.yml`."
                scope.fault(node, "wrong-shape", "the status of each component is missing", hint)
        return found if len(scope.faults.found) == before else None

    def schema(self) -> Schema:
        ids = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}
        return {
            "anyOf": [
                {"type": "object", "propertyNames": ids, "additionalProperties": STATUS.schema()},
                {"type": "array", "items": ids, "uniqueItems": True},
            ]
        }

    @staticmethod
    def _known(name: str, node: yaml.Node, scope: Scope) -> bool:
        if scope.components is None and is_id(name):
            return True
        if scope.components is not None and name in scope.components:
            return True
        hint = instead(name, scope.components or ()) or "Add it to `components.yml` first."
        scope.fault(node, "unknown-component", f"there is no component {quoted(name)}", hint)
        return False


class Planned(NamedTuple):
    """A `scheduled` field as read: in the order of `Schedule`."""

    window: Window
    auto: bool
    repeat: str | None
    zone: str
    skipped: tuple[date, ...]


@dataclass(frozen=True)
class _Start:
    """When a window opens: a full time, whose zone is kept."""

    def read(self, node: yaml.Node, scope: Scope) -> times.Moment | None:
        text = scalar(node, scope, "a time")
        if text is None:
            return None
        try:
            return times.read_moment(text, scope.zone)
        except times.TimeFault as fault:
            scope.fault(node, "time-format", fault.message, fault.hint)
            return None

    def schema(self) -> Schema:
        return Time().schema()


@dataclass(frozen=True)
class _End:
    """When a window closes: read once its start is known, from which lone times and durations count."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        return scalar(node, scope, "a time")

    def schema(self) -> Schema:
        return _END.schema()


_END = Time(lone=True, durations=True)


@dataclass(frozen=True)
class Planning:
    """The window of a maintenance."""

    record: Record

    def read(self, node: yaml.Node, scope: Scope) -> Planned | None:
        before = len(scope.faults.found)
        entries = self.record.read(node, scope)
        if entries is None or entries["start"] is None or entries["end"] is None:
            return None
        start: times.Moment = entries["start"]
        end = _END.read(entries.nodes["end"], replace(scope, after=start.at, zone=start.zone))
        if not isinstance(end, datetime):
            return None
        if end <= start.at:
            message = "the window ends before it begins" if end < start.at else "the window has no length"
            hint = "Write an `end` after `start`, or a length such as `2h`."
            scope.fault(entries.nodes["end"], "window-order", message, hint)
        repeat = _repeat(entries, start, scope)
        if len(scope.faults.found) > before:
            return None
        return Planned(Window(start.at, end), entries.get("auto", True), repeat, start.zone, entries.get("except", ()))

    def schema(self) -> Schema:
        return self.record.schema()


def _repeat(entries: Entries, start: times.Moment, scope: Scope) -> str | None:
    """The rule by which a window comes again, in the form of RFC 5545; faults are noted."""
    if "repeat" not in entries.nodes:
        if "except" in entries.nodes:
            hint = "Add `repeat`, or delete `except`."
            scope.fault(entries.keys["except"], "misplaced-field", "nothing falls out of a single window", hint)
        return None
    if entries["repeat"] is None:
        return None
    if start.zone[0] in "+-":
        hint = "Write a place behind the time, as in `2026-11-24 22:00 Europe/Rome`, so that clock changes are known."
        message = f"a window that repeats cannot begin at a bare offset ({start.zone})"
        scope.fault(entries.nodes["start"], "repeat-zone", message, hint)
        return None
    from plainstatus.reading.repeats import read_rule

    rule, message, hint = read_rule(entries["repeat"], start.at.astimezone(times.zone_of(start.zone)))
    if message:
        scope.fault(entries.nodes["repeat"], "repeat-rule", message, hint)
    return rule


_WINDOW = (
    Field("start", _Start(), "When it begins, with a time zone where it is not the site's.", required=True),
    Field("end", _End(), "When it ends: a time, a time of day alone, or a length such as `2h`.", required=True),
)

SCHEDULED = Planning(
    Record(
        *_WINDOW,
        Field("auto", Flag(), "`false` stops the automatic start and completion."),
        Field("repeat", Text(longest=300), "An iCalendar RRULE (RFC 5545), as in `FREQ=WEEKLY;BYDAY=TU`."),
        Field("except", ListOf(Day(), "[2026-12-25]"), "Days on which a repeating window falls out."),
        what="`scheduled`",
    )
)

_REPEATS_ABOVE = "Change it in the front matter: a new window moves the maintenance once."
RESCHEDULED = Planning(
    Record(
        *_WINDOW,
        what="a new `scheduled`",
        elsewhere={name: _REPEATS_ABOVE for name in ("auto", "repeat", "except")},
    )
)

_UPDATE_ALONE = "Put it straight under the heading of an update."

FRONT_MATTER = Record(
    Field(
        "title", Text(longest=LONGEST_TITLE), "What is wrong or planned, in one line that a customer understands.", True
    ),
    Field("kind", Choice(KINDS, "a kind of file", "unknown-kind"), "`incident`, `maintenance` or `notice`."),
    Field(
        "components", ComponentStatuses(), "The components touched, each with its status from the first update.", True
    ),
    Field(
        "impact",
        Choice(IMPACTS, "an impact", "unknown-impact"),
        "How bad it is, where it does not follow from statuses.",
    ),
    Field("started", Time(), "When it really began, if that was before the first update."),
    Field("scheduled", SCHEDULED, "When the maintenance takes place.", required=True, kinds=("maintenance",)),
    Field(
        "remind",
        ListOf(Duration(), "[1d, 1h]"),
        "How long before the start subscribers are told again.",
        kinds=("maintenance",),
    ),
    Field("publish_at", Time(), "Nothing of the file is public before this moment."),
    Field("until", Time(), "When the notice leaves the front page.", kinds=("notice",)),
    Field("audience", Audience(), "Who may read the file; everybody where it is absent."),
    Field("notify", Flag(), "`false`: nobody is notified of anything in this file."),
    Field("template", Text(longest=100), "The message template that the file was made from."),
    Field("external_id", Text(longest=200), "The id that it had in the system it was imported from."),
    Field("checks", RULE_WEIGHTS, "Rules of `plainstatus check` that weigh more or less here, or are `off`."),
    what="the front matter",
    elsewhere={"next_update": _UPDATE_ALONE, "expected_recovery": _UPDATE_ALONE},
)

UPDATE_FIELDS = Record(
    Field("components", ComponentStatuses(), "Statuses that change with this update; the others keep theirs."),
    Field("next_update", Time(lone=True, durations=True), "When the next words will come."),
    Field(
        "expected_recovery",
        Time(lone=True, durations=True, unknown=True),
        "When service is expected back: a time, a length after the update, or `unknown`.",
    ),
    Field("audience", Audience(), "Narrows this one update to an audience."),
    Field("notify", Flag(), "`false`: nobody is notified of this update."),
    Field("scheduled", RESCHEDULED, "The new window, in an update `Rescheduled`."),
    Field("external_id", Text(longest=200), "The id that it had in the system it was imported from."),
    what="an update",
    elsewhere={
        each.name: "Put it into the front matter, at the top of the file."
        for each in FRONT_MATTER.fields
        if each.name not in ("components", "audience", "notify", "scheduled", "external_id")
    },
)

_ORIGINAL_ALONE = "Delete it here: it is read from the file in the default language alone."

TRANSLATED_FRONT_MATTER = Record(
    Field("title", Text(longest=LONGEST_TITLE), "The title in this language."),
    what="the front matter of a translation",
    elsewhere={each.name: _ORIGINAL_ALONE for each in FRONT_MATTER.fields if each.name != "title"},
)
