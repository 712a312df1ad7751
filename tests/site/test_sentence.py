"""The one sentence that says how things are: `plainstatus.site.sentence`."""

import pytest

from plainstatus.look import theme_folder
from plainstatus.model.status import COMPONENT_STATUSES
from plainstatus.site.sentence import Sentence, sentence_of
from plainstatus.wording.words import Words

NAMES = {"api": "API", "web": "Web & app", "mail": "<Mail>", "push": "Push"}


def said(statuses: dict[str, str], *, watched: bool = False, language: str = "en") -> Sentence:
    return sentence_of(statuses, NAMES, watched, Words(language, theme_folder() / "locales"))


def test_all_is_well() -> None:
    assert said({"api": "operational", "web": "operational"}) == Sentence("operational", "All systems operational")
    assert said({}).text == "All systems operational"


def test_an_open_incident_that_touches_nothing_any_more_is_not_kept_quiet() -> None:
    sentence = said({"api": "operational"}, watched=True)

    assert sentence == Sentence("operational", "All systems operational; an incident is still being watched")


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("under_maintenance", "Maintenance under way: API"),
        ("degraded_performance", "Degraded performance: API"),
        ("partial_outage", "Partial outage: API"),
        ("major_outage", "Major outage: API"),
    ],
)
def test_what_is_hit_is_named(status: str, text: str) -> None:
    assert said({"api": status, "web": "operational"}, watched=True) == Sentence(status, text)


def test_every_status_but_operational_has_a_sentence() -> None:
    for language in ("en", "it"):
        sentences = {
            said(dict.fromkeys(ids, status), language=language).text
            for status in COMPONENT_STATUSES[1:]
            for ids in (["api"], list(NAMES))
        }
        assert len(sentences) == 2 * len(COMPONENT_STATUSES[1:])


def test_two_are_named_and_more_are_counted_in_the_order_of_the_page() -> None:
    hit = {"web": "partial_outage", "api": "partial_outage", "push": "operational"}

    assert said(hit).text == "Partial outage: Web & app and API"
    assert said({**hit, "mail": "partial_outage"}).text == "Partial outage: 3 components"


def test_only_those_that_are_hit_worst_are_named() -> None:
    statuses = {"api": "degraded_performance", "web": "major_outage", "mail": "under_maintenance"}

    assert said(statuses) == Sentence("major_outage", "Major outage: Web & app")


def test_the_sentence_is_plain_text() -> None:
    assert said({"mail": "major_outage"}).text == "Major outage: <Mail>"


def test_the_sentence_is_said_in_the_language() -> None:
    assert (
        said({"api": "major_outage", "web": "major_outage"}, language="it").text
        == "Interruzione grave: API e Web & app"
    )
