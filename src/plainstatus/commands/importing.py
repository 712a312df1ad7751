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
  plainstatus import upptime ../upptime --issues issues.json --into new-status
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
        if report.failed:
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


@command.command("statuskit", short_help="The folder of a StatusKit site, or of an Astro page that grew from one.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@_importer
def statuskit(folder: Path, into: Path, zone: str) -> "Report":
    """Bring in a Netlify StatusKit site, or an Astro page that grew from one.

    DIR is its folder, or one with incident files alone, in Markdown or MDX. Systems become components, track
    shortcodes and <Update> elements become updates. Its files name no end: that of the last words counts.
    """
    from plainstatus.importers.cstate_file import Unreadable
    from plainstatus.importers.statuskit import import_statuskit

    try:
        return import_statuskit(folder, into, zone=zone)
    except Unreadable as error:
        raise Unreadable(f"{folder}: {error}") from None


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@command.command("upptime", short_help="An Upptime repository, and its issues as JSON.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--issues", type=_FILE, metavar="FILE", help="The issues, as `gh issue list --json` or the API gives them."
)
@click.option("--comments", type=_FILE, metavar="FILE", help="The comments, as the API gives them by themselves.")
@_importer
def upptime(folder: Path, issues: Path | None, comments: Path | None, into: Path, zone: str) -> "Report":
    """Bring in an Upptime repository.

    DIR is its folder, with .upptimerc.yml and history/: sites become components. Incidents and maintenance are
    in the issues of the repository, which are read from files: without --issues you are told how to get them.
    """
    from plainstatus.importers.cstate_file import Unreadable
    from plainstatus.importers.upptime import import_upptime

    if comments and not issues:
        raise click.UsageError("--comments are of no use without --issues.")
    try:
        return import_upptime(folder, into, issues=issues, comments=comments, zone=zone)
    except Unreadable as error:
        raise Unreadable(f"{folder}: {error}") from None


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
