"""What goes back to worse."""

import pytest

from tests.check.course.conftest import Ask

FILE = """\
---
title: Some requests to the API fail
components: {api: partial_outage}
---

## Investigating — 2026-11-24 14:00 UTC

One in five requests fails.

## Monitoring — 2026-11-24 14:20 UTC
components: {api: operational}

All requests succeed since 14:15 UTC.

"""


def back(heading: str, fields: str, words: str) -> str:
    return f"{FILE}## {heading} — 2026-11-24 14:40 UTC\n{fields}\n{words}\n"


@pytest.mark.parametrize(
    "words", ["One in five requests fails.", "All requests succeed since 14:15 UTC.", "We investigate."]
)
def test_a_state_that_goes_back_without_new_words_is_found(ask: Ask, words: str) -> None:
    assert ask("back-without-words", back("Investigating", "", words)) == [("a.md", 17)]


def test_no_words_at_all_are_found_at_the_heading(ask: Ask) -> None:
    assert ask("back-without-words", back("Investigating", "", "")) == [("a.md", 15)]


def test_words_that_say_what_came_back_are_right(ask: Ask) -> None:
    assert ask("back-without-words", back("Investigating", "", "Requests fail again, fewer than before.")) == []


def test_a_component_that_fails_again_needs_words(ask: Ask) -> None:
    fields = "components: {api: degraded_performance}\n"

    assert ask("back-without-words", back("Update", fields, "We are working on it.")) == [("a.md", 18)]
    assert ask("back-without-words", back("Update", fields, "The API is slow, one answer takes a second.")) == []


def test_a_component_that_was_not_named_before_does_not_go_back(ask: Ask) -> None:
    assert ask("back-without-words", back("Update", "components: {web: partial_outage}\n", "")) == []


def test_opening_again_after_the_end_needs_words(ask: Ask) -> None:
    closed = FILE.replace("Monitoring", "Resolved").replace("components: {api: operational}\n", "")
    again = "## Investigating — 2026-11-24 14:40 UTC\n\nOne in five requests fails.\n"

    assert ask("back-without-words", closed + again) == [("a.md", 16)]


def test_going_on_is_not_going_back(ask: Ask) -> None:
    assert ask("back-without-words", back("Resolved", "", "")) == []
