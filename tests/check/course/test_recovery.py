"""When service is expected back."""

from collections.abc import Callable

import pytest

from tests.check.course.conftest import Ask

NOW = "2026-11-24 15:00 UTC"

HEAD = """\
---
title: Some requests to the API fail
components: {api: partial_outage}
---
"""


def update(at: str, fields: str = "", status: str = "Identified") -> str:
    return f"\n## {status} — 2026-11-24 {at} UTC\n{fields}\nThese are the words of {at}.\n"


FIRST = HEAD + update("14:00", status="Investigating")


def test_the_first_words_may_come_before_anybody_knows(ask: Ask) -> None:
    assert ask("no-expected-recovery", FIRST) == []
    assert ask("no-expected-recovery", FIRST + update("14:10")) == [("a.md", 10)]


def test_unknown_is_an_answer_and_holds_for_later_words(ask: Ask) -> None:
    known = HEAD + update("14:00", "expected_recovery: unknown\n", "Investigating") + update("14:10")

    assert ask("no-expected-recovery", known) == []


def test_what_is_only_watched_is_back(ask: Ask) -> None:
    watched = update("14:10", "components: {api: operational}\n", "Monitoring")

    assert ask("no-expected-recovery", FIRST + watched) == []
    assert ask("no-expected-recovery", FIRST + update("14:10", status="Monitoring")) == [("a.md", 10)]


def test_an_expected_recovery_is_past_from_its_very_moment_on(ask: Ask) -> None:
    file = FIRST + update("14:10", "expected_recovery: 14:45\n")

    assert ask("past-recovery", file, "2026-11-24 14:44:59 UTC") == []
    assert ask("past-recovery", file, "2026-11-24 14:45:00 UTC") == [("a.md", 11)]
    assert ask("past-recovery", file, "2026-11-24 14:45:01 UTC") == [("a.md", 11)]


def test_a_past_recovery_is_said_where_it_stands_until_other_words_replace_it(ask: Ask) -> None:
    file = FIRST + update("14:10", "expected_recovery: 14:20\n") + update("14:30")

    assert ask("past-recovery", file) == [("a.md", 11)]
    assert ask("past-recovery", file + update("14:40", "expected_recovery: unknown\n")) == []


def test_what_is_over_or_only_watched_has_recovered(ask: Ask) -> None:
    file = FIRST + update("14:10", "expected_recovery: 14:20\n")

    assert ask("past-recovery", file + update("14:50", status="Resolved")) == []
    assert ask("past-recovery", file + update("14:50", "components: {api: operational}\n", "Monitoring")) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("We have no ETA.", "these words say that nobody knows when service is back, but no field does"),
        ("Requests are working normally.", "it works again, but the page still says `api: partial_outage`"),
        (
            "It should work again by 18:00.",
            "these words say when service is expected back, but no `expected_recovery` does",
        ),
        ("Some requests fail.", "no `expected_recovery` tells readers when service is expected back"),
    ],
)
def test_what_the_words_say_themselves_is_not_said_to_be_missing(
    findings: Callable[..., list[dict[str, str]]], words: str, message: str
) -> None:
    file = FIRST + f"\n## Identified — 2026-11-24 14:10 UTC\n\n{words}\n"

    (said,) = [each for each in findings({"a.md": file}, NOW) if each["code"] == "no-expected-recovery"]

    assert message in said["message"]


def test_where_every_component_works_the_page_says_the_state(findings: Callable[..., list[dict[str, str]]]) -> None:
    fields = "components: {api: operational}\n"
    file = FIRST + f"\n## Identified — 2026-11-24 14:10 UTC\n{fields}\nThe fault has been fixed.\n"

    (said,) = [each for each in findings({"a.md": file}, NOW) if each["code"] == "no-expected-recovery"]

    assert said["message"].endswith("the page still says `identified`")
