"""`plainstatus check`."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plainstatus.commands.clock import now_from
from plainstatus.commands.findings import FORMATS, seen_from_here, summary
from plainstatus.commands.options import config_option, format_option, now_option
from plainstatus.model.component import Catalog
from plainstatus.model.finding import Finding
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings

if TYPE_CHECKING:
    from plainstatus.reading.context import ReadingContext


@click.command(
    "check",
    short_help="Look for faults in the files of the site.",
    epilog="""\b
Examples:
  plainstatus check
  plainstatus check incidents/2026/2026-11-24-api-errors.md
  plainstatus check --format github
""",
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATHS]...")
@config_option
@now_option
@format_option("text", "github", "json")
def command(paths: tuple[Path, ...], config_file: Path, now: str | None, output: str) -> None:
    """Look for faults in the files of the site.

    Reads settings, components and incidents, and says of every fault where it is, what is wrong and what
    to write instead. With PATHS, only these incident files (or all in these folders) are read. Warns of
    updates that bear a time to come, and of promised updates that are overdue.

    Exit code 1 where there is an error; warnings alone leave it 0.
    """
    checked = _whole(config_file) if not paths else _some(config_file, paths)
    findings = [*checked.findings, *_doubts(checked, now)]
    shown = seen_from_here(sorted(findings), config_file.parent)
    click.echo(FORMATS[output](shown), nl=False)
    if output == "text":
        click.echo(summary(shown, checked.files))
    if any(finding.severity == "error" for finding in shown):
        raise SystemExit(1)


@dataclass(frozen=True)
class _Checked:
    """What was read of a site, or of a part of it; paths of `incidents` and `findings` are relative to its root."""

    root: Path
    catalog: Catalog
    settings: Settings
    incidents: tuple[Incident, ...]
    findings: tuple[Finding, ...]
    files: int


def _doubts(checked: _Checked, now: str | None) -> list[Finding]:
    from plainstatus.check.rules import findings
    from plainstatus.check.scene import scene_of

    settings = checked.settings
    scene = scene_of(checked.catalog, checked.incidents, settings, now_from(now, settings.timezone))
    return findings(scene, lambda path: _text_of(checked.root / path))


def _text_of(path: Path) -> str | None:
    """The text of a file that is looked at again; None where it is no longer there, or no longer text."""
    from plainstatus.reading.faults import Faults
    from plainstatus.reading.source import decode

    try:
        return decode(path.read_bytes(), Faults(path.name))
    except OSError:
        return None


def _whole(config_file: Path) -> _Checked:
    from plainstatus.reading.folder import incident_paths
    from plainstatus.reading.site import read_site, shown_path

    reading = read_site(config_file)
    folder = shown_path(reading.files.incidents, reading.files.root)
    incidents = tuple(_placed(incident, folder) for incident in reading.incidents)
    files = len(incident_paths(reading.files.incidents)) if reading.files.incidents.is_dir() else 0
    return _Checked(reading.files.root, reading.catalog, reading.settings, incidents, reading.findings, files)


def _some(config_file: Path, paths: Sequence[Path]) -> _Checked:
    from plainstatus.reading.context import ReadingContext
    from plainstatus.reading.settings import read_configuration
    from plainstatus.reading.site import read_catalog, shown_path

    configuration = read_configuration(config_file)
    files, settings = configuration.files, configuration.settings
    findings = list(configuration.findings)
    catalog, complete = read_catalog(files, settings, findings)
    context = ReadingContext(catalog, settings, complete)
    folder = shown_path(files.incidents, files.root)
    incidents = []
    names = list(_below(files.incidents, paths))
    for name in names:
        incident, found = _read(files.incidents, name, context)
        findings += [replace(each, path=f"{folder}/{each.path}") for each in found]
        if incident is not None:
            incidents.append(_placed(incident, folder))
    return _Checked(files.root, catalog, settings, tuple(incidents), tuple(sorted(findings)), len(names))


def _read(folder: Path, name: str, context: "ReadingContext") -> tuple[Incident | None, list[Finding]]:
    """The incident of one file; of a translation, the one that it translates with its words."""
    from plainstatus.reading.incident import read_incident
    from plainstatus.reading.translation import language_fault, read_translation

    stem, _, language = Path(name).stem.rpartition(".")
    if not stem:
        return read_incident((folder / name).read_bytes(), name, context)
    original = Path(name).with_name(f"{stem}.md").as_posix()
    if fault := language_fault(language, name, context):
        return None, [fault]
    if not (folder / original).is_file():
        hint = "Name the file after the incident."
        message = f"there is no `{stem}.md` that these words could translate"
        return None, [Finding(name, 0, 0, message, hint, "no-original")]
    incident, findings = read_incident((folder / original).read_bytes(), original, context)
    if incident is None:
        return None, findings
    incident, found = read_translation((folder / name).read_bytes(), name, incident, language, context)
    return incident, [*findings, *found]


def _placed(incident: Incident, folder: str) -> Incident:
    return replace(incident, path=f"{folder}/{incident.path}")


def _below(folder: Path, paths: Sequence[Path]) -> Iterator[str]:
    """The incident files that `paths` name, relative to `folder`; what is none of these is passed over."""
    from plainstatus.reading.folder import OTHER_FOLDERS, incident_paths

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
