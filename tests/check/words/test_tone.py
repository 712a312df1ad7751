"""Capitals, exclamation marks and gaps."""

from dataclasses import replace

import pytest

from .saying import marked, passage, remarks


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "WE ARE DOWN. The API fails.", ["WE ARE DOWN."]),
        ("en", "MAJOR OUTAGE", ["MAJOR OUTAGE"]),
        ("en", "IMPORTANT: sign in again.", ["IMPORTANT"]),
        ("it", "IL SERVIZIO NON È DISPONIBILE", ["IL SERVIZIO NON È DISPONIBILE"]),
        ("it", "ATTENZIONE: entra di nuovo.", ["ATTENZIONE"]),
        ("en", "HTTP API DNS fail, AWS EC2 RDS too, and GET or POST.", []),
        ("en", "Please do NOT retry. `WE ARE DOWN` is what you see.", []),
        ("en", "ATTENZIONE", []),
    ],
)
def test_shouted_words_are_found_and_abbreviations_are_not(language: str, text: str, parts: list[str]) -> None:
    assert marked("all-caps", text, language) == parts


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("It works again!", "It works again."),
        ("Thanks!!! Bye.", "Thanks. Bye."),
        ("Really?!", "Really?"),
        ("“Go!”", "“Go.”"),
    ],
)
def test_an_exclamation_mark_becomes_a_calm_one(text: str, calm: str) -> None:
    (said,) = remarks("exclamation-mark", passage(text))

    assert text[: said.place.start] + (said.replacement or "") + text[said.place.end :] == calm


@pytest.mark.parametrize("text", ["Yahoo! mail fails", "`rm -rf !`", "a != b", "![a picture](p.png)", "<!-- a! -->"])
def test_a_mark_that_shouts_at_nobody_stays(text: str) -> None:
    assert marked("exclamation-mark", text) == []


def test_what_is_no_outage_may_be_glad() -> None:
    spoken = passage("We are back from our holidays!")
    glad = replace(spoken.place.incident, kind="notice")

    assert remarks("exclamation-mark", spoken) != []
    assert remarks("exclamation-mark", replace(spoken, place=replace(spoken.place, incident=glad))) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("TODO: say more", ["TODO:"]),
        ("It fails. FIXME", ["FIXME"]),
        ("back at XX:XX UTC, or hh:mm, or HH:MM", ["XX:XX", "HH:MM"]),
        ("[insert share] of requests, [inserire data]", ["[insert share]", "[inserire data]"]),
        ("Back at [TBD], see [todo].", ["[TBD]", "[todo]"]),
        ("{{ component }} fails, XXX too", ["{{ component }}", "XXX"]),
        ("Lorem ipsum dolor sit amet", ["Lorem ipsum dolor sit amet"]),
        ("TBD", ["TBD"]),
        (" to be confirmed. ", [" to be confirmed. "]),
    ],
)
def test_a_gap_is_found(text: str, parts: list[str]) -> None:
    assert sorted(marked("unfilled", text)) == sorted(parts)


@pytest.mark.parametrize(
    "text",
    [
        "Your TODO list is slow, and todo too.",
        "A card that ends in XXX-1234, +39 XXX 12, error 5XX, XXXL",
        "See [date](https://example.com), [time][1] and [service]: here",
        "`{{ name }}` is shown. What is wrong? Really??",
        "The recovery is TBD.",
    ],
)
def test_what_only_looks_like_a_gap_is_left_alone(text: str) -> None:
    assert marked("unfilled", text) == []
