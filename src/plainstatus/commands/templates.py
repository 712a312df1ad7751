"""`plainstatus templates`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.options import config_option

if TYPE_CHECKING:
    from plainstatus.model.template import Template


@click.command(
    "templates",
    short_help="List the templates, and what each asks.",
    epilog="""\b
Examples:
  plainstatus templates
  plainstatus templates outage
""",
)
@click.argument("name", required=False)
@config_option
def command(name: str | None, config_file: Path) -> None:
    """List the templates of the site, with the case that each is for.

    With NAME, show the course of that one, and the questions of each step: `plainstatus new --template NAME` asks
    those of the first, `plainstatus update` those of the others. Faults of templates are shown, and end with 1.
    """
    from plainstatus.commands.new_files import open_site, template_called

    site = open_site(config_file)
    if name is not None:
        click.echo("\n".join(_course(template_called(site, name))))
        return
    from plainstatus.commands.findings import show
    from plainstatus.reading.site import shown_path
    from plainstatus.reading.templates import FOLDER, read_templates

    display = shown_path(site.files.incidents, site.files.root)
    templates, findings = read_templates(site.files.incidents, site.context, display=display)
    if not templates and not findings:
        click.echo(f"There are no templates. They stand in {display}/{FOLDER}/, as NAME.md.")
    width = max((len(each) for each in templates), default=0)
    for each, template in templates.items():
        click.echo(f"{each:{width}}  {_languages(template)}  {_when(template)}".rstrip())
    if findings:
        show(findings, site.files.root)
        raise SystemExit(1)


def _languages(template: "Template") -> str:
    return ", ".join(template.editions)


def _when(template: "Template") -> str:
    return template.when.get(template.language, "")


def _course(template: "Template") -> Iterator[str]:
    """The lines that tell of one template."""
    from plainstatus.writing.incident import spoken

    yield f"{template.name} ({template.kind}; {_languages(template)})"
    if when := _when(template):
        yield when
    for step in template.steps:
        yield f"\n{spoken(step.status)}"
        width = max((len(each.id) for each in template.questions(step, template.language)), default=0)
        for question in template.questions(step, template.language):
            without = " [nothing]" if question.optional else f" [{question.default}]" if question.default else ""
            yield f"  {question.id:{width}}  {question.words}{without}"
        for language in list(template.editions)[1:]:
            if own := [each.id for each in template.questions(step, language)]:
                yield f"  In “{language}” too: {', '.join(own)}."
