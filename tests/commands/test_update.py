"""`plainstatus update` and `plainstatus resolve`."""

from pathlib import Path

import pytest

from .conftest import INCIDENT

NEXT = """
Next:
  git add incidents/2026/2026-11-24-mail-late.md
  git commit -m '{subject}'
  git push
"""


def test_an_update_is_added_and_nothing_else_changes(site):
    result = site.run(
        "update", "mail-late", "identified", "-m", "A disk is full.", "--next-update", "30m",
        "--expected-recovery", "16:00", "--component", "api=major",
    )  # fmt: skip

    assert result.exit_code == 0
    assert result.output == (
        "Added “Identified” to incidents/2026/2026-11-24-mail-late.md.\n"
        + NEXT.format(subject="Identified: Mail is late")
    )
    assert site.late.read_text() == INCIDENT + (
        "\n## Identified — 2026-11-24 14:30 UTC\n"
        "components: {api: major_outage}\n"
        "next_update: 15:00\n"
        "expected_recovery: 16:00\n"
        "\n"
        "A disk is full.\n"
    )


@pytest.mark.parametrize(
    "words", ["2026-11-24-mail-late", "2026-11-24", "mail", "incidents/2026/2026-11-24-mail-late.md", "."]
)
def test_an_incident_is_found_by_any_part_of_its_id(site, words):
    assert site.run("update", words, "update", "-m", "Still late.").exit_code == 0
    assert "Still late." in site.late.read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2026", "“2026” fits several incidents:\n  2026-12-06-disks-move\n"),
        ("2026-11-24-mial-late", "There is no incident “2026-11-24-mial-late”. Did you mean `2026-11-24-mail-late`?"),
        ("", "There is no incident “”."),
    ],
)
def test_an_incident_that_is_not_clear_is_asked_for(site, words, said):
    before = site.files()

    result = site.run("update", words, "update", "-m", "x")

    assert result.exit_code == 2
    assert said in result.output
    assert site.files() == before


def test_without_an_open_incident_there_is_no_short_name_for_it(site):
    result = site.run("resolve", "--now", "2026-11-19 10:00")

    assert result.exit_code == 2
    assert "No incident is open. Name the one that you mean by its id, or a part of it." in result.output


def test_with_several_open_incidents_they_are_listed(site):
    site.write("incidents/2026/2026-11-24-push.md", INCIDENT.replace("Mail is late", "Push is late"))

    result = site.run("resolve")

    assert result.exit_code == 2
    assert "  2026-11-24-mail-late  Mail is late\n" in result.output
    assert "  2026-11-24-push  Push is late\n" in result.output


@pytest.mark.parametrize(
    ("incident", "status", "said"),
    [
        ("mail", "resolvd", "“resolvd” is no status of an update of an incident. Did you mean `resolved`?"),
        ("mail", "completed", "“completed” is no status of an update of an incident."),
        ("disks", "resolved", "“resolved” is no status of an update of a maintenance."),
    ],
)
def test_a_status_is_one_of_the_file_s_kind(site, incident, status, said):
    result = site.run("update", incident, status, "-m", "x")

    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize(
    ("words", "heading"), [("In progress", "In progress"), ("in-progress", "In progress"), ("veri", "Verifying")]
)
def test_a_status_may_be_written_loosely(site, words, heading):
    site.run("update", "disks", words, "-m", "x")

    assert f"## {heading} — 2026-11-24 14:30 UTC" in (site.late.parent / "2026-12-06-disks-move.md").read_text()


@pytest.mark.parametrize(
    ("component", "said"),
    [
        ("apu=major", "There is no component “apu”. Did you mean `api`?"),
        ("eu=major", "“eu” names several components: api, web. Write one id."),
        ("api=broken", "“broken” is no status of a component."),
        ("api", "How is “api”? Write --component api=partial_outage."),
    ],
)
def test_a_component_that_is_not_clear_is_asked_for(site, component, said):
    result = site.run("update", "mail", "update", "-m", "x", "--component", component)

    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize("words", ["web", "Web mail", "WEB MAIL"])
def test_a_component_is_found_by_its_name(site, words):
    site.run("update", "mail", "update", "-m", "x", "--component", f"{words}=degraded")

    assert "components: {web: degraded_performance}" in site.late.read_text()


