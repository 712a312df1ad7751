"""What is meant for one audience stays with it. One tree makes both sites; each planted word is looked for in
every byte. The internal site shows that the search can find them.
"""

import gzip
from pathlib import Path
from urllib.parse import quote

import pytest

from .built import build, config, contents, write_files

NOW = "2026-11-24 12:00"

#: Each stands at one place that readers of the public site must not see.
NARROW = {
    "internal incident, file name": "zqfilename",
    "internal incident, title": "zqtitle",
    "internal incident, summary": "zqsummary",
    "internal incident, update": "zqupdate",
    "internal incident, translated title": "zqtitolo",
    "internal incident, translated update": "zqaggiornamento",
    "internal incident, external id": "zqexternal",
    "internal update of a public incident": "zqnote",
    "internal update of a public incident, translated": "zqnota",
    "internal update of a public incident, link": "zqrunbook",
    "internal update of a public maintenance": "zqwindow",
    "internal series, title": "zqseries",
    "internal notice, title": "zqnotice",
    "internal component, id": "zqcomponent",
    "internal component, name": "zqname",
    "internal component, description": "zqdescription",
    "internal component, url": "zqurl",
    "internal group, id": "zqgroup",
    "internal group, name": "zqgruppe",
    "component of an internal group": "zqmember",
    "retired internal component": "zqretired",
    "asset beside the file": "zqpicture",
    "asset beside the file, its bytes": "ZQPIXELS",
    "asset in assets/": "zqchart",
    "asset in assets/, its bytes": "ZQBARS",
    "internal page, name": "zqpage",
    "internal page, words": "zqwords",
    "internal page, title": "zqheading",
    "asset of an internal page": "zqdiagram",
}

#: What no site shows at `NOW`.
NOT_YET = {
    "publish_at in the future, file name": "zqplanned",
    "publish_at in the future, title": "zqlater",
    "publish_at in the future, words": "zqtomorrow",
    "publish_at in the future, asset": "zqposter",
    "future-dated update": "zqahead",
    "future-dated update, asset": "zqgraph",
    "name of a message template": "zqtemplate",
    "words of a message template": "zqphrase",
    "name of the message template that was used": "zqused",
    "external id of a component": "zqforeign",
    "alias of a component": "zqalias",
    "YAML comment": "zqcomment",
    "HTML comment": "zqremark",
}

COMPONENTS = """\
groups:
  - id: platform
    name: Platform
    components:
      - {id: api, name: API, aliases: [zqalias]}
      - id: zqcomponent
        name: {en: Zqname, it: Zqname}
        description: zqdescription
        url: https://zqurl.example/
        external_id: zqforeign
        audience: internal
  - id: zqgroup
    name: zqgruppe
    audience: internal
    components:
      - {id: zqmember, name: zqmember}
components:
  - {id: web, name: Web app}
retired:
  - {id: zqretired, name: zqretired, audience: internal}
"""

FILES: dict[str, str | bytes] = {
    "components.yml": COMPONENTS,
    "incidents/2026/zqfilename.md": """\
---
title: zqtitle
audience: internal
components: {api: major_outage, zqcomponent: major_outage}
external_id: zqexternal
---

zqsummary

## Investigating — 2026-11-24 09:00 UTC

zqupdate ![](zqpicture.png) ![](../assets/zqchart.svg)
""",
    "incidents/2026/zqfilename.it.md": """\
---
title: zqtitolo
---

## Investigating — 2026-11-24 09:00 UTC

zqaggiornamento
""",
    "incidents/2026/zqpicture.png": b"ZQPIXELS",
    "incidents/assets/zqchart.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><!--ZQBARS--></svg>",
    "incidents/2026/errors.md": """\
---
title: Errors
components: {api: partial_outage, zqcomponent: major_outage, zqmember: major_outage, zqretired: major_outage}
template: zqused # zqcomment
---

## Investigating — 2026-11-24 10:00 UTC

Some requests fail. <!-- zqremark -->

## Update — 2026-11-24 10:05 UTC
audience: internal
components: {zqcomponent: degraded_performance}

zqnote, see [the runbook](../pages/zqrunbook.md).

## Identified — 2026-11-24 10:30 UTC
components: {zqcomponent: partial_outage, api: major_outage}

We know why.

## Resolved — 2026-11-24 13:00 UTC

zqahead ![](zqgraph.png)
""",
    "incidents/2026/errors.it.md": """\
---
title: Errori
---

## Investigating — 2026-11-24 10:00 UTC

Alcune richieste falliscono.

## Update — 2026-11-24 10:05 UTC

zqnota
""",
    "incidents/2026/zqgraph.png": b"not yet",
    "incidents/2026/upgrade.md": """\
---
title: Upgrade
kind: maintenance
components: [api, zqcomponent]
scheduled: {start: 2026-11-25 01:00 UTC, end: 2026-11-25 02:00 UTC}
---

## Scheduled — 2026-11-20 09:00 UTC

An hour without the API.

## Rescheduled — 2026-11-21 09:00 UTC
audience: internal
scheduled: {start: 2026-11-25 03:00 UTC, end: 2026-11-25 04:17 UTC}

zqwindow
""",
    "incidents/2026/weekly.md": """\
---
title: zqseries
kind: maintenance
audience: internal
components: [api]
scheduled: {start: 2026-11-01 02:00 UTC, end: 2026-11-01 03:00 UTC, repeat: FREQ=WEEKLY;COUNT=4}
---

## Scheduled — 2026-10-20 09:00 UTC

Each Sunday.
""",
    "incidents/notes.md": """\
---
title: zqnotice
kind: notice
audience: internal
components: {}
---

## Notice — 2026-11-23 09:00 UTC

Nobody is here on Friday.
""",
    "incidents/zqplanned.md": """\
---
title: zqlater
kind: maintenance
components: [api]
publish_at: 2026-11-25 09:00 UTC
scheduled: {start: 2026-12-25 01:00 UTC, end: 2026-12-25 02:00 UTC}
---

## Scheduled — 2026-11-24 09:00 UTC

zqtomorrow ![](zqposter.png)
""",
    "incidents/zqposter.png": b"not yet either",
    "incidents/_templates/zqtemplate.md": "---\ntitle: zqphrase\n---\n",
    "incidents/pages/zqpage.md": """\
---
title: zqheading
audience: internal
---

zqwords ![](../assets/zqdiagram.svg)
""",
    "incidents/assets/zqdiagram.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "incidents/pages/zqrunbook.md": "---\naudience: internal\n---\n\n# How to\n",
    "incidents/pages/about.md": "# About\n\nWho we are.\n",
    "mkdocs.yml": config(languages=["en", "it"]),
    "mkdocs.internal.yml": """\
INHERIT: mkdocs.yml
site_url: https://inside.status.example/
site_dir: internal
plugins:
  - plainstatus:
      audience: internal
      languages: [en, it]
""",
}

