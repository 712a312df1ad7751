"""`plainstatus signup`."""

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.options import config_option

if TYPE_CHECKING:
    from plainstatus.commands.signing_up import Reception


@click.command(
    "signup",
    short_help="Let readers subscribe and leave by themselves.",
    epilog="""\b
Examples:
  export PLAINSTATUS_SIGNUP_KEY="$(plainstatus signup --new-key)"
  plainstatus signup --port 8025
  plainstatus signup --zip signup.zip
""",
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Where to listen.")
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8025, show_default=True, help="The port.")
@click.option("--behind-proxy", is_flag=True, help="Believe a proxy who it is that asks (X-Forwarded-For).")
@click.option(
    "--zip", "archive", type=click.Path(path_type=Path), metavar="FILE", help="Write the code for AWS Lambda."
)
@click.option("--new-key", is_flag=True, help="Print a new key, and do nothing else.")
@config_option
def command(config_file: Path, host: str, port: int, behind_proxy: bool, archive: Path | None, new_key: bool) -> None:
    """Answer the site's form: send a link, and keep a subscriber once its button is pressed.

    It serves over plain HTTP on this machine, for a web server before it that speaks HTTPS. The variable
    PLAINSTATUS_SIGNUP_KEY holds the key that signs links; PLAINSTATUS_SIGNUP_KEY_OLD the one before it, whose links
    still count. With --zip, nothing is served: the file is for `plainstatus aws template signup`.
    """
    if new_key:
        click.echo(secrets.token_urlsafe(32))
        return
    from plainstatus.commands.signing_up import open_reception

    reception = open_reception(config_file)
    if archive is not None:
        _write(reception, archive)
    else:
        _serve(reception, host, port, behind_proxy=behind_proxy)


def _write(reception: "Reception", archive: Path) -> None:
    from plainstatus.signup.packed import archive as made_archive
    from plainstatus.writing.atomic import written_anew

    data = made_archive(reception.packed(), reception.themes)
    with written_anew(archive, 0o644) as file:
        file.buffer.write(data)
    click.echo(f"Wrote {archive} ({len(data) / 1000:.0f} kB).")


def _serve(reception: "Reception", host: str, port: int, *, behind_proxy: bool) -> None:
    from plainstatus.signup.wsgi import application, server

    office = reception.office(os.environ, lambda said: click.echo(said, err=True))
    try:
        bound = server(application(office, behind_proxy=behind_proxy), host, port)
    except OSError as error:
        words = f"{host}:{port} cannot be listened at: {error.strerror or error}. Name another with --host or --port."
        raise click.ClickException(words) from None
    with bound as serving:
        address = f"http://{host}:{serving.server_port}/"
        click.echo(f"Answering at {address}, as {reception.place.url} for readers. Ctrl+C ends it.")
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            click.echo("Ended.")
