"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

CONFIG_FILE = "mkdocs.yml"


def _existing(ctx: click.Context, parameter: click.Parameter, path: Path) -> Path:
    if path.is_dir():
        path = path / CONFIG_FILE
    if not path.is_file():
        where = "here" if path == Path(CONFIG_FILE) else f"at {path}"
        raise click.UsageError(
            f"There is no site {where}: no {path.name} is to be found. "
            "Go to the folder of the site, name its file with -f, or make a site with `plainstatus init`.",
            ctx,
        )
    return path


def config_option(function: F) -> F:
    """`-f/--config-file`, as the path of a file that is there."""
    return click.option(
        "-f",
        "--config-file",
        "config_file",
        type=click.Path(path_type=Path),
        default=CONFIG_FILE,
        show_default=True,
        metavar="FILE",
        callback=_existing,
        help="The settings of the site.",
    )(function)


def now_option(function: F) -> F:
    """`--now`, as it was written."""
    return click.option(
        "--now",
        metavar="TIME",
        help="Act as if it were this moment, as in “2026-11-24 14:05 UTC”. SOURCE_DATE_EPOCH does the same.",
    )(function)


def answers_option(function: F) -> F:
    """`--set`, as often as it was written: answers to what a template asks."""
    return click.option(
        "--set",
        "answers",
        multiple=True,
        metavar="[LANG:]NAME=WORDS",
        help="What stands in the place of a placeholder of the template, in another language where one is named. "
        "May be given again.",
    )(function)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`, one of `formats`; the first is for people."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How the result is written.",
    )
