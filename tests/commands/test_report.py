"""`plainstatus report`."""

import json

import pytest

SLOW_LAST_MONTH = """\
---
title: Mail was slow
components: {api: degraded_performance}
started: 2026-10-12 08:00 UTC
---

## Investigating — 2026-10-12 09:00 UTC
next_update: 09:30

Mail takes minutes.

## Resolved — 2026-10-12 10:00 UTC

It takes seconds again.
"""
OUT_THIS_MONTH = """\
---
title: Web mail is out
components: {web: major_outage}
started: 2026-11-03 07:50 UTC
---

## Investigating — 2026-11-03 08:00 UTC
next_update: 08:30
expected_recovery: 09:00

Nobody can sign in.

## Identified — 2026-11-03 08:20 UTC
next_update: 08:50

A certificate ran out.

## Update — 2026-11-03 08:35 UTC
audience: internal
next_update: 08:36

The pager is with Imogen.

## Resolved — 2026-11-03 09:05 UTC

Everybody can sign in again.
"""
DISKS = """\
---
title: Disks moved
kind: maintenance
components: [push]
scheduled: {start: 2026-11-10 22:00 UTC, end: 2h, auto: false}
---

## Scheduled — 2026-11-08 22:00 UTC

We move disks.

## In progress — 2026-11-10 22:00 UTC

We move them now.

## Completed — 2026-11-11 00:30 UTC

They are moved.
"""
TOLD = """\
Otter Mail status: 2026-11, 2026-11-01 to 2026-11-30
2 incidents (1 still open), 1 maintenance. The period is not over.

                                             2026-11                                        2026-10

Incidents by impact
  Critical                                   1                                              0
  Major                                      1                                              0
  Minor                                      0                                              1
  No impact                                  0                                              0

Telling
  From start to first words                  10 min (known of 1 of 2)                       1 h             better
  Between two updates                        32 min, worst 45 min                           1 h             better
  Promised updates that came by then         1 of 2 (50 %)                                  0 of 1 (0 %)    better
  Late, where they came late                 15 min                                         30 min          better
  Incidents without any promise              0 of 2 (0 %)                                   0 of 1 (0 %)    same
  Service back, against the estimate         5 min later                                    –
  Estimates right within a quarter           1 of 1 (100 %)                                 –
  Incidents without any estimate             1 of 2 (50 %)                                  1 of 1 (100 %)  better
  From start to all-clear                    1 h 15 min                                     2 h             better

Learning
  Postmortems of major and critical          0 of 1 (0 %)                                   –
  From all-clear to postmortem               –                                              –

Maintenance
  Announced before it began                  2 d                                            –
  Within the announced window                0 of 1 (0 %)                                   –
  Ended after the window                     1

Uptime
  Mail API                                   100 %                                          100 %           same
  Web mail                                   99.77 %                                        100 %           worse
  Push                                       100 %                                          100 %           same

Without a postmortem
  2026-11-03-web-mail  Web mail is out
"""


@pytest.fixture
def told(site):
    site.write("incidents/2026/2026-10-12-slow.md", SLOW_LAST_MONTH)
    site.write("incidents/2026/2026-11-03-web-mail.md", OUT_THIS_MONTH)
    site.write("incidents/2026/2026-11-08-disks.md", DISKS)
    return site


def squeezed(text: str) -> list[str]:
    """The lines with the gaps between the columns all alike."""
    return ["  ".join(part for part in line.split("  ") if part.strip()) for line in text.splitlines()]


def test_a_period_is_told_beside_the_one_before(told):
    result = told.run("report", "this", "month")

    assert result.exit_code == 0
    assert [[cell.strip() for cell in line.split("  ")] for line in squeezed(result.output)] == [
        [cell.strip() for cell in line.split("  ")] for line in squeezed(TOLD)
    ]


def test_the_columns_of_a_part_begin_one_below_the_other(told):
    lines = told.run("report", "2026-11").output.splitlines()
    (head,) = (line for line in lines if line.startswith("    ") and "2026-10" in line)
    where = head.index("2026-10")

    assert [line[where] for line in lines if line.startswith("  Mail API") or line.startswith("  Critical")] == [
        "0",
        "1",
    ]
    assert max(map(len, lines)) <= 120


