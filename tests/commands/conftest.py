"""A small site in a folder of its own, and the program to run there."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainstatus.commands.program import program

CONFIG = """\
site_name: Otter Mail status
site_url: https://status.otter.example/
docs_dir: incidents
theme:
  name: plainstatus
plugins:
  - plainstatus:
      timezone: UTC
"""
COMPONENTS = """\
components:
  - {id: api, name: Mail API, aliases: [rest], regions: [eu]}
  - {id: web, name: {en: Web mail}, regions: [eu]}
  - {id: push, name: Push}
"""
INCIDENT = """\
---
# from the night shift
title: "Mail is late"
components: {api:   partial_outage}
---

## Investigating - 2026-11-24 14:05 UTC
next_update: 14:35

Mail takes an hour.
"""
MAINTENANCE = """\
---
title: Disks move
kind: maintenance
components: [push]
scheduled: {start: 2026-12-06 22:00 UTC, end: 2h}
---

## Scheduled — 2026-11-20 10:00 UTC

We move disks.
"""
NOTICE = """\
---
title: Office closed
kind: notice
components: {}
until: 2026-12-01 00:00 UTC
---

## Notice — 2026-11-20 10:00 UTC

Answers take longer.
"""


class Site:
    """A site in the current folder, and what the program says there. It is 14:30 UTC on 24 November 2026."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.late = folder / "incidents" / "2026" / "2026-11-24-mail-late.md"

    def write(self, path: str, text: str) -> Path:
        """Put `text` into `path` of the site."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    def run(self, *args: str, input: str | None = None) -> Result:
        """Run `plainstatus` with `args`."""
        return CliRunner().invoke(program, args, input=input)

    def files(self) -> dict[str, bytes]:
        """All files of the site, by path."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests: no editor, no colours, and a set moment."""
    for name in ("VISUAL", "EDITOR", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795530600")


@pytest.fixture
def empty_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(tmp_path)
    site = Site(tmp_path)
    site.write("mkdocs.yml", CONFIG)
    site.write("components.yml", COMPONENTS)
    (tmp_path / "incidents").mkdir()
    return site


@pytest.fixture
def site(empty_site: Site) -> Site:
    empty_site.write("incidents/2026/2026-11-24-mail-late.md", INCIDENT)
    empty_site.write("incidents/2026/2026-12-06-disks-move.md", MAINTENANCE)
    empty_site.write("incidents/2026/2026-11-20-office-closed.md", NOTICE)
    return empty_site
