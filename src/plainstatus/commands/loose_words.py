"""Words on this machine that the built site, or git, does not have yet. Whoever publishes is warned of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.repository import GitFault, repository_around
from plainstatus.publish.build_folder import RECORD

if TYPE_CHECKING:
    from plainstatus.reading.settings import SiteFiles


def warn_of_loose_words(files: "SiteFiles", site: Path) -> None:
    """Name a file of `files` that changed after the site in the folder `site` was built, and one not committed."""
    unbuilt = _newer(files, (site / RECORD).stat().st_mtime)
    if unbuilt:
        words = f"{_named(unbuilt)} changed since the site was built: run `plainstatus build`, and publish again"
        click.echo(f"warning: {words}.", err=True)
    loose = _uncommitted(files)
    if loose:
        words = f"{_named(loose)} not been committed: a publish from elsewhere takes such words back. Commit and push"
        click.echo(f"warning: {words}.", err=True)


def _newer(files: "SiteFiles", built: float) -> list[str]:
    changed = (path for path in _sources(files) if path.is_file() and path.stat().st_mtime > built)
    return sorted(path.relative_to(files.root).as_posix() for path in changed)


def _sources(files: "SiteFiles") -> Iterator[Path]:
    yield files.components
    yield from files.incidents.rglob("*.md")


def _uncommitted(files: "SiteFiles") -> tuple[str, ...]:
    repository = repository_around(files.root)
    try:
        if repository is None or repository.commit_of("HEAD") is None:
            return ()
        return repository.uncommitted((files.components, files.incidents))
    except GitFault:
        return ()


def _named(paths: "list[str] | tuple[str, ...]") -> str:
    if len(paths) == 1:
        return f"{paths[0]} has"
    return f"{paths[0]} and {len(paths) - 1:,} more have"
