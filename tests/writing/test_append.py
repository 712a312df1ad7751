"""An update that joins a file which somebody wrote."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.model.incident import Update
from plainstatus.reading.incident import read_incident
from plainstatus.writing.append import append_update
from plainstatus.writing.incident import incident_text

from .incidents import CONTEXT, incidents

NEW = Update(datetime(2026, 11, 24, 15, 41, tzinfo=UTC), "resolved", "The API answers again.")

FRONT = """---
# the on-call person writes this
components: {api:   partial_outage}
title: "API errors"
---
"""
FIRST = """## investigating - 2026-11-24 14:05 UTC
next_update: 14:35

One in five   requests fails.
"""
SECOND = """## IDENTIFIED · 2026-11-24 14:25 UTC

A change is the cause.
"""
RESOLVED = """## Resolved — 2026-11-24 15:41 UTC

The API answers again.
"""


def test_an_update_goes_to_the_end_of_a_file_whose_oldest_stands_on_top():
    assert append_update(f"{FRONT}\n{FIRST}\n{SECOND}", NEW) == f"{FRONT}\n{FIRST}\n{SECOND}\n{RESOLVED}"


def test_an_update_goes_to_the_top_of_a_file_whose_newest_stands_there():
    assert append_update(f"{FRONT}\n{SECOND}\n{FIRST}", NEW) == f"{FRONT}\n{RESOLVED}\n{SECOND}\n{FIRST}"


def test_the_second_update_of_a_file_goes_to_its_end():
    assert append_update(f"{FRONT}\n{FIRST}", NEW) == f"{FRONT}\n{FIRST}\n{RESOLVED}"


def test_a_file_without_a_last_newline_gets_a_blank_line_before_the_update():
    assert append_update(f"{FRONT}\n{FIRST.rstrip()}", NEW) == f"{FRONT}\n{FIRST}\n{RESOLVED}"


def test_a_file_keeps_its_line_ends():
    windows = f"{FRONT}\n{SECOND}\n{FIRST}".replace("\n", "\r\n")

    appended = append_update(windows, NEW)

    assert appended == f"{FRONT}\n{RESOLVED}\n{SECOND}\n{FIRST}".replace("\n", "\r\n")


def test_a_heading_in_a_code_block_is_no_place_for_an_update():
    code = "```\n## Resolved — 2026-11-24 16:00 UTC\n```\n"
    text = f"{FRONT}\n{code}\n{SECOND}\n{FIRST}"

    assert append_update(text, NEW) == f"{FRONT}\n{code}\n{RESOLVED}\n{SECOND}\n{FIRST}"


@settings(deadline=None)
@given(incidents(), st.booleans(), st.sampled_from(("\n", "\r\n")))
def test_everything_that_was_there_stays_byte_for_byte(incident, reverse, newline):
    status = {"incident": "update", "maintenance": "update", "notice": "update"}[incident.kind]
    new = Update(incident.updates[-1].at + timedelta(hours=1), status, "News.", audience=incident.audience)
    text = incident_text(incident)
    if reverse:
        head, *sections = text.replace("\n## ", "\0## ").split("\0")
        text = "\n".join([head, *(section.strip("\n") + "\n" for section in reversed(sections))])
    text = text.replace("\n", newline)

    appended = append_update(text, new, audience=incident.audience)

    added = len(appended) - len(text)
    assert any(appended[:at] + appended[at + added :] == text for at in range(len(text) + 1))
    read, findings = read_incident(appended.encode(), incident.path, CONTEXT)
    assert [finding for finding in findings if finding.severity == "error"] == []
    assert replace(read.updates[-1], line=0) == new
    assert len(read.updates) == len(incident.updates) + 1
