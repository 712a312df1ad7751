"""Adds an update to an incident's file: what `update` and `resolve` have in common."""

import os
from collections.abc import Collection, Sequence
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
from plainstatus.reading.translation import read_translation

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
        refuse(findings, files, "The file has faults already; nothing was written:")
    return OpenedFile(files, context, files.incidents / path, data.decode(), incident)


def append(opened: OpenedFile, *updates: Update, languages: Collection[str] = ()) -> None:
    """Write `updates` into the file, and say what to do next; nothing is written where the file would have faults.

    Their words in each of `languages`, which the updates have as translations, go into the files beside it.
    """
    from plainstatus.commands.stopped_words import tell_of_stopped_words
    from plainstatus.writing.incident import spoken
    from plainstatus.writing.together import write_together

    files = _texts_with(opened, updates, languages)
    write_together(files, inside=opened.files.incidents)
    shown = [os.path.relpath(path) for path in files]
    click.echo(f"Added “{spoken(updates[0].status)}” to {' and '.join(shown)}.")
    beside = sorted(path.name for path in opened.path.parent.glob(f"{opened.incident.id}.*.md") if path not in files)
    if beside:
        click.echo(f"Its words in other languages are in {', '.join(beside)}.")
    stopped = tell_of_stopped_words(opened.files.config_file, opened.path, updates[0].at)
    before = (f"$EDITOR {shown[0]}", f"plainstatus check {shown[0]}") if stopped else ()
    tell_next_steps(shown, f"{spoken(updates[0].status)}: {opened.incident.title}", before=before)


def _texts_with(opened: OpenedFile, updates: Sequence[Update], languages: Collection[str]) -> dict[Path, str]:
    """The texts of the files with `updates` in them, the incident's own first."""
    from plainstatus.writing.append import append_update

    incident, zone = opened.incident, opened.settings.timezone
    text = opened.text
    for update in updates:
        text = append_update(text, update, audience=incident.audience, zone=zone)
    written, findings = read_incident(text.encode(), incident.path, opened.context)
    if written is None or len(written.updates) != len(incident.updates) + len(updates):
        refuse(findings, opened.files, "Nothing was written, as the file would have faults:")
    files = {opened.path: text}
    for language in languages:
        path = opened.path.with_suffix(f".{language}.md")
        words = path.read_bytes().decode() if path.exists() else "---\n---\n"
        for update in updates:
            said = Update(update.at, update.status, update.translations.get(language, ""))
            words = append_update(words, said, zone=zone)
        name = PurePosixPath(incident.path).with_suffix(f".{language}.md")
        _, findings = read_translation(words.encode(), str(name), written, language, opened.context)
        if any(each.severity == "error" for each in findings):
            refuse(findings, opened.files, "Nothing was written, as the file would have faults:")
        files[path] = words
    return files


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
    return None if text is None else to_the_minute(moment_from(text, zone, "--next-update", after=at), at)


def expected(text: str | None, zone: str, at: datetime) -> ExpectedRecovery:
    """The moment of `--expected-recovery`, or `unknown`."""
    if text is None:
        return None
    if text.lower() == UNKNOWN:
        return UNKNOWN
    return to_the_minute(moment_from(text, zone, "--expected-recovery", after=at), at)


def to_the_minute(moment: datetime, at: datetime) -> datetime:
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


def refuse(findings: list[Finding], files: SiteFiles, why: str) -> NoReturn:
    """Print the faults of a file, and leave."""
    folder = shown_path(files.incidents, files.root)
    placed = [replace(each, path=f"{folder}/{each.path}") for each in findings]
    click.echo(f"{why}\n", err=True)
    show(placed, files.root)
    raise SystemExit(1)
