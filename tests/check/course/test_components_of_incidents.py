"""Components that an incident names, and leaves."""

import pytest

from tests.check.course.conftest import Ask

FILE = """\
---
title: Some requests to the API fail
components: {api: partial_outage}
---

## Investigating — 2026-11-24 14:00 UTC

One in five requests fails.
"""


@pytest.mark.parametrize(("components", "impact"), [("{}", "major"), ("{vault: partial_outage}", "minor")])
def test_an_open_incident_names_a_component_that_its_readers_know(ask: Ask, components: str, impact: str) -> None:
    file = FILE.replace("{api: partial_outage}", f"{components}\nimpact: {impact}")

    assert ask("no-component", file) == [("a.md", 3)]
    assert ask("no-component", file.replace(impact, "none")) == []


def test_for_the_team_a_component_of_the_team_is_one(ask: Ask) -> None:
    file = FILE.replace("{api: partial_outage}", "{vault: partial_outage}\naudience: internal")

    assert ask("no-component", file) == []


def test_the_end_sets_components_back_and_words_against_it_are_found(ask: Ask) -> None:
    end = "\n## Resolved — 2026-11-24 14:40 UTC\n{}\nSlower until tonight.\n"

    assert ask("left-down", FILE + end.format("")) == []
    assert ask("left-down", FILE + end.format("components: {api: degraded_performance}\n")) == [("a.md", 11)]


def test_what_is_retired_is_on_no_page(ask: Ask) -> None:
    file = FILE.replace("{api: partial_outage}", "{fax: partial_outage}")
    end = "\n## Resolved — 2026-11-24 14:40 UTC\ncomponents: {fax: major_outage}\n\nIt is gone.\n"

    assert ask("left-down", file + end) == []


def test_a_component_that_stays_down_is_found_however_old_it_is(ask: Ask) -> None:
    """Today's page is wrong because of it."""
    end = "\n## Resolved — 2026-11-24 14:40 UTC\ncomponents: {api: major_outage}\n\nIt is over.\n"

    assert ask("left-down", FILE.replace("components:", "notify: false\ncomponents:") + end, "2029-01-01 00:00 UTC")
