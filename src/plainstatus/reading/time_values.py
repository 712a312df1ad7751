"""The kinds of values that are times, lengths of time, days and zones: how each is read, and its JSON Schema."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import yaml

from plainstatus.model.incident import UNKNOWN
from plainstatus.reading import times
from plainstatus.reading.faults import quoted
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Schema, scalar

_DURATION_FORM = r"(?=.*\d)( *\d+ *[wW](eeks?)?)?( *\d+ *[dD](ays?)?)?( *\d+ *[hH](ours?)?)?( *\d+ *[mM](in(utes?)?)?)?"


@dataclass(frozen=True)
class Time:
    """A moment, in UTC.

    `lone` allows a time of day alone and `durations` a length, both counted from
    `scope.after`; `unknown` allows that word.
    """

    lone: bool = False
    durations: bool = False
    unknown: bool = False

    def read(self, node: yaml.Node, scope: Scope) -> datetime | Literal["unknown"] | None:
        text = scalar(node, scope, "a time")
        if text is None:
            return None
        if self.unknown and text.strip().lower() == UNKNOWN:
            return UNKNOWN
        after = scope.after if self.lone else None
        try:
            return times.read_moment(text, scope.zone, after=after, durations=self.durations).at
        except times.TimeFault as fault:
            scope.fault(node, "time-format", fault.message, fault.hint)
            return None

    def schema(self) -> Schema:
        forms = [r"\d{4}-\d{2}-\d{2}([Tt]| +)\d{2}:\d{2}(:\d{2}(\.\d+)?)?( *\S.*)?"]
        forms += [r"\d{2}:\d{2}(:\d{2})?( *\S.*)?"] if self.lone else []
        forms += [_DURATION_FORM] if self.durations else []
        forms += [UNKNOWN] if self.unknown else []
        return {"type": "string", "pattern": f"^({'|'.join(forms)})$"}


@dataclass(frozen=True)
class Duration:
    """A length of time."""

    def read(self, node: yaml.Node, scope: Scope) -> timedelta | None:
        text = scalar(node, scope, "a length of time")
        if text is None:
            return None
        try:
            return times.parse_duration(text)
        except times.TimeFault as fault:
            scope.fault(node, "duration-format", fault.message, fault.hint)
            return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_DURATION_FORM}$"}


@dataclass(frozen=True)
class Day:
    """A calendar day."""

    def read(self, node: yaml.Node, scope: Scope) -> date | None:
        text = scalar(node, scope, "a day")
        if text is None:
            return None
        try:
            return times.parse_day(text)
        except times.TimeFault as fault:
            scope.fault(node, "day-format", fault.message, fault.hint)
            return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True)
class Zone:
    """The IANA name of a time zone."""

    def read(self, node: yaml.Node, scope: Scope) -> str | None:
        text = scalar(node, scope, "a time zone")
        if text is None:
            return None
        try:
            name = times.zone_in(text)
        except times.TimeFault as fault:
            scope.fault(node, "unknown-zone", fault.message, fault.hint)
            return None
        if name[0] not in "+-":
            return name
        hint = "Write a place, whose clock changes are known: `Europe/Rome`. Or `UTC`."
        scope.fault(node, "unknown-zone", f"{quoted(text)} is an offset, not a time zone", hint)
        return None

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 3}
