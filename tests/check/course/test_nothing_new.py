"""Updates without news."""

import pytest

from plainstatus.check.course.sameness import content_of
from tests.check.course.conftest import Ask

FILE = """\
---
title: Some requests to the API fail
components: {api: partial_outage}
---

## Investigating — 2026-11-24 14:00 UTC
expected_recovery: unknown

About 20% of requests with a file fail since 13:50 UTC. Requests without one succeed, and sign-in is not affected.

"""
REPEATED = "About 20% of requests with a file fail. Requests without one still succeed, and sign-in is not affected."


def said(words: str, status: str = "Update", fields: str = "") -> str:
    return f"{FILE}## {status} — 2026-11-24 14:30 UTC\n{fields}\n{words}\n"


@pytest.mark.parametrize(
    "words",
    [
        "We continue to investigate.",
        "We are continuing to investigate this issue and will provide an update in 30 minutes.",
        "Our engineers are still working on it. More follows at 15:00 UTC. We apologise for the inconvenience.",
        "Continuiamo a indagare.",
        "Stiamo ancora lavorando sul problema. Vi aggiorneremo appena possibile.",
        "I nostri tecnici sono al lavoro: prossimo aggiornamento alle 15:00.",
        REPEATED,
        REPEATED.replace("20%", "20%").upper(),
    ],
)
def test_words_that_add_nothing_are_found(ask: Ask, words: str) -> None:
    assert ask("nothing-new", said(words)) == [("a.md", 13)]


def test_no_words_at_all_add_nothing(ask: Ask) -> None:
    assert ask("nothing-new", said("")) == [("a.md", 11)]


@pytest.mark.parametrize(
    "words",
    [
        REPEATED.replace("20%", "10%"),
        REPEATED + " You can send files by mail meanwhile.",
        "Requests with a file fail.",
        "It is not the network.",
        "Le richieste con un file falliscono ancora: mandatele per posta.",
    ],
)
def test_words_that_add_something_are_not(ask: Ask, words: str) -> None:
    assert ask("nothing-new", said(words)) == []


@pytest.mark.parametrize(
    ("status", "fields"),
    [
        ("Identified", ""),
        ("Update", "components: {api: major_outage}\n"),
        ("Update", "components: {web: partial_outage}\n"),
        ("Update", "expected_recovery: 16:00\n"),
    ],
)
def test_a_new_state_component_or_recovery_time_is_news(ask: Ask, status: str, fields: str) -> None:
    assert ask("nothing-new", said("We continue to work on it.", status, fields)) == []


@pytest.mark.parametrize("fields", ["next_update: 15:00\n", "expected_recovery: unknown\n"])
def test_a_promise_and_an_answer_that_was_known_are_none(ask: Ask, fields: str) -> None:
    assert ask("nothing-new", said("We continue to work on it.", fields=fields)) == [("a.md", 14)]


def test_to_know_no_more_than_before_is_no_news(ask: Ask) -> None:
    file = said("We continue to work on it.", fields="expected_recovery: unknown\n")

    assert ask("nothing-new", file.replace("expected_recovery: unknown\n", "", 1)) == [("a.md", 13)]


def test_the_first_words_are_not_compared(ask: Ask) -> None:
    assert ask("nothing-new", FILE.replace("About 20%", "We investigate. 20%")) == []


def test_a_note_for_the_team_is_not_what_the_public_read_before(ask: Ask) -> None:
    note = FILE + "## Update — 2026-11-24 14:10 UTC\naudience: internal\n\nDisk 4 is full.\n\n"

    assert ask("nothing-new", note + f"## Update — 2026-11-24 14:30 UTC\n\n{REPEATED}\n") == [("a.md", 18)]


def test_words_are_looked_at_for_a_week_after_the_end(ask: Ask) -> None:
    file = said(REPEATED) + "\n## Resolved — 2026-11-24 15:00 UTC\n\nDisks are larger now.\n"

    assert ask("nothing-new", file, "2026-12-01 15:00:00 UTC") == [("a.md", 13)]
    assert ask("nothing-new", file, "2026-12-01 15:00:01 UTC") == []
    assert ask("nothing-new", file.replace("components:", "notify: false\ncomponents:"), "2026-11-24 16:00 UTC") == []


@pytest.mark.parametrize(
    "hostile", ["1" * 100_000, "1 " * 50_000, "12:00 " * 20_000, "https://" * 10_000, "é" * 100_000]
)
def test_no_text_takes_longer_than_its_length(hostile: str) -> None:
    """A pattern that looks at each place of a text from each place before it would not come back here."""
    assert len(content_of(hostile)) <= 1
