"""`plainstatus schema`."""

from importlib import resources

import click


@click.command(
    "schema",
    short_help="Print a JSON Schema for editors and checks.",
    epilog="""\b
Examples:
  plainstatus schema components > components.schema.json
  plainstatus schema incident
""",
)
@click.argument("what", type=click.Choice(["components", "incident"]))
def command(what: str) -> None:
    """Print the JSON Schema of components.yml, or of an incident's front matter.

    Editors that know it complete the fields and mark faults while you write. Name it in the first line of
    components.yml: `# yaml-language-server: $schema=components.schema.json`.
    """
    text = (resources.files("plainstatus") / "schemas" / f"{what}.schema.json").read_text(encoding="utf-8")
    click.echo(text, nl=not text.endswith("\n"))
