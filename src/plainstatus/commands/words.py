"""What a person says: on the command line, on standard input, at a prompt, or in an editor."""

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from plainstatus.commands.new_files import OpenSite


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


def component_ids(site: "OpenSite") -> list[str]:
    """The ids of the components that a new file may name."""
    return [component.id for component in site.context.catalog.current]


def asked_components(site: "OpenSite") -> list[str]:
    """The components that a person at the terminal names, as written."""
    click.echo(f"Components: {', '.join(component_ids(site))}")
    names: str = click.prompt("Components, with commas between", type=str)
    return [name for name in names.split(",") if name.strip()]
