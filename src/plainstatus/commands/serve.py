"""`plainstatus serve`."""

import os
from pathlib import Path

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, now_option


@click.command(
    "serve",
    short_help="Show the site on this machine, and follow every change.",
    epilog="""\b
Examples:
  plainstatus serve
  plainstatus serve --dev-addr 127.0.0.1:9000 --open
""",
)
@config_option
@click.option(
    "-a", "--dev-addr", metavar="HOST:PORT", help="Where to serve; 127.0.0.1:8000 where nothing else is said."
)
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@now_option
def command(config_file: Path, dev_addr: str | None, open_browser: bool, now: str | None) -> None:
    """Show the site on this machine, and follow every change.

    Builds the site into a temporary folder, serves it, and builds again whenever a file changes; pages in a
    browser reload by themselves. Ctrl+C ends it. `mkdocs serve` does the same.
    """
    from plainstatus.commands.mkdocs_site import serve
    from plainstatus.reading.settings import read_configuration

    if now is not None:
        # Every build of this process asks for the moment again.
        zone = read_configuration(config_file).settings.timezone
        os.environ["SOURCE_DATE_EPOCH"] = str(int(now_from(now, zone).timestamp()))
    serve(config_file, dev_addr, open_browser=open_browser)
