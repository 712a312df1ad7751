"""`plainstatus drill`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, format_option, now_option
from plainstatus.model.moment import rfc3339

if TYPE_CHECKING:
    from plainstatus.drill.record import Record
    from plainstatus.reading.settings import Configuration


@click.command(
    "drill",
    short_help="Rehearse an incident where nobody real is reached.",
    epilog="""\b
Examples:
  plainstatus drill
  plainstatus drill --scenario security
  plainstatus drill --due

\b
Exit codes:
  0  the drill went well; with --due: none is due
  1  it did not go well, or there could be none; with --due: one is due
""",
)
@click.option(
    "--scenario",
    "name",
    metavar="NAME",
    default="third-party",
    show_default=True,
    help="What happens: a template of the site; third-party is there without one.",
)
@click.option("--due", is_flag=True, help="Say whether the last good drill is too old, and do nothing else.")
@click.option("--keep/--no-keep", default=True, help="Keep a record among those of the site; it is kept by default.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write the report there too.")
@config_option
@now_option
@format_option("text", "json")
def command(
    name: str, due: bool, keep: bool, report: Path | None, config_file: Path, now: str | None, output: str
) -> None:
    """Rehearse the whole plan: open an incident, publish it, send it, see what arrives, fail a region, resolve it.

    It is played in a copy of the site. What `rehearsal` in mkdocs.yml does not name is played on this machine: two
    folders stand for the targets, and each channel has a stand-in of its own kind. Real targets, channels and
    subscribers are in no way a part of it. Each step is timed against its objective.
    """
    from plainstatus.commands.findings import show
    from plainstatus.reading.settings import read_configuration

    configuration = read_configuration(config_file)
    if any(finding.severity == "error" for finding in configuration.findings):
        show(configuration.findings, configuration.files.root)
        raise SystemExit(1)
    if due:
        raise SystemExit(_tell_due(configuration, now, output))
    record = _played(config_file, name, now, tells=output == "text")
    raise SystemExit(_tell(record, configuration, output, keep=keep, report=report))


def _played(config_file: Path, name: str, now: str | None, *, tells: bool) -> "Record":
    import signal

    from plainstatus.drill.copy import NoDrillError, original_at
    from plainstatus.drill.from_template import scenario_called
    from plainstatus.drill.play import BrokenOffError, play
    from plainstatus.drill.told import line_of

    def break_off(*_: object) -> None:
        raise BrokenOffError

    before = {each: signal.signal(each, break_off) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        original = original_at(config_file)
        moment = now_from(now, original.settings.timezone)
        scenario = scenario_called(name, config_file)
        return play(original, scenario, moment, lambda step: click.echo(line_of(step)) if tells else None)
    except BrokenOffError:
        raise click.ClickException("The drill was broken off before it began.") from None
    except NoDrillError as fault:
        raise click.ClickException(f"There can be no drill: {fault}") from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(record: "Record", configuration: "Configuration", output: str, *, keep: bool, report: Path | None) -> int:
    """Keep the record, say how it went, and give the exit code."""
    from plainstatus.drill import record as records
    from plainstatus.drill.told import as_markdown, summary
    from plainstatus.writing.atomic import write_text

    markdown = as_markdown(record)
    if report is not None:
        report.parent.mkdir(parents=True, exist_ok=True)
        write_text(report, markdown)
    kept = None
    if keep:
        folder = configuration.files.root / configuration.settings.rehearsal.records
        kept = records.keep(record, markdown, folder).relative_to(configuration.files.root)
    if output == "json":
        click.echo(records.as_json(record), nl=False)
    else:
        click.echo(f"\n{summary(record)}")
        if kept is not None:
            click.echo(f"Kept as {kept.as_posix()}.")
    return 0 if record.is_good else 1


def _tell_due(configuration: "Configuration", now: str | None, output: str) -> int:
    import json

    from plainstatus.drill.due import COMMAND, standing

    rehearsal = configuration.settings.rehearsal
    moment = now_from(now, configuration.settings.timezone)
    found = standing(configuration.files.root / rehearsal.records, rehearsal.every, moment)
    for name in found.damaged:
        click.echo(f"warning: {rehearsal.records}/{name} is no record of a drill, and counts for none.", err=True)
    if output == "json":
        moments = {"last": found.last, "until": found.until}
        told = {name: rfc3339(each) if each else None for name, each in moments.items()}
        click.echo(json.dumps({"due": found.is_due, **told}, indent=2))
    else:
        click.echo(str(found))
        if found.is_due:
            click.echo(f"Run `{COMMAND}`.")
    return 1 if found.is_due else 0
