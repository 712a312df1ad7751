"""A hosted status page, from documents of its API v2 and its history feed, to the files of a site of ours.

Nothing is written before every source was read. Does not know the command line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plainstatus.importers.cstate_file import Unreadable
from plainstatus.importers.report import Report
from plainstatus.importers.statuspage_atom import entries_of, parse_atom, site_of, told_in
from plainstatus.importers.statuspage_components import Known, catalog_of
from plainstatus.importers.statuspage_incident import incident_of
from plainstatus.importers.statuspage_told import Told, parse_json, rows, text, told_of
from plainstatus.importers.target import Target
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.reading import times
from plainstatus.reading.incident import RESERVED_IDS
from plainstatus.writing.names import Ids, slug

#: What documents hold, in lists or alone, and whether it is maintenance.
_LISTS = {"incidents": False, "scheduled_maintenances": True}
_SINGLE = {"incident": False, "scheduled_maintenance": True}
_ADDRESS = re.compile(r"https?://[^\s/?#<>\"']{1,250}(?:/[^\s?#<>\"']{0,250})?")
_OVER = frozenset({"completed", "resolved", "postmortem"})


def import_statuspage(sources: Sequence[Path], target: Path, *, zone: str = "UTC") -> Report:
    """Bring what the files and folders of `sources` tell into the site in `target`.

    `zone` counts for times that name none. Running it again changes nothing.
    Raises Unreadable where a source is not what it should be, before anything is written; and OSError.
    """
    report = Report()
    page = _Page()
    for path in _files(sources):
        report.read += 1
        _read(path, page, zone, report)
    if not page.said_anything:
        raise Unreadable(f"{', '.join(map(str, sources))}: there is no document of a status page, and no feed")
    site = Target(target, _settings(page.facts, zone, report))
    known = Known.of(catalog_of(page.components, report) if site.catalog is None else site.catalog)
    told = page.told()
    drafts = list(_drafts(told, site, known, report))
    _note_feeds([each for _, each in told], zone, report)
    _note_states(page.components, [each for _, each in told], report)
    site.write_site(known.complete(), report)
    for shown, incident in drafts:
        site.write_incident(shown, incident, known.complete(), report, zone=site.settings.timezone)
    return report


@dataclass
class _Page:
    """What all sources tell together.

    Of an incident that several documents tell of the one counts in which it changed last, and likewise of feeds.
    Between a document and a feed it is the one that tells more.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    components: list[dict[str, Any]] = field(default_factory=list)
    _told: dict[tuple[str, bool], tuple[str, Told]] = field(default_factory=dict)
    said_anything: bool = False

    def add(self, shown: str, told: Told) -> None:
        kind = (told.id, told.names_components)
        there = self._told.get(kind)
        if there is None or (told.changed, len(told.said)) > (there[1].changed, len(there[1].said)):
            self._told[kind] = (shown, told)

    def told(self) -> list[tuple[str, Told]]:
        """Each incident once, with the place where it was told, in the order of their first updates."""
        fullest = sorted(self._told.values(), key=lambda each: (len(each[1].said), each[1].names_components))
        chosen = {told.id: (shown, told) for shown, told in fullest}
        return sorted(chosen.values(), key=lambda each: (each[1].said[0].at, each[1].id))


def _files(sources: Iterable[Path]) -> Iterator[Path]:
    for source in sources:
        if source.is_dir():
            yield from sorted(p for p in source.rglob("*") if p.suffix in (".json", ".atom", ".xml") and p.is_file())
        else:
            yield source


def _read(path: Path, page: _Page, zone: str, report: Report) -> None:
    data = path.read_bytes()
    if data.lstrip()[:1] == b"<":
        feed = parse_atom(data, str(path))
        page.said_anything = True
        for name, value in site_of(feed).items():
            page.facts.setdefault(name, value)
        for title, entry in entries_of(feed):
            try:
                page.add(f"{path}: {title}", told_in(entry, zone))
            except Unreadable as error:
                report.skip(f"{path}: {title}", str(error))
        return
    document = parse_json(data, str(path))
    if isinstance(document, list) and any("incident_updates" in entry for entry in rows(document)):
        # A list without a frame may be longer than fifty, and hold maintenance among incidents.
        document = {"incidents": document}
    if not isinstance(document, dict) or not {"page", "components", "status", *_LISTS, *_SINGLE} & document.keys():
        raise Unreadable(f"{path}: it is no document of a status page: it has no `incidents`, for one")
    page.said_anything = True
    _read_document(document, str(path), page, zone, report)