def test_without_a_period_it_is_the_last_ninety_days(told):
    assert told.run("report").output.splitlines()[0] == "Otter Mail status: 2026-08-27 to 2026-11-24"


def test_two_days_may_be_named(told):
    result = told.run("report", "--from", "2026-11-03", "--to", "2026-11-04")

    assert result.output.splitlines()[:2] == [
        "Otter Mail status: 2026-11-03 to 2026-11-04",
        "1 incident, 0 maintenances.",
    ]


def test_nothing_is_told_of_a_period_in_which_nothing_began(told):
    lines = told.run("report", "2025").output.splitlines()

    assert lines == ["Otter Mail status: 2025, 2025-01-01 to 2025-12-31", "Nothing began in this period."]


def test_json_follows_its_schema(told):
    from jsonschema import Draft202012Validator, FormatChecker

    schema = json.loads(told.run("schema", "report").output)
    document = json.loads(told.run("report", "2026-11", "--format", "json").output)

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(document)
    assert document["period"] == {"name": "2026-11", "from": "2026-11-01", "to": "2026-11-30", "over": False}
    assert document["figures"]["promises"]["kept"] == {"part": 1, "whole": 2}
    assert document["figures"]["between_updates"] == {"measured": 2, "median": 1950, "least": 1200, "most": 2700}
    assert document["incidents"][0]["promises"] == [
        {"due": "2026-11-03T08:30:00Z", "kept": True, "late": 0},
        {"due": "2026-11-03T08:50:00Z", "kept": False, "late": 900},
    ]
    assert document["maintenance"][0]["ended"] == 1800
    assert document["before"]["period"]["name"] == "2026-10"


def test_markdown_has_a_table_for_each_part_and_what_is_owed_as_links(told):
    text = told.run("report", "2026-11", "--format", "markdown").output

    assert text.startswith("# Otter Mail status: 2026-11, 2026-11-01 to 2026-11-30\n\n2 incidents (1 still open)")
    assert "## Uptime\n\n|  | 2026-11 | 2026-10 |  |\n| --- | --- | --- | --- |\n| Mail API | 100 % |" in text
    assert "- [Web mail is out](https://status.otter.example/incidents/2026-11-03-web-mail/)" in text


def test_words_in_markdown_mean_nothing_but_themselves(told):
    told.write(
        "incidents/2026/2026-11-03-web-mail.md", OUT_THIS_MONTH.replace("Web mail is out", "Web [mail](x) | *out*")
    )

    assert r"- [Web \[mail\](x) \| \*out\*](https://" in told.run("report", "2026-11", "--format", "markdown").output


def test_the_site_is_judged_by_the_words_that_its_readers_have(told):
    told.write(
        "mkdocs.internal.yml",
        "INHERIT: mkdocs.yml\nsite_url: https://intranet.example/\nsite_dir: inside\n"
        "plugins:\n  plainstatus: {audience: internal, timezone: UTC}\n",
    )
    told.write("mkdocs.yml", (told.folder / "mkdocs.yml").read_text().replace("  - plainstatus:", "  plainstatus:"))

    public, internal = (told.run("report", "2026-11-03", *more) for more in ((), ("-f", "mkdocs.internal.yml")))

    assert "1 of 2 (50 %)" in public.output
    assert "2 of 3 (66 %)" in internal.output


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["last", "qarter"], "Error: “last qarter” is no period. Did you mean “last quarter”?"),
        (["2030"], "Error: 2030 has not begun: today is 2026-11-24."),
        (["2026", "--from", "2026-01-01"], "two ways to say the same"),
        (["--to", "2026-01-01"], "--to needs a --from."),
        (["--from", "2026-11-04", "--to", "2026-11-03"], "--to (2026-11-03) lies before --from (2026-11-04)."),
        (["--from", "yesterday"], "--from: “yesterday” is no day. Write one like 2026-11-24."),
    ],
)
def test_a_period_that_cannot_be_is_wrong_use(told, words, fault):
    result = told.run("report", *words)

    assert result.exit_code == 2
    assert fault in result.output


def test_with_a_fault_in_a_file_there_is_no_report(told):
    told.write("incidents/2026/2026-11-05-broken.md", "---\ntitle: No end\n")

    result = told.run("report")

    assert result.exit_code == 1
    assert "incidents/2026/2026-11-05-broken.md" in result.output
    assert "There is no report: it would not be whole." in result.output
