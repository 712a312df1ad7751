"""Makes a new incident's file from what was wished for on the command line, and asks for what is missing.

Asks only on a terminal. Does not know how the command line is written.
"""

import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from plainstatus.commands.append import expected, promised
from plainstatus.commands.clock import moment_from, now_from
from plainstatus.commands.findings import as_text, seen_from_here
from plainstatus.commands.lookup import component_statuses, update_status, word_of
from plainstatus.commands.new_files import OpenSite, free_path, open_site, template_text
from plainstatus.commands.next_steps import tell_next_steps
from plainstatus.commands.words import given_words, is_terminal
from plainstatus.model.incident import Incident, Schedule, Update, Window
from plainstatus.model.status import COMPONENT_STATUSES, UPDATE_STATUSES, Kind
from plainstatus.reading import times
from plainstatus.reading.incident import read_incident
from plainstatus.reading.site import shown_path
from plainstatus.writing.atomic import create_text
from plainstatus.writing.incident import incident_text
from plainstatus.writing.template import filled_template

_TO_FILL_IN = "<<What do customers see? What still works? What are you doing?>>"


@dataclass(frozen=True)
class Wishes:
    """What the command line says of a new file, as it was written."""

    kind: Kind
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


def draft(config_file: Path, wishes: Wishes, now: str | None, edit: bool | None) -> None:
    """Write the file, have it edited where that is wished, check it, and say what comes next.

    Raises click.UsageError where something is missing and nobody can be asked, OSError, and SystemExit(1)
    where the file has faults beyond placeholders to fill in.
    """
    site = open_site(config_file)
    edit = is_terminal() if edit is None else edit
    moment = now_from(now, site.zone)
    at = moment_from(wishes.at, site.zone, "--at") if wishes.at is not None else moment.replace(second=0)
    text, day, title = _from_template(wishes, site, at) if wishes.template else _from_wishes(wishes, site, at, edit)
    path = free_path(site, day, title)
    create_text(site.files.incidents / path, text, inside=site.files.incidents)
    if edit:
        click.edit(filename=str(site.files.incidents / path))
    _check(site, path, wishes.kind)


def _from_wishes(wishes: Wishes, site: OpenSite, at: datetime, edit: bool) -> tuple[str, datetime, str]:
    """The text of the file, the moment that its name tells of, and its title."""
    _refuse_misplaced(wishes)
    title = wishes.title or _ask("Title, as a customer would say it", "--title")
    schedule = _schedule(wishes, site) if wishes.kind == "maintenance" else None
    words = given_words(wishes.message)
    update = Update(
        at=at,
        status=update_status(wishes.status or UPDATE_STATUSES[wishes.kind][0], wishes.kind),
        text=words if words is not None else _TO_FILL_IN if edit else "",
        next_update=promised(wishes.next_update, site.zone, at),
        expected_recovery=expected(wishes.expected_recovery, site.zone, at),
        audience=wishes.audience or "public",
    )
    incident = Incident(
        id="",
        path="",
        title=title,
        kind=wishes.kind,
        components=_components(wishes, site),
        started=moment_from(wishes.started, site.zone, "--started") if wishes.started else None,
        schedule=schedule,
        until=_until(wishes.until, site.zone) if wishes.until else None,
        audience=wishes.audience or "public",
        updates=(update,),
    )
    return incident_text(incident, zone=site.zone), schedule.window.start if schedule else at, title


def _from_template(wishes: Wishes, site: OpenSite, at: datetime) -> tuple[str, datetime, str]:
    name = str(wishes.template).removesuffix(".md")
    text = filled_template(
        template_text(site, name),
        name,
        at=at,
        zone=site.zone,
        title=wishes.title,
        components=_chosen(wishes, site),
    )
    return text, at, wishes.title or name


def _refuse_misplaced(wishes: Wishes) -> None:
    """Raise click.UsageError for an option that a file of this kind has no use for."""
    for option, given, kind in (
        ("--start", wishes.start, "maintenance"),
        ("--end", wishes.end, "maintenance"),
        ("--until", wishes.until, "notice"),
    ):
        if given is not None and wishes.kind != kind:
            raise click.UsageError(f"{option} is for a {kind}; this is to be a file of kind `{wishes.kind}`.")


def _schedule(wishes: Wishes, site: OpenSite) -> Schedule:
    written = wishes.start or _ask("Start, as in 2026-12-06 22:00", "--start")
    try:
        start = times.read_moment(written, site.zone)
    except times.TimeFault as fault:
        raise click.UsageError(f"--start: {fault.message}. {fault.hint}") from None
    end = moment_from(wishes.end or _ask("End, as in 23:30 or 2h", "--end"), start.zone, "--end", after=start.at)
    return Schedule(Window(start.at, end), zone=start.zone)


def _until(text: str, zone: str) -> datetime:
    """The end of a notice; a day alone is meant with all its hours."""
    import re
    from datetime import timedelta

    if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
        midnight = moment_from(f"{text.strip()} 00:00", zone, "--until").astimezone(times.zone_of(zone))
        return (midnight.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=times.zone_of(zone))
    return moment_from(text, zone, "--until")


def _components(wishes: Wishes, site: OpenSite) -> dict[str, str]:
    chosen = _chosen(wishes, site)
    if chosen or wishes.kind == "notice":
        return chosen
    known = [component.id for component in site.context.catalog.current]
    if is_terminal():
        click.echo(f"Components: {', '.join(known)}")
    names = _ask("Components, with commas between", "--component", f"There are: {', '.join(known)}.")
    status = "under_maintenance"
    if wishes.kind == "incident":
        asked = click.prompt("How are they", type=str, default="partial_outage", show_default=True)
        status = word_of(asked, COMPONENT_STATUSES, "status of a component")
    return component_statuses([name for name in names.split(",") if name.strip()], site.context.catalog, default=status)


def _chosen(wishes: Wishes, site: OpenSite) -> dict[str, str]:
    default = "under_maintenance" if wishes.kind == "maintenance" else None
    return component_statuses(wishes.components, site.context.catalog, default=default)


def _ask(what: str, option: str, more: str = "") -> str:
    """What a person answers; where nobody can, click.UsageError that names the option."""
    if not is_terminal():
        raise click.UsageError(f"{option} is missing. {more}".strip())
    answer: str = click.prompt(what, type=str)
    return answer.strip()


def _check(site: OpenSite, path: str, kind: Kind) -> None:
    """Read the file as everybody else will, and say what is left to do."""
    file = site.files.incidents / path
    shown = os.path.relpath(file)
    click.echo(f"Wrote {shown}.")
    incident, findings = read_incident(file.read_bytes(), path, site.context)
    folder = shown_path(site.files.incidents, site.files.root)
    if findings:
        placed = [replace(each, path=f"{folder}/{each.path}") for each in findings]
        click.echo(f"\n{as_text(seen_from_here(placed, site.files.root))}", nl=False)
    steps = [f"$EDITOR {shown}", f"plainstatus check {shown}"] if incident is None else []
    if incident is not None and not incident.updates[-1].text:
        steps = [f"$EDITOR {shown}"]
        click.echo("It has no words yet: -m writes them at once.")
    subject = f"{kind.capitalize()}: {incident.title}" if incident is not None else f"{kind.capitalize()}: {file.stem}"
    tell_next_steps(shown, subject, before=steps)
    if any(each.severity == "error" and each.code != "placeholder" for each in findings):
        raise SystemExit(1)
