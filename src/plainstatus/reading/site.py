"""A whole site from its files: settings, components and incidents, with all faults of all of them."""

import os
from dataclasses import dataclass
from pathlib import Path

from plainstatus.model.component import Catalog
from plainstatus.model.finding import Finding
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.reading.components import read_components
from plainstatus.reading.folder import read_incidents
from plainstatus.reading.incident import ReadingContext
from plainstatus.reading.neighbours import neighbour_faults
from plainstatus.reading.settings import Configuration, SiteFiles, read_configuration


@dataclass(frozen=True, slots=True)
class SiteReading:
    """What was read of a site. `findings` are sorted by path, line and column; paths are relative to `files.root`.

    `complete` is False where `components.yml` could not be read, so that no id can be checked.
    """

    files: SiteFiles
    settings: Settings
    catalog: Catalog
    incidents: tuple[Incident, ...]
    findings: tuple[Finding, ...]
    complete: bool = True

    @property
    def failed(self) -> bool:
        """Whether any finding is an error, so that nothing may be built."""
        return any(finding.severity == "error" for finding in self.findings)


def read_site(config_file: Path) -> SiteReading:
    """Everything that the site of `config_file` says, and every fault in it."""
    configuration = read_configuration(config_file)
    return read_content(configuration)


def read_content(configuration: Configuration) -> SiteReading:
    """The components and incidents of a site whose settings are known."""
    files, settings = configuration.files, configuration.settings
    findings = list(configuration.findings)
    # A channel that was turned over to other readers leads where it did, and is told of once.
    if not any(finding.code == "wider-audience" for finding in findings):
        findings += neighbour_faults(configuration)
    if not any(finding.code == "address" for finding in findings):
        findings += address_faults(settings, files.config_file.name)
    catalog, complete = read_catalog(files, settings, findings)
    incidents: tuple[Incident, ...] = ()
    display = shown_path(files.incidents, files.root)
    if files.incidents.is_dir():
        context = ReadingContext(catalog, settings, complete)
        incidents, found = read_incidents(files.incidents, context, display=display)
        findings += found
    else:
        hint = "Make the folder, or set `docs_dir: incidents` in `mkdocs.yml`."
        findings.append(Finding(display, 0, 0, "the folder of the incidents is not there", hint, "missing-folder"))
    return SiteReading(files, settings, catalog, incidents, tuple(sorted(findings)), complete)


def address_faults(settings: Settings, path: str) -> list[Finding]:
    """That a site has no address, which is said in `path`; its feeds and its ids are made of it."""
    if settings.site_url:
        return []
    hint = "Add a line `site_url: https://status.example.com/`."
    fault = "the site has no `site_url`, and feeds are nothing without it"
    return [Finding(path, 0, 0, fault, hint, "missing-address")]


def read_catalog(files: SiteFiles, settings: Settings, findings: list[Finding]) -> tuple[Catalog, bool]:
    """The components of a site, and whether their ids are all known; faults go to `findings`."""
    path = shown_path(files.components, files.root)
    try:
        data = files.components.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is no path"
        hint = "Write it beside `mkdocs.yml`, or set `components` there to where it is."
        findings.append(
            Finding(path, 0, 0, f"the file of the components cannot be read: {reason}", hint, "missing-file")
        )
        return Catalog(), False
    catalog, found = read_components(data, path, settings)
    findings += found
    return catalog, not found or bool(catalog.components)


def shown_path(path: Path, root: Path) -> str:
    """`path` as it is shown to people: relative to the folder of `mkdocs.yml`, with forward slashes."""
    try:
        return os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:
        return str(path)
