"""What a person says: on the command line, on standard input, at a prompt, or in an editor."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from plainstatus.commands.new_files import OpenSite

T = TypeVar("T")


def given_words(message: str | None) -> str | None:
    """What `-m` says, `-` being all of standard input; None where it was not written."""
    if message == "-":
        return sys.stdin.read().strip("\n")
    return message


def is_terminal() -> bool:
    """Whether a person sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def edited_words(what: str) -> str | None:
    """The words that a person writes in an editor for `what`; None where they wrote none."""
    mark = "<!-- Everything from here on is left out. -->"
    text = click.edit(f"\n\n{mark}\n{what}\n", extension=".md")
    if text is None:
        return None
    return text.partition(mark)[0].strip() or None


def asked(what: str, read: Callable[[str], T], *, default: str | None = None) -> T:
    """What `read` makes of a person's answer to `what`; it is asked again where that raises click.UsageError.

    For questions that come before anything is written. Raises click.ClickException where the person breaks off.
    """
    try:
        answer: T = click.prompt(
            what, default=default, show_default=bool(default), value_proc=lambda said: read(said.strip())
        )
    except click.Abort:
        click.echo(err=True)
        raise click.ClickException("Broken off; nothing was written.") from None
    return answer


def component_ids(site: "OpenSite") -> list[str]:
    """The ids of the components that a new file may name."""
    return [component.id for component in site.context.catalog.current]


def asked_components(site: "OpenSite") -> list[str]:
    """The components that a person at the terminal names, as written: at least one, and each one that there is."""
    from plainstatus.commands.lookup import component_statuses

    def read(answer: str) -> list[str]:
        names = [name for name in answer.split(",") if name.strip()]
        if not component_statuses(names, site.context.catalog, default="operational"):
            raise click.UsageError("Name one at least.")
        return names

    click.echo(f"Components: {', '.join(component_ids(site))}")
    return asked("Components, with commas between", read)
