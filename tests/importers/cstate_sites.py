"""cState sites made for the tests, about a company that does not exist."""

import re
from pathlib import Path

from plainstatus.importers.cstate import import_cstate
from plainstatus.reading.site import read_site

CONFIG = """\
title: Harbour Freight status
baseURL: https://status.harbour.example/
languageCode: en
params:
  description: What sails and what does not.
  categories:
    - name: Ports
      description: Where ships are.
      closed: true
    - name: Others
      untitled: true
  systems:
    - name: Booking API
      category: Ports
      link: https://api.harbour.example/
    - name: Tracking
      category: Ports
      description: Where every ship is, to the minute.
    - name: Website
      category: Others
  customTabs:
    - name: Help
      link: https://help.harbour.example/
    - name: Broken
      link: javascript:alert(1)
"""


def issue(words: str = "", **fields: str) -> str:
    """An incident file with `fields` over those of an ordinary one; None leaves one out."""
    written = {
        "title": "Bookings fail",
        "date": "2025-03-01 10:00:00",
        "resolved": "true",
        "resolvedWhen": "2025-03-01 12:00:00",
        "severity": "down",
        "affected": "[Booking API]",
        "section": "issue",
        **fields,
    }
    front = "".join(f"{name}: {value}\n" for name, value in written.items() if value is not None)
    return f"---\n{front}---\n\n{words}"


def cstate_site(folder: Path, config: str = CONFIG, **issues: str) -> Path:
    """A cState site in `folder` with `issues` by file stem."""
    (folder / "content" / "issues").mkdir(parents=True)
    (folder / "config.yml").write_text(config)
    for stem, text in issues.items():
        (folder / "content" / "issues" / f"{stem}.md").write_text(text)
    return folder


def imported(tmp_path: Path, zone: str = "UTC", **issues: str):
    """The report of an import of `issues`, the site that was made, and its incidents by id."""
    source, target = cstate_site(tmp_path / "old", **issues), tmp_path / "new"
    target.mkdir()
    report = import_cstate(source, target, zone=zone)
    reading = read_site(target / "mkdocs.yml")
    assert [str(finding) for finding in reading.findings if finding.severity == "error"] == []
    return report, reading, {incident.id: incident for incident in reading.incidents}


def words_of(text: str) -> set[str]:
    """Every word and number of `text`, whatever the marks around it."""
    return set(re.findall(r"\w+", text))


def words_to_keep(text: str) -> set[str]:
    """The words of a cState file that must come out: all but what is structure, not speech.

    That is `track` shortcodes, times that open an update, a lone line `Updates:`, and the front matter.
    """
    body = re.sub(r"\A\s*---\n.*?^---$", "", text, count=1, flags=re.DOTALL | re.MULTILINE)
    body = re.sub(r"\{\{[<%] track .*? [>%]\}\}", "", body)
    body = re.sub(r"^Updates:$", "", body, flags=re.MULTILINE)
    opening = r"^(- )`?(\w{3} \w{3} \d\d |\d{4}-\d\d-\d\dT)\d\d:\d\d:\d\d( UTC|\+\d\d:\d\d)`?:"
    body = re.sub(opening, "", body, flags=re.MULTILINE)
    return words_of(body)
