"""Lets MkDocs build or serve the site, and says what it says in plain lines. No other command knows MkDocs."""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from plainstatus.commands.findings import show
from plainstatus.commands.folder import NotOurs, replaced
from plainstatus.reading.settings import Configuration

PLUGIN = "plainstatus"

#: Seconds between two looks at the files while they are served, and how long they must rest before a build.
_WATCH_EVERY = 0.1
_SETTLED_AFTER = 0.03


def site_folder(configuration: Configuration) -> Path:
    """The folder of the built site, as `mkdocs.yml` says."""
    return configuration.files.site_dir


def built(config_file: Path, target: Path, now: datetime, *, strict: bool = False) -> int:
    """Build the site as of `now` into `target`, and give the number of its public incidents.

    Raises click.ClickException, SystemExit(1) after the faults of the site's files were shown, and OSError;
    `target` is then as it was.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    with _plain_log(logging.WARNING) as told:
        try:
            with replaced(target) as fresh:
                config = load_config(config_file=str(config_file), site_dir=str(fresh), strict=strict or None)
                plugin = config.plugins.get(PLUGIN)
                if plugin is None:
                    raise click.ClickException(_not_switched_on(config_file))
                plugin.now = now
                config.plugins.on_startup(command="build", dirty=False)
                try:
                    build(config)
                finally:
                    config.plugins.on_shutdown()
                shown: int = plugin.shown
                return shown
        except NotOurs as error:
            raise click.UsageError(
                f"{os.path.relpath(str(error))} holds files that no build made, and building would delete them. "
                "Name another folder with --site-dir."
            ) from None
        except (MkDocsException, click.exceptions.Abort) as error:
            _show_faults(config_file)
            raise click.ClickException(_one_line(error, told)) from None


def serve(config_file: Path, address: str | None, *, open_browser: bool) -> None:
    """Serve the site on this machine until it is interrupted, and build it again whenever a file changes.

    Raises as `built` does.
    """
    from mkdocs.exceptions import MkDocsException

    # MkDocs opens its port before it builds, and would not close it after a fault.
    _show_faults(config_file)
    with _plain_log(logging.INFO) as told:
        try:
            _serve(config_file, address, open_browser=open_browser)
        except (MkDocsException, click.exceptions.Abort) as error:
            _show_faults(config_file)
            raise click.ClickException(_one_line(error, told)) from None


def _serve(config_file: Path, address: str | None, *, open_browser: bool) -> None:
    """What `mkdocs serve` does, with a closer watch: it looks for changes only twice a second."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.livereload import LiveReloadServer

    with tempfile.TemporaryDirectory(prefix="plainstatus-") as folder:

        def configured() -> Any:
            return load_config(config_file=str(config_file), dev_addr=address, site_dir=folder)

        config = configured()
        host, port = config.dev_addr
        mounted_at = urlsplit(config.site_url or "/").path or "/"
        config.plugins.on_startup(command="serve", dirty=False)

        def builder(config: Any = None) -> None:
            config = config or configured()
            config.site_url = server.url
            build(config, serve_url=server.url)

        server = LiveReloadServer(builder, host, port, folder, mounted_at, polling_interval=_WATCH_EVERY)
        server.build_delay = _SETTLED_AFTER
        server.error_handler = lambda code: _error_page(Path(folder), code)
        try:
            builder(config)
            for watched in (config.docs_dir, config.config_file_path, *config.watch):
                server.watch(watched)
            config.plugins.on_serve(server, config=config, builder=builder)
            server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
        finally:
            server.shutdown()
            config.plugins.on_shutdown()


def _error_page(folder: Path, code: int) -> bytes | None:
    page = folder / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


def _show_faults(config_file: Path) -> None:
    """Show every fault of the site's files, with its line, and leave with 1; nothing happens where there is none."""
    from plainstatus.reading.site import read_site

    reading = read_site(config_file)
    if reading.failed:
        show(reading.findings, reading.files.root)
        click.echo("The site has faults. Nothing was built; what was there is as it was.", err=True)
        raise SystemExit(1)


def _one_line(error: Exception, told: list[str]) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    errors = [line for line in told if line not in words]
    return "\n".join([*errors, words])


def _not_switched_on(config_file: Path) -> str:
    return f"{config_file}: the plugin `{PLUGIN}` is not switched on. Write `plugins: {{{PLUGIN}: {{}}}}`."


class _Printer(logging.Handler):
    """Prints what MkDocs logs, and keeps the errors for the last word."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        words = record.getMessage()
        if record.levelno >= logging.ERROR:
            self.errors.append(words)
        elif record.levelno >= logging.WARNING:
            click.echo(f"warning: {words}", err=True)
        else:
            click.echo(words, err=True)


@contextmanager
def _plain_log(level: int) -> Iterator[list[str]]:
    """MkDocs' log from `level` on in plain lines; gives the list of its errors."""
    logger = logging.getLogger("mkdocs")
    printer, before, propagated = _Printer(level), logger.level, logger.propagate
    logger.addHandler(printer)
    logger.setLevel(level)
    logger.propagate = False
    try:
        yield printer.errors
    finally:
        logger.removeHandler(printer)
        logger.setLevel(before)
        logger.propagate = propagated
