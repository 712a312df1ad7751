"""Tables of fields and settings, from the definitions that the reader uses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from plainstatus.model.channel import DEFAULT_CHANNEL, DEFAULT_LEDGER
from plainstatus.model.rehearsal import DEFAULT_REHEARSAL
from plainstatus.model.settings import Settings
from plainstatus.model.status import KINDS
from plainstatus.model.subscriber_place import DEFAULT_SUBSCRIBERS
from plainstatus.model.target import DEFAULT
from plainstatus.reading import (
    audience_names,
    aws_channels,
    channel_fields,
    checks,
    definitions,
    named,
    promises,
    rehearsal,
    time_values,
    values,
    variables,
)
from plainstatus.reading.components import ListOfRecords
from plainstatus.reading.fields import Field, Record, RecordValue
from plainstatus.reading.settings import OPTIONS


def table_of_fields(record: Record) -> str:
    """The fields of `record` in their order: name, what it holds, what it means."""
    rows = (f"| `{each.name}` | {holds(each.value)} | {_said(each)} |" for each in record.fields)
    return "\n".join(("| field | holds | meaning |", "|---|---|---|", *rows))


def table_of_settings() -> str:
    """Every setting, those within another one with its name before them, and what counts without it."""
    rows = (
        f"| `{name}` | {holds(each.value)} | {each.help} | {_default(name)} |" for name, each in settings_in(OPTIONS)
    )
    return "\n".join(("| setting | holds | meaning | without it |", "|---|---|---|---|", *rows))


def settings_in(record: Record, before: str = "") -> Iterator[tuple[str, Field]]:
    """Each setting with its whole name, such as `colors.accent`."""
    for each in record.fields:
        if isinstance(each.value, RecordValue):
            yield from settings_in(each.value.record, f"{before}{each.name}.")
        else:
            yield before + each.name, each


def _said(field: Field) -> str:
    said = field.help
    if field.kinds != KINDS:
        said = f"{said} Only in a {' or '.join(field.kinds)}."
    return f"{said} **Required.**" if field.required else said


_HOLDS: Mapping[type, Callable[[Any], str]] = {
    values.Text: lambda value: "Markdown" if value.lines else "text",
    values.Pattern: lambda value: f"{value.wanted}, as `{value.example}`",
    values.Identifier: lambda value: "an id",
    values.Choice: lambda value: ", ".join(f"`{word}`" for word in value.words),
    values.Audience: lambda value: "an audience",
    values.Flag: lambda value: "`true` or `false`",
    values.Address: lambda value: "an address",
    values.AssetPath: lambda value: "a path, as `assets/logo.svg`",
    values.ListOf: lambda value: f"a list, as `{value.example}`",
    values.MapOf: lambda value: f"a mapping, as `{value.example}`",
    values.LocalWords: lambda value: "text, or language → text",
    time_values.Duration: lambda value: "a length, as `1h`",
    time_values.Day: lambda value: "a day, as `2026-11-24`",
    time_values.Zone: lambda value: "a zone, as `Europe/Rome`",
    time_values.Time: lambda value: _time(value.lone, value.durations, value.unknown),
    definitions.ComponentStatuses: lambda value: "id → status",
    definitions.Planning: lambda value: "the fields of a window",
    definitions._Start: lambda value: _time(False, False, False),
    definitions._End: lambda value: _time(True, True, False),
    named.Named: lambda value: f"name → {_NAMED[value.what]}",
    channel_fields.Recipients: lambda value: f"a list, as `{value.example}`, or `subscribers`",
    channel_fields.Rate: lambda value: "a rate, as `14/s`",
    channel_fields.Connections: lambda value: "a number",
    channel_fields.Mailbox: lambda value: "an address, as `Otter <status@example.com>`",
    variables.Variable: lambda value: f"the name of an environment variable, as `{value.example}`",
    aws_channels.Telephone: lambda value: "a telephone number, as `'+39 051 123 4567'`",
    aws_channels.Price: lambda value: "US dollars, as `0.10`",
    checks.RuleWeight: lambda value: ", ".join(f"`{word}`" for word in checks.WEIGHTS),
    checks.Jargon: lambda value: f"a list, or a mapping, as `{value.example}`",
    checks.Characters: lambda value: "a number",
    audience_names.Audiences: lambda value: "a list, or name → further names",
    audience_names.PageReaders: lambda value: "an audience, or `false`",
    promises.Hearings: lambda value: "`updates`, `promises`, or a list of both",
    rehearsal.Seconds: lambda value: "a length to the second, as `45s`",
    ListOfRecords: lambda value: f"a list, as `{value.example}`",
}


#: Where it stands what has names.
_NAMED = {"targets": "[target](publish.md#targets)", "channels": "[channel](notify.md#channels)"}


def holds(value: Any) -> str:
    """What a value may be, in a few words."""
    return _HOLDS[type(value)](value)


def _time(lone: bool, durations: bool, unknown: bool) -> str:
    forms = ["a time"]
    forms += ["a time of day"] if lone else []
    forms += ["a length"] if durations else []
    forms += ["`unknown`"] if unknown else []
    return forms[0] if len(forms) == 1 else f"{', '.join(forms[:-1])} or {forms[-1]}"


#: Settings whose value has another name in `Settings`, or none there.
_ELSEWHERE = {"colors.accent": "accent", "colors.accent_dark": "accent_dark", "uptime.weights": "uptime_weights"}


def _default(name: str) -> str:
    if name == "enabled":
        return "`true`"
    if name == "targets":
        return f"`{{{DEFAULT.name}: {{directory: {DEFAULT.directory}}}}}`"
    if name == "channels":
        return f"`{{{DEFAULT_CHANNEL.name}: {{outbox: {DEFAULT_CHANNEL.outbox}}}}}`"
    if name == "ledger.directory":
        return f"`{DEFAULT_LEDGER.directory}`"
    if name.startswith("rehearsal."):
        return _default_of_rehearsal(name.removeprefix("rehearsal."))
    if name == "subscribers.sqlite":
        return f"`{DEFAULT_SUBSCRIBERS.sqlite}`"
    if name.startswith("promises."):
        written = _written(getattr(Settings().promises, name.removeprefix("promises.")))
        return f"`{written}`" if written else "–"
    if name.startswith("checks."):
        written = _written(getattr(Settings().checks, name.removeprefix("checks.")))
        return f"`{written}`" if written else "–"
    if name not in _ELSEWHERE and "." in name:
        return "–"
    known = {each.name for each in fields(Settings)}
    place = _ELSEWHERE.get(name, name)
    if place not in known:
        raise KeyError(f"no default is known of the setting {name}")
    written = _written(getattr(Settings(), place))
    return f"`{written}`" if written else "–"


def _default_of_rehearsal(name: str) -> str:
    if name.startswith("objectives."):
        return f"`{getattr(DEFAULT_REHEARSAL.objectives, name.removeprefix('objectives.'))}s`"
    written = _written(getattr(DEFAULT_REHEARSAL, name, None))
    return f"`{written}`" if written else "–"


def _written(value: Any) -> str:
    """`value` as it would stand in `mkdocs.yml`; "" for nothing."""
    if value is None or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, timedelta):
        return _written_length(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, Mapping):
        if not any(value.values()):
            return f"[{', '.join(value)}]"
        return "{" + ", ".join(f"{key}: {_written(each)}" for key, each in value.items()) + "}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _written_length(length: timedelta) -> str:
    hours, seconds = divmod(length.seconds, 3600)
    if length.days:
        return f"{length.days}d"
    return f"{seconds // 60}m" if seconds else f"{hours}h"
