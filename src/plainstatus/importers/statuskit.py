"""A StatusKit site, or the Astro page that grew from one, from its folder to the files of a site of ours.

What cannot be read is skipped with the reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainstatus.importers.cstate_file import Unreadable, is_true, parse_file, parse_toml
from plainstatus.importers.cstate_incident import Imported
from plainstatus.importers.cstate_site import SiteFacts, Systems, facts_of, settings_of, systems_of
from plainstatus.importers.report import Report
from plainstatus.importers.statuskit_incident import incident_of, is_incident, systems_in
from plainstatus.importers.target import Target
from plainstatus.reading.incident import RESERVED_IDS
from plainstatus.writing.names import Ids, slug

_CONFIGS = ("site/config.toml", "site/hugo.toml", "config.toml", "hugo.toml")
_CONTENTS = (
    "site/content/incidents",
    "content/incidents",
    "src/content/incidents",
    "src/content/incident",
)
_ENDINGS = (".md", ".mdx", ".mdxx")
_LARGEST = 1_000_000


def import_statuskit(source: Path, target: Path, *, zone: str = "UTC") -> Report:
    """Bring the incidents of the site in `source`, or the incident files in it, into the site in `target`.

    `zone` counts for times that name none. Running it again changes nothing.
    Raises Unreadable where there is nothing to import, before anything is written; and OSError.
    """
    report = Report()
    config = _config(source)
    files = list(_files(source, report))
    if not files:
        raise Unreadable(f"there is no incident in {' or '.join(f'{name}/' for name in _CONTENTS)}, nor in the folder")
    site = Target(target, settings_of(facts_of(config) if config else SiteFacts(), zone))
    systems = _systems(config, files) if site.catalog is None else Systems.of(site.catalog)
    if site.catalog is None and not systems.catalog.components:
        raise Unreadable("neither a config.toml nor an incident names a system")
    drafts = list(_drafts(files, systems, zone, report))
    if site.catalog is None and not _listed(config):
        report.remark("components.yml", "no list of systems was found: it holds those that incidents name")
    site.write_site(systems.complete(), report)
    for shown, draft in drafts:
        site.write_incident(shown, draft.incident, systems.complete(), report, zone=site.settings.timezone)
    return report


@dataclass(frozen=True, slots=True)
class _File:
    """An incident file: where it is in the old site, its name without the ending, its fields and words."""

    shown: str
    stem: str
    mdx: bool
    fields: Mapping[str, Any]
    words: str


def _config(source: Path) -> Mapping[str, Any]:
    """What the configuration of Hugo says, in the form of that of cState; an Astro page has none.

    Raises Unreadable, OSError.
    """
    for name in _CONFIGS:
        path = source / name
        if path.is_file():
            config = dict(parse_toml(_text(path, name), shown=name))
            params = config.get("params")
            params = params if isinstance(params, dict) else {}
            listed = config.get("systems", params.get("systems"))
            base = next((config[key] for key in config if key.casefold() == "baseurl"), "")
            return {**config, "baseURL": base, "params": {**params, "systems": listed}}
    return {}


def _listed(config: Mapping[str, Any]) -> bool:
    return bool(systems_of(config).catalog.components)


def _systems(config: Mapping[str, Any], files: Sequence[_File]) -> Systems:
    """The systems of `config`; without any there, those that incidents name."""
    if _listed(config):
        return systems_of(config)
    names: dict[str, str] = {}
    for file in files:
        for name in systems_in(file.fields):
            names.setdefault(name.casefold(), name)
    return systems_of({"params": {"systems": list(names.values())}})


def _files(source: Path, report: Report) -> Iterator[_File]:
    """The incident files of `source` in the order of their paths; what is none is named in `report`."""
    folders = [folder for folder in (source / name for name in _CONTENTS) if folder.is_dir()] or [source]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in _ENDINGS):
        shown = path.relative_to(source).as_posix()
        if not path.is_file() or path.name.startswith("_index.") or "node_modules" in path.parts:
            continue
        report.read += 1
        try:
            fields, words = parse_file(_text(path).encode())
        except Unreadable as error:
            report.skip(shown, str(error))
            continue
        if is_incident(fields):
            yield _File(shown, path.name.removesuffix(path.suffix), path.suffix != ".md", fields, words)
        else:
            report.pass_by(shown, "it is a page, not an incident")


def _drafts(files: Sequence[_File], systems: Systems, zone: str, report: Report) -> Iterator[tuple[str, Imported]]:
    """Every incident that can be read, with the path of its file."""
    ids = Ids(set(RESERVED_IDS))
    naive = 0
    for file in files:
        wanted = slug(file.stem, "incident")
        id = ids.take(wanted)
        try:
            if is_true(file.fields.get("draft")):
                raise Unreadable("it is a draft, which was never public")
            draft = incident_of(
                file.fields, file.words, id=id, stem=file.stem, mdx=file.mdx, systems=systems, zone=zone
            )
        except Unreadable as error:
            report.skip(file.shown, str(error))
            continue
        for remark in (*draft.remarks, *([f"its id is `{id}`: the shorter one is taken"] if id != wanted else ())):
            report.remark(file.shown, remark)
        naive += draft.naive
        yield file.shown, draft
    if naive:
        names = "1 file has times" if naive == 1 else f"{naive} files have times"
        report.remark("content", f"{names} without a zone: they were read as {zone} (--timezone)")


def _text(path: Path, shown: str = "") -> str:
    before = f"{shown}: " if shown else ""
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise Unreadable(f"{before}it is larger than 1 MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{before}it is not UTF-8") from None
