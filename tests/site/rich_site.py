"""A site with one of everything, of an invented ferry company: for tests that look at all pages or all feeds.

The files are text, so that a test can change one of them before it builds.
"""

from .built import config

#: The moment at which something is open, something is under way and something is to come (UTC).
NOW = "2026-11-24 16:00"

#: A one-pixel picture.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)

COMPONENTS = """\
groups:
  - id: shore
    name: {en: On shore, it: A terra}
    description: {en: What you use before you board, it: Prima di salire a bordo}
    components:
      - {id: booking, name: {en: Booking, it: Prenotazioni}, since: 2026-09-01}
      - {id: api, name: API, description: {en: For travel agents, it: Per le agenzie}, since: 2025-01-01}
  - id: sea
    name: {en: At sea, it: In mare}
    collapsed: true
    components:
      - {id: radio, name: Radio, url: 'https://radio.example/'}
      - {id: cafe, name: "Café & \\"bar\\" <deck 2>", uptime: false}
components:
  - {id: website, name: {en: Website, it: Sito}, since: 2026-11-20}
retired:
  - {id: fax, name: Fax}
"""

OPEN = """\
---
title: Bookings fail for "group" tickets & <families>
components: {booking: partial_outage, api: degraded_performance}
started: 2026-11-24 13:40 UTC
---

Groups of ten and more are affected; **single tickets are not**.

## Investigating — 2026-11-24 14:00 UTC
next_update: 15:00

About one group booking in three fails. Call us on [+39 010 000](tel:+39010000) meanwhile,
or see [how to book by mail](/about/).

## Identified — 2026-11-24 15:00 UTC
components: {booking: major_outage}
next_update: 17:30
expected_recovery: 18:00

The price list of [the last maintenance](2026-11-02-price-list.md) is the cause.

| Port | Tickets |
|------|---------|
| Genoa | no |
| Olbia | ~~no~~ yes |

![The queue at noon](2026-11-24-queue.png)

```
HTTP 503
```
"""

OPEN_ITALIAN = """\
---
title: Le prenotazioni di gruppo falliscono
---

I gruppi di dieci e più sono colpiti.

## Investigating — 2026-11-24 14:00 UTC

Circa una prenotazione di gruppo su tre fallisce.
"""

RESOLVED = """\
---
title: Radio silent between two ports
components: {radio: major_outage}
external_id: tag:old.example,2019:Incident/771
---

## Investigating — 2026-10-03 08:00 UTC

No ship answers.

## Monitoring — 2026-10-03 08:40 UTC
components: {radio: degraded_performance}

Most ships answer.

## Resolved — 2026-10-03 09:10 UTC

All ships answer.

## Postmortem — 2026-10-06 10:00 UTC

### What happened

A mast lost its power.

### What we changed

1. A second battery.
2. A test of it, each month.
"""

PRICE_LIST = """\
---
title: New price list
kind: maintenance
components: [booking]
scheduled: {start: 2026-11-02 02:00 UTC, end: 2026-11-02 03:00 UTC}
---

## Scheduled — 2026-10-28 09:00 UTC

For an hour nobody can book.

## Rescheduled — 2026-10-30 09:00 UTC
scheduled: {start: 2026-11-02 03:00 UTC, end: 2026-11-02 04:00 UTC}

An hour later than we had said.
"""

UNDER_WAY = """\
---
title: New cables for the website
kind: maintenance
components: [website]
scheduled: {start: 2026-11-24 15:30 UTC, end: 2026-11-24 17:00 UTC}
---

## Scheduled — 2026-11-20 09:00 UTC

Pages may take a second longer.
"""

COMING = """\
---
title: Radio masts are painted
kind: maintenance
components: [radio]
scheduled: {start: 2026-12-01 08:00 UTC, end: 2026-12-01 12:00 UTC}
---

## Scheduled — 2026-11-23 09:00 UTC

Ships answer from the second mast.
"""

WEEKLY = """\
---
title: Sunday upkeep
kind: maintenance
components: [api]
scheduled: {start: 2026-11-01 02:00 Europe/Rome, end: 2026-11-01 03:00 Europe/Rome, repeat: FREQ=WEEKLY;COUNT=8}
---

## Scheduled — 2026-10-20 09:00 UTC

The API rests for an hour each Sunday.
"""

NOTICE = """\
---
title: Winter timetable
kind: notice
components: {}
until: 2026-12-20 00:00 UTC
---

## Notice — 2026-11-20 09:00 UTC

Ferries leave [an hour later](https://timetable.example/winter?port=genoa&day=sunday) from December on.
"""

LAST_YEAR = """\
---
title: Fax out of paper
components: {fax: major_outage}
impact: minor
---

## Investigating — 2025-12-30 23:50 UTC

Nobody was there to refill it.

## Resolved — 2026-01-01 00:10 UTC

It has paper again.
"""

ABOUT = """\
---
title: About this page
description: Who writes here, and when.
---

# About this page

We write here *within fifteen minutes*. See the [history](/history/).
"""

ABOUT_ITALIAN = """\
---
title: Informazioni
---

Scriviamo qui entro quindici minuti.
"""

#: What stands open at `NOW`; without them it is a quiet day.
TROUBLE = ("incidents/2026/2026-11-24-groups.md", "incidents/2026/2026-11-24-cables.md")

FILES: dict[str, str | bytes] = {
    "mkdocs.yml": config(
        {"site_name": "Harbour Ferries", "repo_url": "https://code.example/harbour/status"},
        languages=["en", "it"],
        timezone="Europe/Rome",
        description="Whether our ferries can be booked and reached.",
    ),
    "components.yml": COMPONENTS,
    "incidents/2026/2026-11-24-groups.md": OPEN,
    "incidents/2026/2026-11-24-groups.it.md": OPEN_ITALIAN,
    "incidents/2026/2026-11-24-queue.png": PICTURE,
    "incidents/2026/2026-10-03-radio.md": RESOLVED,
    "incidents/2026/2026-11-02-price-list.md": PRICE_LIST,
    "incidents/2026/2026-11-24-cables.md": UNDER_WAY,
    "incidents/2026/2026-12-01-masts.md": COMING,
    "incidents/2026/sunday-upkeep.md": WEEKLY,
    "incidents/2026/winter-timetable.md": NOTICE,
    "incidents/2025/2025-12-30-fax.md": LAST_YEAR,
    "incidents/pages/about.md": ABOUT,
    "incidents/pages/about.it.md": ABOUT_ITALIAN,
}


def quiet() -> dict[str, str | bytes]:
    """The same site without what is open or under way."""
    gone = (*TROUBLE, "incidents/2026/2026-11-24-groups.it.md", "incidents/2026/2026-11-24-queue.png")
    return {path: content for path, content in FILES.items() if path not in gone}


def many_components(number: int) -> str:
    """A `components.yml` with `number` more components than the site has."""
    more = "".join(f"  - {{id: pier-{n}, name: Pier {n}, since: 2025-01-01}}\n" for n in range(number))
    return COMPONENTS.replace("retired:\n", more + "retired:\n")
