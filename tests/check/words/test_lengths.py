"""What is too long, and what is hard to read."""

import pytest

from plainstatus.check.words.reading_ease import flesch, gulpease
from plainstatus.model.checks import Checks

from .saying import marked

HARD = "Interregional synchronisation irregularities necessitate comprehensive reconfiguration. " * 15
EASY = "We see it now. The mail is late. It waits in a line. We move it on. You need do nothing. " * 5
DIFFICILE = (
    "L'indisponibilità infrastrutturale necessita riconfigurazioni approfondite e conseguentemente interventi. " * 10
)


def test_a_title_is_long_from_where_it_is_cut_off() -> None:
    title = "x" * 80

    assert marked("long-title", title, part="title") == []
    assert marked("long-title", f"{title}tail", part="title") == ["tail"]
    assert marked("long-title", title, part="title", checks=Checks(title_length=78)) == ["xx"]
    assert marked("long-title", f"{title}tail") == []


def test_a_first_sentence_is_long_when_no_phone_shows_it_whole() -> None:
    first = "Sign-in fails " + "very " * 30 + "often."

    assert marked("long-opening", f"- {first} More.") == [first]
    assert marked("long-opening", f"It fails. {first}") == []
    assert marked("long-opening", f"{first} More.", status="postmortem") == []


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_sentence_is_long_with_more_than_forty_words(language: str) -> None:
    forty, more = "La " * 40, "La " * 41

    assert marked("long-sentence", f"Short. {forty.strip()}.", language) == []
    assert marked("long-sentence", f"Short. {more.strip()}.", language) == [f"{more.strip()}."]
    assert marked("long-sentence", f"Short. {more.strip()}.", language, status="postmortem") == []


def test_items_of_a_list_code_and_addresses_make_no_sentence_long() -> None:
    listed = "These fail:\n" + "".join(f"- number {word} of the list\n" for word in "abcdefghijklmnopqrst")
    quoted = f"It says. `{'la ' * 60}` and more."

    assert marked("long-sentence", listed) == []
    assert marked("long-sentence", quoted) == []


@pytest.mark.parametrize(("language", "text"), [("en", HARD), ("it", DIFFICILE)])
def test_hard_words_are_found_in_both_languages(language: str, text: str) -> None:
    assert marked("hard-to-read", text, language) == [text]
    assert marked("hard-to-read", EASY, language) == []
    assert marked("hard-to-read", text, "fr") == []
    assert marked("hard-to-read", text[:200], language) == []


def test_a_postmortem_may_be_a_little_harder() -> None:
    """Its Gulpease is between 30 and 40."""
    text = (
        "Le configurazioni infrastrutturali distribuite erano disallineate continuativamente per tutta la notte. " * 10
    )
    assert 30 < gulpease(text.replace(".", "").split(), 10) < 40

    assert marked("hard-to-read", text, "it") == [text]
    assert marked("hard-to-read", text, "it", status="postmortem") == []


def test_the_formulas_are_those_of_their_authors() -> None:
    """Reckoned by hand: ten words of one syllable; ten words of five letters."""
    assert round(flesch(["cat"] * 10, 1), 3) == round(206.835 - 1.015 * 10 - 84.6, 3)
    assert gulpease(["tetto"] * 10, 1) == 89 + (300 - 500) / 10
