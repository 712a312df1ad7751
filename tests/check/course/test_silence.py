"""Open incidents of which nothing is heard any more."""

from tests.check.course.conftest import Ask

FILE = """\
---
title: Some requests to the API fail
components: {api: partial_outage}
---

## Investigating — 2026-11-24 14:00 UTC

One in five requests fails.
"""


def test_three_days_without_a_word_are_long(ask: Ask) -> None:
    assert ask("long-silence", FILE, "2026-11-27 13:59:59 UTC") == []
    assert ask("long-silence", FILE, "2026-11-27 14:00:00 UTC") == [("a.md", 6)]


def test_a_forgotten_incident_is_not_asked_for_its_promises_too(ask: Ask) -> None:
    assert ask("no-next-update", FILE, "2026-11-27 13:59:59 UTC") == [("a.md", 6)]
    assert ask("no-next-update", FILE, "2026-11-27 14:00:00 UTC") == []


def test_who_promised_words_for_later_is_not_silent(ask: Ask) -> None:
    """Where the promise is broken, that is what is said."""
    promised = FILE.replace("UTC\n", "UTC\nnext_update: 7d\n")

    assert ask("long-silence", promised, "2026-11-30 14:00 UTC") == []
    assert ask("long-silence", promised, "2026-12-01 14:00 UTC") == []
    assert ask("overdue-update", promised, "2026-12-01 14:00 UTC") == [("a.md", 6)]


def test_words_for_the_team_do_not_break_the_silence(ask: Ask) -> None:
    note = FILE + "\n## Update — 2026-11-26 14:00 UTC\naudience: internal\n\nA new disk is ordered.\n"

    assert ask("long-silence", note, "2026-11-27 14:00 UTC") == [("a.md", 6)]
