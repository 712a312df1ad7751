"""What every store of subscribers does, wherever it keeps them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from plainstatus.model.subscriber import SubscriberState, Wishes
from plainstatus.model.subscriber_place import SesListPlace
from plainstatus.subscribers.opening import KEY_VARIABLE, open_subscribers
from plainstatus.subscribers.sqlite import SubscribersInSqlite
from plainstatus.subscribers.store import SHARDS, SubscriberStore, shard_of

from ..aws.server import Aws
from .contacts import LIST, contact_list, refusing_twice
from .people import anna, somebody


@pytest.fixture(params=["sqlite", pytest.param("ses", marks=pytest.mark.proves("moto", "fake"))])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SubscriberStore]:
    made: SubscriberStore
    if request.param == "sqlite":
        made = SubscribersInSqlite(tmp_path / "deep" / "subscribers.db")
    else:
        aws: Aws = request.getfixturevalue("aws")
        contact_list(aws, "status", "status-shop", "status-checkout")
        aws.wire.trouble = refusing_twice(aws)
        made = open_subscribers(SesListPlace(LIST), tmp_path, {KEY_VARIABLE: "0123456789abcdef"})
    yield made
    made.close()


def everybody(store: SubscriberStore) -> list[str]:
    """The addresses of all that are told, shard after shard."""
    return [each.address.lower() for number in range(SHARDS) for each in store.shard(number, "mail", "public")]


def test_an_empty_store_has_nobody(store: SubscriberStore) -> None:
    assert store.find("mail", "anna@example.com") is None
    assert store.by_id("0" * 32) is None
    assert store.count("mail", "public") == 0
    assert list(store.every()) == []
    assert everybody(store) == []
    assert store.tally() == {}
    assert not store.erase("mail", "anna@example.com")
    store.set_state("0" * 32, "left")


def test_a_subscriber_is_found_as_they_were_kept(store: SubscriberStore) -> None:
    kept = store.save(anna())

    assert store.find("mail", "anna@example.com") == kept
    assert store.by_id(kept.id) == kept
    assert list(store.every()) == [kept]
    assert everybody(store) == ["anna@example.com"]


@pytest.mark.parametrize("address", ["ANNA@example.com", "anna@EXAMPLE.com", " anna@example.com "])
def test_an_address_is_one_however_it_is_written(store: SubscriberStore, address: str) -> None:
    kept = store.save(anna())

    assert store.find("mail", address) == kept
    assert not store.add(anna(address=address.strip()))
    assert store.count("mail", "public") == 1


def test_who_comes_again_keeps_the_id(store: SubscriberStore) -> None:
    first = store.save(anna())
    again = store.save(anna(address="anna@example.com", wishes=Wishes(), language="en"))

    assert again.id == first.id
    assert again.wishes == Wishes()
    assert list(store.every()) == [again]


def test_adding_overwrites_nobody(store: SubscriberStore) -> None:
    assert store.add(anna(state="left", why="by the link in a mail"))
    (kept,) = store.every()

    assert not store.add(anna())

    assert list(store.every()) == [kept]
    assert kept.state == "left"


@pytest.mark.parametrize("state", ["left", "bounced", "complained"])
def test_who_left_or_refuses_us_hears_nothing_and_is_not_forgotten(
    store: SubscriberStore, state: SubscriberState
) -> None:
    kept = store.save(anna())
    store.save(somebody(1))

    store.set_state(kept.id, state, "they said so")

    assert store.find("mail", "anna@example.com") == replace(kept, state=state, why="they said so")
    assert everybody(store) == ["p1@example.com"]
    assert store.count("mail", "public") == 1
    assert len(list(store.every())) == 2


def test_who_comes_back_hears_again(store: SubscriberStore) -> None:
    store.set_state(store.save(anna()).id, "left")

    store.save(anna())

    assert everybody(store) == ["anna@example.com"]


def test_who_is_erased_was_never_here(store: SubscriberStore) -> None:
    kept = store.save(anna(state="complained"))

    assert store.erase("mail", "ANNA@example.com")

    assert store.find("mail", "anna@example.com") is None
    assert store.by_id(kept.id) is None
    assert list(store.every()) == []
    assert not store.erase("mail", "anna@example.com")
    assert store.add(anna())


def test_everybody_is_counted_by_kind_audience_and_state(store: SubscriberStore) -> None:
    store.save(somebody(1))
    store.save(somebody(2))
    store.save(somebody(3, state="left"))

    assert store.tally() == {("mail", "public", "active"): 2, ("mail", "public", "left"): 1}


def test_what_is_added_at_once_is_there_at_its_end(store: SubscriberStore) -> None:
    with store.at_once():
        assert [store.add(somebody(number)) for number in (1, 2, 1)] == [True, True, False]

    assert store.count("mail", "public") == 2


def test_every_shard_is_in_the_order_of_ids_and_goes_on_behind_one(store: SubscriberStore) -> None:
    for number in range(SHARDS * 2):
        store.add(somebody(number))

    fullest = max((list(store.shard(number, "mail", "public")) for number in range(SHARDS)), key=len)
    ids = [each.id for each in fullest]

    assert len(ids) >= 2
    assert ids == sorted(ids)
    assert {shard_of(id) for id in ids} == {shard_of(ids[0])}
    assert list(store.shard(shard_of(ids[0]), "mail", "public", after=ids[0])) == fullest[1:]
    whole = [each.id for each in store.every()]
    assert len(whole) == SHARDS * 2
    assert whole == sorted(whole)


def test_a_store_that_was_closed_opens_again(store: SubscriberStore) -> None:
    kept = store.save(anna())
    store.close()
    store.close()

    assert store.by_id(kept.id) == kept
