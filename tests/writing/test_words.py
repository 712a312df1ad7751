"""Words that could be taken for the structure of a file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.reading.incident import read_incident
from plainstatus.writing.words import protected

from .incidents import CONTEXT

HEAD = "---\ntitle: A\ncomponents: {api: partial_outage}\n---\n\n## Investigating — 2026-11-24 14:05 UTC\n\n"
FOOT = "\n\n## Resolved — 2026-11-24 15:00 UTC\n\nIt is over.\n"

_pieces = st.sampled_from(
    [
        "## Why",
        "##Why",
        "  ## Why",
        "##",
        "```",
        "````py",
        "~~~",
        "<!--",
        "-->",
        "next_update: 14:00",
        "components: {}",
        "audience : internal",
        "---",
        "## Resolved — 2026-11-24 15:00 UTC",
        "# Update - 2026-11-24",
        "",
        "words",
        "Q: A",
    ]
)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("## Known issues", "### Known issues"),
        ("##Known", "### Known"),
        ("### Deeper", "### Deeper"),
        ("```\n## in code\n```", "```\n## in code\n```"),
        ("```\nnever closed\n## in code", "```\nnever closed\n## in code\n```"),
        ("<!-- never closed", "<!-- never closed -->"),
        ("next_update: at noon", r"next\_update: at noon"),
        ("next_update comes later", r"next\_update comes later"),
        ("components : none", r"components \: none"),
        ("## Resolved — 2026-11-24 15:00 UTC", " ### Resolved — 2026-11-24 15:00 UTC"),
        ("\n\n  indented\n\n", "  indented"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_words_that_read_as_structure_are_changed_as_little_as_possible(words, written):
    assert protected(words) == written


@settings(deadline=None)
@given(st.lists(_pieces, max_size=8).map("\n".join))
def test_no_words_change_what_stands_around_them(words):
    incident, findings = read_incident((HEAD + protected(words) + FOOT).encode(), "a.md", CONTEXT)

    assert [str(finding) for finding in findings if finding.severity == "error"] == []
    assert [update.status for update in incident.updates] == ["investigating", "resolved"]
    assert incident.updates[0].text == protected(words)
    assert incident.updates[1].text == "It is over."


@settings(deadline=None)
@given(st.lists(_pieces, max_size=8).map("\n".join))
def test_protecting_words_twice_is_protecting_them_once(words):
    assert protected(protected(words)) == protected(words)
