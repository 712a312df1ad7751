"""`plainstatus aws`, which prints what the site stands on at AWS."""

from importlib import import_module
from textwrap import indent
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from plainstatus.commands.as_text import Form

#: In the order in which they are deployed.
TEMPLATES = ("storage", "edge", "ledger", "messaging", "scheduler", "signup")

_EXAMPLES = """\b
Examples:
  plainstatus aws template storage > storage.yml
  plainstatus aws template edge --format json
"""


@click.group(
    "aws",
    short_help="Print templates of what the site stands on at AWS.",
    epilog=_EXAMPLES,
)
def command() -> None:
    """Print CloudFormation templates of what the site stands on at AWS. Nothing is called."""


@command.command(
    "template",
    short_help="A CloudFormation template.",
    epilog=_EXAMPLES,
)
@click.argument("what", type=click.Choice(TEMPLATES))
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="How it is written. YAML says on top how to deploy it.",
)
def template(what: str, form: "Form") -> None:
    """Print a CloudFormation template, without transforms, with the commands that deploy it on top.

    \b
    storage    the buckets of one region: the site's, and the ledger's
    edge       the distribution before both regions, and the role of GitHub's workflows
    ledger     a ledger in two regions that agree on each write
    messaging  topics of one region: updates for readers, alarms for you
    scheduler  a second scheduler, which starts the workflow of the clock
    signup     a function by which readers subscribe and leave
    """
    from plainstatus.commands.as_text import as_text

    module = import_module(f"plainstatus.infrastructure.{what}")
    if form == "yaml":
        click.echo(indent(module.DEPLOYING, "# ", lambda line: True).replace("# \n", "#\n"), nl=False)
    click.echo(as_text(module.template(), form), nl=False)
