"""How far a shard has come, as it is kept: `plainstatus.notify.mailing.journal`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.notify.mailing.journal import Journal, journal_from

IDS = st.lists(st.text("0123456789abcdef", min_size=1, max_size=32), max_size=5, unique=True).map(tuple)
JOURNALS = st.builds(
    Journal,
    st.text(max_size=40),
    st.booleans(),
    IDS,
    IDS,
    IDS,
    st.integers(0, 9),
    st.integers(0, 9),
    st.text(max_size=9),
)


@given(JOURNALS)
def test_what_is_kept_comes_back_as_it_was(journal: Journal) -> None:
    assert journal_from(journal.as_text()) == journal


def test_a_shard_that_nobody_began_has_an_empty_journal() -> None:
    assert (Journal().as_text(), journal_from("")) == ("{}", Journal())


@pytest.mark.parametrize("text", ["[]", "7", "{", '{"before": 1}', "null"])
def test_what_is_no_journal_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        journal_from(text)


@given(JOURNALS, st.booleans())
def test_whoever_takes_over_finds_nothing_in_flight_and_nobody_forgotten(journal: Journal, resend: bool) -> None:
    found = journal.landed(resend=resend)

    assert found.flight == ()
    assert {*found.again, *found.unclear} == {*journal.flight, *journal.again, *journal.unclear}
    assert not (resend and found.unclear)
    assert resend or set(found.again) == set(journal.again)
