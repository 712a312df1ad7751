"""One tree with words for everybody, and a planted word at each place where a narrower one can stand.

Each planted word begins with the mark of its audience, so that a search for the mark finds all of them.
"""

import gzip
import io
import json
import tarfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote

#: Audience → what every word begins with that only it may read.
MARKS = {"partners": "zqpartner", "internal": "zqinside"}
#: What every word begins with that no site and no message shows.
NEVER = "zqnever"

_SETTINGS = {
    "site_name": "Acme",
    "site_url": "https://status.example/",
    "docs_dir": "incidents",
    "theme": "plainstatus",
}
#: The front addresses of the sites, by audience.
_ADDRESSES = {
    "public": "https://status.example/",
    "partners": "https://partners.status.example/",
    "internal": "https://inside.status.example/",
}


def tree(*narrow: str, **options: object) -> dict[str, str | bytes]:
    """The files of a site and of its further sites; of `narrow`, only the words for these audiences are in them.

    `options` are further ones of the plugin in `mkdocs.yml`, the same for every site.
    """
    files = {
        "mkdocs.yml": _config(options),
        "components.yml": _components(narrow),
        "incidents/2026/errors.md": _errors(narrow),
        "incidents/2026/errors.it.md": _errors_in_italian(narrow),
        "incidents/2026/upgrade.md": _upgrade(narrow),
        "incidents/2026/zqneverfile.md": _NOT_YET,
        "incidents/_templates/zqnever.md": f"---\ntitle: {NEVER}template\n---\n\n{NEVER}words\n",
        "incidents/_drills/zqnever.md": f"{NEVER}drill\n",
        "incidents/pages/about.md": "# About\n\nWho we are.\n",
        **{f"mkdocs.{audience}.yml": _further(audience) for audience in MARKS},
    }
    for audience in narrow:
        files |= _of_its_own(audience, MARKS[audience])
    return files


def site_dir(audience: str) -> str:
    """Where the site for `audience` is built."""
    return "site" if audience == "public" else f"site-{audience}"


def config_of(audience: str) -> str:
    """The settings of the site for `audience`."""
    return "mkdocs.yml" if audience == "public" else f"mkdocs.{audience}.yml"


def _config(options: dict[str, object]) -> str:
    plugin = {
        "languages": ["en", "it"],
        "audiences": {"partners": [], "internal": ["partners"]},
        "feed_hub": "http://127.0.0.1:9/",
        "signup": "https://signup.example/",
        **options,
    }
    return json.dumps({**_SETTINGS, "plugins": {"plainstatus": plugin}}, indent=1)


def _further(audience: str) -> str:
    return f"""\
INHERIT: mkdocs.yml
site_url: {_ADDRESSES[audience]}
site_dir: {site_dir(audience)}
plugins: {{plainstatus: {{audience: {audience}}}}}
"""


def _components(narrow: tuple[str, ...]) -> str:
    inner = "".join(
        f"""
      - id: {MARKS[each]}-part
        name: {{en: {MARKS[each]}name, it: {MARKS[each]}nome}}
        description: {MARKS[each]}description
        url: https://{MARKS[each]}url.example/
        external_id: {NEVER}foreign
        audience: {each}"""
        for each in narrow
    )
    groups = "".join(
        f"""
  - id: {MARKS[each]}-group
    name: {MARKS[each]}gruppe
    audience: {each}
    components:
      - {{id: {MARKS[each]}-member, name: {MARKS[each]}member}}"""
        for each in narrow
    )
    retired = "".join(f"\n  - {{id: {MARKS[each]}-old, name: {MARKS[each]}alt, audience: {each}}}" for each in narrow)
    return f"""\
groups:
  - id: platform
    name: Platform
    components:
      - {{id: api, name: API, aliases: [{NEVER}alias]}}{inner}{groups}
components:
  - {{id: web, name: Web app}}
retired:
  - {{id: fax, name: Fax}}{retired}
"""


def _named(narrow: tuple[str, ...], status: str) -> str:
    return "".join(f", {MARKS[each]}-{part}: {status}" for each in narrow for part in ("part", "member", "old"))


def _errors(narrow: tuple[str, ...]) -> str:
    notes = "".join(
        f"""
## Update — 2026-11-24 10:0{5 + at} UTC
audience: {each}
next_update: 12:2{5 + at}
components: {{{MARKS[each]}-part: degraded_performance}}

{MARKS[each]}note, see [the runbook](../pages/{MARKS[each]}runbook.md) and ![]({MARKS[each]}graph.png).
"""
        for at, each in enumerate(narrow)
    )
    return f"""\
---
title: Errors
components: {{api: partial_outage{_named(narrow, "major_outage")}}}
template: {NEVER}used # {NEVER}comment
---

## Investigating — 2026-11-24 10:00 UTC

Some requests fail. <!-- {NEVER}remark -->
{notes}
## Identified — 2026-11-24 10:30 UTC
next_update: 12:30
components: {{api: major_outage{_named(narrow[:1], "partial_outage")}}}

We know why.

## Resolved — 2026-11-26 13:00 UTC

{NEVER}ahead
"""


def _errors_in_italian(narrow: tuple[str, ...]) -> str:
    notes = "".join(
        f"\n## Update — 2026-11-24 10:0{5 + at} UTC\n\n{MARKS[each]}nota\n" for at, each in enumerate(narrow)
    )
    opening = "## Investigating — 2026-11-24 10:00 UTC\n\nAlcune richieste falliscono.\n"
    return f"---\ntitle: Errori\n---\n\n{opening}{notes}"


