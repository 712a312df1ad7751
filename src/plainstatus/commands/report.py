"""`plainstatus report`."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, format_option, now_option

if TYPE_CHECKING:
    from plainstatus.report.period import Period


@click.command(
    "report",
    short_help="Show how well you told of what happened.",
    epilog="""\b
Examples:
  plainstatus report
  plainstatus report 2026-Q3
  plainstatus report last month --format markdown > report.md
  plainstatus report --from 2026-09-01 --to 2026-09-14 --format json
""",
)
@click.argument("period", nargs=-1)
@click.option("--from", "first", metavar="DAY", help="The first day, in place of PERIOD.")
@click.option("--to", "last", metavar="DAY", help="The last day; today, where only --from is given.")
@config_option
@now_option
@format_option("text", "json", "markdown")
def command(
    period: tuple[str, ...], first: str | None, last: str | None, config_file: Path, now: str | None, output: str
) -> None:
    """Show how soon, how often and how truly you told of what happened, beside the period before.

    PERIOD is a year, a quarter, a month or a day (2026, 2026-Q3, 2026-11, 2026-11-24), `last 90 days`, or the
    last whole or the present month, quarter or year (`last quarter`, `this month`). Without it, it is the last 90
    days. An incident counts in the period in which it began, judged by the words that the readers of the site have.

    `plainstatus schema report` describes the JSON. Exit code 1 where the files have faults.
    """
    from plainstatus.commands.findings import show
    from plainstatus.reading.site import read_site
    from plainstatus.report.report import report_on
    from plainstatus.timeline.readers import timeline_for

    reading = read_site(config_file)
    errors = [finding for finding in reading.findings if finding.severity == "error"]
    if errors:
        show(errors, reading.files.root)
        click.echo("The site has faults. There is no report: it would not be whole.", err=True)
        raise SystemExit(1)
    moment = now_from(now, reading.settings.timezone)
    timeline = timeline_for(reading.catalog, reading.incidents, reading.settings, moment)
    meant = _period(" ".join(period), first, last, timeline.today)
    if meant.first > timeline.today:
        raise click.UsageError(f"{meant.name} has not begun: today is {timeline.today}.")
    earlier = meant.before()
    made = report_on(timeline, meant), None if earlier is None else report_on(timeline, earlier), timeline
    if output == "json":
        from plainstatus.report.document import report_document

        click.echo(json.dumps(report_document(*made), indent=2, ensure_ascii=False))
    else:
        from plainstatus.report.text import report_markdown, report_text

        click.echo((report_text if output == "text" else report_markdown)(*made), nl=False)


def _period(text: str, first: str | None, last: str | None, today: date) -> "Period":
    """The period that is meant. Raises click.UsageError."""
    from plainstatus.report.period import PeriodFault, days_between, period_named

    if text and (first or last):
        raise click.UsageError("PERIOD and --from or --to are two ways to say the same: give one of them.")
    if last and not first:
        raise click.UsageError("--to needs a --from.")
    if not first:
        try:
            return period_named(text or "last 90 days", today)
        except PeriodFault as fault:
            raise click.UsageError(f"{fault.message}. {fault.hint}") from None
    begin, end = _day(first, "--from"), _day(last, "--to") if last else today
    if end < begin:
        raise click.UsageError(f"--to ({end}) lies before --from ({begin}).")
    return days_between(begin, end + timedelta(days=1))


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"{option}: “{text}” is no day. Write one like 2026-11-24.") from None
