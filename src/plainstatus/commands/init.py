"""`plainstatus init`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.options import now_option

LANGUAGES = ("en", "it")

#: A folder that came from a forge has these already; the site does without ours.
_OPTIONAL = ("README.md", ".gitignore")


@click.command(
    "init",
    short_help="Make a small, complete status site in a folder.",
    epilog="""\b
Examples:
  plainstatus init status
  plainstatus init --language it .
""",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="The language of the site, and of the example.",
)
@now_option
def command(folder: Path, language: str, now: str | None) -> None:
    """Make a small, complete status site in a folder.

    DIR gets the settings, a list of components, an example incident, templates and a page about the site: of an
    invented company, to be replaced. Nothing that is there is written over: a README.md and a .gitignore stay as
    they are, and where another file is in the way, nothing is written.
    """
    from plainstatus.writing.atomic import create_text

    files = dict(_files(language, now_from(now)))
    there = [path for path in files if (folder / path).exists() or (folder / path).is_symlink()]
    if in_the_way := [path for path in there if path not in _OPTIONAL]:
        raise click.ClickException(f"{folder} has {', '.join(sorted(in_the_way))} already. Nothing was written.")
    for path in there:
        del files[path]
    for path, text in files.items():
        create_text(folder / path, text, inside=folder)
    if there:
        click.echo(f"Left {' and '.join(there)} as it was.")
    click.echo(f"Made a site of {len(files)} files in {folder}.\n\nNext:")
    if folder.resolve() != Path.cwd():
        click.echo(f"  cd {folder}")
    click.echo("  plainstatus serve")


def _files(language: str, now: datetime) -> Iterator[tuple[str, str]]:
    """Every file of a new site, by its path: the example is of the day before `now`."""
    day = now - timedelta(days=1)
    words = {"@DAY@": f"{day:%Y-%m-%d}", "@YEAR@": f"{day:%Y}"}
    for path, text in _texts(resources.files("plainstatus") / "starter" / language, ""):
        for mark, word in words.items():
            path, text = path.replace(mark, word), text.replace(mark, word)
        yield ".gitignore" if path == "gitignore" else path, text
    yield from _templates(language)


def _templates(language: str) -> Iterator[tuple[str, str]]:
    """The templates, in `language` alone: it is the first of the new site, and the only one."""
    from plainstatus.starter.agreed import templates_folder
    from plainstatus.writing.template_file import in_first_language

    folder = templates_folder()
    for path in sorted(folder.glob("*.md")):
        if "." in path.stem:
            continue
        text = path.read_text(encoding="utf-8")
        translated = path.with_suffix(f".{language}.md")
        if translated.exists():
            text = in_first_language(text, translated.read_text(encoding="utf-8"))
        yield f"incidents/_templates/{path.name}", text


def _texts(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _texts(each, f"{prefix}{each.name}/")
        else:
            yield f"{prefix}{each.name}", each.read_text(encoding="utf-8")
