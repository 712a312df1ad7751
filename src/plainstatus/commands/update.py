"""`plainstatus update`."""

from dataclasses import replace
from pathlib import Path

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.lookup import component_statuses, update_status
from plainstatus.commands.options import answers_option, config_option, now_option
from plainstatus.commands.words import edited_words, given_words, is_terminal


@click.command(
    "update",
    short_help="Add an update to an incident.",
    epilog="""\b
Examples:
  plainstatus update . identified -m "A change is the cause. We are undoing it." --next-update 30m
  plainstatus update api-errors monitoring --component api=degraded -m - < words.txt
  plainstatus update orders monitoring --set works-again="Orders pass again since 15:20." --set it:works-again="…"
  plainstatus update . update --audience internal -m "Restart the queue by hand until it is mended."
  plainstatus update database-move rescheduled --start "2026-12-07 22:00" --end 2h -m "A day later."
  plainstatus update database-move completed -m "The move is done."
""",
)
@click.argument("incident", metavar="ID")
@click.argument("status")
@click.option("-m", "--message", metavar="WORDS", help="What readers are told, in Markdown; “-” reads standard input.")
@click.option(
    "-c",
    "--component",
    "components",
    multiple=True,
    metavar="ID=STATUS",
    help="A component whose status changes with this update. May be given again.",
)
@answers_option
@click.option("--next-update", metavar="TIME", help="When the next words will come: 14:35, 30m, or a full time.")
@click.option("--expected-recovery", metavar="TIME", help="When service is expected back: 16:00, 2h, or “unknown”.")
@click.option("--audience", metavar="NAME", help="Who may read this update, if fewer than those who may read the file.")
@click.option("--start", metavar="TIME", help="When a rescheduled maintenance begins.")
@click.option("--end", metavar="TIME", help="When a rescheduled maintenance ends: a time, or a length such as 2h.")
@click.option("--at", metavar="TIME", help="When this was said, if it was not now.")
@config_option
@now_option
def command(
    incident: str,
    status: str,
    message: str | None,
    components: tuple[str, ...],
    answers: tuple[str, ...],
    next_update: str | None,
    expected_recovery: str | None,
    audience: str | None,
    start: str | None,
    end: str | None,
    at: str | None,
    config_file: Path,
    now: str | None,
) -> None:
    """Add an update to the file of an incident, maintenance or notice.

    ID is the file's name, its beginning or a part of it; “.” is the only incident that is open. STATUS is one
    of the words that may head an update (investigating, identified, monitoring, update, resolved, postmortem;
    for a maintenance scheduled, in-progress, verifying, completed, cancelled), or its beginning.

    The update goes where the file has its newest ones; nothing else in it changes.

    With --audience, the words are for these readers alone, such as a workaround for your own people.

    Without -m, an incident that began with a template takes the words that it has for this status: on a terminal
    you are asked for what they need, elsewhere --set answers. Other incidents open an editor on a terminal.
    """
    from plainstatus.commands.append import append, expected, moment_after, open_file, promised, window
    from plainstatus.commands.continuing import continued, fields_given, refuse_both
    from plainstatus.commands.turns import refuse_out_of_turn
    from plainstatus.model.incident import Update

    moment = now_from(now)
    opened = open_file(config_file, incident, moment)
    zone = opened.settings.timezone
    said_at = moment_after(opened.incident, at, zone, now_from(now, zone))
    chosen = update_status(status, opened.incident.kind)
    readers = _audience(audience, opened.context.audiences) or opened.incident.audience
    refuse_out_of_turn(opened.incident, chosen, said_at, readers, zone)
    changes = component_statuses(components, opened.context.catalog)
    promise, recovery = promised(next_update, zone, said_at), expected(expected_recovery, zone, said_at)
    new_window = window(start, end, zone)
    refuse_both(message, answers)
    if audience is not None and answers:
        raise click.UsageError("--audience and --set exclude each other: a template says itself who may read what.")
    if message is None and audience is None:
        fields = fields_given(said_at, zone, promise, recovery, new_window)
        taken = continued(opened, chosen, said_at, answers, fields=fields, ask=is_terminal())
        if taken is not None:
            first, *notes = taken.updates
            first = replace(first, components={**first.components, **changes})
            append(opened, first, *notes, languages=taken.languages)
            return
    update = Update(
        at=said_at,
        status=chosen,
        components=changes,
        next_update=promise,
        expected_recovery=recovery,
        scheduled=new_window,
        audience=readers,
        text=_words(message, opened.incident.title),
    )
    append(opened, update)


def _audience(name: str | None, known: tuple[str, ...]) -> str | None:
    if name is not None and name not in known:
        from plainstatus.reading.faults import instead

        raise click.UsageError(f"“{name}” is not an audience of this site. {instead(name, known)}")
    return name


def _words(message: str | None, title: str) -> str:
    words = given_words(message)
    if words is None and is_terminal():
        words = edited_words(f"The words of an update of: {title}")
        if words is None:
            raise click.ClickException("There are no words, so nothing was written.")
    if words is None or not words.strip():
        raise click.UsageError('What shall readers be told? Write it with -m "…", or -m - to read standard input.')
    return words
