"""Old incidents: the words of years ago are no longer mended, so nobody is to read about them."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainstatus.check.course.rules import RULES
from plainstatus.commands.program import program

COURSE_CODES = frozenset(rule.code for rule in RULES)
OLD = """\
---
title: Some requests to the API fail
components: {api: major_outage}
notify: false
---

## Investigating — DAY 14:00 UTC

We are investigating this issue.

## Update — DAY 15:00 UTC

We are investigating this issue.

## Resolved — DAY 16:00 UTC

This incident has been resolved.
"""


def test_incidents_that_were_filled_in_later_ask_for_nothing(findings: Callable[..., list[dict[str, str]]]) -> None:
    days = [f"2026-{month:02d}-{day:02d}" for month in range(1, 12) for day in range(1, 24)]
    files = {f"{day}-api.md": OLD.replace("DAY", day) for day in days}

    found = findings(files, "2026-11-24 15:00 UTC", languages="en, it")

    assert [each for each in found if each["code"] in COURSE_CODES] == []


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("statuspage", "github-status-history/atom-snapshots"),
        ("cstate", "cstate-packit"),
        ("cstate", "cstate-sourcehut"),
        ("statuskit", "astro-ugrc"),
    ],
)
def test_a_history_that_was_brought_in_is_no_flood(kind: str, source: str, corpus: Path, tmp_path: Path) -> None:
    """What is said is about the few that are still open, and of none too much."""
    sources = sorted(corpus.glob(f"{source}/*.atom")) or [corpus / source]
    CliRunner().invoke(program, ["import", kind, *map(str, sources), "--into", str(tmp_path)])
    result = CliRunner().invoke(
        program, ["check", "-f", str(tmp_path / "mkdocs.yml"), "--now", "2026-11-25 12:00 UTC", "--format", "json"]
    )

    found = Counter(each["path"] for each in json.loads(result.output) if each["code"] in COURSE_CODES)

    assert len(list((tmp_path / "incidents").rglob("*.md"))) > 25
    assert len(found) <= 2
    assert max(found.values(), default=0) <= 3
