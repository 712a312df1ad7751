"""`plainstatus schema`."""

import json
from importlib import resources

import click


@click.command(
    "schema",
    short_help="Print a JSON Schema for editors and checks.",
    epilog="""\b
Examples:
  plainstatus schema components > components.schema.json
  plainstatus schema incident
  plainstatus schema export
  plainstatus schema report
  plainstatus schema drill
""",
)
@click.argument("what", type=click.Choice(["components", "incident", "export", "report", "drill"]))
def command(what: str) -> None:
    """Print the JSON Schema of components.yml, of an incident's front matter, of a line of `export jsonl`, of
    `report --format json`, or of the record of a drill.

    Editors that know it complete the fields and mark faults while you write. Name it in the first line of
    components.yml: `# yaml-language-server: $schema=components.schema.json`.
    """
    if what == "export":
        from plainstatus.exporters.jsonl_schema import jsonl_schema

        click.echo(json.dumps(jsonl_schema(), indent=2, ensure_ascii=False))
        return
    if what == "report":
        from plainstatus.report.document_schema import report_schema

        click.echo(json.dumps(report_schema(), indent=2, ensure_ascii=False))
        return
    if what == "drill":
        from plainstatus.drill.record_schema import record_schema

        click.echo(json.dumps(record_schema(), indent=2, ensure_ascii=False))
        return
    text = (resources.files("plainstatus") / "schemas" / f"{what}.schema.json").read_text(encoding="utf-8")
    click.echo(text, nl=not text.endswith("\n"))
