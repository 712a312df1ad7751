"""Files of an invented company, and short ways to read them."""

from datetime import UTC, datetime
from pathlib import Path

from plainstatus.model.component import Catalog, Component
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.reading.incident import ReadingContext, read_incident

COMPONENTS = ("api", "web", "eu-storage")
CATALOG = Catalog({name: Component(name, {"": name.title()}) for name in COMPONENTS}, (), COMPONENTS)
CONTEXT = ReadingContext(CATALOG, Settings())
IN_ROME = ReadingContext(CATALOG, Settings(timezone="Europe/Rome", languages=("en", "it")))

FRONT = "---\ntitle: Parcels are not tracked\ncomponents: {api: partial_outage}\n---\n"
MAINTENANCE = (
    "---\ntitle: New racks\nkind: maintenance\ncomponents: [api]\n"
    "scheduled: {start: 2026-12-01 22:00 UTC, end: 2h}\n---\n"
)
OPENING = "## Investigating — 2026-11-24 14:05 UTC\n"
PATH = "2026/2026-11-24-parcels.md"


def utc(text: str) -> datetime:
    """The moment of a short ISO text in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def faults(text: str, context: ReadingContext = CONTEXT) -> list[str]:
    """Every fault of an incident file as a person sees it, without the path."""
    incident, findings = read_incident(text.encode(), PATH, context)
    assert (incident is None) == any(finding.severity == "error" for finding in findings)
    return [str(finding).removeprefix(f"{PATH}:") for finding in findings]


def read(text: str, context: ReadingContext = CONTEXT) -> Incident:
    """The incident of a file that has no fault."""
    incident, findings = read_incident(text.encode(), PATH, context)
    assert incident is not None, findings
    assert findings == []
    return incident


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """`folder` with `files` in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
