"""Bringing many subscribers in from a file, and giving all of them out into one; as a stream, whatever their number.

What comes in adds. It overwrites nobody who is there, and brings nobody back who left or whose address refuses us.
Lists alone follow the file, for none of their readers chose anything.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Literal, TextIO

from plainstatus.model.finding import Finding
from plainstatus.model.subscriber import Subscriber
from plainstatus.subscribers.csv_cells import written
from plainstatus.subscribers.csv_people import Person, cells_of, header
from plainstatus.subscribers.store import SubscriberStore, normal

#: What becomes of a row: it is `new`; it is `there` already, and stays as it is; it is a list, which is `changed`;
#: or it left, or refuses us, and stays away.
Fate = Literal["new", "there", "changed", "left", "bounced", "complained"]

#: So many rows are made safe together.
_TOGETHER = 1000


def checked(people: Iterable[Person], store: SubscriberStore, path: str) -> Iterator[Person]:
    """`people`, with a fault where a row has the address of a row before it, or the id of somebody else.

    Raises StoreFault.
    """
    # A database without a name is a file that is gone at the end: a set of a million addresses would need memory.
    with closing(sqlite3.connect("", isolation_level=None)) as seen:
        seen.execute("CREATE TABLE seen (kind TEXT, normal TEXT, line INTEGER, PRIMARY KEY (kind, normal))")
        seen.execute("BEGIN")
        for person in people:
            fault = None
            if person.subscriber is not None:
                fault = _twice(person.line, person.subscriber, seen, path) or _taken(person, store, path)
            yield person if fault is None else Person(person.line, None, (fault,))


def _twice(line: int, subscriber: Subscriber, seen: sqlite3.Connection, path: str) -> Finding | None:
    address = (subscriber.kind, normal(subscriber.kind, subscriber.address))
    if seen.execute("INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (*address, line)).rowcount:
        return None
    (first,) = seen.execute("SELECT line FROM seen WHERE kind = ? AND normal = ?", address).fetchone()
    return Finding(path, line, 1, f"this address stands on line {first} already", "Delete one of the two.", "csv-twice")


def _taken(person: Person, store: SubscriberStore, path: str) -> Finding | None:
    subscriber = person.subscriber
    if subscriber is None or not person.has_id:
        return None
    owner = store.by_id(subscriber.id)
    if owner is None or normal(owner.kind, owner.address) == normal(subscriber.kind, subscriber.address):
        return None
    hint = "Leave it empty: a new one is made."
    return Finding(path, person.line, 1, "another address has this id", hint, "csv-id")


def bring_in(people: Iterable[Person], store: SubscriberStore) -> Iterator[Fate]:
    """Add everybody who is new, and give what became of each row; rows with faults are passed over.

    Raises StoreFault.
    """
    subscribers = (person.subscriber for person in people if person.subscriber is not None)
    while together := list(islice(subscribers, _TOGETHER)):
        with store.at_once():
            fates = [_bring_in(each, store) for each in together]
        yield from fates


def fates_of(people: Iterable[Person], store: SubscriberStore) -> Iterator[Fate]:
    """What would become of each row, with nothing changed. Raises StoreFault."""
    for person in people:
        if (subscriber := person.subscriber) is not None:
            present = store.find(subscriber.kind, subscriber.address)
            yield "new" if present is None else _fate(present, subscriber)


def _bring_in(subscriber: Subscriber, store: SubscriberStore) -> Fate:
    if store.add(subscriber):
        return "new"
    present = store.find(subscriber.kind, subscriber.address)
    if present is None:
        # It was erased this moment; whoever did that means it.
        return "left"
    fate = _fate(present, subscriber)
    if fate == "changed":
        store.save(_followed(present, subscriber))
    return fate


def _fate(present: Subscriber, subscriber: Subscriber) -> Fate:
    if present.state != "active":
        return present.state
    follows = present.is_list and subscriber.is_list
    return "changed" if follows and _followed(present, subscriber) != present else "there"


def _followed(present: Subscriber, subscriber: Subscriber) -> Subscriber:
    """A list that is there, with what the file says of it by now."""
    return replace(
        present,
        wishes=subscriber.wishes,
        audience=subscriber.audience,
        language=subscriber.language,
        zone=subscriber.zone,
    )


def give_out(store: SubscriberStore, file: TextIO) -> int:
    """Write everybody into `file`, whatever their state; gives how many they are. Raises StoreFault."""
    file.write(written(header()))
    number = 0
    for subscriber in store.every():
        file.write(written(cells_of(subscriber)))
        number += 1
    return number
