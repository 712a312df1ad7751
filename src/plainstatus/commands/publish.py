"""`plainstatus publish`."""

from pathlib import Path

import click

from plainstatus.commands.options import config_option
from plainstatus.publish.guards import CODES

_ALLOW = "Publish against one reason not to: " + "; ".join(f"{code}: {means}" for code, means in CODES.items()) + "."


@click.command(
    "publish",
    short_help="Bring the built site to its targets.",
    epilog="""\b
Examples:
  plainstatus build && plainstatus publish
  plainstatus publish --plan
  plainstatus publish --target dublin --wait 90

\b
Exit codes:
  0  it is published at every target
  1  it is published at none
  3  it is published at some
""",
)
@click.option("--plan", is_flag=True, help="Show what would be done, and do nothing.")
@click.option(
    "--target", "names", multiple=True, metavar="NAME", help="Only this target of mkdocs.yml; may come again."
)
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the built site is; as mkdocs.yml says where it is not given (site/).",
)
@click.option("--allow", "allowed", multiple=True, type=click.Choice(list(CODES)), metavar="REASON", help=_ALLOW)
@click.option("--prune-now", is_flag=True, help="Delete at once what the site no longer has, without its grace.")
@click.option("--verify", is_flag=True, help="Look through the target instead of relying on its manifest.")
@click.option(
    "--wait",
    type=click.IntRange(0, 3600),
    default=0,
    metavar="SECONDS",
    help="Wait so long where somebody else is publishing.",
)
@config_option
def command(
    config_file: Path,
    site_dir: Path | None,
    names: tuple[str, ...],
    allowed: tuple[str, ...],
    plan: bool,
    prune_now: bool,
    verify: bool,
    wait: int,
) -> None:
    """Bring the site that `plainstatus build` made to every target in mkdocs.yml.

    Only what has changed travels: first what pages need, then pages, last the front page, so that a reader never
    meets a page before its parts. A publish that is broken off is completed by the next one. It refuses what would
    do harm, such as older words over newer ones, and says how to go on.
    """
    from plainstatus.commands.findings import show
    from plainstatus.commands.loose_words import warn_of_loose_words
    from plainstatus.commands.publishing import places, previewed, published, unknown_target
    from plainstatus.publish.build_folder import BuildFault, read_build
    from plainstatus.reading.settings import read_configuration

    configuration = read_configuration(config_file)
    if any(finding.severity == "error" for finding in configuration.findings):
        show(configuration.findings, configuration.files.root)
        raise SystemExit(1)
    unknown = unknown_target(names, configuration.settings.targets)
    if unknown:
        raise click.UsageError(unknown)
    try:
        build = read_build(site_dir or configuration.files.site_dir)
    except BuildFault as fault:
        raise click.ClickException(f"{fault}.") from None
    warn_of_loose_words(configuration.files, build.root)
    chosen = places(configuration, build, names, allowed=frozenset(allowed), at_once=prune_now, verify=verify)
    raise SystemExit(previewed(chosen) if plan else published(chosen, configuration.settings, wait=wait))
