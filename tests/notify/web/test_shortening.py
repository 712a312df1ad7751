"""Words where there is little room: `plainstatus.notify.web.shortening`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.notify.web.shortening import length, shortened

TEXT = "A disk is full. We mend it!\n\n- It takes “an hour.” Or so"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (100, TEXT),
        (len(TEXT), TEXT),
        (len(TEXT) - 1, "A disk is full. We mend it!\n\n- It takes “an hour.” …"),
        (40, "A disk is full. We mend it! …"),
        (20, "A disk is full. …"),
        (15, "A disk is …"),
        (3, "A …"),
        (2, ""),
    ],
)
def test_whole_sentences_are_kept_then_whole_words(limit: int, expected: str) -> None:
    assert shortened(TEXT, limit) == expected


def test_a_word_that_is_too_long_is_cut() -> None:
    assert shortened("a" * 100, 10) == "aaaaaaaa …"


@settings(deadline=None)
@given(st.text(), st.integers(0, 60))
def test_what_is_shortened_fits_and_begins_as_the_whole(text: str, limit: int) -> None:
    short = shortened(text, limit)

    assert length(short) <= limit
    assert short == text or text.startswith(short.removesuffix(" …"))