def _upgrade(narrow: tuple[str, ...]) -> str:
    moved = "".join(
        f"""
## Rescheduled — 2026-11-21 0{9 + at}:00 UTC
audience: {each}
scheduled: {{start: 2026-11-25 03:00 UTC, end: 2026-11-25 04:17 UTC}}

{MARKS[each]}window
"""
        for at, each in enumerate(narrow[:1])
    )
    parts = "".join(f", {MARKS[each]}-part" for each in narrow)
    return f"""\
---
title: Upgrade
kind: maintenance
components: [web{parts}]
scheduled: {{start: 2026-11-25 01:00 UTC, end: 2026-11-25 02:00 UTC}}
---

## Scheduled — 2026-11-20 09:00 UTC

An hour without the web app.
{moved}"""


_NOT_YET = f"""\
---
title: {NEVER}title
components: {{api: major_outage}}
publish_at: 2026-12-24 12:00 UTC
---

## Investigating — 2026-11-24 09:00 UTC

{NEVER}words
"""


def _of_its_own(audience: str, mark: str) -> dict[str, str | bytes]:
    """The files that are for `audience` as a whole."""
    return {
        f"incidents/2026/{mark}file.md": f"""\
---
title: {mark}title
audience: {audience}
components: {{api: major_outage, {mark}-part: major_outage}}
external_id: {mark}external
---

{mark}summary

## Investigating — 2026-11-24 09:00 UTC
next_update: 12:29

{mark}update ![](../assets/{mark}chart.svg)
""",
        f"incidents/2026/{mark}file.it.md": f"""\
---
title: {mark}titolo
---

## Investigating — 2026-11-24 09:00 UTC

{mark}aggiornamento
""",
        f"incidents/2026/{mark}work.md": f"""\
---
title: {mark}maintenance
kind: maintenance
audience: {audience}
components: [api]
scheduled: {{start: 2026-11-25 01:00 UTC, end: 2026-11-25 02:00 UTC}}
---

## Scheduled — 2026-11-20 09:00 UTC

{mark}planned
""",
        f"incidents/2026/{mark}weekly.md": f"""\
---
title: {mark}series
kind: maintenance
audience: {audience}
components: [api]
scheduled: {{start: 2026-11-01 02:00 UTC, end: 2026-11-01 03:00 UTC, repeat: FREQ=WEEKLY;COUNT=4}}
---

## Scheduled — 2026-10-20 09:00 UTC

Each Sunday.
""",
        f"incidents/{mark}news.md": f"""\
---
title: {mark}notice
kind: notice
audience: {audience}
components: []
---

## Notice — 2026-11-24 09:30 UTC

{mark}news
""",
        f"incidents/2026/{mark}over.md": f"""\
---
title: {mark}over
audience: {audience}
components: {{api: partial_outage}}
---

## Investigating — 2026-11-03 09:00 UTC

{mark}began

## Resolved — 2026-11-03 10:00 UTC

{mark}ended

## Postmortem — 2026-11-04 10:00 UTC

{mark}postmortem
""",
        f"incidents/2026/{mark}graph.png": f"{mark}pixels".encode(),
        f"incidents/assets/{mark}chart.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><!--{mark}bars--></svg>",
        f"incidents/pages/{mark}runbook.md": f"---\naudience: {audience}\n---\n\n# {mark}heading\n\n{mark}howto\n",
    }


#: Every planted word by its end, which the internal site has.
PLACES = (
    *("-part", "name", "nome", "description", "url", "-group", "gruppe", "-member", "member", "-old", "alt"),
    *("note", "nota", "graph", "runbook", "file", "title", "titolo", "external", "summary", "update", "aggiornamento"),
    *("work", "maintenance", "planned", "weekly", "series", "notice", "news", "over", "began", "ended", "postmortem"),
    *("pixels", "chart", "bars", "heading", "howto"),
)

#: How the files of a site are read, by the ends of their names. One that is not here is a way out that nobody looks at.
_TEXTS = frozenset(
    {".html", ".css", ".js", ".json", ".svg", ".atom", ".rss", ".xml", ".txt", ".csv", ".png", ".webmanifest", ".eml"}
)


def opened(name: str, content: bytes) -> bytes:
    """What a reader can find in a file: its name, and its content laid open. Fails for a kind that is not known."""
    end = Path(name).suffix
    if end == ".gz":
        inner = gzip.decompress(content)
        return name.encode() + (b"".join(_members(inner)) if name.endswith(".tar.gz") else inner)
    if end == ".ics":
        # Lines of a calendar are folded, in the middle of words.
        content = content.replace(b"\r\n ", b"")
    elif end == ".eml":
        content = in_mail(content)
    else:
        is_known = end in _TEXTS or name == "_publish/lock"
        assert is_known, f"{name}: say in tests/planted.py how a file of this kind is read"
    return b"\n".join((name.encode(), content, unquote(content.decode("utf-8", "replace")).encode())).lower()


def in_mail(content: bytes) -> bytes:
    """The headers and the parts of a mail, decoded."""
    mail = message_from_bytes(content, EmailMessage, policy=policy.default)
    heads = "\n".join(f"{name}: {value}" for name, value in mail.items())
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join([heads, *map(str, parts)]).encode()


def _members(content: bytes) -> list[bytes]:
    with tarfile.open(fileobj=io.BytesIO(content)) as packed:
        found = ((member, packed.extractfile(member)) for member in packed.getmembers())
        return [opened(member.name, file.read()) for member, file in found if file is not None]


def everything_in(folder: Path) -> bytes:
    """Every name and every byte below `folder`, laid open, in small letters."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return b"\n".join(opened(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files).lower()
