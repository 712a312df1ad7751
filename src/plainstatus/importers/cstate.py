"""A whole cState site, from its folder to incident files, `components.yml` and `mkdocs.yml`.

What cannot be read is skipped with the reason; what our own reader would not read is not written.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plainstatus.importers.cstate_file import Unreadable, is_true, parse_file
from plainstatus.importers.cstate_incident import Imported, incident_of
from plainstatus.importers.cstate_site import SiteFacts, Systems, facts_of, read_config, systems_of
from plainstatus.importers.report import Report
from plainstatus.importers.site_files import put
from plainstatus.model.settings import Settings
from plainstatus.reading.components import read_components
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.folder import incident_paths
from plainstatus.reading.incident import RESERVED_IDS, read_incident
from plainstatus.reading.settings import read_configuration
from plainstatus.writing.components import catalog_text
from plainstatus.writing.incident import incident_text
from plainstatus.writing.names import Ids, slug
from plainstatus.writing.site import site_text

_FOLDER = "incidents"
_CONFIG = "mkdocs.yml"
_COMPONENTS = "components.yml"


def import_cstate(source: Path, target: Path, *, zone: str = "UTC") -> Report:
    """Bring the incidents of the cState site in `source` into the site in `target`.

    `zone` counts for times that name none. Running it again changes nothing.
    Raises Unreadable where there is no cState site, and OSError.
    """
    config = read_config(source)
    report = Report()
    site = _Target(target, config, zone)
    drafts = list(_read(source, site, zone, report))
    if not site.settings.site_url:
        report.remark(_CONFIG, "it says no address: add a line `site_url` before you build")
    if not site.is_there:
        _put_or_remark(target, _CONFIG, site_text(site.settings, docs_dir=_FOLDER), report)
    if not site.has_components:
        _put_or_remark(target, site.components, catalog_text(site.systems.complete()), report)
    for path, draft in drafts:
        _write(path, draft, site, report)
    return report


class _Target:
    """The site that the incidents go to: as it is, or as it will be made from `config`."""

    def __init__(self, root: Path, config: Mapping[str, Any], zone: str) -> None:
        self.root = root
        self.is_there = (root / _CONFIG).exists()
        self.settings = _settings(facts_of(config), zone)
        self.folder, self.components = _FOLDER, _COMPONENTS
        if self.is_there:
            configuration = read_configuration(root / _CONFIG)
            self.settings = configuration.settings
            self.folder = configuration.files.incidents.relative_to(root).as_posix()
            self.components = configuration.files.components.relative_to(root).as_posix()
        self.has_components = (root / self.components).exists()
        self.systems = systems_of(config)
        if self.has_components:
            data = (root / self.components).read_bytes()
            self.systems = Systems.of(read_components(data, self.components, self.settings)[0])
        incidents = root / self.folder
        paths = incident_paths(incidents) if incidents.is_dir() else ()
        #: id → path below the incident folder, of the incidents that are there
        self.taken = {Path(path).stem: path for path in paths}

    def context(self) -> ReadingContext:
        """What the new files are read against; with components of an own file, only these are known."""
        catalog = self.systems.catalog if self.has_components else self.systems.complete()
        return ReadingContext(catalog, self.settings)


def _settings(facts: SiteFacts, zone: str) -> Settings:
    return Settings(
        name=facts.name,
        site_url=facts.url,
        timezone=zone if zone[0] not in "+-" else "UTC",
        languages=(facts.language,),
        description=facts.description,
        links=facts.links,
    )


def _read(source: Path, site: _Target, zone: str, report: Report) -> Iterator[tuple[str, Imported]]:
    """Every incident of `source` that can be read, with the path of its file."""
    ids = Ids(set(RESERVED_IDS))
    naive = 0
    for path in _content(source, report):
        shown = path.relative_to(source).as_posix()
        report.read += 1
        stem = path.name.removesuffix(".md").removesuffix(".markdown")
        id = ids.take(slug(stem, "incident"))
        try:
            fields, words = parse_file(path.read_bytes())
            if is_true(fields.get("draft")):
                raise Unreadable("it is a draft, which was never public")
            draft = incident_of(fields, words, id=id, stem=stem, systems=site.systems, zone=zone)
        except Unreadable as error:
            report.skip(shown, str(error))
            continue
        if id != slug(stem, "incident"):
            report.remark(shown, f"its id is `{id}`: the shorter one is taken")
        for remark in draft.remarks:
            report.remark(shown, remark)
        naive += draft.naive
        yield shown, draft
    if naive:
        files = "1 file has times" if naive == 1 else f"{naive} files have times"
        report.remark("content", f"{files} without a zone: they were read as {zone} (--timezone)")


def _content(source: Path, report: Report) -> list[Path]:
    """The incident files of a site, in the order of their paths; other pages are named in `report`."""
    content = source / "content"
    files = sorted(path for ending in ("*.md", "*.markdown") for path in content.rglob(ending) if path.is_file())
    if not files:
        raise Unreadable("there is no Markdown file below content/")
    incidents = []
    for path in files:
        below = path.relative_to(content)
        if path.name.startswith("_index."):
            continue
        if "issues" in below.parts[:-1] or _says_issue(path):
            incidents.append(path)
        else:
            report.skip(f"content/{below.as_posix()}", "it is a page, not an incident")
    return incidents


def _says_issue(path: Path) -> bool:
    try:
        return parse_file(path.read_bytes())[0].get("section") == "issue"
    except Unreadable:
        return False


def _write(shown: str, draft: Imported, site: _Target, report: Report) -> None:
    incident = draft.incident
    text = incident_text(incident)
    _, findings = read_incident(text.encode(), incident.path, site.context())
    fault = next((finding for finding in findings if finding.severity == "error"), None)
    there = site.taken.get(incident.id)
    if fault is not None:
        report.skip(shown, f"{fault.message} ({fault.path}:{fault.line})")
    elif there is not None and there != incident.path:
        report.skip(shown, f"its id is taken by {site.folder}/{there}")
    elif not put(site.root, f"{site.folder}/{incident.path}", text, report):
        report.skip(shown, f"{site.folder}/{incident.path} is there already, with other words")


def _put_or_remark(root: Path, path: str, text: str, report: Report) -> None:
    if not put(root, path, text, report):
        report.remark(path, "it is there already, and was left as it is")
