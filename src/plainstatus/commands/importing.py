"""`plainstatus import`, with a command for each system. A system's importer is loaded when it is used."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from plainstatus.importers.report import Report


@click.group(
    "import",
    short_help="Bring in the incidents of another status page.",
    epilog="""\b
Examples:
  plainstatus import cstate ../old-status
  plainstatus import cstate ../old-status --into new-status --timezone Europe/Prague
""",
)
def command() -> None:
    """Bring in the incidents of another status page.

    No word is lost: what cannot be read is named with the reason. Files that are there are never written over,
    and a second run changes nothing. Nobody is notified of what is imported.

    Exit code 1 where something was skipped.
    """


def _importer(importing: Callable[..., "Report"]) -> Callable[..., None]:
    """A command that takes `--into` and `--timezone`, and tells what its importer did."""

    @click.option(
        "--into",
        type=click.Path(file_okay=False, path_type=Path),
        default=".",
        metavar="DIR",
        help="The folder of the new site; the current one where it is not given. It may be empty.",
    )
    @click.option(
        "--timezone", default="UTC", show_default=True, metavar="ZONE", help="The zone of times that name none."
    )
    @wraps(importing)
    def run(*, timezone: str, **sources: Any) -> None:
        from plainstatus.importers.cstate_file import Unreadable
        from plainstatus.reading import times

        try:
            zone = times.zone_in(timezone)
        except times.TimeFault as fault:
            raise click.UsageError(f"--timezone: {fault.message}. {fault.hint}") from None
        try:
            report = importing(zone=zone, **sources)
        except Unreadable as error:
            raise click.UsageError(f"{error}.") from None
        _tell(report)
        if any("it is a page" not in reason for _, reason in report.skipped):
            raise SystemExit(1)

    return run


@command.command("cstate", short_help="The folder of a cState site.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@_importer
def cstate(folder: Path, into: Path, zone: str) -> "Report":
    """Bring in a cState site.

    DIR is its folder, with its config.yml and content/. Systems become components, and updates in the prose
    become updates.
    """
    from plainstatus.importers.cstate import import_cstate
    from plainstatus.importers.cstate_file import Unreadable

    try:
        return import_cstate(folder, into, zone=zone)
    except Unreadable as error:
        raise Unreadable(f"{folder}: {error}") from None


@command.command("statuspage", short_help="Documents of the API v2 of a hosted page, or its history feed.")
@click.argument("sources", type=click.Path(exists=True, path_type=Path), metavar="SOURCE...", nargs=-1, required=True)
@_importer
def statuspage(sources: tuple[Path, ...], into: Path, zone: str) -> "Report":
    """Bring in a hosted status page with the API v2 of Statuspage.

    SOURCE is a file, or a folder of files: summary.json, incidents.json, scheduled-maintenances.json and
    components.json of the old page, its history.atom, or several of them. Ids, times and words are kept, and
    the states of components are told again update by update. Nothing is written where a file cannot be read.
    """
    from plainstatus.importers.statuspage import import_statuspage

    return import_statuspage(sources, into, zone=zone)


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
