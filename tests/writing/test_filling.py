"""What an answer becomes in the place of its placeholder."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.writing.filling import filled_fields, filled_words, with_field

ANSWERS = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1).map(str.strip)


@given(ANSWERS.filter(bool))
def test_a_field_holds_the_very_answer_whatever_stands_in_it(answer: str) -> None:
    filled = filled_fields('title: <<what>>\nwindow: {start: <<what>>, end: 2h}\nquoted: "<<what>>"', {"what": answer})

    read = yaml.load(filled, yaml.BaseLoader)
    assert read == {"title": answer, "window": {"start": answer, "end": "2h"}, "quoted": answer}


def test_a_field_with_a_placeholder_that_has_no_answer_stays_as_it_is() -> None:
    assert filled_fields("title: <<what>> at <<place>>", {"what": "Errors"}) == "title: <<what>> at <<place>>"


def test_words_around_a_placeholder_stay_and_its_case_and_blanks_do_not_matter() -> None:
    assert filled_words("<<What Fails?>> and << what-fails >>, <<who>>.", {"what-fails": "Mail"}) == (
        "Mail and Mail, <<who>>."
    )


def test_a_comment_keeps_its_placeholder() -> None:
    assert filled_fields("# <<what>>\n  # a: <<what>>", {"what": "x"}) == "# <<what>>\n  # a: <<what>>"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("a: 1\n", "a: 1\nb: 2\n"),
        ("b:\n  c: 1\n  d: 2\na: 1\n", "b: 2\na: 1\n"),
        ("b:\n- 1\na: 1\n", "b:\n- 1\na: 1\n".replace("b:\n- 1\n", "b: 2\n")),
        ("bb: 1\n", "bb: 1\nb: 2\n"),
        ("", "b: 2\n"),
    ],
)
def test_a_field_takes_the_place_of_the_one_before_it_with_all_its_lines(fields: str, expected: str) -> None:
    assert with_field(fields, "b", "b: 2\n") == expected
