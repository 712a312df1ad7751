"""Makes a new incident's file from what was wished for on the command line, and asks for what is missing.

Asks only on a terminal. Does not know how the command line is written.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from plainstatus.commands.append import expected, promised
from plainstatus.commands.clock import moment_from, now_from, past_moment_from
from plainstatus.commands.findings import as_text, seen_from_here
from plainstatus.commands.lookup import component_statuses, update_status, word_of
from plainstatus.commands.new_files import OpenSite, free_path, open_site
from plainstatus.commands.next_steps import tell_next_steps
from plainstatus.commands.stopped_words import tell_of_stopped_words
from plainstatus.commands.wishes import Wishes, chosen_components, refuse_misplaced, schedule_of, title_of, until_of
from plainstatus.commands.words import asked, asked_components, component_ids, given_words, is_terminal
from plainstatus.model.incident import Incident, Update
from plainstatus.model.status import COMPONENT_STATUSES, UPDATE_STATUSES, Kind
from plainstatus.reading.incident import read_incident
from plainstatus.reading.site import shown_path
from plainstatus.reading.templates import template_names
from plainstatus.reading.translation import read_translation
from plainstatus.writing.incident import incident_text
from plainstatus.writing.together import write_together

_TO_FILL_IN = "<<What do customers see? What still works? What are you doing?>>"


def draft(config_file: Path, wishes: Wishes, now: str | None, edit: bool | None) -> None:
    """Write the file, have it edited where that is wished, check it, and say what comes next.

    With a template, the files of its other languages are written with it. Raises click.UsageError where something
    is missing and nobody can be asked, OSError, and SystemExit(1) where the file has faults beyond placeholders to
    fill in.
    """
    site = open_site(config_file)
    moment = now_from(now, site.zone)
    at = moment_from(wishes.at, site.zone, "--at") if wishes.at is not None else moment.replace(second=0)
    if wishes.template is not None:
        from plainstatus.commands.beginning import begin

        begun = begin(wishes, site, at, ask=is_terminal())
        opens = (is_terminal() and begun.is_open) if edit is None else edit
        _write(site, begun.texts, begun.day, begun.title, begun.kind, opens)
        return
    if wishes.answers:
        raise click.UsageError("--set answers what a template asks: name the template with --template.")
    kind = wishes.kind or _no_kind(site)
    opens = is_terminal() if edit is None else edit
    text, day, title = _from_wishes(wishes, kind, site, at, opens)
    _write(site, {site.context.settings.languages[0]: text}, day, title, kind, opens)


def _no_kind(site: OpenSite) -> NoReturn:
    names = template_names(site.files.incidents)
    templates = f" Or take a template, with --template: {', '.join(names)}." if names else ""
    raise click.UsageError(f"What shall it be: incident, maintenance or notice?{templates}")


def _from_wishes(wishes: Wishes, kind: Kind, site: OpenSite, at: datetime, edit: bool) -> tuple[str, datetime, str]:
    """The text of the file, the moment that its name tells of, and its title."""
    refuse_misplaced(wishes, kind)
    title = wishes.title or _ask("Title, as a customer would say it", "--title", title_of)
    schedule = None
    if kind == "maintenance":
        start = wishes.start or _ask("Start, as in 2026-12-06 22:00", "--start", _a_start(site.zone))
        end = wishes.end or _ask("End, as in 23:30 or 2h", "--end", _an_end(start, site.zone))
        schedule = schedule_of(start, end, site.zone)
    words = given_words(wishes.message)
    update = Update(
        at=at,
        status=update_status(wishes.status or UPDATE_STATUSES[kind][0], kind),
        text=words if words is not None else _TO_FILL_IN if edit else "",
        next_update=promised(wishes.next_update, site.zone, at),
        expected_recovery=expected(wishes.expected_recovery, site.zone, at),
        audience=wishes.audience or "public",
    )
    incident = Incident(
        id="",
        path="",
        title=title,
        kind=kind,
        components=_components(wishes, kind, site),
        started=past_moment_from(wishes.started, site.zone, "--started", by=at) if wishes.started else None,
        schedule=schedule,
        until=until_of(wishes.until, site.zone) if wishes.until else None,
        audience=wishes.audience or "public",
        updates=(update,),
    )
    return incident_text(incident, zone=site.zone), schedule.window.start if schedule else at, title


def _components(wishes: Wishes, kind: Kind, site: OpenSite) -> dict[str, str]:
    chosen = chosen_components(wishes, site, "under_maintenance" if kind == "maintenance" else None)
    if chosen or kind == "notice":
        return chosen
    if not is_terminal():
        raise click.UsageError(f"--component is missing. There are: {', '.join(component_ids(site))}.")
    names = asked_components(site)
    status = "under_maintenance"
    if kind == "incident":
        status = asked(
            "How are they",
            lambda answer: word_of(answer, COMPONENT_STATUSES, "status of a component"),
            default="partial_outage",
        )
    return component_statuses(names, site.context.catalog, default=status)


def _ask(what: str, option: str, read: Callable[[str], str]) -> str:
    """What `read` makes of a person's answer; where nobody can be asked, click.UsageError that names the option."""
    if not is_terminal():
        raise click.UsageError(f"{option} is missing.")
    return asked(what, read)


