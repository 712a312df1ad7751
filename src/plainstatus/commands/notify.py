"""`plainstatus notify`."""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from plainstatus.commands.clock import now_from, running_clock
from plainstatus.commands.options import config_option, format_option, now_option

if TYPE_CHECKING:
    from plainstatus.commands.notifying import Desk, LeftOut
    from plainstatus.notify.ledger.ledger import Ledger
    from plainstatus.notify.plan import Plan

T = TypeVar("T")

#: Exit codes where something went wrong: some messages were sent, or none.
_SOME, _NONE = 3, 1
_FORGETS = (
    "The ledger is the folder {place} of this machine. A job of CI begins without it, and finds every run a first one: "
    "set `ledger: {{bucket: …}}`."
)
#: What may become of a message that is not right.
_BAD = frozenset({"failed", "waits", "unknown", "refused", "held"})


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
    from plainstatus.commands.notify_mailings import Mailed, send_to_subscribers
    from plainstatus.commands.notify_told import as_data, tell_beginnings, tell_end, tell_missed, tell_outcome
    from plainstatus.model.channel import DirectoryLedger
    from plainstatus.notify.ledger.ledger import LedgerFault
    from plainstatus.notify.missed import let_go
    from plainstatus.notify.sending import Run, begin, send_all

    channels = {speaker.channel.name: speaker.open for speaker in desk.speakers}
    run = Run(ledger, channels, secrets.token_hex(16), running_clock(desk.now))
    told, begun, missed, fault = [], [], [], None
    mailed = Mailed()
    try:
        begun = list(begin(plan, run))
        for outcome in send_all(plan, run, retry=retry):
            told.append(outcome)
            if output == "text":
                tell_outcome(outcome)
        mailed = send_to_subscribers(desk, plan, run, retry=retry, tells=output == "text")
        missed = list(let_go(desk.missed(ledger), run))
    except LedgerFault as broken:
        fault = str(broken)
    finally:
        for channel in channels.values():
            channel.close()
    if output == "json":
        click.echo(json.dumps(as_data(told, begun, missed, fault, mailed), indent=2, ensure_ascii=False))
    else:
        tell_beginnings(begun)
        tell_missed(missed)
        if begun and os.environ.get("CI") and isinstance(desk.reading.settings.ledger, DirectoryLedger):
            click.echo(_FORGETS.format(place=desk.reading.settings.ledger.place), err=True)
        tell_end(told, plan, begun, missed, fault, mailed)
    if desk.faults:
        from plainstatus.commands.findings import show

        click.echo("\nThese files are left out, for their faults:\n", err=True)
        show(desk.faults, desk.reading.files.root)
    failed = bool(desk.faults) or fault is not None or mailed.is_bad or any(outcome.result in _BAD for outcome in told)
    sent_some = mailed.sent or any(outcome.result == "sent" for outcome in told)
    return 0 if not failed else _SOME if sent_some else _NONE
