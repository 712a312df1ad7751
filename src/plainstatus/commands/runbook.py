"""`plainstatus runbook`."""

from pathlib import Path

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import config_option, now_option


@click.command(
    "runbook",
    short_help="Print who does what when, from the settings.",
    epilog="""\b
Examples:
  plainstatus runbook
  plainstatus runbook -f mkdocs.internal.yml --language it
  plainstatus runbook -f mkdocs.internal.yml --output docs/runbook.md
  plainstatus runbook -f mkdocs.internal.yml --compare docs/runbook.md
""",
)
@click.option("--language", metavar="TAG", help="The language, if not the first one of the site.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it into this file.")
@click.option(
    "--compare",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Write nothing; end with 1 where this file is not up to date.",
)
@config_option
@now_option
def command(
    language: str | None, output: Path | None, compare: Path | None, config_file: Path, now: str | None
) -> None:
    """Print the runbook of the site as Markdown: what to do from the first minute to the postmortem.

    People, templates, audiences, channels and targets in it come from the settings. The sites of those who may read
    it (`runbook`, else the internal ones) have it as a page.
    """
    if output and compare:
        raise click.UsageError("--output and --compare exclude each other.")
    text = _text(config_file, language, now)
    if compare:
        if compare.read_text(encoding="utf-8") != text:
            hint = f"`plainstatus runbook -f {config_file} --output {compare}` brings it up to date."
            raise click.ClickException(f"{compare} is not what the settings say now. {hint}")
        click.echo(f"{compare} is up to date.")
    elif output:
        from plainstatus.writing.atomic import write_text

        output.parent.mkdir(parents=True, exist_ok=True)
        write_text(output, text)
        click.echo(f"Wrote {output}.")
    else:
        click.echo(text, nl=False)


def _text(config_file: Path, language: str | None, now: str | None) -> str:
    from plainstatus.building import runbook_for
    from plainstatus.commands.findings import show
    from plainstatus.look import theme_folder
    from plainstatus.reading.faults import instead
    from plainstatus.reading.settings import read_configuration
    from plainstatus.reading.site import read_catalog
    from plainstatus.wording.edition import editions_of

    configuration = read_configuration(config_file)
    settings, findings = configuration.settings, list(configuration.findings)
    catalog, _ = read_catalog(configuration.files, settings, findings)
    if any(each.severity == "error" for each in findings):
        show(findings, configuration.files.root)
        raise SystemExit(1)
    theme = theme_folder()
    editions = {
        each.language: each for each in editions_of(settings, theme / "locales", now_from(now, settings.timezone))
    }
    chosen = language or settings.languages[0]
    if chosen not in editions:
        raise click.UsageError(f"“{chosen}” is not a language of this site. {instead(chosen, settings.languages)}")
    own = configuration.files.own_theme
    return runbook_for(configuration, catalog, (own, theme) if own else (theme,))(editions[chosen])