def _a_start(zone: str) -> Callable[[str], str]:
    def read(answer: str) -> str:
        moment_from(answer, zone, "start")
        return answer

    return read


def _an_end(start: str, zone: str) -> Callable[[str], str]:
    def read(answer: str) -> str:
        schedule_of(start, answer, zone)
        return answer

    return read


def _write(site: OpenSite, texts: Mapping[str, str], day: datetime, title: str, kind: Kind, edit: bool) -> None:
    """Write the new file, with its words in other languages beside it, have it edited, and check it.

    The first of `texts`, by language, is that of the file itself.
    """
    folder = site.files.incidents
    path = free_path(site, day, title)
    paths = [path, *(f"{path.removesuffix('.md')}.{language}.md" for language in list(texts)[1:])]
    write_together({folder / path: text for path, text in zip(paths, texts.values(), strict=True)}, inside=folder)
    if edit:
        click.edit(filename=str(folder / path))
    _check(site, paths, list(texts), kind, title)


def _check(site: OpenSite, paths: Sequence[str], languages: Sequence[str], kind: Kind, title: str) -> None:
    """Read the files as everybody else will, and say what is left to do."""
    folder = site.files.incidents
    file = folder / paths[0]
    shown = [os.path.relpath(folder / path) for path in paths]
    click.echo(f"Wrote {' and '.join(shown)}.")
    incident, findings = read_incident(file.read_bytes(), paths[0], site.context)
    if incident is not None:
        for path, language in list(zip(paths, languages, strict=True))[1:]:
            findings += read_translation((folder / path).read_bytes(), path, incident, language, site.context)[1]
    display = shown_path(folder, site.files.root)
    if findings:
        placed = [replace(each, path=f"{display}/{each.path}") for each in findings]
        click.echo(f"\n{as_text(seen_from_here(placed, site.files.root))}", nl=False)
    stopped = incident is not None and tell_of_stopped_words(site.files.config_file, file, incident.updates[0].at)
    steps = [f"$EDITOR {shown[0]}", f"plainstatus check {shown[0]}"] if findings or stopped else []
    if incident is not None and not incident.updates[-1].text:
        steps = [f"$EDITOR {shown[0]}"]
        click.echo("It has no words yet: -m writes them at once.")
    subject = f"{kind.capitalize()}: {title if incident is None else incident.title}"
    tell_next_steps(shown, subject, before=steps)
    if any(each.severity == "error" and each.code != "placeholder" for each in findings):
        raise SystemExit(1)
