"""`plainstatus status`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, format_option, now_option

if TYPE_CHECKING:
    from plainstatus.timeline.timeline import Timeline


@click.command(
    "status",
    short_help="Show the state of the site in the terminal.",
    epilog="""\b
Examples:
  plainstatus status
  plainstatus status --now "2026-11-24 14:30 UTC"
  plainstatus status --format json
""",
)
@config_option
@now_option
@format_option("text", "json")
def command(config_file: Path, now: str | None, output: str) -> None:
    """Show the state of the site: what is wrong, what is planned, how each component is, and what you owe readers.

    It is what the site's audience sees at this moment. Exit code 1 where the files have faults.
    """
    from plainstatus.commands.findings import show
    from plainstatus.reading.site import read_site
    from plainstatus.timeline.readers import timeline_for

    reading = read_site(config_file)
    moment = now_from(now, reading.settings.timezone)
    timeline = timeline_for(reading.catalog, reading.incidents, reading.settings, moment)
    if output == "json":
        from plainstatus.commands.state import state_of

        click.echo(json.dumps(state_of(timeline), indent=2, ensure_ascii=False))
    else:
        _show(timeline)
    errors = [finding for finding in reading.findings if finding.severity == "error"]
    if errors:
        click.echo("\nThese files are left out, for their faults:\n", err=True)
        show(errors, reading.files.root)
        raise SystemExit(1)


def _show(timeline: "Timeline") -> None:
    from plainstatus.commands.state_text import print_state

    print_state(timeline)
