"""The words of the interface: `plainstatus.wording.words`, and the catalogues of the theme."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from markupsafe import Markup

from plainstatus.look import theme_folder
from plainstatus.model.status import COMPONENT_STATUSES, IMPACTS, UPDATE_STATUSES
from plainstatus.wording.words import IMPACT_WORDS, STATUS_WORDS, UPDATE_WORDS, Words

CHECKOUT = Path(__file__).parents[2]
CATALOGUES = theme_folder() / "locales"
LANGUAGES = sorted(folder.name for folder in CATALOGUES.iterdir())
#: What `scripts/words` calls the functions that mark a message; with two numbers for a plural.
MARKS: dict[str, Any] = {"text": None, "plain": None, "N_": None, "_": None, "count": (1, 2), "n_": (1, 2)}


def catalogue(language: str) -> Catalog:
    with (CATALOGUES / language / "plainstatus.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(words: str | Iterable[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module")
def marked() -> set[tuple[str, ...]]:
    """Every message of the code and the templates."""
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(each["pattern"], each["method"]) for each in settings]
    found: set[tuple[str, ...]] = set()
    for folder in ("src", "theme"):
        below = [
            (pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods if pattern[:3] == folder[:3]
        ]
        for _, _, id, _, _ in extract_from_dir(CHECKOUT / folder, method_map=below, keywords=MARKS):
            found.add(forms(id))
    return found


def words(language: str = "en") -> Words:
    return Words(language, CATALOGUES)


def test_there_is_a_catalogue_beside_english() -> None:
    assert "it" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_messages_of_the_code_and_the_templates_and_no_others(
    language: str, marked: set[tuple[str, ...]]
) -> None:
    assert len(marked) > 100
    assert {forms(message.id) for message in messages(language)} == marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_in_doubt(language: str) -> None:
    waiting = [message.id for message in messages(language) if message.fuzzy or not all(forms(message.string))]

    assert waiting == []
    assert list(catalogue(language).obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    for message in messages(language):
        # The singular may say the number in words.
        whole = placeholders(forms(message.id)[-1])
        several = forms(message.string)[-1]
        assert placeholders(several) == whole, message.id
        assert all(placeholders(form) <= whole for form in forms(message.string)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_plural_form_of_its_language(language: str) -> None:
    for message in messages(language):
        if message.pluralizable:
            assert len(forms(message.string)) == catalogue(language).num_plurals, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folder_of_a_catalogue_names_a_language(language: str) -> None:
    assert Locale.parse(language).language == language.split("_")[0]
    assert (CATALOGUES / language / "plainstatus.po").is_file()


def test_every_status_has_a_word() -> None:
    assert set(STATUS_WORDS) == set(COMPONENT_STATUSES)
    assert set(IMPACT_WORDS) == {*IMPACTS, "maintenance"}
    assert set(UPDATE_WORDS) == {status for statuses in UPDATE_STATUSES.values() for status in statuses}


def test_a_status_is_said_in_the_language() -> None:
    said = [(w.status("major_outage"), w.impact("minor"), w.update("in_progress")) for w in (words(), words("it"))]

    assert said == [
        ("Major outage", "Minor impact", "In progress"),
        ("Interruzione grave", "Impatto lieve", "In corso"),
    ]


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert words("de").text("History") == "History"
    assert words("de").count("{n} day", "{n} days", 2) == "2 days"


def test_a_regional_language_uses_the_catalogue_of_its_language(tmp_path: Path) -> None:
    assert words("it-CH").text("History") == "Cronologia"

    (tmp_path / "it_CH").mkdir()
    (tmp_path / "it_CH" / "plainstatus.po").write_text('msgid "History"\nmsgstr "Storia"\n', encoding="utf-8")
    assert Words("it-CH", tmp_path).text("History") == "Storia"


def test_a_count_takes_the_form_of_its_number() -> None:
    counted = [words("it").count("{n} day", "{n} days", number) for number in (0, 1, 2, 90)]

    assert counted == ["0 giorni", "1 giorno", "2 giorni", "90 giorni"]


def test_a_count_takes_further_values() -> None:
    one = words().count("{n} day of {name}", "{n} days of {name}", 2, name="<b>")

    assert one == "2 days of &lt;b&gt;"


def test_what_is_set_in_is_escaped_once() -> None:
    assert words().text("{title} – {name}", title="<b> & {name}", name=Markup("<i>")) == "&lt;b&gt; &amp; {name} – <i>"


def test_plain_words_are_not_escaped() -> None:
    made = words().plain("{title} – {name}", title="<b> & {name}", name="A")

    assert made == "<b> & {name} – A"
    assert not isinstance(made, Markup)


@pytest.mark.parametrize(
    ("names", "english", "italian"),
    [
        ([], "", ""),
        (["A & B"], "A & B", "A & B"),
        (["A", "B"], "A and B", "A e B"),
        (["A", "B", "C"], "A, B and C", "A, B e C"),
    ],
)
def test_names_are_joined_as_the_language_joins_them(names: list[str], english: str, italian: str) -> None:
    assert (words().list(names), words("it").list(names)) == (english, italian)