def test_words_may_come_from_standard_input(site):
    site.run("update", "mail", "update", "-m", "-", input="First line.\n\nSecond.\n")

    assert site.late.read_text().endswith("14:30 UTC\n\nFirst line.\n\nSecond.\n")


def test_an_update_without_words_is_refused_where_nobody_can_be_asked(site):
    result = site.run("update", "mail", "update")

    assert result.exit_code == 2
    assert "What shall readers be told?" in result.output
    assert site.late.read_text() == INCIDENT


def test_two_updates_within_a_minute_have_two_times(site):
    for words in ("One.", "Two.", "Three."):
        assert site.run("update", "mail", "update", "-m", words).exit_code == 0

    headings = [line for line in site.late.read_text().splitlines() if line.startswith("## Update")]
    assert headings == [f"## Update — 2026-11-24 14:30{seconds} UTC" for seconds in ("", ":01", ":02")]


def test_an_update_that_would_make_a_fault_is_not_written(site):
    result = site.run("update", "mail", "identified", "-m", "x", "--at", "2026-11-24 14:05")

    assert result.exit_code == 1
    assert "Nothing was written, as the file would have faults:" in result.output
    assert "two updates have the same time" in result.output
    assert site.late.read_text() == INCIDENT


def test_a_file_with_faults_is_not_added_to(site):
    site.late.write_text(INCIDENT.replace("api:", "apu:"))

    result = site.run("update", "mail", "identified", "-m", "x")

    assert result.exit_code == 1
    assert "The file has faults already; nothing was written:" in result.output
    assert "Did you mean `api`?" in result.output
    assert site.late.read_text() == INCIDENT.replace("api:", "apu:")


def test_a_write_that_fails_leaves_the_file_as_it_was(site, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device", "incidents")

    monkeypatch.setattr(Path, "replace", fail)
    before = site.files()

    result = site.run("update", "mail", "identified", "-m", "x")

    assert (result.exit_code, result.output) == (1, "Error: incidents: No space left on device\n")
    assert site.files() == before


def test_words_that_look_like_structure_stay_words(site):
    site.run("update", "mail", "update", "-m", "## Why\n\nnext_update: soon\n\n```\nopen")

    assert site.run("check").exit_code == 0
    assert site.run("resolve", "-m", "Over.").exit_code == 0


def test_a_new_window_of_a_maintenance(site):
    result = site.run("update", "disks", "rescheduled", "-m", "Later.", "--start", "2026-12-07 22:00", "--end", "90m")

    assert result.exit_code == 0
    text = (site.late.parent / "2026-12-06-disks-move.md").read_text()
    assert "scheduled: {start: 2026-12-07 22:00 UTC, end: 2026-12-07 23:30 UTC}" in text


def test_resolving_without_a_name_means_the_only_open_incident(site):
    result = site.run("resolve", "-m", "Mail is quick again.")

    assert result.exit_code == 0
    assert site.late.read_text() == INCIDENT + "\n## Resolved — 2026-11-24 14:30 UTC\n\nMail is quick again.\n"


def test_resolving_a_maintenance_completes_it(site):
    assert site.run("resolve", "disks", "-m", "Done.").exit_code == 0
    assert "## Completed — 2026-11-24 14:30 UTC" in (site.late.parent / "2026-12-06-disks-move.md").read_text()


@pytest.mark.parametrize("command", [["resolve", "mail"], ["update", "mail", "resolved", "-m", "x"]])
def test_what_is_over_does_not_end_again_until_it_is_opened_again(site, command):
    site.run("resolve", "mail", "-m", "Over.")
    ended = site.late.read_text()

    result = site.run(*command, "--now", "2026-11-24 15:00 UTC")

    assert result.exit_code == 2
    assert "“Mail is late” has been over since 2026-11-24 14:30 UTC (“Resolved”)." in result.output
    assert "  plainstatus update 2026-11-24-mail-late update -m …  adds words.\n" in result.output
    assert "  plainstatus update 2026-11-24-mail-late investigating …  opens it again.\n" in result.output
    assert site.late.read_text() == ended
    site.run("update", "mail", "investigating", "-m", "Late again.", "--now", "2026-11-24 15:01 UTC")
    assert site.run(*command, "--now", "2026-11-24 15:02 UTC").exit_code == 0


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_a_maintenance_that_is_over_does_not_end_again(site, status):
    site.run("update", "disks", "cancelled", "-m", "It is not needed.")

    result = site.run("update", "disks", status, "-m", "x", "--now", "2026-11-24 15:00 UTC")

    assert result.exit_code == 2
    assert "has been over since 2026-11-24 14:30 UTC (“Cancelled”)." in result.output
    assert "  plainstatus update 2026-12-06-disks-move rescheduled …  opens it again.\n" in result.output


def test_a_postmortem_comes_after_the_end(site):
    result = site.run("update", "mail", "postmortem", "-m", "Why.")

    assert result.exit_code == 2
    assert "“Mail is late” has been open since 2026-11-24 14:05 UTC, and a postmortem comes after" in result.output
    assert "  plainstatus resolve 2026-11-24-mail-late  says first that it is over.\n" in result.output
    assert site.late.read_text() == INCIDENT
    site.run("resolve", "mail", "-m", "Over.")
    assert site.run("update", "mail", "postmortem", "-m", "Why.", "--now", "2026-11-25 10:00 UTC").exit_code == 0


def test_an_end_that_the_team_alone_was_told_is_still_to_be_told_to_everybody(site):
    site.run("update", "mail", "resolved", "--audience", "internal", "-m", "The queue is empty.")

    assert site.run("resolve", "mail", "-m", "Over.", "--now", "2026-11-24 15:00 UTC").exit_code == 0


def test_a_notice_is_not_resolved(site):
    result = site.run("resolve", "office")

    assert result.exit_code == 2
    assert "A notice is not resolved: it leaves the page at the `until` in its front matter." in result.output


def test_the_heading_is_in_the_site_s_zone(site):
    site.write("mkdocs.yml", (site.folder / "mkdocs.yml").read_text().replace("timezone: UTC", "timezone: Europe/Rome"))

    site.run("update", "mail", "update", "-m", "x", "--next-update", "16:00")

    assert "## Update — 2026-11-24 15:30 Europe/Rome\nnext_update: 16:00\n" in site.late.read_text()


def test_translations_are_named(site):
    site.write("incidents/2026/2026-11-24-mail-late.it.md", "---\ntitle: Posta lenta\n---\n")

    assert "Its words in other languages are in 2026-11-24-mail-late.it.md." in site.run("resolve").output


@pytest.fixture
def at_a_terminal(site, monkeypatch):
    """An editor that puts `words` before what it is given."""

    def edit(words):
        script = site.write("edit.sh", f"#!/bin/sh\nprintf '%s' '{words}' | cat - \"$1\" > text\ncat text > \"$1\"\n")
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(script))
        monkeypatch.setattr("plainstatus.commands.update.is_terminal", lambda: True)

    return edit