WHOLLY_NARROW = {
    *("incidents/2026/zqfilename.md", "incidents/2026/zqfilename.it.md", "incidents/2026/zqpicture.png"),
    *("incidents/assets/zqchart.svg", "incidents/assets/zqdiagram.svg", "incidents/2026/weekly.md"),
    *("incidents/notes.md", "incidents/pages/zqpage.md", "incidents/pages/zqrunbook.md"),
}

NARROW_PARTS = {
    "components.yml": [
        COMPONENTS[COMPONENTS.index("      - id: zqcomponent") : COMPONENTS.index("components:\n  - {id: web")],
        COMPONENTS[COMPONENTS.index("retired:") :],
    ],
    "incidents/2026/errors.md": [
        ", zqcomponent: major_outage, zqmember: major_outage, zqretired: major_outage",
        "zqcomponent: partial_outage, ",
        """\
## Update — 2026-11-24 10:05 UTC
audience: internal
components: {zqcomponent: degraded_performance}

zqnote, see [the runbook](../pages/zqrunbook.md).

""",
    ],
    "incidents/2026/errors.it.md": ["## Update — 2026-11-24 10:05 UTC\n\nzqnota\n"],
    "incidents/2026/upgrade.md": [
        ", zqcomponent",
        """
## Rescheduled — 2026-11-21 09:00 UTC
audience: internal
scheduled: {start: 2026-11-25 03:00 UTC, end: 2026-11-25 04:17 UTC}

zqwindow
""",
    ],
}


def haystack(folder: Path) -> bytes:
    """Every path and every byte of a site, what is compressed laid open, in small letters."""
    found = []
    for path, content in contents(folder).items():
        # Lines of a calendar are folded, in the middle of words.
        laid_open = content.replace(b"\r\n ", b"") if path.endswith(".ics") else content
        found += [path.encode(), laid_open, gzip.decompress(content) if path.endswith(".gz") else b""]
    return b"\n".join(found).lower()


