"""`plainstatus resolve`."""

from pathlib import Path

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import answers_option, config_option, now_option
from plainstatus.commands.words import given_words, is_terminal

_CLOSING = {"incident": "resolved", "maintenance": "completed"}


@click.command(
    "resolve",
    short_help="Say that an incident is over.",
    epilog="""\b
Examples:
  plainstatus resolve
  plainstatus resolve api-errors -m "The API has answered normally since 15:20 UTC."
""",
)
@click.argument("incident", metavar="[ID]", default=".")
@click.option("-m", "--message", metavar="WORDS", help="What readers are told, in Markdown; “-” reads standard input.")
@answers_option
@click.option("--at", metavar="TIME", help="When it was over, if that was not now.")
@config_option
@now_option
def command(
    incident: str,
    message: str | None,
    answers: tuple[str, ...],
    at: str | None,
    config_file: Path,
    now: str | None,
) -> None:
    """Say that an incident is resolved, or a maintenance completed.

    ID is the file's name, its beginning or a part of it; without it, the only one that is open is meant. Every
    component of the file is operational again.

    Without -m, an incident that began with a template takes the words that it has for this; on a terminal you are
    asked for what they need, elsewhere --set answers.
    """
    from plainstatus.commands.append import append, moment_after, open_file
    from plainstatus.commands.continuing import continued, refuse_both
    from plainstatus.commands.turns import refuse_out_of_turn
    from plainstatus.model.incident import Update

    opened = open_file(config_file, incident, now_from(now))
    if opened.incident.kind not in _CLOSING:
        raise click.UsageError("A notice is not resolved: it leaves the page at the `until` in its front matter.")
    zone = opened.settings.timezone
    said_at = moment_after(opened.incident, at, zone, now_from(now, zone))
    status = _CLOSING[opened.incident.kind]
    refuse_out_of_turn(opened.incident, status, said_at, opened.incident.audience, zone)
    refuse_both(message, answers)
    if message is None:
        taken = continued(opened, status, said_at, answers, fields={}, ask=is_terminal())
        if taken is not None:
            append(opened, *taken.updates, languages=taken.languages)
            return
    update = Update(
        at=said_at,
        status=status,
        audience=opened.incident.audience,
        text=given_words(message) or "",
    )
    append(opened, update)
