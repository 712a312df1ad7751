"""Sites of StatusKit, and Astro pages that grew from it, made for the tests, about a company that does not exist."""

from pathlib import Path

from plainstatus.importers.statuskit import import_statuskit
from plainstatus.reading.site import read_site

CONFIG = """\
baseurl = "https://status.ferry.example/"
languageCode = "en-us"
title = "Ferry status"
systems = ["Timetable", "Ticket gates"]
"""


def statuskit_incident(words: str = "", **fields: str | None) -> str:
    """A file with YAML fields over those of an ordinary incident; None leaves one out."""
    written = {
        "title": "Gates stay shut",
        "date": "2025-03-01T10:00:00.000Z",
        "severity": "major-outage",
        "affectedSystems": "[Ticket gates]",
        "resolved": "true",
        **fields,
    }
    front = "".join(f"{name}: {value}\n" for name, value in written.items() if value is not None)
    return f"---\n{front}---\n\n{words}"


def astro(folder: Path, **files: str) -> Path:
    """An Astro page in `folder` with `files` by stem, as MDX."""
    content = folder / "src" / "content" / "incident"
    content.mkdir(parents=True)
    for stem, text in files.items():
        (content / f"{stem}.mdx").write_text(text)
    return folder


def statuskit(folder: Path, config: str = CONFIG, **files: str) -> Path:
    """A site of StatusKit in `folder` with `files` by stem."""
    content = folder / "site" / "content" / "incidents"
    content.mkdir(parents=True)
    (folder / "site" / "config.toml").write_text(config)
    for stem, text in files.items():
        (content / f"{stem}.md").write_text(text)
    return folder


def imported(source: Path, zone: str = "UTC"):
    """The report of an import of `source`, the site that was made beside it, and its incidents by id."""
    target = source.parent / "new"
    target.mkdir(exist_ok=True)
    report = import_statuskit(source, target, zone=zone)
    reading = read_site(target / "mkdocs.yml")
    faults = [finding for finding in reading.findings if finding.severity == "error"]
    assert [str(fault) for fault in faults if fault.code != "missing-address"] == []
    return report, reading, {each.id: each for each in reading.incidents}
