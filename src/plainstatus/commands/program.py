"""The list of commands, and the help that reads like a manual. A command's module is loaded when it is used."""

import importlib
from collections.abc import Mapping
from typing import NamedTuple

import click

from plainstatus import __version__


class Entry(NamedTuple):
    """Where a command is, and what it does in one line."""

    module: str
    summary: str


#: Title of a part of the manual → the commands in it.
MANUAL: Mapping[str, Mapping[str, Entry]] = {
    "Begin": {
        "init": Entry("init", "Make a small, complete status site in a folder."),
        "import": Entry("importing", "Bring in the incidents of another status page."),
    },
    "When something happens": {
        "new": Entry("new", "Write a new incident, maintenance or notice."),
        "update": Entry("update", "Add an update to an incident."),
        "resolve": Entry("resolve", "Say that an incident is over."),
        "templates": Entry("templates", "List the templates, and what each asks."),
        "status": Entry("status", "Show the state of the site in the terminal."),
    },
    "Before and after": {
        "runbook": Entry("runbook", "Print who does what when, from the settings."),
        "report": Entry("report", "Show how well you told of what happened."),
        "drill": Entry("drill", "Rehearse an incident where nobody real is reached."),
    },
    "Publish": {
        "check": Entry("check", "Look for faults in the files of the site."),
        "build": Entry("build", "Make the site's pages and feeds."),
        "publish": Entry("publish", "Bring the built site to its targets."),
        "notify": Entry("notify", "Send updates to those who asked for them."),
        "each": Entry("each", "Do one of these for every site of the folder."),
        "tick": Entry("tick", "Do what the clock asks for, and nothing else."),
        "serve": Entry("serve", "Show the site on this machine, and follow every change."),
        "doctor": Entry("doctor", "Look for what is not in order around the site."),
        "aws": Entry("aws", "Print templates of what the site stands on at AWS."),
    },
    "Subscribers": {
        "subscribers": Entry("subscribers", "Look after the list of those who are told."),
        "signup": Entry("signup", "Let readers subscribe and leave by themselves."),
    },
    "For other programs": {
        "propose": Entry("propose", "Draft an incident from an alert, on a branch."),
        "errors": Entry("errors", "Print settings for servers that show the error pages."),
        "export": Entry("export", "Give out all incidents, for other programs."),
        "schema": Entry("schema", "Print a JSON Schema for editors and checks."),
    },
}

COMMANDS = {name: entry for part in MANUAL.values() for name, entry in part.items()}

_HELP = """A status page that lives in git: incidents are Markdown files, the site is static.

Each command works in the folder of the site, where mkdocs.yml is. Files are written
whole or not at all. `plainstatus COMMAND --help` tells more, with an example.
"""

_EPILOG = """\b
A first day:
  plainstatus init status && cd status
  plainstatus new incident --component shop=partial_outage --title "Orders fail" \\
      -m "One in five orders fails. We are looking into it."
  plainstatus update . monitoring -m "The fix is out. We are watching."
  plainstatus resolve -m "Every order has gone through since 15:20 UTC."
  plainstatus build

\b
Exit codes:
  0  all is well; warnings do not count
  1  faults were found, or the system refused something
  2  the command was used wrongly
"""


class Program(click.Group):
    """Commands that are imported by name, listed in parts, with system faults as one line each."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"plainstatus.commands.{COMMANDS[cmd_name].module}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise click.UsageError(f"There is no command “{args[0]}”.{_meant(args[0])}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for part, commands in MANUAL.items():
            with formatter.section(part):
                formatter.write_dl([(name, entry.summary) for name, entry in commands.items()], col_max=12)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise click.ClickException(told(error)) from None
        except Exception as error:
            from plainstatus.commands.theme_fault import theme_fault

            words = theme_fault(error)
            if words is None:
                raise
            raise click.ClickException(words) from None


def told(error: OSError) -> str:
    """What the system refused, and where: `incidents: Permission denied`."""
    reason = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason


def _meant(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, COMMANDS, 1, 0.5)
    return f" Did you mean `{near[0]}`?" if near else f" There are: {', '.join(COMMANDS)}."


@click.command(cls=Program, help=_HELP, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="plainstatus %(version)s")
def program() -> None:
    pass
