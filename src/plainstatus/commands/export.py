"""`plainstatus export`."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, now_option

if TYPE_CHECKING:
    from plainstatus.reading.site import SiteReading


@click.command(
    "export",
    short_help="Give out all incidents, for other programs.",
    epilog="""\b
Examples:
  plainstatus export csv > incidents.csv
  plainstatus export jsonl --output incidents.jsonl
  plainstatus export statuspage --output old-page/
""",
)
@click.argument("form", type=click.Choice(["statuspage", "csv", "jsonl"]))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where it goes, if not to standard output: a file; for statuspage, a folder.",
)
@config_option
@now_option
def command(form: str, output: Path | None, config_file: Path, now: str | None) -> None:
    """Give out everything that the site has said so far.

    `csv` has a row for each update, for spreadsheets. `jsonl` has a line for each incident, with all that its
    file tells readers: `plainstatus schema export` describes it. `statuspage` has the documents of the API v2 of
    Statuspage with every incident: components.json, incidents.json and scheduled-maintenances.json in a
    folder, or one document on standard output.

    Given out is what the site's own audience may read. With a fault in any file, nothing is.
    """
    from plainstatus.building import with_known_edits
    from plainstatus.reading.site import read_site

    reading = read_site(config_file)
    if reading.failed:
        _refuse(reading)
    reading = with_known_edits(reading)
    moment = now_from(now, reading.settings.timezone)
    if form == "statuspage":
        _give_statuspage(reading, moment, output)
    else:
        _give(_text(form, reading, moment), output)


def _text(form: str, reading: "SiteReading", moment: datetime) -> bytes:
    from plainstatus.exporters.jsonl import jsonl
    from plainstatus.exporters.table import table
    from plainstatus.timeline.audience import for_audience
    from plainstatus.timeline.timeline import timeline_of

    catalog, incidents = for_audience(reading.catalog, reading.incidents, reading.settings)
    timeline = timeline_of(catalog, incidents, reading.settings, moment)
    return jsonl(incidents, timeline) if form == "jsonl" else table(incidents, timeline)


def _give_statuspage(reading: "SiteReading", moment: datetime, output: Path | None) -> None:
    from plainstatus.building import open_site
    from plainstatus.exporters.statuspage import statuspage_document, statuspage_files
    from plainstatus.look import theme_folder

    site = open_site(reading, moment, theme_folder()).site
    notices = sum(course.kind == "notice" for course in site.timeline.courses)
    if notices:
        click.echo(f"Left out, as Statuspage knows none: {notices} notice{'' if notices == 1 else 's'}.", err=True)
    if output is None:
        _give(statuspage_document(site), None)
    else:
        _write({output / name: data for name, data in statuspage_files(site).items()})


def _give(data: bytes, output: Path | None) -> None:
    if output is None:
        click.echo(data, nl=False)
    elif output.is_dir():
        raise click.UsageError(f"--output: {output} is a folder; this form is one file.")
    else:
        _write({output: data})


def _write(files: Mapping[Path, bytes]) -> None:
    from plainstatus.writing.atomic import write_text

    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, data.decode())
        click.echo(f"Wrote {os.path.relpath(path)}.")


def _refuse(reading: "SiteReading") -> None:
    from plainstatus.commands.findings import show

    errors = [finding for finding in reading.findings if finding.severity == "error"]
    show(errors, reading.files.root)
    click.echo("The site has faults. Nothing was given out: it would not be whole.", err=True)
    raise SystemExit(1)
