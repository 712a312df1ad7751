"""`plainstatus check`."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.findings import FORMATS, as_text, seen_from_here, summary
from plainstatus.commands.options import config_option, format_option, now_option
from plainstatus.commands.rule_pages import explain, list_rules
from plainstatus.model.finding import Finding

if TYPE_CHECKING:
    from plainstatus.commands.fixing import Files
    from plainstatus.reading.chosen import Chosen

#: What was mended may show something else to mend; it is looked at no oftener than this.
_MOST_ROUNDS = 5
#: So many findings of one rule a person reads.
_MOST_ALIKE = 20


@click.command(
    "check",
    short_help="Look for faults in the files of the site.",
    epilog="""\b
Examples:
  plainstatus check
  plainstatus check incidents/2026/2026-11-24-api-errors.md
  plainstatus check --fix
  plainstatus check --explain no-next-update
  plainstatus check --format github
""",
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATHS]...")
@config_option
@now_option
@format_option("text", "github", "sarif", "json")
@click.option("--fix", is_flag=True, help="Mend in the files what can be mended without asking, and say what it was.")
@click.option(
    "--explain",
    metavar="CODE",
    is_eager=True,
    expose_value=False,
    callback=explain,
    help="Print the page about a rule: what it looks for, and what to write.",
)
@click.option("--rules", is_flag=True, is_eager=True, expose_value=False, callback=list_rules, help="List the rules.")
def command(paths: tuple[Path, ...], config_file: Path, now: str | None, output: str, fix: bool) -> None:
    """Look for faults in the files of the site.

    Reads settings, components, templates and incidents, and says of every fault where it is, what is wrong and
    what to write instead. Then reads the words as a customer would: what is internal, vague or hard to read, and
    what was promised and has not come. With PATHS, only these files (or all in these folders) are read, with their
    translations; what one incident is to another is then not seen.

    `checks` in mkdocs.yml, or in the front matter of a file, says what each rule weighs there.

    Exit code 1 where there is an error; warnings and notices leave it 0.
    """
    checked, findings, files = _look(config_file, paths, now)
    for _ in range(_MOST_ROUNDS if fix else 0):
        made = files.mend(findings)
        if not made:
            break
        for finding in seen_from_here(made, checked.root):
            place = f"{finding.path}:{finding.line}:{finding.column}"
            click.echo(f"{place}: mended: {finding.message} ({finding.code})", err=output != "text")
        checked, findings, files = _look(config_file, paths, now)
    shown = seen_from_here(findings, config_file.parent)
    if paths and not checked.files:
        click.echo(
            f"None of these is an incident or a template of the site: they stand below {checked.folder}/.", err=True
        )
    if output == "text":
        click.echo(_told_once(shown), nl=False)
        click.echo(summary(shown, checked.files))
    else:
        click.echo(_format(output)(shown), nl=False)
    if any(finding.severity == "error" for finding in shown):
        raise SystemExit(1)


def _look(config_file: Path, paths: tuple[Path, ...], now: str | None) -> tuple["Chosen", list[Finding], "Files"]:
    """What was read, what there is to say about it, and the files that it is said of."""
    from plainstatus.check.rules import findings
    from plainstatus.check.scene import scene_of
    from plainstatus.commands.fixing import Files
    from plainstatus.reading.chosen import read_chosen

    checked = read_chosen(config_file, paths)
    settings, files = checked.settings, Files(checked.root)
    scene = scene_of(checked.catalog, checked.incidents, settings, now_from(now, settings.timezone))
    return checked, sorted([*checked.findings, *findings(scene, files.text)]), files


def _told_once(findings: list[Finding]) -> str:
    """The findings as text. Of a rule that has much to say about a long history, a few; errors are all there."""
    seen: Counter[str] = Counter()
    shown = []
    for finding in findings:
        seen[finding.code] += finding.severity != "error"
        if finding.severity == "error" or seen[finding.code] <= _MOST_ALIKE:
            shown.append(finding)
    more = [f"{number - _MOST_ALIKE:,} of `{code}`" for code, number in seen.items() if number > _MOST_ALIKE]
    if not more:
        return as_text(shown)
    way = "Name a file to see its own, or say in `checks` of mkdocs.yml what a rule weighs."
    return f"{as_text(shown)}… and more: {', '.join(more)}. {way}\n\n"


def _format(name: str) -> Callable[[Iterable[Finding]], str]:
    if name == "sarif":
        from plainstatus.commands.sarif import as_sarif

        return as_sarif
    return FORMATS[name]
