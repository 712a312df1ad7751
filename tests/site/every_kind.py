"""Two days of one invented site that have between them a page of every kind, and words that are hard to set."""

from pathlib import Path

from . import rich_site
from .built import build, config, write_files

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"

_LATE = f"""---
title: No hot meals in the {LONG_WORD}
components: {{cafe: degraded_performance}}
---

## Investigating — 2026-11-24 11:00 UTC
next_update: 12:00
expected_recovery: unknown

The stove is cold. Sandwiches and coffee are to be had.

## Update — 2026-11-24 11:30 UTC

The cook looks at the fuses.

## Update — 2026-11-24 11:40 UTC

The cook calls the engineer.

## Identified — 2026-11-24 11:50 UTC
next_update: 14:00

A fuse of the kind `{LONG_WORD.lower()}` is gone.
"""

_LONG_POSTMORTEM = f"""---
title: Bookings took minutes
components: {{booking: degraded_performance, api: degraded_performance}}
---

## Investigating — 2026-06-11 08:52 UTC
next_update: 09:20

Bookings take minutes.

## Identified — 2026-06-11 09:18 UTC
components: {{api: partial_outage}}

The queue is full.

## Monitoring — 2026-06-11 10:12 UTC
components: {{booking: operational, api: operational}}

They take seconds again.

## Resolved — 2026-06-11 10:58 UTC

All bookings that waited have been made.

## Postmortem — 2026-06-14 16:00 UTC

### What happened

| Time | What we saw | What we did about it in the meantime |
|---|---|---|
| 08:40 | The first bookings wait | nothing, for we did not see it |
| 09:05 | {LONG_WORD} | `restart booking --queue={LONG_WORD.lower()}` |

> One line of a log says it all.

```
2026-06-11T08:40:12Z queue full: 4096 of 4096 waiting, oldest 00:04:12, newest 00:00:01, next try in 30 s
```

### What we change

1. An alarm on the *age* of the oldest booking.
2. A longer queue.
"""

_HARD_WORDS = {
    "mkdocs.yml": config(
        {"site_name": "Harbour Ferries", "repo_url": "https://code.example/harbour/status"},
        languages=["en", "it"],
        timezone="Europe/Rome",
        description="Whether our ferries can be booked and reached.",
        colors={"accent": "#0b5d66", "accent_dark": "#5cc3ce"},
        contact={"name": "The harbour office", "url": "mailto:office@harbour.example"},
        links=[{"name": "Ferries", "url": "https://ferries.example/"}],
        footer="An *invented* company.",
        report="public",
    ),
    "components.yml": rich_site.COMPONENTS.replace("At sea", LONG_WORD),
    "incidents/2026/2026-06-11-slow.md": _LONG_POSTMORTEM,
}

#: Kind → address of a page of it, on the bad day.
PAGES = {
    "front": "",
    "open incident": "incidents/2026-11-24-groups/",
    "late incident": "incidents/2026-11-24-stove/",
    "resolved incident with a postmortem": "incidents/2026-06-11-slow/",
    "maintenance under way": "incidents/2026-11-24-cables/",
    "rescheduled maintenance": "incidents/2026-11-02-price-list/",
    "notice": "incidents/winter-timetable/",
    "component": "components/booking/",
    "component without uptime": "components/cafe/",
    "history": "history/",
    "month": "history/2026-11/",
    "series": "incidents/sunday-upkeep/",
    "subscribe": "subscribe/",
    "in your product": "embed/",
    "uptime": "uptime/",
    "report": "report/",
    "page of the owner": "about/",
    "404": "404.html",
}


def bad_day(folder: Path) -> Path:
    """Two open incidents, of which one promised news that did not come; a maintenance under way; a notice."""
    files = {**rich_site.FILES, **_HARD_WORDS, "incidents/2026/2026-11-24-stove.md": _LATE}
    return build(write_files(folder, files), now=rich_site.NOW)


def quiet_day(folder: Path) -> Path:
    """The same site when nothing is wrong."""
    return build(write_files(folder, {**rich_site.quiet(), **_HARD_WORDS}), now=rich_site.NOW)
