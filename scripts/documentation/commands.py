"""The list of commands and the manual of each, from the command line itself."""

from collections.abc import Iterator

import click

from plainstatus.commands.program import COMMANDS, MANUAL, program


def list_of_commands() -> str:
    """All commands by part of the manual, each with its line and a link to its help."""
    return "\n".join(_rows())


def _rows() -> Iterator[str]:
    yield "| | command | |"
    yield "|---|---|---|"
    for part, commands in MANUAL.items():
        for number, (name, entry) in enumerate(commands.items()):
            title = "" if number else part
            yield f"| {title} | [`{name}`](#plainstatus-{name}) | {entry.summary} |"


def manual() -> str:
    """The help of every command, under a heading of its own."""
    return "\n\n".join(f"## plainstatus {name}\n\n```text\n{help_of(name)}\n```" for name in COMMANDS)


def help_of(name: str) -> str:
    """What `plainstatus NAME --help` prints."""
    # A context made by hand does not look at the settings that the program itself would start with.
    settings = program.context_settings
    root = click.Context(program, info_name="plainstatus", terminal_width=100, max_content_width=100, **settings)
    command = program.get_command(root, name)
    assert command is not None
    with click.Context(command, info_name=name, parent=root, terminal_width=100, max_content_width=100) as context:
        return command.get_help(context).rstrip()
