"""`plainstatus import`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from plainstatus.importers.report import Report


@click.command(
    "import",
    short_help="Bring in the incidents of another status page.",
    epilog="""\b
Examples:
  plainstatus import cstate ../old-status
  plainstatus import cstate ../old-status --into new-status --timezone Europe/Prague
""",
)
@click.argument("system", type=click.Choice(["cstate"]))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    metavar="DIR",
    help="The folder of the new site; the current one where it is not given. It may be empty.",
)
@click.option("--timezone", default="UTC", show_default=True, metavar="ZONE", help="The zone of times that name none.")
def command(system: str, folder: Path, into: Path, timezone: str) -> None:
    """Bring in the incidents of another status page.

    DIR is the folder of a cState site, with its config.yml and content/. Systems become components, updates
    in the prose become updates, and no word is lost: what cannot be read is named with the reason. Files that
    are there are never written over, and a second run changes nothing. Nobody is notified of what is imported.

    Exit code 1 where a file was skipped.
    """
    from plainstatus.importers.cstate import import_cstate
    from plainstatus.importers.cstate_file import Unreadable
    from plainstatus.reading import times

    try:
        zone = times.zone_in(timezone)
    except times.TimeFault as fault:
        raise click.UsageError(f"--timezone: {fault.message}. {fault.hint}") from None
    try:
        report = import_cstate(folder, into, zone=zone)
    except Unreadable as error:
        raise click.UsageError(f"{folder}: {error}.") from None
    _tell(report)
    if any("it is a page" not in reason for _, reason in report.skipped):
        raise SystemExit(1)


def _tell(report: "Report") -> None:
    for title, lines in (("Worth a look", report.remarks), ("Not imported", report.skipped)):
        if lines:
            click.echo(f"{title}:")
            for path, words in lines:
                click.echo(f"  {path}: {words}")
            click.echo()
    already = f", {len(report.unchanged)} already there" if report.unchanged else ""
    click.echo(
        f"Read {_files(report.read)}, wrote {_files(len(report.written))}{already}, skipped {len(report.skipped)}."
    )


def _files(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"
