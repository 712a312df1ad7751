"""Replacements in the text of a file."""

from hypothesis import given
from hypothesis import strategies as st

from plainstatus.check.fixing import mended
from plainstatus.model.finding import Finding

HEAD = "---\ntitle: The DB is slow\ncomponents: {}\n---\n\n## Investigating — 2026-11-24 14:05 UTC\n\n"


def finding(line: int, column: int, length: int, words: str | None) -> Finding:
    return Finding("a.md", line, column, "odd", "", "odd", "notice", line, column + length, words)


def test_nothing_but_the_words_is_touched():
    text = "\ufeff" + (HEAD + "  The DB \tstalls.  \n\n\n").replace("\n", "\r\n")

    told, made = mended(text, [finding(8, 7, 2, "database"), finding(2, 12, 2, "database")])

    assert told == text.replace("DB", "database")
    assert [each.message for each in made] == ["“DB” is “database” now"] * 2


def test_of_two_that_overlap_the_first_is_made():
    told, made = mended(HEAD + "one two three\n", [finding(8, 5, 9, "b"), finding(8, 1, 7, "a")])

    assert told == HEAD + "a three\n"
    assert len(made) == 1


def test_a_finding_without_a_replacement_changes_nothing():
    assert mended(HEAD, [finding(2, 1, 3, None)]) == (HEAD, [])


def test_a_replacement_that_would_break_the_front_matter_is_not_made():
    assert mended(HEAD, [finding(2, 12, 2, "store: the old one")]) == (HEAD, [])
    assert mended(HEAD, [finding(2, 8, 3, "{")]) == (HEAD, [])
    assert mended(HEAD, [finding(2, 12, 2, "store #1")]) == (HEAD, [])


def test_a_replacement_that_would_be_a_heading_or_a_second_line_is_not_made():
    text = HEAD + "Words stand here.\n"

    assert mended(text, [finding(8, 1, 5, "## Words")]) == (text, [])
    assert mended(text, [finding(8, 1, 5, "Words\nmore")]) == (text, [])


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 4), st.sampled_from(["", "x", "longer words"])), max_size=6)
)
def test_what_is_left_of_the_line_is_what_was_there_before(places):
    """Every character of the line is in the result, or in a place that was replaced."""
    line = "abcdefghijklmnopqrstuvwxyz0123456789"
    told, made = mended(HEAD + line, [finding(8, column, length, words) for column, length, words in places])

    rest, wanted, at = told.removeprefix(HEAD), "", 0
    for each in sorted(made, key=lambda each: each.column):
        wanted += line[at : each.column - 1] + str(each.replacement)
        at = each.end_column - 1
    assert rest == wanted + line[at:]
