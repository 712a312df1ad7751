"""Texts that nobody writes, and that would keep a careless pattern busy for hours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.check.words.rules import RULES
from plainstatus.model.checks import Checks

from .saying import passage

OWN = Checks(
    never=("Project Heron", "rose"),
    jargon={"mangle queue": "line"},
    hosts=("*.ops.otter.example", "*a*a*a*b"),
    tickets=("OPS",),
    mail_domains=("otter.example",),
)

#: What patterns begin with, wait for, and never get.
UNITS = [
    *("a ", "a.", "a-", "`a", "](a(", "[a](", "<a ", "!?", "...", "A ", "ABCDE ", "é", "İ", "\n", " \n", "\n- "),
    *("://a:", "a@", "a.a@otter.", "10.", "10.0.0.1 ", "fd00:", "eyJ", "eyJaaaaaaaaaaa.", "password=", "key: "),
    *("a.local ", "ip-1-1-1-1-", "arn:aws:s3:::", "account id 1", "i-0a1b", "OPS-", "at a.", "\n at ", "Caused by: a."),
    *("an engineer ", "one of our ", "un tecnico ", "soon ", "as soon as ", "some ", "small number of ", "una parte "),
    *("any inconvenience this may ", "thank you ", "database a ", "failed over", "human ", "XX:", "{{", "[insert "),
]
PIECE = st.sampled_from(UNITS)


def everything_said(text: str, language: str) -> int:
    """How many remarks all rules have about `text`; each of them stands in it."""
    spoken = passage(text, language)
    said = [each for rule in RULES for each in rule.look(spoken, OWN)]
    assert all(0 <= each.place.start <= each.place.end <= len(text) for each in said)
    return len(said)


@pytest.mark.parametrize("unit", UNITS, ids=range(len(UNITS)))
def test_a_long_text_is_read_once(unit: str) -> None:
    """It would take many minutes where anything were quadratic; the runner's own limit ends it then."""
    text = (unit * (100_000 // len(unit) + 1))[:100_000]

    assert everything_said(text, "it" if unit.isascii() and "un" in unit else "en") < len(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECE, min_size=1, max_size=4).map("".join), st.sampled_from(["en", "it", "fr"]))
def test_no_text_is_too_odd(unit: str, language: str) -> None:
    everything_said(unit * (3_000 // len(unit)), language)
