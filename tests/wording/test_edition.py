"""The site in one language: `plainstatus.wording.edition`."""

from dataclasses import replace

import pytest

from plainstatus.look import theme_folder
from plainstatus.model.component import Component, Group
from plainstatus.model.settings import Settings
from plainstatus.wording.edition import Edition, editions_of

from ..timeline.building import at, incident, said

NOW = at("2026-11-24 12:00")


def editions(*languages: str) -> tuple[Edition, ...]:
    return editions_of(Settings(languages=languages, timezone="Europe/Rome"), theme_folder() / "locales", NOW)


def test_the_first_language_stands_at_the_root_and_each_other_below_its_tag() -> None:
    assert [(each.language, each.prefix) for each in editions("it", "en", "en-US")] == [
        ("it", ""),
        ("en", "en/"),
        ("en-US", "en-US/"),
    ]


@pytest.mark.parametrize(
    ("language", "name", "locale", "point"),
    [
        ("en", "English", "en_GB", "."),
        ("en-US", "English", "en_US", "."),
        ("it", "Italiano", "it", ","),
        ("de", "Deutsch", "de", ","),
        ("pt-BR", "Português", "pt_BR", ","),
    ],
)
def test_a_language_knows_its_own_name_and_how_it_writes_numbers(
    language: str, name: str, locale: str, point: str
) -> None:
    (edition,) = editions(language)

    assert (edition.own_name, edition.locale, edition.decimal_point) == (name, locale, point)


def test_times_are_written_in_the_zone_of_the_site() -> None:
    (edition,) = editions("en")

    assert edition.moments.text(NOW) == "24 Nov, 13:00 CET"


def test_words_are_shown_in_the_language_where_there_are_any() -> None:
    english, italian = editions("en", "it")
    update = said("2026-11-24 10:00", "investigating", translations={"it": "Parole."})
    told = incident(update, titles={"it": "Errori"}, summary="Some.", summaries={"it": "Alcune."})

    shown = [(each.title(told), each.summary(told), each.text(update)) for each in (english, italian)]
    marked = [
        (each.title_language(told), each.summary_language(told), each.text_language(update))
        for each in (english, italian)
    ]

    assert shown == [("Errors", "Some.", "Words."), ("Errori", "Alcune.", "Parole.")]
    assert marked == [(None, None, None), (None, None, None)]


def test_words_without_a_translation_are_shown_as_written_and_say_their_language() -> None:
    english, italian = editions("en", "it")
    update = said("2026-11-24 10:00", "investigating", translations={"de": "Wörter."})
    told = incident(update, summary="Some.")

    assert (italian.title(told), italian.summary(told), italian.text(update)) == ("Errors", "Some.", "Words.")
    assert {italian.title_language(told), italian.summary_language(told), italian.text_language(update)} == {"en"}
    assert {english.title_language(told), english.summary_language(told), english.text_language(update)} == {None}


def test_a_name_is_shown_in_the_language_or_the_nearest_there_is() -> None:
    english, italian, swiss = editions("en", "it", "it-CH")
    component = Component("web", {"en": "Website", "it": "Sito"})

    assert [each.name(component) for each in (english, italian, swiss)] == ["Website", "Sito", "Sito"]
    assert [each.name(replace(component, name={"": "Web"})) for each in (english, italian)] == ["Web", "Web"]
    assert italian.name(Group("g", {"en": "Group"})) == "Group"
