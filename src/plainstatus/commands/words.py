"""The words of a message: from the command line, from standard input, or from an editor."""

import sys

import click


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
