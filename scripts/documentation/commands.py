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
    return "\n\n".join(_parts())


def _parts() -> Iterator[str]:
    for name in COMMANDS:
        yield f"## plainstatus {name}\n\n```text\n{help_of(name)}\n```"
        for inner in inner_commands(name):
            yield f"### plainstatus {name} {inner}\n\n```text\n{help_of(name, inner)}\n```"


def inner_commands(name: str) -> list[str]:
    """The commands of a command that is a group, in its own order."""
    command = program.get_command(click.Context(program), name)
    return list(command.commands) if isinstance(command, click.Group) else []


def help_of(name: str, inner: str | None = None) -> str:
    """What `plainstatus NAME --help` prints, or `plainstatus NAME INNER --help`."""
    # A context made by hand does not look at the settings that the program itself would start with.
    settings = program.context_settings
    root = click.Context(program, info_name="plainstatus", terminal_width=100, max_content_width=100, **settings)
    command = program.get_command(root, name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=root, terminal_width=100, max_content_width=100)
    if inner is not None:
        assert isinstance(command, click.Group)
        command = command.commands[inner]
        context = click.Context(command, info_name=inner, parent=context, terminal_width=100, max_content_width=100)
    with context:
        return command.get_help(context).rstrip()
