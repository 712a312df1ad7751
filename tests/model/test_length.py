"""Lengths of time as commands say them."""

from datetime import timedelta

import pytest

from plainstatus.model.length import in_short, in_words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=3, hours=23), "3 days"),
        (timedelta(hours=26), "26 hours"),
        (timedelta(hours=1, minutes=59, seconds=59), "119 minutes"),
        (timedelta(seconds=119), "119 seconds"),
        (timedelta(seconds=1.9), "1 second"),
        (timedelta(seconds=-5), "0 seconds"),
    ],
)
def test_words_are_in_the_largest_unit_of_which_there_are_two(length: timedelta, words: str) -> None:
    assert in_words(length) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=3, hours=4, minutes=59), "3 d 4 h"),
        (timedelta(days=1, minutes=5), "1 d"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(minutes=25, seconds=59), "25 min"),
        (timedelta(seconds=40), "40 s"),
        (timedelta(minutes=-10), "10 min"),
    ],
)
def test_short_ones_are_cut_after_their_two_largest_units(length: timedelta, words: str) -> None:
    assert in_short(length) == words
