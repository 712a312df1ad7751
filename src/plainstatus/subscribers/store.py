"""What every store of subscribers can do. It is never part of a site, of its repository, or of a ledger."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from hashlib import sha256
from secrets import token_hex
from typing import NamedTuple, Protocol

from plainstatus.model.subscriber import AddressKind, Subscriber, SubscriberState

#: Subscribers are told in so many parts, by the hash of their id, so that several runs can share one sending.
SHARDS = 64


class StoreFault(Exception):
    """The store cannot be read or written: why, and what to do."""


class Standing(NamedTuple):
    """Those who are counted together."""

    kind: AddressKind
    audience: str
    state: SubscriberState


class SubscriberStore(Protocol):
    """Every method raises StoreFault. Addresses are compared in the form that `normal` gives."""

    def shard(self, number: int, kind: AddressKind, audience: str, after: str = "") -> Iterator[Subscriber]:
        """The active ones of one shard, in the order of their ids, those behind the id `after`; as a stream."""

    def find(self, kind: AddressKind, address: str) -> Subscriber | None:
        """The one of an address, whatever its state."""

    def by_id(self, id: str) -> Subscriber | None:
        """The one of an id, whatever its state."""

    def save(self, subscriber: Subscriber) -> Subscriber:
        """Keep it, in the place of what its address had; gives it as it is kept, with the id that the address had."""

    def add(self, subscriber: Subscriber) -> bool:
        """Keep it; False, with nothing changed, where its address or its id is there already, whatever its state."""

    def set_state(self, id: str, state: SubscriberState, why: str = "") -> None:
        """Change its state; nothing happens where there is no such subscriber."""

    def erase(self, kind: AddressKind, address: str) -> bool:
        """Forget all of an address, so that nothing tells that it was here; False where it was not."""

    def count(self, kind: AddressKind, audience: str) -> int:
        """How many are active."""

    def every(self) -> Iterator[Subscriber]:
        """All of them, whatever their state, in the order of their ids; as a stream."""

    def tally(self) -> Mapping[Standing, int]:
        """How many there are of each kind of address, audience and state; those of nobody are left out."""

    def at_once(self) -> AbstractContextManager[None]:
        """What is written within may be kept together, at its end: quicker where it is much."""

    def close(self) -> None:
        """Let go of what is open; the store can be used again."""


def new_id() -> str:
    """An id that nobody has."""
    return token_hex(16)


def shard_of(id: str) -> int:
    """The part to which the subscriber of that id belongs."""
    return int(sha256(id.encode()).hexdigest()[:8], 16) % SHARDS


def normal(kind: AddressKind, address: str) -> str:
    """The one form of an address: the host of a mailbox in small letters, a number without what separates it."""
    if kind == "sms":
        return "+" + "".join(char for char in address if char.isdigit())
    name, at, host = address.strip().rpartition("@")
    return f"{name.lower()}{at}{host.lower()}"


def merged(old: Subscriber, new: Subscriber) -> Subscriber:
    """`new` under the id of `old`."""
    return replace(new, id=old.id)
