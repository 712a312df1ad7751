"""What the command line says of a new file, and what its times and components mean. Asks nobody."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import click

from plainstatus.commands.clock import moment_from
from plainstatus.commands.lookup import component_statuses
from plainstatus.commands.new_files import OpenSite
from plainstatus.model.incident import Schedule, Window
from plainstatus.model.status import Kind
from plainstatus.reading import times
from plainstatus.reading.definitions import LONGEST_TITLE


@dataclass(frozen=True)
class Wishes:
    """What the command line says of a new file, as it was written. `answers` are those to a template's questions."""

    kind: Kind | None = None
    title: str | None = None
    components: tuple[str, ...] = ()
    message: str | None = None
    status: str | None = None
    at: str | None = None
    started: str | None = None
    start: str | None = None
    end: str | None = None
    until: str | None = None
    next_update: str | None = None
    expected_recovery: str | None = None
    audience: str | None = None
    template: str | None = None
    answers: tuple[str, ...] = ()


def refuse_misplaced(wishes: Wishes, kind: Kind) -> None:
    """Raise click.UsageError for an option that a file of this kind has no use for."""
    for option, given, owner in (
        ("--start", wishes.start, "maintenance"),
        ("--end", wishes.end, "maintenance"),
        ("--until", wishes.until, "notice"),
    ):
        if given is not None and kind != owner:
            raise click.UsageError(f"{option} is for a {owner}; this is to be a file of kind `{kind}`.")


def schedule_of(start: str, end: str, zone: str) -> Schedule:
    """The window that `--start` and `--end` name; a length or a time of day counts from the start."""
    try:
        opens = times.read_moment(start, zone)
    except times.TimeFault as fault:
        raise click.UsageError(f"--start: {fault.message}. {fault.hint}") from None
    return Schedule(Window(opens.at, moment_from(end, opens.zone, "--end", after=opens.at)), zone=opens.zone)


def until_of(text: str, zone: str) -> datetime:
    """The end of a notice; a day alone is meant with all its hours."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
        midnight = moment_from(f"{text.strip()} 00:00", zone, "--until").astimezone(times.zone_of(zone))
        return (midnight.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=times.zone_of(zone))
    return moment_from(text, zone, "--until")


def title_of(text: str) -> str:
    """`text` as a title. Raises click.UsageError where it is none, or too long for one."""
    if not text:
        raise click.UsageError("Write a few words.")
    if len(text) > LONGEST_TITLE:
        raise click.UsageError(f"The title has {len(text)} characters. Shorten it to {LONGEST_TITLE}.")
    return text


def chosen_components(wishes: Wishes, site: OpenSite, default: str | None) -> dict[str, str]:
    """The components that are named, with their statuses; `default` counts where none is written."""
    return component_statuses(wishes.components, site.context.catalog, default=default)
