"""Promises of a next update: none made, kept late, or kept for other readers."""

from collections.abc import Callable

import pytest

from tests.check.course.conftest import Ask

NOW = "2026-11-24 15:00 UTC"
FIRST = """\
---
title: Some requests to the API fail
components: {api: partial_outage}
---

## Investigating — 2026-11-24 14:00 UTC
next_update: 14:30

One in five requests fails.
"""


def then(at: str, fields: str = "", status: str = "Update", before: str = FIRST) -> str:
    return f"{before}\n## {status} — 2026-11-24 {at} UTC\n{fields}\nFiles make them fail, at {at} still.\n"


def test_an_open_incident_says_when_its_next_words_come(ask: Ask) -> None:
    assert ask("no-next-update", FIRST) == []
    assert ask("no-next-update", then("14:20")) == [("a.md", 11)]


def test_what_to_write_lies_ahead_of_now(findings: Callable[..., list[dict[str, str]]]) -> None:
    (finding,) = findings({"2026-11-24-api.md": FIRST.replace("next_update: 14:30\n", "")}, NOW)

    assert (
        finding["message"] == "these are the latest words, and no `next_update` tells readers when the next ones come"
    )
    assert finding["hint"] == (
        "Put `next_update: 2026-11-24 15:30 UTC` straight under the heading; "
        "or write others: `plainstatus update 2026-11-24-api update --next-update 30m`."
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Next update in 30 minutes.", "these words say when the next ones come, but no `next_update` does"),
        ("Requests are working normally.", "it works again, but not that it is over, nor when the next words come"),
    ],
)
def test_what_the_words_say_themselves_is_not_said_to_be_missing(
    findings: Callable[..., list[dict[str, str]]], words: str, message: str
) -> None:
    file = FIRST.replace("next_update: 14:30\n", "").replace("One in five requests fails.", words)

    (said,) = [each for each in findings({"a.md": file}, NOW) if each["code"] == "no-next-update"]

    assert message in said["message"]


@pytest.mark.parametrize("status", ["Resolved", "Postmortem"])
def test_what_is_over_need_not_promise(ask: Ask, status: str) -> None:
    resolved = then("14:20", status="Resolved")

    assert ask("no-next-update", resolved if status == "Resolved" else then("14:40", "", status, resolved)) == []


def test_words_to_come_are_not_the_latest(ask: Ask) -> None:
    words = then("14:20:01")

    assert ask("no-next-update", words, "2026-11-24 14:20:00 UTC") == []
    assert ask("no-next-update", words, "2026-11-24 14:20:01 UTC") == [("a.md", 11)]


def test_a_note_for_the_team_does_not_keep_a_promise_given_to_all(ask: Ask) -> None:
    note = then("14:20", "audience: internal\nnext_update: 18:00\n")

    assert ask("overdue-update", note) == [("a.md", 6)]
    assert ask("overdue-update", note, audience="internal") == [("a.md", 6)]


def test_a_note_for_the_team_need_not_promise(ask: Ask) -> None:
    assert ask("no-next-update", then("14:20", "audience: internal\n"), audience="internal") == []


def test_a_file_for_the_team_keeps_its_promises_to_the_team(ask: Ask) -> None:
    """Whatever the audience of the site that is checked."""
    file = FIRST.replace("components:", "audience: internal\ncomponents:")

    assert ask("overdue-update", file) == [("a.md", 7)]
    assert ask("overdue-update", then("14:20", "next_update: 18:00\n", before=file)) == []


def test_a_promise_is_broken_five_minutes_after_its_time(ask: Ask) -> None:
    assert ask("broken-promise", then("14:35")) == []
    assert ask("broken-promise", then("14:35:01")) == [("a.md", 11)]


def test_only_the_last_broken_promise_is_named_and_only_while_the_incident_is_open(ask: Ask) -> None:
    twice = then("14:50", before=then("14:40", "next_update: 14:41\n"))

    assert ask("broken-promise", twice) == [("a.md", 16)]
    assert ask("broken-promise", then("14:55", status="Resolved", before=twice)) == []
