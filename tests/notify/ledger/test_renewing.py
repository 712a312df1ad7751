"""A claim that lasts long: it is renewed, with what was reached by then."""

from datetime import timedelta

import pytest

from plainstatus.notify.ledger.ledger import Ledger, OvertakenError

from .test_contract import KEY, LEASE, NOW
from .test_contract import ledger as ledger


def test_a_claim_that_is_renewed_lasts_longer_and_remembers_how_far_it_came(ledger: Ledger) -> None:
    entry = ledger.claim(KEY, "one", NOW, LEASE).entry
    for minute in range(1, 30):
        entry = ledger.renew(entry, NOW + timedelta(minutes=minute), LEASE, f"{minute} of 30")

    assert ledger.get(KEY) == entry
    assert (entry.until, entry.detail, entry.attempt) == (NOW + timedelta(minutes=29) + LEASE, "29 of 30", 1)
    assert [each.detail for each in ledger.list()] == ["29 of 30"]
    assert not ledger.claim(KEY, "two", NOW + timedelta(minutes=35), LEASE, over=("claimed",)).won


def test_who_takes_a_claim_over_can_go_on_where_it_stopped(ledger: Ledger) -> None:
    ledger.renew(ledger.claim(KEY, "one", NOW, LEASE).entry, NOW, LEASE, "7 of 30")

    taken = ledger.claim(KEY, "two", NOW + LEASE, LEASE, over=("claimed",), detail=None)

    assert (taken.won, taken.entry.owner, taken.entry.detail) == (True, "two", "7 of 30")


@pytest.mark.parametrize("stood_still_for", [1, 3, 40])
def test_who_stood_still_while_others_went_on_can_write_nothing(ledger: Ledger, stood_still_for: int) -> None:
    still = ledger.claim(KEY, "one", NOW, LEASE).entry
    entry = ledger.claim(KEY, "two", NOW + LEASE, LEASE, over=("claimed",)).entry
    for number in range(stood_still_for):
        entry = ledger.renew(entry, NOW + LEASE, LEASE, f"{number}")

    with pytest.raises(OvertakenError):
        ledger.renew(still, NOW + LEASE, LEASE, "mine")

    assert ledger.get(KEY) == entry
    assert list(ledger.list()) == [entry]