def test_on_a_terminal_an_editor_asks_for_the_words(site, at_a_terminal):
    at_a_terminal("Written by hand.")

    assert site.run("update", "mail", "update").exit_code == 0
    assert site.late.read_text() == INCIDENT + "\n## Update — 2026-11-24 14:30 UTC\n\nWritten by hand.\n"


def test_no_words_in_the_editor_mean_that_nothing_is_written(site, at_a_terminal):
    at_a_terminal("")

    result = site.run("update", "mail", "update")

    assert (result.exit_code, result.output) == (1, "Error: There are no words, so nothing was written.\n")
    assert site.late.read_text() == INCIDENT


def test_an_update_may_be_for_fewer_readers_than_its_file(site):
    result = site.run("update", "mail-late", "update", "--audience", "internal", "-m", "Restart the queue.")

    assert result.exit_code == 0
    assert site.late.read_text().endswith(
        "\n## Update — 2026-11-24 14:30 UTC\naudience: internal\n\nRestart the queue.\n"
    )


def test_readers_that_the_site_does_not_have_are_refused(site):
    before = site.files()

    result = site.run("update", "mail-late", "update", "--audience", "intrenal", "-m", "x")

    assert result.exit_code == 2
    assert "“intrenal” is not an audience of this site. Did you mean `internal`?" in result.output
    assert site.files() == before


def test_words_of_an_update_that_check_would_stop_are_told_at_once(site):
    result = site.run("update", "mail-late", "identified", "-m", "The disk of 10.0.4.17 is full.")

    assert result.exit_code == 0
    assert "error: 10.0.4.17 is an address within your own network" in result.output
    assert "  plainstatus check incidents/" in result.output
