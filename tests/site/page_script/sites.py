"""The small sites of these tests, as text."""

COMPONENTS = """
groups:
  - id: platform
    name: Platform
    components: [{id: api, name: API}, {id: web, name: Web app}]
  - id: europe
    name: Europe
    collapsed: true
    components: [{id: eu-storage, name: Storage}]
"""
WORKS = """---
title: New disks
kind: maintenance
components: [eu-storage]
scheduled: {start: 2026-11-24 22:00 UTC, end: 2026-11-24 23:00 UTC}
---

## Scheduled — 2026-11-20 10:00 UTC

We change the disks.
"""
HOLIDAY = """---
title: Holiday
kind: notice
components: {}
until: 2026-11-24 18:00 UTC
---

## Notice — 2026-11-20 10:00 UTC

Answers take longer.
"""
OUTAGE = """---
title: Errors
components: {api: partial_outage}
---

## Investigating — 2026-11-24 11:30 UTC
next_update: 12:30
expected_recovery: 21:30

Some requests fail.
"""
