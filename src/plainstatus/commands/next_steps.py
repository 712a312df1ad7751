"""What to do after a file of the site was written: how its words reach readers."""

import shlex
from collections.abc import Iterable, Sequence

import click


def tell_next_steps(paths: Sequence[str], subject: str, *, before: Iterable[str] = ()) -> None:
    """Print the commands that publish the files at `paths`; `subject` is that of the commit."""
    click.echo("\nNext:")
    for line in (*before, f"git add {shlex.join(paths)}", f"git commit -m {shlex.quote(subject)}", "git push"):
        click.echo(f"  {line}")
