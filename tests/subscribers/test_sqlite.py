"""What a file of SQLite does beside the contract: `plainstatus.subscribers.sqlite`."""

import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plainstatus.model.subscriber import Wishes
from plainstatus.subscribers.sqlite import SubscribersInSqlite
from plainstatus.subscribers.store import SHARDS, StoreFault

from .people import anna, somebody


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "subscribers.db"


@pytest.fixture
def store(path: Path) -> Iterator[SubscribersInSqlite]:
    made = SubscribersInSqlite(path)
    yield made
    made.close()


def told(store: SubscribersInSqlite, audience: str) -> list[str]:
    """The addresses of all that are told, shard after shard."""
    return [each.address for number in range(SHARDS) for each in store.shard(number, "mail", audience)]


def test_audiences_are_told_apart(store: SubscribersInSqlite) -> None:
    store.save(somebody(1))
    store.save(somebody(2, audience="internal"))

    assert told(store, "internal") == ["p2@example.com"]
    assert told(store, "public") == ["p1@example.com"]
    assert [store.count("mail", audience) for audience in ("public", "internal", "nobody")] == [1, 1, 0]


def test_reading_makes_no_file(store: SubscribersInSqlite, path: Path) -> None:
    assert list(store.every()) == []
    assert not path.exists()


def test_the_file_is_for_its_owner_alone(store: SubscribersInSqlite, path: Path) -> None:
    store.save(anna())

    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}


def test_what_is_erased_is_in_none_of_the_files(store: SubscribersInSqlite, path: Path) -> None:
    for number in range(300):
        store.save(somebody(number))
    store.save(anna(consent="Sì, ditemelo."))
    assert any(b"Anna@Example.com" in each.read_bytes() for each in path.parent.iterdir())

    store.erase("mail", "anna@example.com")

    for each in path.parent.iterdir():
        held = each.read_bytes()
        assert not any(word in held.lower() for word in (b"anna@example", b"ditemelo"))
    assert store.count("mail", "public") == 300


def test_numbers_and_mailboxes_are_kept_apart(store: SubscribersInSqlite) -> None:
    store.save(anna())
    store.save(somebody(1, kind="sms", address="+39 051 123-4567"))

    found = store.find("sms", "+390511234567")

    assert found is not None
    assert found.wishes == Wishes()
    assert (store.count("mail", "public"), store.count("sms", "public")) == (1, 1)
    assert sum(len(list(store.shard(number, "sms", "public"))) for number in range(SHARDS)) == 1


def test_more_than_a_page_streams_in_order(store: SubscribersInSqlite) -> None:
    with store.at_once():
        for number in range(2500):
            store.add(somebody(number))

    ids = [each.id for each in store.every()]

    assert (len(ids), ids) == (2500, sorted(ids))


def test_who_changes_while_the_list_is_read_stops_nothing(store: SubscribersInSqlite, path: Path) -> None:
    for number in range(20):
        store.save(somebody(number))
    reader = store.every()
    first = next(reader)

    other = SubscribersInSqlite(path)
    other.set_state(first.id, "left")
    other.save(somebody(99))
    other.close()

    assert len([first, *reader]) >= 20
    assert store.count("mail", "public") == 20


def test_what_is_written_at_once_is_there_whole_or_not_at_all(store: SubscribersInSqlite) -> None:
    with pytest.raises(ZeroDivisionError), store.at_once():
        store.add(anna())
        raise ZeroDivisionError

    assert list(store.every()) == []


def test_several_may_open_and_write_at_the_same_moment(path: Path) -> None:
    def come(number: int) -> bool:
        mine = SubscribersInSqlite(path)
        try:
            return mine.add(anna())
        finally:
            mine.close()

    with ThreadPoolExecutor(12) as pool:
        added = list(pool.map(come, range(24)))

    assert added.count(True) == 1


def test_threads_share_one_store(store: SubscribersInSqlite) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: store.save(somebody(number)), range(200)))

    assert store.count("mail", "public") == 200


def test_a_file_of_somebody_else_is_left_alone(store: SubscribersInSqlite, path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    before = path.read_bytes()

    with pytest.raises(StoreFault, match="it is a file of another program"):
        store.save(anna())
    assert path.read_bytes() == before


def test_a_file_that_is_none_is_told(store: SubscribersInSqlite, path: Path) -> None:
    path.write_bytes(b"anna@example.com\n" * 99)

    with pytest.raises(StoreFault, match="it is no file of subscribers"):
        list(store.every())


def test_a_file_of_a_newer_version_is_not_touched(store: SubscribersInSqlite, path: Path) -> None:
    store.save(anna())
    store.close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 2")
    newer.close()

    with pytest.raises(StoreFault, match="a newer plainstatus has written it"):
        store.save(anna())


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreFault, match=r"file/subscribers\.db"):
        SubscribersInSqlite(tmp_path / "file" / "subscribers.db").save(anna())


def test_an_id_that_another_address_has_is_refused(store: SubscribersInSqlite) -> None:
    kept = store.save(anna())

    assert not store.add(somebody(1, id=kept.id))
    with pytest.raises(StoreFault, match="this id belongs to another address"):
        store.save(somebody(1, id=kept.id))
    assert list(store.every()) == [kept]