def _read_document(document: dict[str, Any], shown: str, page: _Page, zone: str, report: Report) -> None:
    if isinstance(document.get("page"), dict):
        page.facts = {**document["page"], **page.facts} if page.facts else dict(document["page"])
    for name in ("components", *_LISTS):
        if not isinstance(document.get(name) or [], list):
            raise Unreadable(f"{shown}: its `{name}` are no list")
    there = {text(entry.get("id")) for entry in page.components}
    page.components += [dict(e) for e in rows(document.get("components")) if text(e.get("id")) not in there]
    entries = [
        (f"{name}[{number}]", entry, is_maintenance)
        for name, is_maintenance in _LISTS.items()
        for number, entry in enumerate(document.get(name) or [])
    ]
    entries += [(name, document[name], is_maintenance) for name, is_maintenance in _SINGLE.items() if name in document]
    for name, entry, is_maintenance in entries:
        place = f"{shown}: {_called(entry, name)}"
        try:
            page.add(place, told_of(entry, zone, is_maintenance=is_maintenance))
        except Unreadable as error:
            report.skip(place, str(error))


def _called(entry: Any, otherwise: str) -> str:
    found = (text(entry.get(key)) for key in ("name", "id")) if isinstance(entry, dict) else iter(())
    return next(filter(None, found), otherwise)


def _settings(facts: dict[str, Any], zone: str, report: Report) -> Settings:
    told = text(facts.get("time_zone"))
    timezone = told
    try:
        times.zone_of(timezone)
    except times.TimeFault:
        timezone = zone if zone[0] not in "+-" else "UTC"
        if told:
            report.remark("page", f"its zone “{told[:40]}” is not known: it was taken for {timezone} (--timezone)")
    url = text(facts.get("url"))
    return Settings(
        name=text(facts.get("name"))[:100] or "Status",
        site_url=url if _ADDRESS.fullmatch(url) else "",
        timezone="UTC" if timezone == "Etc/UTC" else timezone,
    )


def _drafts(
    incidents: Sequence[tuple[str, Told]], site: Target, known: Known, report: Report
) -> Iterator[tuple[str, Incident]]:
    """Every incident as one of ours. One that was imported before keeps its id, and so its file."""
    before = site.by_external_id()
    ids = Ids({*RESERVED_IDS, *site.taken})
    zone = times.zone_of(site.settings.timezone)
    for shown, told in incidents:
        id = before.get(told.id) or ids.take(
            f"{told.said[0].at.astimezone(zone):%Y-%m-%d}-{slug(told.name, 'incident')[:80].strip('-')}"
        )
        remarks: list[str] = []
        try:
            over = told.said[-1].status in _OVER
            incident = incident_of(told, id=id, find=known.id, now_over=over, remarks=remarks)
        except Unreadable as error:
            report.skip(shown, str(error))
            continue
        for remark in remarks:
            report.remark(shown, remark)
        yield shown, incident


def _note_feeds(incidents: Sequence[Told], zone: str, report: Report) -> None:
    """Say what feeds leave open: impact, components, and zones that are letters with several meanings."""
    bare = sum(not told.names_components for told in incidents)
    if bare:
        report.remark("feed", f"it tells neither impact nor components: {bare} are written with `impact: none`")
    named = sorted({told.zone for told in incidents if told.zone})
    if named:
        report.remark("feed", f"its times in {', '.join(named)} were read as {zone} (--timezone)")


def _note_states(components: Sequence[dict[str, Any]], incidents: Sequence[Told], report: Report) -> None:
    """Name the components that were not operational while no open incident said so."""
    touched = {code for told in incidents if told.said[-1].status not in _OVER for code in told.components}
    for entry in components:
        status = text(entry.get("status"))
        if (
            entry.get("group") is not True
            and status not in ("", "operational")
            and text(entry.get("id")) not in touched
        ):
            words = f"“{text(entry.get('name'))}” was `{status}`, and no open incident says so: here it is operational"
            report.remark("components", words)
