"""Subscribers from a file and into one: `plainstatus.subscribers.csv_file` and `csv_people`."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.model.subscriber import WISHED, Subscriber, Wishes
from plainstatus.subscribers.csv_file import bring_in, checked, fates_of, give_out
from plainstatus.subscribers.csv_people import STATES, Given, Person, people_in
from plainstatus.subscribers.offer import Offer, Site
from plainstatus.subscribers.sqlite import SubscribersInSqlite
from plainstatus.subscribers.store import SubscriberStore

from .people import anna

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
SITE = Site(
    {
        "public": Offer(frozenset({"shop", "checkout", "payments"}), frozenset({"2026-11-24-orders-fail"})),
        "internal": Offer(frozenset({"shop", "backoffice"}), frozenset()),
    },
    ("en", "it"),
)
GIVEN = Given(NOW, "UTC", "people.csv", "Asked at the fair of 2026.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SubscribersInSqlite]:
    made = SubscribersInSqlite(tmp_path / "subscribers.db")
    yield made
    made.close()


def people(text: str, given: Given = GIVEN) -> Iterator[Person]:
    return people_in(io.StringIO(text), "people.csv", SITE, given)


def faults(text: str, store: SubscriberStore | None = None, given: Given = GIVEN) -> list[str]:
    found = people(text, given) if store is None else checked(people(text, given), store, "people.csv")
    return [str(fault) for person in found for fault in person.faults]


def subscriber(text: str) -> Subscriber:
    (person,) = people(text)
    assert person.faults == ()
    assert person.subscriber is not None
    return person.subscriber


def brought(text: str, store: SubscriberStore) -> Counter[str]:
    return Counter(bring_in(people(text), store))


def exported(store: SubscriberStore) -> str:
    file = io.StringIO()
    give_out(store, file)
    return file.getvalue()


def test_an_address_alone_wishes_for_everything() -> None:
    assert replace(subscriber("address\nanna@example.com\n"), id="") == Subscriber(
        "",
        "mail",
        "anna@example.com",
        Wishes(),
        since=NOW,
        source="people.csv",
        consent="Asked at the fair of 2026.",
    )


def test_every_column_is_read() -> None:
    text = (
        "address;kind;components;kinds;incident;audience;language;zone;list;state;since;source;consent;why;id\n"
        "crew@example.com;mail;shop backoffice;Maintenance;;internal;it;Europe/Rome;TRUE;bounced;"
        "2026-11-20 09:00 Europe/Rome;fair;By hand;full;abcdef0123456789\n"
    )

    assert subscriber(text) == Subscriber(
        "abcdef0123456789",
        "mail",
        "crew@example.com",
        Wishes(("shop", "backoffice"), ("maintenance",)),
        audience="internal",
        language="it",
        zone="Europe/Rome",
        is_list=True,
        state="bounced",
        since=datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
        source="fair",
        consent="By hand",
        why="full",
    )


def test_a_number_is_one_for_text_messages() -> None:
    assert subscriber("address\n+39 051 123-4567\n").kind == "sms"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "people.csv: error: the file is empty\n    The first line names the columns: write at least `address`."),
        ("components\nshop\n", "people.csv:1:1: error: there is no column `address`"),
        ("address,componets\n", "people.csv:1:9: error: “componets” is not a column\n    Did you mean `components`?"),
        ("address,address\n", "people.csv:1:9: error: the column “address” is there twice\n    Delete one."),
        ("Email\na@b.example\n", "people.csv:1:1: error: “Email” is not a column\n    Call it `address`."),
        ("address,kinds\n,incident\n", "people.csv:2:1: error: there is no address\n    Write one, or delete the row."),
        (
            "address,components\na@b.example,shop chekout\n",
            "people.csv:2:13: error: “chekout” is no component or group of this site\n    Did you mean `checkout`?",
        ),
        (
            "address,audience,components\na@b.example,internal,checkout\n",
            "people.csv:2:22: error: “checkout” is no component or group that the audience `internal` may know of\n"
            "    Write `backoffice` or `shop`.",
        ),
        (
            "address,audience\na@b.example,intern\n",
            "people.csv:2:13: error: “intern” is not an audience of this site\n    Did you mean `internal`?",
        ),
        (
            "address,incident\na@b.example,2026-11-24-orders\n",
            "people.csv:2:13: error: “2026-11-24-orders” is no incident of this site\n"
            "    Did you mean `2026-11-24-orders-fail`?",
        ),
        (
            "address,kinds\na@b.example,incidents\n",
            "people.csv:2:13: error: “incidents” is no kind of update\n    Did you mean `incident`?",
        ),
        (
            "address,language\na@b.example,de\n",
            "people.csv:2:13: error: “de” is not a language of this site\n    Write `en` or `it`.",
        ),
        (
            "address,zone\na@b.example,Europe/Rom\n",
            "people.csv:2:13: error: “Europe/Rom” is not a zone\n    Did you mean `Europe/Rome`?",
        ),
        ("address,zone\na@b.example,+01:00\n", "people.csv:2:13: error: “+01:00” is an offset, not a time zone"),
        ("address,list\na@b.example,yes\n", "people.csv:2:13: error: “yes” is neither true nor false"),
        (
            "address,state\na@b.example,activ\n",
            "people.csv:2:13: error: “activ” is no state of a subscriber\n    Did you mean `active`?",
        ),
        ("address,since\na@b.example,soon\n", "people.csv:2:13: error: “soon” is not a time"),
        ("address,kind\na@b.example,sms\n", "people.csv:2:13: error: the address is not one for `sms`"),
        ("address,id\na@b.example,7\n", "people.csv:2:13: error: “7” is no id of a subscriber"),
        ("address\na@b.example,x\n", "people.csv:2:13: error: the row has 2 cells, more than there are columns"),
        ("address,consent\na@b.example,a\u202eb\n", "people.csv:2:13: error: the cell holds U+202E"),
        ('address\n"a@b.example\n', "people.csv:2:1: error: the quote that opens here is never closed"),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_to_write(text: str, words: str) -> None:
    (fault,) = faults(text)

    assert fault.startswith(words)


@pytest.mark.parametrize("address", ["anna", "anna@", "@example.com", "a b@example.com", "müller@example.com", "+39"])
def test_a_faulty_address_stands_in_no_message(address: str) -> None:
    (fault,) = faults(f"address\n{address}\n")

    assert fault.startswith("people.csv:2:1: error: this is neither a mail address nor a telephone number")
    assert address not in fault.splitlines()[0].partition("error: ")[2]


def test_every_faulty_row_is_told() -> None:
    found = faults("address,components\nanna,nowhere\nb@b.example,shop\nc@c.example,shopp\n")

    assert [fault.partition(": ")[0] for fault in found] == ["people.csv:2:1", "people.csv:4:13"]


def test_somebody_must_have_agreed() -> None:
    (fault,) = faults("address\na@b.example\n", given=GIVEN._replace(consent=""))

    assert "nothing says what they agreed to\n    Say with --consent" in fault
    assert faults("address,consent\na@b.example,By telephone\n", given=GIVEN._replace(consent="")) == []


def test_an_address_that_comes_twice_is_told(store: SubscribersInSqlite) -> None:
    (fault,) = faults("address\na@b.example\nc@d.example\nA@B.example\n", store)

    assert fault.startswith("people.csv:4:1: error: this address stands on line 2 already")


def test_an_id_that_another_address_has_is_told(store: SubscribersInSqlite) -> None:
    kept = store.save(anna())

    (fault,) = faults(f"address,id\nb@b.example,{kept.id}\n", store)

    assert fault.startswith("people.csv:2:1: error: another address has this id")


def test_an_import_overwrites_nobody(store: SubscribersInSqlite) -> None:
    kept = store.save(anna())

    assert brought("address,components,language\nanna@example.com,checkout,en\nb@b.example,,\n", store) == {
        "there": 1,
        "new": 1,
    }
    assert store.by_id(kept.id) == kept


@pytest.mark.parametrize("state", ["left", "bounced", "complained"])
def test_an_import_brings_nobody_back(store: SubscribersInSqlite, state: str) -> None:
    kept = store.save(anna(state=state))

    assert brought("address,state\nanna@example.com,active\n", store) == {state: 1}
    assert store.by_id(kept.id) == kept


def test_those_who_left_elsewhere_come_in_as_such(store: SubscribersInSqlite) -> None:
    assert brought("address,state\nanna@example.com,left\n", store) == {"new": 1}

    assert store.count("mail", "public") == 0
    assert brought("address\nanna@example.com\n", store) == {"left": 1}


def test_a_list_follows_the_file(store: SubscribersInSqlite) -> None:
    brought("address,list,components\ncrew@example.com,true,shop\n", store)
    (before,) = store.every()

    again = "address,list,components\ncrew@example.com,true,checkout\n"

    assert [brought(again, store), brought(again, store)] == [{"changed": 1}, {"there": 1}]
    assert list(store.every()) == [replace(before, wishes=Wishes(("checkout",)))]


def test_a_list_that_left_stays_away(store: SubscribersInSqlite) -> None:
    kept = store.save(anna(is_list=True, state="left"))

    assert brought("address,list,components\nanna@example.com,true,checkout\n", store) == {"left": 1}
    assert list(store.every()) == [kept]


def test_somebody_who_chose_does_not_become_a_list(store: SubscribersInSqlite) -> None:
    kept = store.save(anna())

    assert brought("address,list\nanna@example.com,true\n", store) == {"there": 1}
    assert list(store.every()) == [kept]


def test_what_would_happen_is_what_happens(store: SubscribersInSqlite) -> None:
    store.save(anna())
    store.save(anna(address="gone@example.com", state="complained"))
    store.save(anna(address="crew@example.com", is_list=True))
    text = "address,list\nanna@example.com,\ngone@example.com,\ncrew@example.com,true\nnew@example.com,\n"
    before = list(store.every())

    foretold = list(fates_of(people(text), store))

    assert list(store.every()) == before
    assert foretold == list(bring_in(people(text), store)) == ["there", "complained", "changed", "new"]


IDS = st.text("0123456789abcdef", min_size=32, max_size=32)
WORDS = st.text(st.characters(whitelist_categories=("L", "N", "P", "S"), whitelist_characters=" "), max_size=30).map(
    str.strip
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))
ADDRESSES = st.one_of(
    st.from_regex(r"[A-Za-z0-9=+'._-]{1,20}@[a-z0-9]{1,9}\.example", fullmatch=True).map(lambda text: ("mail", text)),
    st.from_regex(r"\+[1-9][0-9]{7,12}", fullmatch=True).map(lambda text: ("sms", text)),
)


@st.composite
def subscribers(draw: st.DrawFn) -> Subscriber:
    kind, address = draw(ADDRESSES)
    components = draw(st.lists(st.sampled_from(["shop", "checkout", "payments"]), unique=True))
    kinds = draw(st.sampled_from([WISHED, ("incident",), ("maintenance",)]))
    incident = draw(st.sampled_from([None, "2026-11-24-orders-fail"]))
    return Subscriber(
        id=draw(IDS),
        kind=kind,  # type: ignore[arg-type]
        address=address,
        wishes=Wishes(tuple(components), kinds, incident),
        language=draw(st.sampled_from([None, "en", "it"])),
        zone=draw(st.sampled_from([None, "UTC", "Europe/Rome"])),
        is_list=draw(st.booleans()),
        state=draw(st.sampled_from(STATES)),
        since=draw(MOMENTS),
        source=draw(WORDS.filter(bool)),
        consent=draw(WORDS.filter(bool)),
        why=draw(WORDS),
    )


MANY = st.lists(subscribers(), max_size=6, unique_by=(lambda each: each.id, lambda each: each.address.lower()))


@settings(max_examples=30, deadline=None)
@given(MANY)
def test_what_was_given_out_comes_in_again_as_it_was(everybody: list[Subscriber]) -> None:
    with TemporaryDirectory() as folder:
        first, second = SubscribersInSqlite(Path(folder) / "1.db"), SubscribersInSqlite(Path(folder) / "2.db")
        for each in everybody:
            first.add(each)
        text = exported(first)

        assert faults(text, second) == []
        assert brought(text, second).total() == len(everybody)

        assert list(second.every()) == list(first.every()) == sorted(everybody, key=lambda each: each.id)
        assert exported(second) == text
        first.close()
        second.close()


@settings(max_examples=30, deadline=None)
@given(MANY, MANY)
def test_to_bring_in_twice_changes_nothing_and_nobody_who_was_there(
    there: list[Subscriber], coming: list[Subscriber]
) -> None:
    with TemporaryDirectory() as folder:
        store, source = SubscribersInSqlite(Path(folder) / "1.db"), SubscribersInSqlite(Path(folder) / "2.db")
        for each in there:
            store.add(replace(each, is_list=False))
        for each in coming:
            source.add(each)
        before, text = list(store.every()), exported(source)

        brought(text, store)
        once = list(store.every())
        again = brought(text, store)

        assert list(store.every()) == once
        assert again["new"] == again["changed"] == 0
        assert [each for each in once if each.id in {old.id for old in before}] == before
        store.close()
        source.close()


@settings(deadline=None)
@given(st.text(max_size=120))
def test_whatever_stands_in_a_file_is_told_and_breaks_nothing(text: str) -> None:
    for head in ("", "address,components,since,zone,id\n"):
        for person in people(head + text):
            assert (person.subscriber is None) == bool(person.faults)


def test_a_file_of_many_rows_streams(store: SubscribersInSqlite) -> None:
    def lines() -> Iterator[str]:
        yield "address,since\n"
        for number in range(3000):
            yield f"p{number}@example.com,{(NOW - timedelta(days=1)).isoformat()}\n"

    fates = Counter(bring_in(people_in(lines(), "people.csv", SITE, GIVEN), store))

    assert fates == {"new": 3000}
    assert store.count("mail", "public") == 3000
