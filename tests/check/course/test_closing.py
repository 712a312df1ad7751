"""How an incident ends."""

from collections.abc import Callable

import pytest

from tests.check.course.conftest import Ask

FILE = """\
---
title: Some requests to the API fail
components: {api: partial_outage}
---

## Investigating — 2026-11-24 14:00 UTC

One in five requests fails.

## Resolved — 2026-11-24 14:40 UTC

"""
POSTMORTEM = "\n## Postmortem — 2026-11-27 09:00 UTC\n\nA disk was full.\n"


@pytest.mark.parametrize(
    "words",
    [
        "This incident has been resolved.",
        "Resolved.",
        "The issue is now fixed. Thank you for your patience, and sorry for the inconvenience.",
        "All systems operational.",
        "Risolto.",
        "Il problema è stato risolto. Ci scusiamo per il disagio.",
        "Tutti i servizi funzionano normalmente.",
    ],
)
def test_words_that_say_only_that_it_is_over_are_found(ask: Ask, words: str) -> None:
    assert ask("no-closing-words", FILE + words + "\n") == [("a.md", 12)]


def test_an_end_without_a_word_is_found_at_its_heading(ask: Ask) -> None:
    assert ask("no-closing-words", FILE) == [("a.md", 10)]


@pytest.mark.parametrize(
    "words",
    [
        "Resolved since 14:35 UTC.",
        "The incident is resolved. Please send files again.",
        "Requests succeed.",
        "Risolto dalle 14:35.",
        "Il problema è risolto: mandate di nuovo i file.",
    ],
)
def test_a_time_or_a_thing_to_do_is_enough(ask: Ask, words: str) -> None:
    assert ask("no-closing-words", FILE + words + "\n") == []


def test_a_postmortem_says_more_but_the_message_of_the_end_is_still_empty(ask: Ask) -> None:
    assert ask("no-closing-words", FILE + "Resolved.\n" + POSTMORTEM, "2026-11-27 10:00 UTC") == [("a.md", 12)]


def test_the_end_that_counts_is_the_last_one(ask: Ask) -> None:
    again = "Resolved.\n\n## Investigating — 2026-11-24 14:50 UTC\n\nFiles fail again.\n"

    assert ask("no-closing-words", FILE + again) == []
    assert ask("no-closing-words", FILE + again + "\n## Resolved — 2026-11-24 14:55 UTC\n") == [("a.md", 18)]


def test_history_is_not_asked_for_its_last_words(ask: Ask) -> None:
    assert ask("no-closing-words", FILE, "2026-12-01 14:40:00 UTC") == [("a.md", 10)]
    assert ask("no-closing-words", FILE, "2026-12-01 14:40:01 UTC") == []
    assert ask("no-closing-words", FILE.replace("components:", "notify: false\ncomponents:")) == []


def test_a_grave_incident_has_its_postmortem_within_the_time_of_the_site(ask: Ask) -> None:
    checks = "{postmortem_within: 10d}"

    assert ask("no-postmortem", FILE, "2026-12-04 14:40:00 UTC", checks=checks) == []
    assert ask("no-postmortem", FILE, "2026-12-04 14:40:01 UTC", checks=checks) == [("a.md", 10)]
    assert ask("no-postmortem", FILE, "2026-12-04 14:40:01 UTC") == []
    assert ask("no-postmortem", FILE + POSTMORTEM, "2026-12-20 00:00 UTC") == []


def test_a_postmortem_for_the_team_tells_the_public_nothing(ask: Ask) -> None:
    inside = POSTMORTEM.replace("UTC\n", "UTC\naudience: internal\n")

    assert ask("no-postmortem", FILE + inside, "2026-12-20 00:00 UTC") == [("a.md", 10)]


def test_closing_words_that_explain_are_a_postmortem(ask: Ask) -> None:
    """From fifty words on."""
    assert ask("no-postmortem", FILE + "why " * 49 + "\n", "2026-12-20 00:00 UTC") == [("a.md", 10)]
    assert ask("no-postmortem", FILE + "why " * 50 + "\n", "2026-12-20 00:00 UTC") == []


@pytest.mark.parametrize(
    ("words", "explained"),
    [
        ("This was caused by a disk. " + "more " * 19, True),
        ("This was caused by a disk. " + "more " * 18, False),
        ("Still slow at noon. " + "more " * 30, False),
        ("It works. Read the [post-mortem](https://otter.example/why).", True),
        ("This was published by mistake.", True),
        ("Aperto per errore.", True),
        ("Please read the summary in our blog: https://otter.example/why", True),
        ("Please read https://otter.example/why", False),
        ("The root cause is unknown.", False),
    ],
)
def test_last_words_that_tell_the_cause_or_where_it_stands_are_one_too(ask: Ask, words: str, explained: bool) -> None:
    found = [] if explained else [("a.md", 10)]

    assert ask("no-postmortem", FILE + words + "\n", "2026-12-20 00:00 UTC") == found


@pytest.mark.parametrize(("at", "line"), [("14:24:59", 14), ("14:25", None)])
def test_a_cause_told_long_before_the_end_is_a_guess(ask: Ask, at: str, line: int | None) -> None:
    early = f"## Identified — 2026-11-24 {at} UTC\n\nThis is due to a full disk. {'more ' * 30}\n\n## Resolved"

    found = ask("no-postmortem", FILE.replace("## Resolved", early), "2026-12-20 00:00 UTC")

    assert found == ([] if line is None else [("a.md", line)])


def test_what_nobody_will_write_any_more_is_not_asked_for(ask: Ask) -> None:
    """Ninety days after the postmortem was due."""
    assert ask("no-postmortem", FILE, "2027-03-08 14:40:00 UTC") == [("a.md", 10)]
    assert ask("no-postmortem", FILE, "2027-03-08 14:40:01 UTC") == []


@pytest.mark.parametrize("field", ["impact: minor", "notify: false"])
def test_a_small_incident_and_history_need_none(ask: Ask, field: str) -> None:
    assert ask("no-postmortem", FILE.replace("components:", f"{field}\ncomponents:"), "2026-12-20 00:00 UTC") == []


def test_of_what_was_planned_nobody_asks_why_it_happened(ask: Ask) -> None:
    planned = FILE.replace("Some requests to the API fail", "Planned outage of the API")

    assert ask("no-postmortem", planned, "2026-12-20 00:00 UTC") == []
    assert ask("no-postmortem", planned.replace("Planned", "Unplanned"), "2026-12-20 00:00 UTC") == [("a.md", 10)]


def test_a_file_can_say_that_it_has_none(findings: Callable[..., list[dict[str, str]]]) -> None:
    file = FILE.replace("components:", "checks: {no-postmortem: off}\ncomponents:")

    assert findings({"a.md": file}, "2026-12-20 00:00 UTC") == []
