"""Adds an update to an incident's file: what `update` and `resolve` have in common."""

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import NoReturn

import click

from plainstatus.commands.clock import moment_from
from plainstatus.commands.findings import show
from plainstatus.commands.lookup import incident_id, the_only
from plainstatus.commands.next_steps import tell_next_steps
from plainstatus.model.finding import Finding
from plainstatus.model.incident import UNKNOWN, ExpectedRecovery, Incident, Update, Window
from plainstatus.model.settings import Settings
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.incident import read_incident
from plainstatus.reading.settings import SiteFiles, read_configuration
from plainstatus.reading.site import SiteReading, read_catalog, read_content, shown_path

_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class OpenedFile:
    """An incident's file that is about to be added to, with the site that it belongs to."""

    files: SiteFiles
    context: ReadingContext
    path: Path
    text: str
    incident: Incident

    @property
    def settings(self) -> Settings:
        """The settings of the site."""
        return self.context.settings


def open_file(config_file: Path, words: str, now: datetime) -> OpenedFile:
    """The file of the incident that `words` name; `.` is the only one that is open at `now`.

    Raises click.UsageError, and SystemExit(1) after the faults of a file that has some were printed.
    """
    from plainstatus.reading.folder import incident_paths

    configuration = read_configuration(config_file)
    files = configuration.files
    if words == ".":
        reading = read_content(configuration)
        words = the_only(_open_incidents(reading, now))
    catalog, complete = read_catalog(files, configuration.settings, [])
    context = ReadingContext(catalog, configuration.settings, complete)
    paths = incident_paths(files.incidents) if files.incidents.is_dir() else ()
    by_id = {PurePosixPath(path).stem: path for path in paths if "." not in PurePosixPath(path).stem}
    path = by_id[incident_id(words, by_id)]
    data = (files.incidents / path).read_bytes()
    incident, findings = read_incident(data, path, context)
    if incident is None:
        _refuse(findings, files, "The file has faults already; nothing was written:")
    return OpenedFile(files, context, files.incidents / path, data.decode(), incident)


def append(opened: OpenedFile, update: Update) -> None:
    """Write `update` into the file, and say what to do next; nothing is written where the file would have faults."""
    from plainstatus.writing.append import append_update
    from plainstatus.writing.atomic import write_text
    from plainstatus.writing.incident import spoken

    incident, zone = opened.incident, opened.settings.timezone
    text = append_update(opened.text, update, audience=incident.audience, zone=zone)
    written, findings = read_incident(text.encode(), incident.path, opened.context)
    if written is None or len(written.updates) != len(incident.updates) + 1:
        _refuse(findings, opened.files, "Nothing was written, as the file would have faults:")
    write_text(opened.path, text, inside=opened.files.incidents)
    shown = os.path.relpath(opened.path)
    click.echo(f"Added “{spoken(update.status)}” to {shown}.")
    translations = sorted(path.name for path in opened.path.parent.glob(f"{incident.id}.*.md"))
    if translations:
        click.echo(f"Its words in other languages are in {', '.join(translations)}.")
    tell_next_steps(shown, f"{spoken(update.status)}: {incident.title}")


def moment_after(incident: Incident, at: str | None, zone: str, now: datetime) -> datetime:
    """When the new update is said: as `at` says, else now; to the minute, where that minute is still free."""
    if at is not None:
        return moment_from(at, zone, "--at")
    taken = {update.at for update in incident.updates}
    last = incident.updates[-1].at
    minute = now.replace(second=0)
    at_best = minute if minute > last or last > now + _MINUTE else max(now, last)
    while at_best in taken:
        at_best += _SECOND
    return at_best


def promised(text: str | None, zone: str, at: datetime) -> datetime | None:
    """The moment of `--next-update`, counted from `at` where it is a time of day or a length."""
    return None if text is None else _to_the_minute(moment_from(text, zone, "--next-update", after=at), at)


def expected(text: str | None, zone: str, at: datetime) -> ExpectedRecovery:
    """The moment of `--expected-recovery`, or `unknown`."""
    if text is None:
        return None
    if text.lower() == UNKNOWN:
        return UNKNOWN
    return _to_the_minute(moment_from(text, zone, "--expected-recovery", after=at), at)


def _to_the_minute(moment: datetime, at: datetime) -> datetime:
    """`moment` without seconds, as people say it, where that is still after `at`."""
    minute = moment.replace(second=0)
    return minute if minute > at else moment


def window(start: str | None, end: str | None, zone: str) -> Window | None:
    """The window of `--start` and `--end`, None where neither was written. Raises click.UsageError."""
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise click.UsageError(f"--{'start' if start is None else 'end'} is missing: a window has both.")
    opens = moment_from(start, zone, "--start")
    return Window(opens, moment_from(end, zone, "--end", after=opens))


def _open_incidents(reading: SiteReading, now: datetime) -> dict[str, str]:
    """Ids and titles of what goes on at `now`, newest first."""
    from plainstatus.timeline.timeline import timeline_of

    timeline = timeline_of(reading.catalog, reading.incidents, reading.settings, now)
    return {course.incident.id: course.incident.title for course in (*timeline.open, *timeline.under_way)}


def _refuse(findings: list[Finding], files: SiteFiles, why: str) -> NoReturn:
    """Print the faults of a file, and leave."""
    folder = shown_path(files.incidents, files.root)
    placed = [replace(each, path=f"{folder}/{each.path}") for each in findings]
    click.echo(f"{why}\n", err=True)
    show(placed, files.root)
    raise SystemExit(1)
