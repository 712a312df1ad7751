"""What readers would wonder about."""

from datetime import UTC, datetime, timedelta

from plainstatus.check.rule import Scene
from plainstatus.check.rules import findings
from plainstatus.model.checks import Checks
from plainstatus.model.component import Catalog, Component
from plainstatus.model.finding import Finding
from plainstatus.model.settings import Settings
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.incident import read_incident
from plainstatus.timeline.timeline import timeline_of

NOW = datetime(2026, 11, 24, 14, 35, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CATALOG = Catalog({"api": Component("api", {"": "API"})}, ungrouped=("api",))
FILE = """\
---
title: The API fails
components: {api: partial_outage}
impact: minor
---

## Investigating — 2026-11-24 14:05 UTC
next_update: 14:35
expected_recovery: unknown

One in five requests to the API fails.
"""
LATER = """
## Identified — 2026-11-24 14:36 UTC
expected_recovery: 16:00

The requests that fail are those from Europe.
"""


def found(text: str, now: datetime = NOW, checks: Checks | None = None) -> list[Finding]:
    """What `check` says at `now` of a site that has one file with `text`."""
    settings = Settings(checks=checks or Checks())
    incident, faults = read_incident(text.encode(), "a.md", ReadingContext(CATALOG, settings))
    assert incident is not None, faults
    timeline = timeline_of(CATALOG, [incident], settings, now)
    return findings(Scene((incident,), timeline, settings.checks, settings.languages), {"a.md": text}.get)


def told(*given, code: str, **more) -> list[tuple[int, str]]:
    """The line and the weight of each finding of the rule `code`."""
    return [(finding.line, finding.severity) for finding in found(*given, **more) if finding.code == code]


def test_a_promise_is_overdue_from_its_very_minute_on():
    assert told(FILE, NOW - MINUTE, code="overdue-update") == []
    assert told(FILE, NOW, code="overdue-update") == [(7, "warning")]


def test_an_update_to_come_is_doubted_until_it_comes():
    assert told(FILE + LATER, code="future-update") == [(13, "warning")]
    assert told(FILE + LATER, NOW + MINUTE, code="future-update") == []


def test_a_site_may_let_a_rule_weigh_more_or_switch_it_off():
    assert told(FILE, code="overdue-update", checks=Checks({"overdue-update": "error"})) == [(7, "error")]
    assert told(FILE, code="overdue-update", checks=Checks({"overdue-update": "off"})) == []


def test_what_a_file_says_of_a_rule_counts_over_what_the_site_says():
    silent = FILE.replace("impact", "checks: {overdue-update: off}\nimpact")
    loud = FILE.replace("impact", "checks: {overdue-update: notice}\nimpact")

    assert told(silent, code="overdue-update", checks=Checks({"overdue-update": "error"})) == []
    assert told(loud, code="overdue-update", checks=Checks({"overdue-update": "off"})) == [(8, "notice")]
