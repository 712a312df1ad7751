"""What every ledger does, wherever it is kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plainstatus.aws.clients import client
from plainstatus.notify.ledger.bucket import LedgerInBucket
from plainstatus.notify.ledger.directory import LedgerInDirectory
from plainstatus.notify.ledger.ledger import Key, Ledger, OvertakenError
from plainstatus.notify.ledger.table import LedgerInTable

from ...aws.sent import reset
from ...aws.server import Aws

NOW = datetime(2026, 11, 24, 14, 30, 0, 250, tzinfo=UTC)
LEASE = timedelta(minutes=10)
_OF_AWS = ("bucket", "table", "two regions")
KEY = Key("2026-11-24-mail-late/2026-11-24T14:05:00Z", "mail", "5f" * 16)


@pytest.fixture(params=["directory", *(pytest.param(each, marks=pytest.mark.proves("moto")) for each in _OF_AWS)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    if request.param == "directory":
        return LedgerInDirectory(tmp_path / "ledger")
    aws: Aws = request.getfixturevalue("aws")
    if request.param == "two regions":
        down = client("dynamodb", "ledger in a table", once=True)
        down.meta.events.register_first("before-send.dynamodb.*", lambda request, **_: reset(request))
        return LedgerInTable((down, client("dynamodb", "ledger in a table", connections=20)), aws.table("otter-ledger"))
    if request.param == "table":
        return LedgerInTable([client("dynamodb", "ledger in a table", connections=20)], aws.table("otter-ledger"))
    return LedgerInBucket(client("s3", "ledger", connections=20), aws.bucket("ledger-of-otter"), "ledger/")


def test_what_nobody_claimed_has_no_entry(ledger: Ledger) -> None:
    assert ledger.get(KEY) is None
    assert list(ledger.list()) == []


def test_the_first_claim_wins_and_the_second_learns_whose_it_is(ledger: Ledger) -> None:
    first = ledger.claim(KEY, "one", NOW, LEASE)
    second = ledger.claim(KEY, "two", NOW, LEASE)

    assert (first.won, second.won) == (True, False)
    assert second.entry == first.entry == ledger.get(KEY)
    assert (second.entry.state, second.entry.owner, second.entry.attempt) == ("claimed", "one", 1)
    assert (second.entry.since, second.entry.until) == (NOW, NOW + LEASE)


@pytest.mark.parametrize("state", ["sent", "unknown", "known"])
def test_what_was_settled_cannot_be_claimed(ledger: Ledger, state: str) -> None:
    ledger.advance(ledger.claim(KEY, "one", NOW, LEASE).entry, state, NOW, "250 OK")  # type: ignore[arg-type]

    later = ledger.claim(KEY, "two", NOW + timedelta(days=9), LEASE)

    assert not later.won
    assert (later.entry.state, later.entry.detail, later.entry.until) == (state, "250 OK", None)


def test_what_failed_can_be_claimed_again_and_counts_its_tries(ledger: Ledger) -> None:
    ledger.advance(ledger.claim(KEY, "one", NOW, LEASE).entry, "failed", NOW, "550 no")

    again = ledger.claim(KEY, "two", NOW, LEASE)

    assert again.won
    assert (again.entry.owner, again.entry.attempt, again.entry.detail) == ("two", 2, "")


def test_a_claim_can_be_taken_over_only_where_it_is_allowed_and_its_lease_has_ended(ledger: Ledger) -> None:
    ledger.claim(KEY, "one", NOW, LEASE)

    assert not ledger.claim(KEY, "two", NOW + LEASE, LEASE).won
    assert not ledger.claim(KEY, "two", NOW + LEASE - timedelta(seconds=1), LEASE, over=("claimed",)).won
    assert ledger.claim(KEY, "two", NOW + LEASE, LEASE, over=("claimed",)).won


def test_who_was_overtaken_cannot_settle_anything(ledger: Ledger) -> None:
    slow = ledger.claim(KEY, "one", NOW, LEASE).entry
    ledger.claim(KEY, "two", NOW + LEASE, LEASE, over=("claimed",))

    with pytest.raises(OvertakenError):
        ledger.advance(slow, "sent", NOW + LEASE)

    present = ledger.get(KEY)
    assert present is not None
    assert (present.owner, present.state) == ("two", "claimed")


def test_of_many_at_once_one_wins_each_claim(ledger: Ledger) -> None:
    with ThreadPoolExecutor(8) as pool:
        for round in range(6):
            key = Key(f"x/{round}", "mail", "a" * 32)
            claims = list(pool.map(lambda owner, key=key: ledger.claim(key, str(owner), NOW, LEASE), range(8)))

            winners = [claim.entry.owner for claim in claims if claim.won]
            assert len(winners) == 1
            assert {claim.entry.owner for claim in claims} == set(winners)


def test_of_many_at_once_one_wins_what_failed_before(ledger: Ledger) -> None:
    failed = ledger.advance(ledger.claim(KEY, "one", NOW, LEASE).entry, "failed", NOW)
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda owner: ledger.claim(KEY, str(owner), NOW, LEASE), range(8)))

    assert sum(claim.won for claim in claims) == 1
    assert {claim.entry.attempt for claim in claims} == {failed.attempt + 1}


def test_every_entry_is_listed_once_as_it_is_now(ledger: Ledger) -> None:
    keys = [Key(f"{number}-x/2026-11-24T14:05:00Z", channel, "b" * 32) for number in range(3) for channel in "ab"]
    for key in keys:
        ledger.claim(key, "one", NOW, LEASE)
    sent = ledger.advance(ledger.claim(KEY, "one", NOW, LEASE).entry, "sent", NOW)

    listed = list(ledger.list())

    assert sorted(entry.key for entry in listed) == sorted([*keys, KEY])
    assert sent in listed


@pytest.mark.parametrize("update", ["https://elsewhere.example/incidents/é x?y#z", "../../../etc/passwd", "x" * 900])
def test_any_id_from_elsewhere_can_be_a_key(ledger: Ledger, update: str) -> None:
    key = Key(update, "mail", "c" * 32)

    assert ledger.claim(key, "one", NOW, LEASE).won
    assert [entry.key for entry in ledger.list()] == [key]
    assert ledger.get(Key(update + "x", "mail", "c" * 32)) is None


def test_words_come_back_as_they_were(ledger: Ledger) -> None:
    words = "zwei Wörter\nund „noch“ eine Zeile"

    assert ledger.claim(KEY, "one", NOW, LEASE, detail=words).entry.detail == words
    assert [entry.detail for entry in ledger.list()] == [words]
