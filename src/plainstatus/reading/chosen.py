"""What is to be looked at: a whole site with its templates, or the files of incidents and templates that are named."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plainstatus.model.component import Catalog
from plainstatus.model.finding import Finding
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.folder import OTHER_FOLDERS, incident_paths
from plainstatus.reading.incident import read_incident
from plainstatus.reading.settings import read_configuration
from plainstatus.reading.site import read_catalog, read_site, shown_path
from plainstatus.reading.templates import FOLDER, read_named_template, read_templates, template_names
from plainstatus.reading.translation import language_fault, read_translation


@dataclass(frozen=True)
class Chosen:
    """What was read of a site, or of a part of it; paths of `incidents` and `findings` are relative to its root.

    `folder` is that of the incidents, as it is shown.
    """

    root: Path
    folder: str
    catalog: Catalog
    settings: Settings
    incidents: tuple[Incident, ...]
    findings: tuple[Finding, ...]
    files: int


def read_chosen(config_file: Path, paths: Sequence[Path]) -> Chosen:
    """The site of `config_file`; with `paths`, only the files of incidents and templates that they name."""
    return _some(config_file, paths) if paths else _whole(config_file)


def _whole(config_file: Path) -> Chosen:
    reading = read_site(config_file)
    folder = shown_path(reading.files.incidents, reading.files.root)
    findings = reading.findings
    if template_names(reading.files.incidents):
        context = ReadingContext(reading.catalog, reading.settings, reading.complete)
        findings += tuple(read_templates(reading.files.incidents, context, display=folder)[1])
    incidents = tuple(_placed(incident, folder) for incident in reading.incidents)
    files = len(incident_paths(reading.files.incidents)) if reading.files.incidents.is_dir() else 0
    return Chosen(
        reading.files.root, folder, reading.catalog, reading.settings, incidents, tuple(sorted(findings)), files
    )


def _some(config_file: Path, paths: Sequence[Path]) -> Chosen:
    configuration = read_configuration(config_file)
    files, settings = configuration.files, configuration.settings
    findings = list(configuration.findings)
    catalog, complete = read_catalog(files, settings, findings)
    context = ReadingContext(catalog, settings, complete)
    folder = shown_path(files.incidents, files.root)
    names = list(_below(files.incidents, paths))
    originals: dict[str, None] = {}
    found: list[Finding] = []
    for name in names:
        original, fault = _original_of(files.incidents, name, context)
        if fault is None:
            originals[original] = None
        else:
            found.append(fault)
    incidents = []
    for original in originals:
        incident, its = _read(files.incidents, original, context)
        found += its
        if incident is not None:
            incidents.append(_placed(incident, folder))
    findings += [replace(each, path=f"{folder}/{each.path}") for each in found]
    templates = _templates(files.incidents, paths)
    for name in templates:
        findings += read_named_template(files.incidents, name, context, display=folder)[1]
    count = len(names) + len(templates)
    return Chosen(files.root, folder, catalog, settings, tuple(incidents), tuple(sorted(findings)), count)


def _original_of(folder: Path, name: str, context: ReadingContext) -> tuple[str, Finding | None]:
    """The file whose words `name` has, which is itself where it translates none; or what is wrong with its name."""
    stem, _, language = Path(name).stem.rpartition(".")
    if not stem:
        return name, None
    original = Path(name).with_name(f"{stem}.md").as_posix()
    fault = language_fault(language, name, context)
    if fault is None and not (folder / original).is_file():
        message = f"there is no `{stem}.md` that these words could translate"
        fault = Finding(name, 0, 0, message, "Name the file after the incident.", "no-original")
    return original, fault


def _read(folder: Path, name: str, context: ReadingContext) -> tuple[Incident | None, list[Finding]]:
    """The incident of one file, with its words in every language, and what is wrong with any of its files."""
    incident, findings = read_incident((folder / name).read_bytes(), name, context)
    for language in context.settings.languages[1:] if incident else ():
        path = Path(name).with_suffix(f".{language}.md").as_posix()
        if incident is not None and (folder / path).is_file():
            incident, found = read_translation((folder / path).read_bytes(), path, incident, language, context)
            findings += found
    return incident, findings


def _placed(incident: Incident, folder: str) -> Incident:
    return replace(incident, path=f"{folder}/{incident.path}")


def _templates(folder: Path, paths: Sequence[Path]) -> list[str]:
    """The names of the templates whose files `paths` name, or have in them; `folder` is that of the incidents."""
    place = (folder / FOLDER).resolve()
    meant = [path.resolve() for path in paths]
    whole = any(place.is_relative_to(path) for path in meant)
    named = {path.stem.partition(".")[0] for path in meant if path.parent == place}
    return [name for name in template_names(folder) if whole or name in named]


def _below(folder: Path, paths: Sequence[Path]) -> Iterator[str]:
    """The incident files that `paths` name, relative to `folder`; what is none of these is passed over."""
    base = folder.resolve()
    seen: set[str] = set()
    for path in paths:
        if path.is_dir():
            inside = path.resolve()
            names = [name for name in incident_paths(folder) if (base / name).is_relative_to(inside)]
        else:
            names = [os.path.relpath(path.resolve(), base).replace(os.sep, "/")]
        for name in names:
            parts = name.split("/")
            hidden = any(part[:1] in ("_", ".") for part in parts) or (len(parts) > 1 and parts[0] in OTHER_FOLDERS)
            if name.endswith(".md") and not hidden and name not in seen:
                seen.add(name)
                yield name
