"""`plainstatus build`."""

import os
import time
from pathlib import Path

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, now_option


@click.command(
    "build",
    short_help="Make the site's pages and feeds.",
    epilog="""\b
Examples:
  plainstatus build
  plainstatus build --strict --site-dir public
  plainstatus build --now "2026-11-24 14:30 UTC"
""",
)
@config_option
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the site goes; as mkdocs.yml says where it is not given (site/).",
)
@click.option("-s", "--strict", is_flag=True, help="Let warnings stop the build.")
@now_option
def command(config_file: Path, site_dir: Path | None, strict: bool, now: str | None) -> None:
    """Make the site's pages and feeds.

    The site is made in a fresh folder, which takes the place of the old one only when all went well: with a
    fault in any file, nothing is touched, and every fault is shown. `mkdocs build` makes the same site.
    """
    from plainstatus.commands.mkdocs_site import built, site_folder
    from plainstatus.reading.settings import read_configuration

    began = time.perf_counter()
    configuration = read_configuration(config_file)
    moment = now_from(now, configuration.settings.timezone)
    target = site_dir or site_folder(configuration)
    incidents = built(config_file, target, moment, strict=strict)
    took = time.perf_counter() - began
    shown = os.path.relpath(target)
    click.echo(
        f"Built {incidents} incident{'' if incidents == 1 else 's'} into {shown}/ in {took:.1f} s, "
        f"as of {moment:%Y-%m-%d %H:%M} UTC."
    )