def seen(words: dict[str, str], folder: Path) -> dict[str, bool]:
    everything = haystack(folder)
    return {
        place: any(form.encode() in everything for form in (word.lower(), quote(word).lower()))
        for place, word in words.items()
    }


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tree with the public site of it in `site` and the internal one in `internal`."""
    folder = write_files(tmp_path_factory.mktemp("wall"), FILES)
    build(folder, now=NOW)
    build(folder, "--config-file", "mkdocs.internal.yml", now=NOW)
    return folder


def test_no_byte_of_the_public_site_is_narrower(tree: Path) -> None:
    assert [place for place, found in seen(NARROW, tree / "site").items() if found] == []


def test_the_internal_site_has_all_of_it(tree: Path) -> None:
    assert [place for place, found in seen(NARROW, tree / "internal").items() if not found] == []


@pytest.mark.parametrize("site", ["site", "internal"])
def test_what_is_not_public_yet_or_never_is_in_no_site(tree: Path, site: str) -> None:
    assert [place for place, found in seen(NOT_YET, tree / site).items() if found] == []


def test_what_is_planned_comes_when_its_time_has_come(tree: Path, tmp_path: Path) -> None:
    later = build(write_files(tmp_path, FILES), now="2026-11-26 12:00")

    in_time = {place: word for place, word in NOT_YET.items() if place.startswith(("publish_at", "future"))}
    assert [place for place, found in seen(in_time, later).items() if not found] == []


def test_the_public_site_shows_what_is_left_of_an_incident_with_an_internal_part(tree: Path) -> None:
    page = (tree / "site/incidents/errors/index.html").read_text("utf-8")

    assert "Some requests fail." in page
    assert "We know why." in page
    assert "10:05 UTC" not in page


def test_the_public_site_is_that_of_a_tree_with_nothing_narrower_in_it(tree: Path, tmp_path: Path) -> None:
    """So nothing narrower has a part in any figure, state or order either."""
    public = {path: content for path, content in FILES.items() if path not in WHOLLY_NARROW}
    for path, parts in NARROW_PARTS.items():
        for part in parts:
            assert part in str(public[path])
            public[path] = str(public[path]).replace(part, "")

    assert contents(build(write_files(tmp_path, public), now=NOW)) == contents(tree / "site")


def test_an_internal_move_of_a_maintenance_does_not_move_it_for_the_public(tree: Path) -> None:
    assert "01:00" in (tree / "site/incidents/upgrade/index.html").read_text("utf-8")
    assert "04:17" not in haystack(tree / "site").decode("utf-8", errors="replace")
    assert "04:17" in (tree / "internal/incidents/upgrade/index.html").read_text("utf-8")


def test_words_that_not_everybody_may_read_are_marked_where_they_stand(tree: Path) -> None:
    mark = '<span class="only">Internal</span>'
    page = (tree / "internal/incidents/errors/index.html").read_text("utf-8")

    assert f"<h3>Update {mark}</h3>" in page
    assert "<h3>Identified</h3>" in page
    assert f'<p class="readers">{mark} Not for the public: please do not pass it on.</p>' in page
    front = (tree / "internal/index.html").read_text("utf-8")
    assert f"Zqname</a> {mark}" in front
    assert f"zqmember</a> {mark}" in front
    assert f"API</a> {mark}" not in front
    assert mark in (tree / "internal/components/zqmember/index.html").read_text("utf-8")
    assert f"zqtitle</a> {mark}</h3>" in (tree / "internal/history/index.html").read_text("utf-8")
    assert "<title>[Internal] zqtitle</title>" in (tree / "internal/history.atom").read_text("utf-8")
    assert "[Interno] Aggiornamento" in (tree / "internal/it/history.atom").read_text("utf-8")


def test_a_page_whose_first_line_only_looks_like_a_setting_is_published(tmp_path: Path) -> None:
    components = "components: [{id: api, name: API}]\n"
    page = "Note: this page is for everybody.\n\nOur audience: you.\n"
    files = {"mkdocs.yml": config(), "components.yml": components, "incidents/pages/handbook.md": page}

    assert (build(write_files(tmp_path, files), now=NOW) / "handbook/index.html").exists()


def test_a_picture_of_one_occurrence_stands_beside_the_page_of_each(tmp_path: Path) -> None:
    """An occurrence shows only its own words; the file is one."""
    components = "components: [{id: api, name: API}]\n"
    weekly = """\
---
title: Upkeep
kind: maintenance
components: [api]
scheduled: {start: 2026-11-01 02:00 UTC, end: 2026-11-01 03:00 UTC, repeat: FREQ=WEEKLY;COUNT=4}
---

## Scheduled — 2026-10-20 09:00 UTC

Each Sunday.

## Completed — 2026-11-08 02:40 UTC

Sooner than usual: ![the log](log.png)
"""
    files = {"mkdocs.yml": config(), "components.yml": components, "incidents/weekly.md": weekly}

    site = build(write_files(tmp_path, {**files, "incidents/log.png": b"log"}), now=NOW)

    assert (site / "log.png").exists()
    assert 'src="../../../log.png"' in (site / "incidents/weekly/2026-11-08/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "front_matter",
    [
        "audience: internal",
        "audience: 'internal'",
        '"audience": internal',
        "{audience: internal}",
        "audience:\n  internal",
        "title: x\r\naudience: internal",
        "audience: [internal]",
        "Audience: internal",
        "audience : internal",
        "audience: &a internal",
        "audience: iternal",
        None,
    ],
)
def test_no_way_of_writing_an_audience_lets_a_page_slip_through(tmp_path: Path, front_matter: str | None) -> None:
    on_top = "title: x\naudience: internal" if front_matter is None else f"---\n{front_matter}\n---"
    page = f"{on_top}\n\nzqwords\n".encode()
    components = "components: [{id: api, name: API}]\n"
    files = {"mkdocs.yml": config(), "components.yml": components, "incidents/pages/handbook.md": page}

    site = build(write_files(tmp_path, files), now=NOW)

    assert b"zqwords" not in haystack(site)
    assert b"handbook" not in haystack(site)
