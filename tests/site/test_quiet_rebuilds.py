"""A rebuild changes the files that have something new to say, and no other: only those have to travel.

What a build says of itself (`build.json`) does not.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from plainstatus.site.build_record import PATH as RECORD

from . import rich_site
from .built import build, built, contents, write_files

REPOSITORY = Path(__file__).parents[2]
LANGUAGES = ("", "it/")
#: What says of when it is, and so changes with every build.
OF_THE_BUILD = {
    *(f"{prefix}{name}" for prefix in LANGUAGES for name in ("index.html", "live.json")),
    "embed.json",
    "embed.en.json",
    "embed.it.json",
    "api/plainstatus.json",
}
#: What every update of an open incident changes, whatever it touches.
OF_AN_UPDATE = {
    *OF_THE_BUILD,
    *(
        f"{prefix}{name}"
        for prefix in LANGUAGES
        for name in ("history.atom", "history.rss", "updates.atom", "feed.json", "history/index.html")
    ),
    *(f"{prefix}history/2026-11/index.html" for prefix in LANGUAGES),
    *(f"api/v2/{name}.json" for name in ("summary", "incidents", "incidents/unresolved")),
    *(f"errors/{kind}.{form}" for kind in ("500", "502", "503", "504", "error") for form in ("html", "json")),
}
COMPONENTS = "components: [{id: api, name: API}, {id: web, name: Web}, {id: mail, name: Mail}]\n"

MORE = """
## Update — 2026-11-24 16:05 UTC
next_update: 17:30

We write the price list anew.
"""
NEW = """\
---
title: No answer from the radio
components: {radio: degraded_performance}
---

## Investigating — 2026-11-24 16:05 UTC
next_update: 17:00

Ships answer late.
"""


def of_an_incident(id: str) -> set[str]:
    names = ("index.html", "history.atom", "history.rss")
    return {f"{prefix}incidents/{id}/{name}" for prefix in LANGUAGES for name in names}


def of_a_component(id: str) -> set[str]:
    names = ("index.html", "history.atom", "history.rss", "feed.json")
    return {f"{prefix}components/{id}/{name}" for prefix in LANGUAGES for name in names}


def made(folder: Path, files: Mapping[str, str | bytes], now: str) -> dict[str, bytes]:
    return contents(build(write_files(folder, files), now=now))


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    paths = before.keys() | after.keys()
    return {path for path in paths if before.get(path) != after.get(path)} - {RECORD}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Something is open, something is under way, something is to come."""
    return made(tmp_path_factory.mktemp("before"), rich_site.FILES, rich_site.NOW)


def test_ten_minutes_later_only_what_says_of_when_it_is_changes(before: dict[str, bytes], tmp_path: Path) -> None:
    later = made(tmp_path, rich_site.FILES, "2026-11-24 16:10")

    assert changed(before, later) == OF_THE_BUILD


def test_so_it_is_with_the_sites_own_incidents(tmp_path: Path) -> None:
    """Nothing is said, and nothing begins, ends or falls due, between these two moments."""
    names = ("mkdocs.yml", "components.yml", *(str(path) for path in _below(REPOSITORY, "incidents", "theme")))
    files = {name: (REPOSITORY / name).read_bytes() for name in names}

    one, other = (made(tmp_path / now[-2:], files, now) for now in ("2026-11-24 13:10", "2026-11-24 13:20"))

    assert changed(one, other) == OF_THE_BUILD


def test_an_update_changes_its_incident_its_components_and_the_lists_that_it_stands_in(
    before: dict[str, bytes], tmp_path: Path
) -> None:
    path = rich_site.TROUBLE[0]
    files = {**rich_site.FILES, path: rich_site.OPEN + MORE}

    later = made(tmp_path, files, "2026-11-24 16:10")

    document = _document_of(before, "2026-11-24-groups")
    of_its_own = {*of_an_incident("2026-11-24-groups"), *of_a_component("booking"), *of_a_component("api"), document}
    assert changed(before, later) == OF_AN_UPDATE | of_its_own


@pytest.mark.parametrize(
    ("components", "number"), [("api: partial_outage", 32), ("api: partial_outage, web: major_outage", 36)]
)
def test_an_update_changes_a_number_of_files_that_does_not_depend_on_how_many_there_are(
    tmp_path: Path, components: str, number: int
) -> None:
    """Four of them are those of one component."""
    past = {f"old-{day}": _closed(f"2026-11-{day:02}") for day in range(1, 21)}
    front = f"---\ntitle: Errors\ncomponents: {{{components}}}\n---\n"
    incident = f"{front}\n## Investigating — 2026-11-24 15:00 UTC\n\nHm.\n"

    def of(folder: str, now: str, text: str) -> dict[str, bytes]:
        incidents = {**past, "errors": text}
        return contents(built(tmp_path / folder, now=now, components=COMPONENTS, incidents=incidents))

    one, other = of("one", "2026-11-24 16:00", incident), of("other", "2026-11-24 16:10", incident + MORE)

    assert len(changed(one, other)) == number


def test_a_new_incident_changes_the_component_that_it_touches_and_adds_its_own_page(
    before: dict[str, bytes], tmp_path: Path
) -> None:
    files = {**rich_site.FILES, "incidents/2026/2026-11-24-radio.md": NEW}

    later = made(tmp_path, files, "2026-11-24 16:10")

    badges = {f"{prefix}components/radio/badge.{form}" for prefix in LANGUAGES for form in ("svg", "json")}
    of_its_own = {*of_an_incident("2026-11-24-radio"), *of_a_component("radio"), *badges}
    of_a_new_state = {"api/v2/status.json", "api/v2/components.json", _document_of(later, "2026-11-24-radio")}
    of_a_new_page = {"sitemap.xml", "sitemap.xml.gz", *(f"{prefix}search.json" for prefix in LANGUAGES)}
    # What is to come touches the radio too, and the API shows each component as it is now.
    to_come = _document_of(before, "2026-12-01-masts")
    of_its_component = {*(f"api/v2/scheduled-maintenances{name}.json" for name in ("", "/upcoming")), to_come}
    assert changed(before, later) == OF_AN_UPDATE | of_its_own | of_a_new_state | of_a_new_page | of_its_component


def _closed(day: str) -> str:
    front = "---\ntitle: Slow\ncomponents: {api: degraded_performance}\n---\n"
    return f"{front}\n## Investigating — {day} 10:00 UTC\n\nSlow.\n\n## Resolved — {day} 11:00 UTC\n\nFast.\n"


def _below(root: Path, *folders: str) -> list[Path]:
    return sorted(path.relative_to(root) for folder in folders for path in (root / folder).rglob("*") if path.is_file())


def _document_of(site: Mapping[str, bytes], id: str) -> str:
    """The path of what the API says of one incident or maintenance."""
    link = f"https://status.example/incidents/{id}/".encode()
    paths = (path for path in site if re.fullmatch(r"api/v2/[a-z-]+/\w{12}\.json", path))
    return next(path for path in paths if b'"shortlink":"' + link + b'"' in site[path])
