"""An Upptime repository and its issues, from their files to those of a site of ours.

Nothing is written before everything was read. Does not know the command line, nor the network.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plainstatus.importers.cstate_file import Unreadable
from plainstatus.importers.cstate_incident import Imported
from plainstatus.importers.cstate_site import Systems, settings_of
from plainstatus.importers.report import Report
from plainstatus.importers.target import Target
from plainstatus.importers.upptime_incident import INCIDENT, MAINTENANCE, id_of, incident_of
from plainstatus.importers.upptime_issues import (
    Comment,
    Issue,
    comments_by_issue,
    entries_of,
    is_pull_request,
    issue_of,
    number_of,
)
from plainstatus.importers.upptime_site import HISTORY, Upptime, read_upptime
from plainstatus.reading.incident import RESERVED_IDS
from plainstatus.writing.names import Ids


def import_upptime(
    source: Path, target: Path, *, issues: Path | None = None, comments: Path | None = None, zone: str = "UTC"
) -> Report:
    """Bring the sites of the repository in `source`, and incidents from `issues`, into the site in `target`.

    `issues` and `comments` are JSON of GitHub. `zone` counts for times that name none. Running it again changes
    nothing. Raises Unreadable where a file is not what it should be, before anything is written; and OSError.
    """
    report = Report()
    upptime = read_upptime(source, zone)
    report.read += len(upptime.files)
    for path, remark in upptime.remarks:
        report.remark(path, remark)
    entries = _entries(issues, report)
    further = comments_by_issue(_entries(comments, report), comments.name, zone) if comments else {}
    site = Target(target, settings_of(upptime.facts, zone))
    systems = Systems.of(upptime.catalog if site.catalog is None else site.catalog)
    told = list(_issues(entries, issues.name if issues else "", further, zone, report))
    drafts = list(_drafts(told, site, systems, zone, report))
    _remark_state(upptime, systems, [draft for _, draft in drafts], report)
    if issues is None:
        report.remark(upptime.repository or "issues", _how_to_get(upptime.repository or "OWNER/REPO"))
    site.write_site(systems.complete(), report)
    for shown, draft in drafts:
        site.write_incident(shown, draft.incident, systems.complete(), report, zone=site.settings.timezone)
    return report


def _entries(path: Path | None, report: Report) -> list[Any]:
    if path is None:
        return []
    report.read += 1
    return entries_of(path.read_bytes(), path.name)


def _issues(
    entries: list[Any], name: str, further: Mapping[int, list[Comment]], zone: str, report: Report
) -> Iterator[tuple[str, Issue]]:
    """The issues that tell of incidents and maintenance, in the order of their numbers; the others are named."""
    known = sorted(enumerate(entries, 1), key=lambda each: (number_of(each[1]) or 0, each[0]))
    before: int | None = None
    for place, entry in known:
        number = number_of(entry)
        shown = f"{name}: issue {number}" if number else f"{name}: entry {place}"
        if number is not None and number == before:
            report.pass_by(shown, "it stands in the list twice")
            continue
        before = number
        try:
            issue = issue_of(entry, further.get(number or 0, []), zone)
        except Unreadable as error:
            report.skip(shown, str(error))
            continue
        if is_pull_request(entry):
            report.pass_by(shown, "it is a pull request, not an incident")
        elif {INCIDENT, MAINTENANCE}.isdisjoint(map(str.casefold, issue.labels)):
            report.pass_by(shown, f"it is about something else: it has no label `{INCIDENT}` or `{MAINTENANCE}`")
        else:
            yield shown, issue


def _drafts(
    told: list[tuple[str, Issue]], site: Target, systems: Systems, zone: str, report: Report
) -> Iterator[tuple[str, Imported]]:
    """Every issue as an incident. One that was imported before keeps its id, and so its file."""
    before = site.by_external_id()
    ids = Ids({*RESERVED_IDS, *site.taken})
    for shown, issue in told:
        wanted = id_of(issue)
        id = before.get(str(issue.number))
        if id is None:
            id = ids.take(wanted if wanted not in ids.taken else f"{wanted}-{issue.number}")
        try:
            draft = incident_of(issue, id=id, systems=systems, zone=zone)
        except Unreadable as error:
            report.skip(shown, str(error))
            continue
        for remark in draft.remarks:
            report.remark(shown, remark)
        if draft.naive:
            report.remark(shown, f"its window names no zone: it was read as {zone} (--timezone)")
        yield shown, draft


def _remark_state(upptime: Upptime, systems: Systems, drafts: list[Imported], report: Report) -> None:
    """Note each site that Upptime last saw down, where no incident that is open tells of it."""
    told = {
        id
        for draft in drafts
        if draft.incident.kind == "incident" and all(each.status != "resolved" for each in draft.incident.updates)
        for id in draft.incident.components
    }
    for id, check in upptime.checks.items():
        name = upptime.catalog.components[id].external_id or id
        if check.status in ("up", "unknown") or systems.find(name) in told:
            continue
        at = f" at {check.at:%Y-%m-%d %H:%M} UTC" if check.at else " at last"
        report.remark(
            f"{HISTORY}/{name}.yml",
            f"it was `{check.status[:20]}`{at}, and no open issue says so: tell it with `plainstatus new`",
        )


def _how_to_get(repository: str) -> str:
    return (
        "incidents are in its issues. Run `gh issue list --repo "
        f"{repository} --state all --limit 100000 --json number,title,body,state,createdAt,closedAt,labels,comments "
        "> issues.json`, and import again with `--issues issues.json`"
    )
