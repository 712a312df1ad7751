"""`plainstatus each`."""

from pathlib import Path

import click

from plainstatus.commands.options import CONFIG_FILE

#: Commands that do their work for one site and come to an end.
_COMMANDS = ("check", "build", "publish", "notify", "tick", "report", "doctor", "status")


@click.command(
    "each",
    short_help="Do one of these for every site of the folder.",
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  plainstatus each build
  plainstatus each publish --wait 90
  plainstatus each notify --plan

\b
Exit codes:
  0  all went well at every site
  or the highest one of all sites
""",
)
@click.argument("command_name", metavar="COMMAND", type=click.Choice(_COMMANDS))
@click.argument("arguments", metavar="[OPTION]...", nargs=-1, type=click.UNPROCESSED)
def command(command_name: str, arguments: tuple[str, ...]) -> None:
    """Do COMMAND with its options for the site of mkdocs.yml, then for those of every mkdocs.*.yml beside it.

    Each site is on its own: where one fails, the others are done all the same. COMMAND is one of check, build,
    publish, notify, tick, report, doctor and status. With -f among its options, it is done for that site alone.
    """
    from plainstatus.commands.program import program
    from plainstatus.reading.sites import config_files

    if any(each.startswith(("-f", "--config-file")) for each in arguments):
        raise SystemExit(_done(program, command_name, arguments))
    files = config_files(Path()) or (Path(CONFIG_FILE),)
    codes: list[int] = []
    for file in files:
        if len(files) > 1:
            click.echo(f"{file}:" if not codes else f"\n{file}:")
        named = ("-f", str(file)) if len(files) > 1 else ()
        codes.append(_done(program, command_name, (*named, *arguments)))
    raise SystemExit(max(codes))


def _done(program: click.Command, command_name: str, arguments: tuple[str, ...]) -> int:
    """The exit code of a command, whose faults are shown as those of a command of its own."""
    try:
        program.main([command_name, *arguments], prog_name="plainstatus")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
