"""`plainstatus notify`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, format_option, now_option

if TYPE_CHECKING:
    from plainstatus.commands.notifying import Desk, LeftOut
    from plainstatus.model.settings import Settings
    from plainstatus.notify.ledger.ledger import Ledger
    from plainstatus.notify.plan import Plan

T = TypeVar("T")

#: Exit codes where something went wrong: some messages were sent, or none.
_SOME, _NONE = 3, 1


@click.command(
    "notify",
    short_help="Send updates to those who asked for them.",
    epilog="""\b
Examples:
  plainstatus notify --plan
  plainstatus notify
  plainstatus notify --plan --against origin/main --format markdown

\b
Exit codes:
  0  everything new is sent, or nothing was new
  1  none of it could be sent, or all of it is held
  3  some of it could not be sent, or is held
""",
)
@click.option("--plan", "only_plan", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--against", metavar="REV", help="With --plan: what is new compared with a git revision, without ledger.")
@click.option("--status", "only_status", is_flag=True, help="Show what the ledger holds, and send nothing.")
@click.option("--retry", is_flag=True, help="Send also what is held, since nobody knows whether it arrived.")
@config_option
@now_option
@format_option("text", "markdown", "json")
def command(
    only_plan: bool,
    against: str | None,
    only_status: bool,
    retry: bool,
    config_file: Path,
    now: str | None,
    output: str,
) -> None:
    """Send every update that the ledger does not know yet, once to each recipient of each channel.

    Channels and ledger are named in mkdocs.yml; without any, messages are written into the folder outbox/. On the
    first run, what is there already is marked as known, and nothing is sent. An update with `notify: false`, or
    one that is public for longer than `notify_within`, is not sent either. Of a maintenance, reminders, its start
    and its end are sent when they are due, where no update says so.

    Several runs at once send nothing twice. What certainly did not arrive is tried again by the next run. A mail
    of which nobody can tell whether it arrived is held, and told of by every run until --retry sends it, or until
    it is too old.
    """
    if against is not None and not only_plan:
        raise click.UsageError("--against shows a plan: write --plan too. What is sent is told by the ledger.")
    if sum((only_plan, only_status, retry)) > 1 and not (only_plan and retry):
        raise click.UsageError("--plan, --status and --retry exclude each other.")
    if output == "markdown" and not only_plan:
        raise click.UsageError("--format markdown is for a plan: write --plan too.")
    from plainstatus.commands.notifying import open_desk
    from plainstatus.commands.subscribing import warn_of_no_file
    from plainstatus.reading.site import read_site

    reading = read_site(config_file)
    desk = open_desk(reading, now_from(now, reading.settings.timezone))
    _tell_elsewhere(reading.settings)
    if against is not None:
        _show_plan(desk, *desk.plan_against(against), output, counted=False)
        return
    ledger = _reached(desk.ledger)
    if only_status:
        _show_status(desk, ledger, output)
        return
    warn_of_no_file(reading.settings, reading.files.root)
    plan = _reached(lambda: desk.plan(ledger, retry=retry))
    if only_plan:
        _show_plan(desk, plan, [], output, counted=True)
    else:
        raise SystemExit(_carry_out(desk, plan, ledger, output, retry=retry))


def _tell_elsewhere(settings: "Settings") -> None:
    """Say which channels stand in the settings and belong to the sites of other audiences."""
    for channel in settings.channels_elsewhere:
        click.echo(f"{channel.name} is left out: it is for the audience “{channel.audience}”.", err=True)
    if not settings.channels:
        example = f"channels: {{{settings.audience}: {{slack_url_env: …, audience: {settings.audience}}}}}"
        said = f"No channel is for the audience “{settings.audience}”. Add one, for example `{example}`."
        click.echo(said, err=True)


def _reached(ask: Callable[[], T]) -> T:
    """What `ask` gives. Where the ledger cannot be reached, nothing is sent."""
    from plainstatus.notify.ledger.ledger import LedgerFault

    try:
        return ask()
    except LedgerFault as fault:
        raise click.ClickException(f"The ledger: {fault}. Without it, nothing is sent.") from None


def _show_plan(desk: "Desk", plan: "Plan", left_out: "list[LeftOut]", output: str, *, counted: bool) -> None:
    from plainstatus.commands.notify_hearers import hearers_of
    from plainstatus.commands.notify_plan import FORMATS

    click.echo(FORMATS[output](plan, left_out, hearers_of(desk, plan, counted=counted)), nl=False)


def _show_status(desk: "Desk", ledger: "Ledger", output: str) -> None:
    from plainstatus.commands.notify_told import status_as_data, status_as_text

    entries = _reached(lambda: list(ledger.list()))
    if output == "json":
        click.echo(json.dumps(_reached(lambda: status_as_data(entries)), indent=2, ensure_ascii=False))
    else:
        click.echo(_reached(lambda: status_as_text(entries, desk.names())), nl=False)


def _carry_out(desk: "Desk", plan: "Plan", ledger: "Ledger", output: str, *, retry: bool) -> int:
    """Do what `plan` says, tell of it, and give the exit code."""
    from plainstatus.commands.notify_run import carried_out

    ran = carried_out(desk, plan, ledger, retry=retry, tells=output == "text")
    if output == "json":
        click.echo(json.dumps(ran.data, indent=2, ensure_ascii=False))
    if desk.faults:
        from plainstatus.commands.findings import show

        click.echo("\nThese files are left out, for their faults:\n", err=True)
        show(desk.faults, desk.reading.files.root)
    failed = ran.failed or bool(desk.faults)
    return 0 if not failed else _SOME if ran.sent else _NONE
