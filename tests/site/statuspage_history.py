"""The history of a hosted status page, one incident to a line of JSON, as the files of a site of ours.

For tests alone: an importer knows more of what such pages mean.
"""

import html
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from plainstatus.model.component import Catalog, Component
from plainstatus.model.incident import Incident, Schedule, Update, Window
from plainstatus.writing.components import catalog_text
from plainstatus.writing.incident import incident_text
from plainstatus.writing.names import slug

_STATUS_OF_IMPACT = {
    "none": "operational",
    "minor": "degraded_performance",
    "major": "partial_outage",
    "critical": "major_outage",
    "maintenance": "under_maintenance",
}
#: Our titles are shorter; the whole of a longer one then stands on top of the words.
_LONGEST_TITLE = 120
#: What is touched where the history says nothing.
_UNKNOWN = "Everything"


def rows_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def files_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """`components.yml` and one file for each of `rows`."""
    incidents = [incident_of(row) for row in rows]
    names = sorted({name for row in rows for name in components_of(row)})
    components = {slug(name, "x"): Component(slug(name, "x"), {"": name}) for name in names}
    files = {f"incidents/{incident.path}": incident_text(incident) for incident in incidents}
    return {"components.yml": catalog_text(Catalog(components, ungrouped=tuple(components))), **files}


def components_of(row: Mapping[str, Any]) -> list[str]:
    return row.get("components") or [_UNKNOWN]


def incident_of(row: Mapping[str, Any]) -> Incident:
    begun = _moment(row["started_at"])
    id = f"{begun:%Y-%m-%d}-{row['id']}"
    maintenance = row["impact"] == "maintenance"
    status = _STATUS_OF_IMPACT[row["impact"]]
    updates, title = _updates(row["updates"]), row["title"]
    is_long = len(title) > _LONGEST_TITLE
    return Incident(
        id=id,
        path=f"{begun.year}/{id}.md",
        title=f"{title[: _LONGEST_TITLE - 1]}…" if is_long else title,
        summary=html.escape(title, quote=False) if is_long else "",
        kind="maintenance" if maintenance else "incident",
        components={slug(name, "x"): status for name in components_of(row)},
        impact=None if maintenance else row["impact"],
        schedule=Schedule(_window(updates)) if maintenance else None,
        external_id=row["entry_id"],
        updates=updates,
    )


def _updates(said: Iterable[Mapping[str, str]]) -> tuple[Update, ...]:
    """No two updates of a file share a time: the later of two comes a second after."""
    made: list[Update] = []
    for each in sorted(said, key=lambda each: each["at"]):
        at = _moment(each["at"])
        if made and at <= made[-1].at:
            at = made[-1].at + timedelta(seconds=1)
        # Their words are text, ours are Markdown.
        made.append(Update(at, each["status"].lower().replace(" ", "_"), html.escape(each["message"], quote=False)))
    return tuple(made)


def _window(updates: tuple[Update, ...]) -> Window:
    moments = {update.status: update.at for update in updates}
    return Window(moments["in_progress"], moments["completed"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
