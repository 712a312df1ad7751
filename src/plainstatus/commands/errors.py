"""`plainstatus errors`, with a command for each server that stands in front of a product."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.options import config_option, now_option

if TYPE_CHECKING:
    from plainstatus.commands.as_text import Form
    from plainstatus.site.site import Site


@click.group(
    "errors",
    short_help="Print settings for servers that show the error pages.",
    epilog="""\b
Examples:
  plainstatus errors cloudfront > errors.yml
  plainstatus errors apigateway --openapi
  plainstatus errors nginx --upstream 127.0.0.1:8080 --root /srv/status
""",
)
def command() -> None:
    """Print settings for what stands in front of your product, so that it shows the error pages of this site.

    The pages are made with every build: errors/500.html, 502, 503, 504, maintenance.html and error.html, each
    with a .json beside it for programs.
    """


#: Stands above the template, for those who have a distribution.
_TO_TAKE_OVER = """\
# A whole template. Into a distribution that you have already, take over from DistributionConfig:
#   CustomErrorResponses, OriginGroups, of CacheBehaviors the one for /errors/*, and of Origins errors-first and
#   errors-second; and the parameters ErrorsDomain and ErrorsDomainSecond.
"""

_format = click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="How it is written.",
)


@command.command("cloudfront", short_help="A CloudFront distribution, as CloudFormation.")
@_format
@config_option
def cloudfront(config_file: Path, form: "Form") -> None:
    """Print a CloudFormation template of a distribution that shows the error pages.

    It has your product as its origin, and both places of the status site as a group of origins for /errors/*.
    Of a distribution that you have already, take over CustomErrorResponses, OriginGroups, the two origins and
    the cache behaviour.
    """
    from plainstatus.commands.as_text import as_text
    from plainstatus.infrastructure.cloudfront import template

    if form == "yaml":
        click.echo(_TO_TAKE_OVER, nl=False)
    click.echo(as_text(template(_address(config_file)), form), nl=False)


@command.command("apigateway", short_help="Gateway responses of API Gateway.")
@click.option("--openapi", is_flag=True, help="As the OpenAPI extension instead of CloudFormation.")
@_format
@config_option
@now_option
def apigateway(config_file: Path, now: str | None, openapi: bool, form: "Form") -> None:
    """Print gateway responses whose bodies tell of the incidents that are open now, with Retry-After.

    They are fixed until you print and deploy them again: do that with every build, or after one that matters.
    """
    from plainstatus.commands.as_text import as_text
    from plainstatus.infrastructure.apigateway import extension, template
    from plainstatus.site.errors.kinds import KINDS
    from plainstatus.site.errors.problem import problem

    site = _site(config_file, now)
    problems = {kind.name: problem(kind, site) for kind in KINDS}
    made = extension(problems, site.root) if openapi else template(problems, site.root)
    click.echo(as_text(made, form), nl=False)


@command.command("nginx", short_help="A configuration of nginx.")
@click.option("--upstream", default="127.0.0.1:8080", show_default=True, metavar="HOST:PORT", help="Your product.")
@click.option("--listen", default="80", show_default=True, metavar="PORT", help="Where nginx answers.")
@click.option(
    "--root", default="/srv/status", show_default=True, metavar="DIR", help="Where the site's errors/ folder lies."
)
@click.option(
    "--retry-after", type=click.IntRange(1, 86400), default=60, show_default=True, metavar="SECONDS", help="The advice."
)
@config_option
def nginx(config_file: Path, upstream: str, listen: str, root: str, retry_after: int) -> None:
    """Print a configuration that shows HTML to a browser and JSON to a program, and keeps the code of the error."""
    from plainstatus.infrastructure.nginx import configuration

    try:
        text = configuration(
            _address(config_file), upstream=upstream, listen=listen, root=root, retry_after=retry_after
        )
    except ValueError as error:
        raise click.UsageError(f"“{error}” cannot stand in a configuration of nginx.") from None
    click.echo(text, nl=False)


def _address(config_file: Path) -> str:
    from plainstatus.commands.findings import show
    from plainstatus.reading.settings import read_configuration

    configuration = read_configuration(config_file)
    errors = [finding for finding in configuration.findings if finding.severity == "error"]
    if errors:
        show(errors, configuration.files.root)
        raise SystemExit(1)
    if not configuration.settings.site_url:
        raise click.ClickException(f"{config_file} says no `site_url`, and the pages are below it.")
    return configuration.settings.site_url


def _site(config_file: Path, now: str | None) -> "Site":
    from plainstatus.building import open_site
    from plainstatus.commands.clock import now_from
    from plainstatus.commands.findings import show
    from plainstatus.look import theme_folder
    from plainstatus.reading.site import read_site

    reading = read_site(config_file)
    if reading.failed:
        show(reading.findings, reading.files.root)
        raise SystemExit(1)
    return open_site(reading, now_from(now, reading.settings.timezone), theme_folder()).site
