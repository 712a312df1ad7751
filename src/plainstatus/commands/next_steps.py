"""What to do after a file of the site was written: how its words reach readers."""

import shlex
from collections.abc import Iterable

import click


def tell_next_steps(path: str, subject: str, *, before: Iterable[str] = ()) -> None:
    """Print the commands that publish the file at `path`; `subject` is that of the commit."""
    click.echo("\nNext:")
    for line in (*before, f"git add {shlex.quote(path)}", f"git commit -m {shlex.quote(subject)}", "git push"):
        click.echo(f"  {line}")
