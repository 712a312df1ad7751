"""`plainstatus tick`."""

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, format_option, now_option
from plainstatus.model.moment import rfc3339

if TYPE_CHECKING:
    from plainstatus.commands.notify_run import Ran
    from plainstatus.commands.notifying import Desk
    from plainstatus.commands.tick_page import Clockwork, Published, Result
    from plainstatus.notify.ledger.ledger import LedgerFault

#: Exit codes where something went wrong: some of what was due was done, or nothing.
_SOME, _NONE = 3, 1


@click.command(
    "tick",
    short_help="Do what the clock asks for, and nothing else.",
    epilog="""\b
Examples:
  plainstatus tick
  plainstatus tick --plan
  plainstatus tick --plan --now "2026-12-06 22:00 UTC"

\b
Exit codes:
  0  all that was due is done, or nothing was due
  1  nothing of it could be done
  3  some of it could not be done
""",
)
@click.option("--plan", "only_plan", is_flag=True, help="Show what is due, and do nothing.")
@click.option(
    "--wait",
    type=click.IntRange(0, 3600),
    default=90,
    show_default=True,
    metavar="SECONDS",
    help="Wait so long where somebody else is publishing.",
)
@config_option
@now_option
@format_option("text", "json")
def command(only_plan: bool, wait: int, config_file: Path, now: str | None, output: str) -> None:
    """Do what is due by now, for a schedule that runs this every few minutes.

    Where what is published is out of date, it is built and published: a maintenance has begun or ended, a promise
    has fallen due, a day has turned, a notice has left, newer words are committed, or the page is so old that it
    would soon say so. Then everything is sent that `plainstatus notify` would send: updates, reminders, and, to
    channels that hear of them, promises that are near, due or missed.

    It may run twice, late, or several times at once, and be killed: nobody hears anything twice, and the next run
    does what is left. Where nothing is due it asks the targets and the ledger, and changes nothing.
    """
    from plainstatus.commands.tick_page import clockwork, published
    from plainstatus.reading.site import read_site

    reading = read_site(config_file)
    site = clockwork(reading, now_from(now, reading.settings.timezone))
    with _for_people(sys.stderr if output == "json" else sys.stdout):
        pages = published(site)
        data, code = _planned(site, pages) if only_plan else _done(site, pages, wait)
    if output == "json":
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    raise SystemExit(code)


@contextlib.contextmanager
def _for_people(stream: Any) -> Iterator[None]:
    """What is said meanwhile goes to `stream`: where a program reads the result, it is no part of that."""
    with contextlib.redirect_stdout(stream):
        yield


def _planned(site: "Clockwork", pages: "list[Published]") -> tuple[dict[str, Any], int]:
    """Show what is due; all of it for programs, and the exit code."""
    from plainstatus.commands.notify_plan import as_json, as_text
    from plainstatus.commands.tick_next import next_of
    from plainstatus.notify.ledger.ledger import LedgerFault

    _tell_due(pages)
    desk, plan, fault = _desk(site), None, None
    if desk is not None:
        try:
            plan = desk.plan(desk.ledger())
        except LedgerFault as broken:
            fault = _told_of(broken)
    if plan is not None:
        click.echo(as_text(plan, []), nl=False)
    following = next_of(site, desk)
    click.echo(f"next: {following.at:%Y-%m-%d %H:%M} UTC, {following.words}")
    data = {
        "now": rfc3339(site.timeline.now),
        "page": [_page_as_data(each) for each in pages],
        "messages": json.loads(as_json(plan, [])) if plan is not None else None,
        "fault": fault,
        "next": following.as_data(),
    }
    return data, 0 if plan is not None else _NONE


def _done(site: "Clockwork", pages: "list[Published]", wait: int) -> tuple[dict[str, Any], int]:
    """Do what is due, and tell of it; all of it for programs, and the exit code."""
    from plainstatus.commands.tick_next import next_of
    from plainstatus.commands.tick_page import publish_due

    due = [each for each in pages if each.due]
    _tell_due(pages)
    results = publish_due(site, due, wait=wait) if due else {}
    # Words go out where the page cannot.
    desk = _desk(site)
    ran, fault = _told(desk) if desk is not None else (None, None)
    following = next_of(site, desk)
    click.echo(f"next: {following.at:%Y-%m-%d %H:%M} UTC, {following.words}")
    data = {
        "now": rfc3339(site.timeline.now),
        "page": [_page_as_data(each, results.get(each.target.name, "up to date")) for each in pages],
        "messages": ran.data if ran is not None else None,
        "fault": fault,
        "next": following.as_data(),
    }
    left = "not published" in results.values() or ran is None or ran.failed or bool(desk and desk.faults)
    some = "published" in results.values() or (ran is not None and ran.sent > 0)
    return data, 0 if not left else _SOME if some else _NONE


def _tell_due(pages: "list[Published]") -> None:
    if not pages:
        click.echo("No target is for the audience of this site, so nothing is published.", err=True)
    for each in pages:
        name = f"{each.target.name} ({each.target.place})"
        if each.due:
            click.echo(f"{name} is out of date: {each.due}.")
        elif each.built_at is not None:
            click.echo(f"{name} is up to date, as of {each.built_at:%Y-%m-%d %H:%M} UTC.")


def _page_as_data(page: "Published", result: "Result | None" = None) -> dict[str, Any]:
    built_at = rfc3339(page.built_at) if page.built_at is not None else None
    told = {"target": page.target.name, "built_at": built_at, "due": page.due or None}
    return told if result is None else {**told, "result": result}


def _desk(site: "Clockwork") -> "Desk | None":
    """The desk that sends; None where it is not certain who may read what, which was said."""
    from plainstatus.commands.notifying import open_desk

    try:
        return open_desk(site.reading, site.timeline.now)
    except SystemExit:
        return None


def _told_of(fault: "LedgerFault") -> str:
    """That the ledger is out of reach: said, and given."""
    words = f"The ledger: {fault}. Without it, nothing is sent."
    click.echo(words, err=True)
    return words


def _told(desk: "Desk") -> "tuple[Ran | None, str | None]":
    """What was sent, or why nothing could be."""
    from plainstatus.commands.findings import show
    from plainstatus.commands.notify_run import carried_out
    from plainstatus.commands.subscribing import warn_of_no_file
    from plainstatus.notify.ledger.ledger import LedgerFault

    warn_of_no_file(desk.reading.settings, desk.reading.files.root)
    try:
        ledger = desk.ledger()
        ran = carried_out(desk, desk.plan(ledger), ledger, retry=False, tells=True)
    except LedgerFault as broken:
        return None, _told_of(broken)
    if desk.faults:
        click.echo("\nThese files are left out, for their faults:\n", err=True)
        show(desk.faults, desk.reading.files.root)
    return ran, None
