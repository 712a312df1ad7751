"""Jargon, vague words and empty ones: with what to say instead, in the language of the words."""

from dataclasses import replace

import pytest

from plainstatus.model.checks import Checks

from .saying import NOON, marked, passage, remarks

OWN = Checks(jargon={"mangle queue": "line of requests", "frobnicator": ""})


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("the mangle queue is full", "the line of requests is full"),
        ("Mangle\nqueue is full", "Line of requests is full"),
        ("it runs on k8s", "it runs on Kubernetes"),
        ("the DB is slow", "the database is slow"),
    ],
)
def test_jargon_is_replaced_where_that_is_certain(text: str, instead: str) -> None:
    (said,) = remarks("jargon", passage(text), OWN)

    assert said.replacement is not None
    assert text[: said.place.start] + said.replacement + text[said.place.end :] == instead


@pytest.mark.parametrize(
    "text", ["the frobnicator is slow", "a mangle queue is full", "we failed over", "an RCA follows"]
)
def test_jargon_is_left_to_the_writer_where_grammar_may_break(text: str) -> None:
    (said,) = remarks("jargon", passage(text), OWN)

    assert said.replacement is None


def test_jargon_is_left_to_the_writer_where_words_have_genders_and_in_translations() -> None:
    spoken = passage("the mangle queue is full")
    translated = replace(spoken, place=replace(spoken.place, language="en"))

    assert remarks("jargon", spoken, OWN)[0].replacement == "line of requests"
    assert remarks("jargon", translated, OWN)[0].replacement is None
    assert remarks("jargon", passage("la mangle queue è piena", "it"), OWN)[0].replacement is None


def test_words_are_told_once_and_a_sites_own_come_first() -> None:
    own = Checks(jargon={"control plane": "console", "plane": "part"})

    (said,) = remarks("jargon", passage("the control plane is down"), own)

    assert said.replacement == "console"


def test_the_part_of_a_name_is_no_jargon() -> None:
    assert marked("jargon", "Cosmos DB, the Otter Control Plane, dB and `failover`") == []
    assert marked("jargon", "The DB is slow. Our SREs are looking into it.") == ["DB", "SREs"]


def test_jargon_may_stand_in_words_for_a_narrower_audience() -> None:
    assert marked("jargon", "failover", audience="internal") == []


def test_italian_has_jargon_of_its_own() -> None:
    assert marked("jargon", "Un rollback del deploy è in corso.", "it") == ["rollback", "deploy"]
    assert marked("jargon", "We deploy a rollback.", "en") == []


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("en", "It will be back soon.", "soon"),
        ("en", "We write as soon as possible.", "as soon as possible"),
        ("en", "Shortly we write again.", "Shortly"),
        ("it", "Torniamo a breve.", "a breve"),
        ("it", "Risolviamo il prima possibile.", "il prima possibile"),
    ],
)
def test_a_vague_time_is_found_unless_a_time_stands_beside_it(language: str, text: str, part: str) -> None:
    assert marked("vague-time", text, language) == [part]
    assert marked("vague-time", text, language, next_update=NOON) == []
    assert marked("vague-time", text, language, expected_recovery=NOON) == []
    assert marked("vague-time", text, language, expected_recovery="unknown") == [part]
    assert marked("vague-time", text, language, status="resolved") == []


@pytest.mark.parametrize(
    "text",
    ["As soon as we know, we write.", "It failed shortly after ten, soon after the change.", "Too soon to tell."],
)
def test_what_says_when_something_was_is_not_vague(text: str) -> None:
    assert marked("vague-time", text) == []


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "Some users cannot sign in. Some users wait.", ["Some users"]),
        ("en", "A small number of customers wait.", ["A small number of customers"]),
        ("en", "Some users in Italy wait.", []),
        ("en", "Some customers wait: about 5% of them.", []),
        ("en", "Some customers wait, one in ten.", []),
        ("en", "Some customers cannot open lockers of the north region.", []),
        ("en", "Only customers with two contracts wait: some users saw an old price.", []),
        ("en", "We moved some users to the other centre. Some users wait.", ["Some users"]),
        ("it", "Alcuni utenti aspettano.", ["Alcuni utenti"]),
        ("it", "Una parte dei clienti aspetta, uno su dieci.", []),
    ],
)
def test_a_share_is_vague_until_it_is_told(language: str, text: str, parts: list[str]) -> None:
    assert marked("vague-share", text, language) == parts


def test_an_apology_for_anything_is_empty() -> None:
    long = "any inconvenience this may have caused"

    assert marked("empty-apology", f"We are sorry for {long}.") == [long]
    assert marked("empty-apology", "Ci scusiamo per eventuali disagi.", "it") == ["eventuali disagi"]
    assert marked("empty-apology", "We are sorry for the hours you lost.") == []


def test_a_wording_is_suggested_in_the_language_of_the_words() -> None:
    (english,) = remarks("vague-time", passage("soon", "en"))
    (italian,) = remarks("vague-time", passage("a breve", "it"))

    assert "We write again at" in english.hint
    assert "Scriviamo di nuovo alle" in italian.hint
