"""Whether the first words say what customers notice."""

from dataclasses import replace

import pytest

from plainstatus.check.place import Place
from plainstatus.check.rule import Passage
from plainstatus.model.incident import Incident, Update

from .saying import NOON, marked, passage, remarks


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We are investigating."),
        ("en", "We are currently looking into this. Thank you for your patience. We will keep you updated."),
        ("en", "The database primary failed over."),
        ("en", "A node of the cluster crashed."),
        ("en", "We are assessing the impact."),
        ("it", "Stiamo verificando. Grazie per la pazienza."),
        ("it", "Il database primario è caduto."),
    ],
)
def test_first_words_about_the_house_alone_are_found(language: str, text: str) -> None:
    assert marked("impact-unsaid", text, language) == [text]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One in five requests to the API fails."),
        ("en", "The database failed over, and pages load slowly."),
        ("en", "You cannot sign in."),
        ("en", "We are investigating a problem with payments."),
        ("it", "Un pagamento su cinque non riesce."),
        ("it", "I clienti aspettano più del solito."),
        ("fr", "Nous cherchons."),
    ],
)
def test_first_words_that_say_what_is_noticed_are_right(language: str, text: str) -> None:
    assert marked("impact-unsaid", text, language) == []


def test_the_title_may_say_it() -> None:
    spoken = passage("We are looking for the cause.")
    told = replace(spoken.place.incident, title="Payments fail")

    assert remarks("impact-unsaid", spoken) != []
    assert remarks("impact-unsaid", replace(spoken, place=replace(spoken.place, incident=told))) == []


def test_who_sells_databases_tells_of_them() -> None:
    spoken = passage("A database crashed.")
    sold = replace(spoken.place.incident, components={"databases": "partial_outage"})

    assert remarks("impact-unsaid", spoken) != []
    assert remarks("impact-unsaid", replace(spoken, place=replace(spoken.place, incident=sold))) == []


def test_only_what_the_public_hears_first_has_to_say_it() -> None:
    inner = Update(NOON, "investigating", "The primary failed over.", audience="internal")
    first = Update(NOON.replace(hour=13), "investigating", "We are looking.")
    later = Update(NOON.replace(hour=14), "update", "Still looking.")
    incident = Incident("a", "a.md", "Incident", updates=(inner, first, later))

    def found(number: int) -> bool:
        update = incident.updates[number]
        place = Place(incident, "text", number, None, 0, len(update.text))
        return bool(remarks("impact-unsaid", Passage(place, update.text, "en", update.audience)))

    assert [found(number) for number in range(3)] == [False, True, False]


def test_a_maintenance_is_another_matter() -> None:
    spoken = passage("We replace a router.")
    planned = replace(spoken.place.incident, kind="maintenance")

    assert remarks("impact-unsaid", replace(spoken, place=replace(spoken.place, incident=planned))) == []
