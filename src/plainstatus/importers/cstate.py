"""A whole cState site, from its folder to incident files, `components.yml` and `mkdocs.yml`.

What cannot be read is skipped with the reason.
"""

from collections.abc import Iterator
from pathlib import Path

from plainstatus.importers.cstate_file import Unreadable, is_true, parse_file
from plainstatus.importers.cstate_incident import Imported, incident_of
from plainstatus.importers.cstate_site import Systems, facts_of, read_config, settings_of, systems_of
from plainstatus.importers.report import Report
from plainstatus.importers.target import Target
from plainstatus.reading.incident import RESERVED_IDS
from plainstatus.writing.names import Ids, slug


def import_cstate(source: Path, target: Path, *, zone: str = "UTC") -> Report:
    """Bring the incidents of the cState site in `source` into the site in `target`.

    `zone` counts for times that name none. Running it again changes nothing.
    Raises Unreadable where there is no cState site, and OSError.
    """
    config = read_config(source)
    report = Report()
    site = Target(target, settings_of(facts_of(config), zone))
    systems = systems_of(config) if site.catalog is None else Systems.of(site.catalog)
    drafts = list(_read(source, systems, zone, report))
    site.write_site(systems.complete(), report)
    for path, draft in drafts:
        site.write_incident(path, draft.incident, systems.complete(), report, zone=site.settings.timezone)
    return report


def _read(source: Path, systems: Systems, zone: str, report: Report) -> Iterator[tuple[str, Imported]]:
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
            draft = incident_of(fields, words, id=id, stem=stem, systems=systems, zone=zone)
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
            report.pass_by(f"content/{below.as_posix()}", "it is a page, not an incident")
    return incidents


def _says_issue(path: Path) -> bool:
    try:
        return parse_file(path.read_bytes())[0].get("section") == "issue"
    except Unreadable:
        return False
