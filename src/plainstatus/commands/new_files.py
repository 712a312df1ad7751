"""What every new incident file needs: its site, a name that no other has, a template. Does not know what is written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import click

from plainstatus.commands.findings import show
from plainstatus.model.template import Template
from plainstatus.reading import times
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.faults import instead
from plainstatus.reading.folder import incident_paths
from plainstatus.reading.settings import Configuration, SiteFiles, read_configuration
from plainstatus.reading.site import read_catalog, shown_path
from plainstatus.writing.names import Ids, slug


@dataclass(frozen=True)
class OpenSite:
    """A site whose components are known, so that a file of it can be written."""

    configuration: Configuration
    context: ReadingContext

    @property
    def files(self) -> SiteFiles:
        """Where its files stand."""
        return self.configuration.files

    @property
    def zone(self) -> str:
        """The zone of times that name none."""
        return self.context.settings.timezone


def open_site(config_file: Path) -> OpenSite:
    """The site of `config_file`. Where its components are unknown, shows its faults and raises SystemExit(1)."""
    configuration = read_configuration(config_file)
    findings = list(configuration.findings)
    catalog, complete = read_catalog(configuration.files, configuration.settings, findings)
    if not complete:
        click.echo("The components are not known:\n", err=True)
        show(findings, configuration.files.root)
        raise SystemExit(1)
    return OpenSite(configuration, ReadingContext(catalog, configuration.settings, complete))


def wanted_id(site: OpenSite, day: datetime, title: str) -> str:
    """The id of a new file: the day in the site's zone, and the title."""
    local = day.astimezone(times.zone_of(site.zone))
    return f"{local:%Y-%m-%d}-{slug(title, 'update')[:60].strip('-')}"


def free_path(site: OpenSite, day: datetime, title: str, taken: Collection[str] = ()) -> str:
    """The path of a new file, below the incident folder; its id is that of no other file, and not in `taken`."""
    there = incident_paths(site.files.incidents) if site.files.incidents.is_dir() else ()
    id = Ids({*taken, *(PurePosixPath(path).stem for path in there)}).take(wanted_id(site, day, title))
    return f"{id[:4]}/{id}.md"


def template_called(site: OpenSite, name: str) -> Template:
    """The template of that name, in the languages of the site.

    Raises click.UsageError where there is none, and SystemExit(1) after the faults of one that has some were shown.
    """
    from plainstatus.reading.templates import FOLDER, read_named_template, template_names

    name = name.removesuffix(".md")
    names = template_names(site.files.incidents)
    display = shown_path(site.files.incidents, site.files.root)
    if name not in names:
        there = instead(name, names) or f"Put one into {display}/{FOLDER}/{name}.md."
        raise click.UsageError(f"There is no template “{name}”. {there}")
    template, findings = read_named_template(site.files.incidents, name, site.context, display=display)
    if findings:
        show(findings, site.files.root)
    if template is None or any(each.severity == "error" for each in findings):
        raise SystemExit(1)
    return template
