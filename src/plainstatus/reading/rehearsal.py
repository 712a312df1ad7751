"""How a site is rehearsed: `rehearsal` in `mkdocs.yml`, whose places have the form of the real ones."""

import re
from dataclasses import dataclass, fields
from pathlib import PurePosixPath

import yaml

from plainstatus.model.rehearsal import Objectives, Rehearsal
from plainstatus.reading.channels import CHANNELS, LEDGER
from plainstatus.reading.faults import quoted
from plainstatus.reading.fields import Entries, Field, Record, RecordValue
from plainstatus.reading.scope import Scope
from plainstatus.reading.targets import TARGETS
from plainstatus.reading.time_values import Duration
from plainstatus.reading.values import ListOf, Pattern, Schema, Text, scalar
from plainstatus.reading.variables import Variable

_SPANS = {"s": 1, "m": 60, "min": 60, "h": 3600}
_FORM = r"([1-9]\d{0,4}) ?(s|m|min|h)"


@dataclass(frozen=True)
class Seconds:
    """A short length of time, to the second."""

    def read(self, node: yaml.Node, scope: Scope) -> int | None:
        text = scalar(node, scope, "a length of time")
        if text is None:
            return None
        found = re.fullmatch(_FORM, text.strip(), re.ASCII)
        if found is not None:
            return int(found[1]) * _SPANS[found[2]]
        message = f"{quoted(text)} is not a length of time to the second"
        scope.fault(node, "objective", message, "Write it like `45s`, `2m` or `1h`.")
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_FORM}$"}


_URL = Pattern(
    r"https?://[^\s/?#<>\"'@]+(?:/[^\s?#<>\"'@]*)?", "an address", "https://drill.status.example.com/", "address"
)
_WHAT = {
    "write": "To write an incident or an update into its file.",
    "check": "To check all words.",
    "build": "To build the site.",
    "publish": "To publish it at every target.",
    "notify": "To send on every channel.",
    "look": "To read one address back.",
    "first_words": "From the first words of an incident to a page that has them.",
    "words": "From each later change to a page that has it.",
    "message": "From each change to the receivers of its messages.",
    "whole": "For the whole drill, which ends then in any case.",
}
_OBJECTIVES = Record(
    *(Field(each.name, Seconds(), _WHAT[each.name]) for each in fields(Objectives)), what="`objectives`"
)


def _rehearsal(entries: Entries, scope: Scope) -> Rehearsal | None:
    values = dict(entries.values)
    if "targets" in values and not values.get("url"):
        message = "targets are nothing to a drill that does not know where their readers are"
        scope.fault(entries.keys["targets"], "rehearsal", message, "Add `url`, the address of the first of them.")
        return None
    if "url" in values and "targets" not in values:
        message = "`url` is nothing without `targets`"
        scope.fault(entries.keys["url"], "rehearsal", message, "Add `targets`, or delete it.")
        return None
    records = PurePosixPath(values.get("records", Rehearsal().records))
    if records.is_absolute() or ".." in records.parts or not any(part.startswith("_") for part in records.parts):
        message = f"{quoted(str(records))} is no place for records: what stands there could be published"
        hint = "Name a folder below `mkdocs.yml` with an underscore before its name: `incidents/_drills`."
        scope.fault(entries.nodes["records"], "rehearsal", message, hint)
        return None
    values["variables"] = tuple(values.get("variables", ()))
    if "url" in values:
        values["url"] = values["url"].rstrip("/") + "/"
    return Rehearsal(**values)


#: What `rehearsal` may say.
REHEARSAL = RecordValue(
    Record(
        Field("targets", TARGETS, "Where a drill publishes: none of the real ones."),
        Field("url", _URL, "Where readers of these targets are."),
        Field("channels", CHANNELS, "Where a drill sends; one stands for the channel of the same name."),
        Field("ledger", LEDGER, "Where a drill keeps what it has sent."),
        Field(
            "variables",
            ListOf(Variable("DRILL_AWS_PROFILE"), "[AWS_PROFILE]", least=1),
            "Variables of the environment that a drill may know, such as credentials for its own places.",
        ),
        Field(
            "objectives",
            RecordValue(_OBJECTIVES, lambda entries, scope: Objectives(**entries.values)),
            "How long each thing may take.",
        ),
        Field("every", Duration(), "How old the last good drill may be."),
        Field("records", Text(longest=200), "The folder of the records, relative to `mkdocs.yml`."),
        what="`rehearsal`",
    ),
    _rehearsal,
)
