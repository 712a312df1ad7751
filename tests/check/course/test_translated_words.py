"""Words that a language of the site lacks."""

from tests.check.course.conftest import Ask

FILE = """\
---
title: Some requests to the API fail
components: {api: partial_outage}
---

## Investigating — 2026-11-24 14:00 UTC

One in five requests fails.
"""
SECOND = "\n## Identified — 2026-11-24 14:20 UTC\n\nFiles make them fail.\n"
THIRD = "\n## Update — 2026-11-24 14:30 UTC\n\nWe undo it.\n"
ITALIAN = """\
---
title: Alcune richieste all'API falliscono
---

## Investigating — 2026-11-24 14:00 UTC

Una richiesta su cinque fallisce.
"""


def test_a_language_without_a_word_is_named_once(ask: Ask) -> None:
    assert ask("not-translated", FILE + SECOND, languages="en, it") == [("a.md", 2)]
    assert ask("translation-behind", FILE + SECOND, languages="en, it") == []


def test_a_site_in_one_language_translates_nothing(ask: Ask) -> None:
    assert ask("not-translated", FILE) == []


def test_each_language_is_asked_for(ask: Ask) -> None:
    files = {"a.md": FILE, "a.it.md": ITALIAN}

    assert ask("not-translated", files, languages="en, it") == []
    assert ask("not-translated", files, languages="en, it, de") == [("a.md", 2)]


def test_a_translation_is_behind_from_the_first_words_that_it_lacks(ask: Ask) -> None:
    files = {"a.md": FILE + SECOND + THIRD, "a.it.md": ITALIAN}

    assert ask("translation-behind", files, languages="en, it") == [("a.md", 10)]
    assert ask("translation-behind", {**files, "a.md": FILE}, languages="en, it") == []


def test_words_that_others_do_not_see_need_no_translation(ask: Ask) -> None:
    inside = SECOND.replace("UTC\n", "UTC\naudience: internal\n")

    assert ask("translation-behind", {"a.md": FILE + inside, "a.it.md": ITALIAN}, languages="en, it") == []


def test_an_update_without_words_needs_none(ask: Ask) -> None:
    bare = "\n## Monitoring — 2026-11-24 14:20 UTC\ncomponents: {api: operational}\n"

    assert ask("translation-behind", {"a.md": FILE + bare, "a.it.md": ITALIAN}, languages="en, it") == []


def test_the_summary_is_translated_too(ask: Ask) -> None:
    summed = FILE.replace("---\n\n", "---\n\nFor a while.\n\n")

    assert ask("translation-behind", {"a.md": summed, "a.it.md": ITALIAN}, languages="en, it") == [("a.md", 6)]


def test_history_stays_in_its_language(ask: Ask) -> None:
    resolved = FILE + "\n## Resolved — 2026-11-24 14:40 UTC\n\nAll requests succeed.\n"

    assert ask("not-translated", resolved, "2026-12-01 14:40:00 UTC", languages="en, it") == [("a.md", 2)]
    assert ask("not-translated", resolved, "2026-12-01 14:40:01 UTC", languages="en, it") == []
