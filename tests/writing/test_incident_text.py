"""The text of an incident's file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plainstatus.model.incident import Incident, Update
from plainstatus.reading.incident import read_incident
from plainstatus.writing.incident import incident_text
from plainstatus.writing.words import protected

from .incidents import CONTEXT, ZONES, incidents

AT = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)


def read(text):
    incident, findings = read_incident(text.encode(), "2026/2026-11-24-matter.md", CONTEXT)
    assert [finding for finding in findings if finding.severity == "error"] == []
    assert incident is not None
    return replace(incident, updates=tuple(replace(update, line=0) for update in incident.updates))


def as_written(incident):
    """`incident` with its words as the file holds them."""
    updates = tuple(replace(update, text=protected(update.text)) for update in incident.updates)
    return replace(incident, summary=protected(incident.summary), updates=updates)


@settings(deadline=None)
@given(incidents(), st.sampled_from(ZONES))
def test_what_is_written_reads_back_as_the_same_incident(incident, zone):
    assert read(incident_text(incident, zone=zone)) == as_written(incident)


@settings(deadline=None)
@given(incidents())
def test_words_without_structure_are_written_as_they_are(incident):
    assume(not any(mark in incident.summary for mark in ("#", ":", "`", "~", "!")))

    assert as_written(incident).summary == incident.summary.strip("\n").rstrip()


def test_a_file_has_the_canonical_form():
    incident = Incident(
        id="2026-11-24-api-errors",
        path="2026/2026-11-24-api-errors.md",
        title="Errors: more than usual",
        components={"api": "partial_outage", "123": "degraded_performance"},
        started=AT - timedelta(minutes=13),
        external_id="abc",
        notify=False,
        summary="The API fails often.",
        updates=(
            Update(AT, "investigating", "One in five requests fails.", next_update=AT + timedelta(minutes=30)),
            Update(
                AT + timedelta(minutes=20, seconds=7),
                "identified",
                "A change is the cause.",
                components={"api": "major_outage"},
                next_update=AT + timedelta(days=2),
                expected_recovery="unknown",
                notify=False,
            ),
            Update(AT + timedelta(hours=1), "resolved"),
        ),
    )

    assert incident_text(incident) == (
        "---\n"
        "title: 'Errors: more than usual'\n"
        "components:\n"
        "  api: partial_outage\n"
        "  '123': degraded_performance\n"
        "started: 2026-11-24 13:52 UTC\n"
        "notify: false\n"
        "external_id: abc\n"
        "---\n"
        "\n"
        "The API fails often.\n"
        "\n"
        "## Investigating — 2026-11-24 14:05 UTC\n"
        "next_update: 14:35\n"
        "\n"
        "One in five requests fails.\n"
        "\n"
        "## Identified — 2026-11-24 14:25:07 UTC\n"
        "components: {api: major_outage}\n"
        "next_update: 2026-11-26 14:05 UTC\n"
        "expected_recovery: unknown\n"
        "notify: false\n"
        "\n"
        "A change is the cause.\n"
        "\n"
        "## Resolved — 2026-11-24 15:05 UTC\n"
    )


def test_a_time_that_its_zone_shows_twice_is_written_in_utc():
    twice = Update(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "investigating")
    incident = Incident("a", "a.md", "A", components={"api": "partial_outage"}, updates=(twice,))

    assert "## Investigating — 2026-10-25 01:30 UTC\n" in incident_text(incident, zone="Europe/Rome")


def test_a_promise_of_another_day_is_written_in_full_in_the_same_zone():
    update = Update(AT, "investigating", next_update=AT + timedelta(days=2), expected_recovery=AT + timedelta(hours=10))
    incident = Incident("a", "a.md", "A", components={"api": "partial_outage"}, updates=(update,))

    text = incident_text(incident, zone="Europe/Rome")

    assert "next_update: 2026-11-26 15:05 Europe/Rome\nexpected_recovery: 01:05\n" in text


def test_an_update_for_the_readers_of_its_file_does_not_repeat_them():
    updates = (Update(AT, "investigating", audience="internal"),)
    incident = Incident("a", "a.md", "A", components={"api": "partial_outage"}, audience="internal", updates=updates)

    assert incident_text(incident).count("audience: internal") == 1
