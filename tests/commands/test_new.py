"""`plainstatus new`."""

import pytest


def test_an_incident_is_written_in_one_go(empty_site):
    result = empty_site.run(
        "new", "incident", "-c", "rest=partial", "--component", "Web mail=degraded_performance",
        "-t", "Mail: it's late", "-m", "Mail takes an hour.", "--next-update", "15:00",
        "--expected-recovery", "unknown", "--started", "2026-11-24 14:00",
    )  # fmt: skip

    assert result.exit_code == 0
    assert result.output == (
        "Wrote incidents/2026/2026-11-24-mail-it-s-late.md.\n"
        "\n"
        "Next:\n"
        "  git add incidents/2026/2026-11-24-mail-it-s-late.md\n"
        "  git commit -m 'Incident: Mail: it'\"'\"'s late'\n"
        "  git push\n"
    )
    assert empty_site.files()["incidents/2026/2026-11-24-mail-it-s-late.md"].decode() == (
        "---\n"
        "title: 'Mail: it''s late'\n"
        "components:\n"
        "  api: partial_outage\n"
        "  web: degraded_performance\n"
        "started: 2026-11-24 14:00 UTC\n"
        "---\n"
        "\n"
        "## Investigating — 2026-11-24 14:30 UTC\n"
        "next_update: 15:00\n"
        "expected_recovery: unknown\n"
        "\n"
        "Mail takes an hour.\n"
    )


def test_a_maintenance_has_a_window_and_the_day_of_it_in_its_name(empty_site):
    result = empty_site.run(
        "new", "maintenance", "-c", "push", "-t", "Disks move", "-m", "We move.",
        "--start", "2026-12-06 22:00 Europe/Rome", "--end", "2h",
    )  # fmt: skip

    assert result.exit_code == 0
    text = empty_site.files()["incidents/2026/2026-12-06-disks-move.md"].decode()
    assert "components:\n  push: under_maintenance\n" in text
    assert "scheduled:\n  start: 2026-12-06 22:00 Europe/Rome\n  end: 2026-12-07 00:00 Europe/Rome\n" in text
    assert "## Scheduled — 2026-11-24 14:30 UTC" in text


def test_a_notice_needs_no_component_and_ends_with_the_day_it_names(empty_site):
    assert empty_site.run("new", "notice", "-t", "Office closed", "-m", "Away.", "--until", "2026-12-31").exit_code == 0

    text = empty_site.files()["incidents/2026/2026-11-24-office-closed.md"].decode()
    assert "kind: notice\ncomponents: {}\nuntil: 2027-01-01 00:00 UTC\n" in text


def test_every_file_gets_a_name_of_its_own(empty_site):
    for _ in range(3):
        empty_site.run("new", "incident", "-c", "api=major", "-t", "Mail", "-m", "x")

    assert [path for path in sorted(empty_site.files()) if path.startswith("incidents/")] == [
        f"incidents/2026/2026-11-24-mail{number}.md" for number in ("-2", "-3", "")
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["incident", "-c", "api=major"], "Error: --title is missing."),
        (["incident", "-t", "Mail"], "Error: --component is missing. There are: api, web, push."),
        (["maintenance", "-t", "Mail", "-c", "api"], "Error: --start is missing."),
        (["maintenance", "-t", "Mail", "-c", "api", "--start", "2026-12-06 22:00"], "Error: --end is missing."),
        (["incident", "-t", "Mail", "-c", "api=major", "--start", "10:00"], "Error: --start is for a maintenance;"),
        (
            ["incident", "-t", "Mail", "-c", "api=major", "--next-update", "soon"],
            "Error: --next-update: “soon” is not a time",
        ),
        (["incident", "--template", "outage"], "Error: There is no template “outage”."),
        (["incidnet"], "Error: Invalid value for '[incident|maintenance|notice]'"),
    ],
)
def test_what_is_missing_or_wrong_is_named_where_nobody_can_be_asked(empty_site, args, said):
    before = empty_site.files()

    result = empty_site.run("new", *args)

    assert result.exit_code == 2
    assert said in result.output
    assert empty_site.files() == before


def test_on_a_terminal_what_is_missing_is_asked_for(empty_site, monkeypatch):
    monkeypatch.setattr("plainstatus.commands.drafting.is_terminal", lambda: True)

    result = empty_site.run("new", "incident", "--no-edit", "-m", "x", input="Mail is late\napi, Web mail\nmajor\n")

    assert result.exit_code == 0
    text = empty_site.files()["incidents/2026/2026-11-24-mail-is-late.md"].decode()
    assert "title: Mail is late\ncomponents:\n  api: major_outage\n  web: major_outage\n" in text


