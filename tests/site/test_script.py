import json
from pathlib import Path

import pytest

from plainstatus.look import theme_folder
from plainstatus.model.status import COMPONENT_STATUSES
from plainstatus.site.sentence import patterns, sentence_of
from plainstatus.timeline.live import state_at
from plainstatus.wording.words import Words

from ..timeline.building import incident, said
from .script_cases import NAMES, case_of, cases

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "it")


def asset(name: str) -> Path:
    return theme_folder() / "assets" / name


# The same rules in both languages of the project

RECKON = """
([pages, languages]) => JSON.parse(pages).map(({ data, moments }) =>
  moments.map((moment) => {
    const { stateAt, sentence } = globalThis.plainstatus;
    const state = stateAt(data, moment);
    const sentences = languages.map((words) => sentence(data, state, { sentence: words }));
    return { ...state, components: [...state.components], sentences };
  }))
"""


def reckoned_in_python(data, moment, languages):
    state = state_at(data, moment)
    watched = bool(state["open"])
    sentences = [sentence_of(state["components"], data["names"], watched, words).text for words in languages]
    return {**state, "components": [list(each) for each in state["components"].items()], "sentences": sentences}


def test_the_browser_reckons_what_python_reckons_at_every_edge(visits):
    languages = [Words(language, theme_folder() / "locales") for language in LANGUAGES]
    pages = [*cases(400), case_of()]
    page = visits.page()
    page.add_script_tag(path=asset("state.js"))

    sent = json.dumps([{"data": case.data, "moments": case.moments} for case in pages])
    in_browser = page.evaluate(RECKON, [sent, [patterns(words) for words in languages]])

    expected = [[reckoned_in_python(case.data, moment, languages) for moment in case.moments] for case in pages]
    assert in_browser == expected
    every_state = [state for case in expected for state in case]
    assert {state["overall"] for state in every_state} == set(COMPONENT_STATUSES)
    for each in ("open", "under_way", "coming", "notices", "overdue", "stale"):
        assert any(state[each] for state in every_state), f"no case shows anything {each}"


def test_a_page_changes_at_no_other_moment_than_the_next_one(visits):
    page = visits.page()
    page.add_script_tag(path=asset("state.js"))
    pages = list(cases(200, seed=21))

    sent = json.dumps([case.data for case in pages])
    chains = page.evaluate(
        """(pages) => JSON.parse(pages).map((data) => {
          const moments = [];
          for (let now = data.as_of; now < Infinity; now = plainstatus.nextChange(data, now)) moments.push(now);
          return moments;
        })""",
        sent,
    )

    for case, chain in zip(pages, chains, strict=True):
        for moment, following in zip(chain, [*chain[1:], case.moments[-1] + 1000], strict=True):
            assert state_at(case.data, moment) == state_at(case.data, following - 1)


def test_names_are_set_into_the_sentence_as_they_are(visits):
    components = {"api": "major_outage", "2": "major_outage"}
    outage = incident(said("2026-11-24 11:00", "investigating"), components=components)
    case = case_of(outage)
    page = visits.page()
    page.add_script_tag(path=asset("state.js"))
    words = {"sentence": patterns(Words("en", theme_folder() / "locales"))}

    sentence = page.evaluate(
        "([data, words]) => plainstatus.sentence(data, plainstatus.stateAt(data, data.as_of), words)",
        [case.data, words],
    )

    assert sentence == f"Major outage: {NAMES['api']} and {NAMES['2']}"