@pytest.mark.parametrize(
    ("args", "answers", "said"),
    [
        (["incident", "-t", "Mail"], ["apu", "api", ""], "There is no component “apu”. Did you mean `api`?"),
        (["incident", "-t", "Mail"], [",", "api", ""], "Name one at least."),
        (["incident", "-t", "Mail"], ["api", "brokn", "major"], "“brokn” is no status of a component."),
        (["incident", "-c", "api=major"], [" ", "Mail"], "Write a few words."),
        (["incident", "-c", "api=major"], ["x" * 121, "Mail"], "The title has 121 characters. Shorten it to 120."),
        (["maintenance", "-t", "Mail", "-c", "api"], ["next week", "2026-12-06 22:00", "2h"], "start: “next week”"),
        (["maintenance", "-t", "Mail", "-c", "api"], ["2026-12-06 22:00", "later", "2h"], "end: “later”"),
    ],
)
def test_on_a_terminal_a_wrong_answer_is_told_and_asked_again(empty_site, monkeypatch, args, answers, said):
    monkeypatch.setattr("plainstatus.commands.drafting.is_terminal", lambda: True)

    result = empty_site.run("new", *args, "--no-edit", "-m", "x", input="\n".join(answers) + "\n")

    assert result.exit_code == 0, result.output
    assert said in result.output
    assert any(path.endswith("-mail.md") for path in empty_site.files())


def test_who_breaks_off_at_a_question_is_told_that_nothing_was_written(empty_site, monkeypatch):
    monkeypatch.setattr("plainstatus.commands.drafting.is_terminal", lambda: True)
    before = empty_site.files()

    result = empty_site.run("new", "incident", "-t", "Mail", input="")

    assert result.exit_code == 1
    assert "Broken off; nothing was written." in result.output
    assert empty_site.files() == before


def test_an_editor_opens_the_file_which_is_checked_afterwards(empty_site, monkeypatch):
    script = empty_site.write("edit.sh", '#!/bin/sh\nsed -i "s/^<<.*>>$/Edited words./; s/api:/apu:/" "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))

    result = empty_site.run("new", "incident", "-c", "api=major", "-t", "Mail", "--edit")

    assert "Edited words." in empty_site.files()["incidents/2026/2026-11-24-mail.md"].decode()
    assert result.exit_code == 1
    assert "error: there is no component “apu”" in result.output


def test_words_may_be_left_for_later(empty_site):
    result = empty_site.run("new", "incident", "-c", "api=major", "-t", "Mail")

    assert result.exit_code == 0
    assert "It has no words yet" in result.output


TEMPLATE = """\
---
title: <<What>>
components: {web: partial_outage}
---

## Investigating — <<time>>

<<Words>> for everybody.
"""


def test_a_template_keeps_its_placeholders_for_the_author(empty_site):
    empty_site.write("incidents/_templates/outage.md", TEMPLATE)

    result = empty_site.run("new", "incident", "--template", "outage", "-t", "Mail is late", "-c", "api=major")

    assert result.exit_code == 0
    assert empty_site.files()["incidents/2026/2026-11-24-mail-is-late.md"].decode() == (
        "---\n"
        "title: Mail is late\n"
        "components:\n"
        "  api: major_outage\n"
        "template: outage\n"
        "---\n"
        "\n"
        "## Investigating — 2026-11-24 14:30 UTC\n"
        "\n"
        "<<Words>> for everybody.\n"
    )
    assert "the placeholder <<Words>> was not filled in" in result.output
    assert "  plainstatus check incidents/2026/2026-11-24-mail-is-late.md" in result.output


def test_a_misspelt_template_is_answered_with_the_nearest(empty_site):
    empty_site.write("incidents/_templates/outage.md", TEMPLATE)

    result = empty_site.run("new", "incident", "--template", "outtage")

    assert result.exit_code == 2
    assert "There is no template “outtage”. Did you mean `outage`?" in result.output


def test_what_was_written_can_be_built(empty_site):
    empty_site.run("new", "incident", "-c", "api=major", "-t", "Mail", "-m", "x")

    assert empty_site.run("check").exit_code == 0


def test_components_that_cannot_be_read_are_the_first_thing_to_mend(empty_site):
    empty_site.write("components.yml", "components: [")

    result = empty_site.run("new", "incident", "-c", "api=major", "-t", "Mail", "-m", "x")

    assert result.exit_code == 1
    assert result.output.startswith("The components are not known:\n\ncomponents.yml:1:")


def test_words_that_check_would_stop_are_told_at_once_to_whoever_wrote_them(empty_site):
    result = empty_site.run(
        "new", "incident", "-c", "api=major", "-t", "Mail", "-m", "Mail fails, as db-2.internal is full."
    )

    assert result.exit_code == 0
    assert "2026-11-24-mail.md:9:16: error: db-2.internal is the name of one of your own machines" in result.output
    assert "Say that otherwise before you commit it.\n\nNext:\n  $EDITOR incidents/" in result.output


def test_words_for_the_house_may_name_what_is_internal(empty_site):
    words = ("-m", "Mail fails, as db-2.internal is full.", "--audience", "internal")
    result = empty_site.run("new", "incident", "-c", "api=major", "-t", "Mail", *words)

    assert "error" not in result.output


@pytest.mark.parametrize(
    ("written", "started"),
    [("14:00", "2026-11-24 14:00"), ("23:50", "2026-11-23 23:50"), ("14:30", "2026-11-24 14:30")],
)
def test_a_time_of_day_at_which_it_began_is_the_last_one(empty_site, written, started):
    empty_site.run("new", "incident", "-c", "api=major", "-t", "Mail", "-m", "Mail fails.", "--started", written)

    assert f"started: {started} UTC\n" in empty_site.files()["incidents/2026/2026-11-24-mail.md"].decode()
