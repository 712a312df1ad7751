"""What every channel can do, and the two ways in which sending can go wrong.

Failures of channels:

    NotDelivered    it is certain that nothing arrived: it may be tried again
      NoMore        the receiver wants nothing any more, and is not asked again
    Unclear         nobody can tell whether it arrived
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol, runtime_checkable

from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice


class NotDeliveredError(Exception):
    """It is certain that nothing arrived. `lasting` tells that the next try will hardly do better."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


class NoMoreError(NotDeliveredError):
    """The receiver has said that it wants nothing any more."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, lasting=True)


class UnclearError(Exception):
    """The message was handed over, or a part of it, and the answer never came."""


@dataclass(frozen=True)
class Letter:
    """A message as it goes to one recipient: `data` is sent, `shown` is what a person sees of it."""

    subject: str
    shown: str
    data: bytes


class OpenChannel(Protocol):
    """A channel that is ready to send. Until the first `send` nobody is connected to."""

    #: Whether a message of which nobody knows if it arrived is held back, and not sent again.
    holds_unclear: bool

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        """`message` as it goes to `recipient`, written at `now`."""

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        """Send it, and give what is worth keeping of the answer. Raises NotDeliveredError or UnclearError.

        `key` is the same in every try of the same message, for receivers that know what they have already.
        """

    def close(self) -> None:
        """Part from whoever was connected to."""


@runtime_checkable
class ChoosingChannel(Protocol):
    """A channel that does not send every message."""

    def takes(self, message: Message) -> bool:
        """Whether `message` is to be sent on it."""


def is_taken(message: Message, channel: OpenChannel) -> bool:
    """Whether `message` is to be sent on `channel`."""
    return not isinstance(channel, ChoosingChannel) or channel.takes(message)


@runtime_checkable
class FollowingChannel(Protocol):
    """A channel that keeps the messages of an incident together, and has to be told what came before."""

    def send_after(self, letter: Letter, recipient: Recipient, key: str, before: str | None) -> str:
        """As `send`. `before` is the answer to the message before it, None where there is none."""


class Parcel(NamedTuple):
    """A mail on its way to one subscriber: `address` is bare, `id` the subscriber's, `key` as in `send`.

    `is_repeated` where an earlier try may have brought it there.
    """

    address: str
    id: str
    key: str
    data: bytes
    is_repeated: bool = False


#: What became of a parcel: what is worth keeping of the answer, or why there is none.
Answer = str | NotDeliveredError | UnclearError


@runtime_checkable
class BulkChannel(Protocol):
    """A channel with a way of its own for many mails after one another."""

    def send_each(self, parcels: Iterable[Parcel]) -> Iterator[Answer]:
        """Send each, and give what became of it, in their order.

        A parcel is asked for as late as it can be: what nobody asked for was not sent.
        """


def sent_in_turn(channel: OpenChannel, parcels: Iterable[Parcel]) -> Iterator[Answer]:
    """What became of each of `parcels`, in their order, on any channel that sends mail."""
    if isinstance(channel, BulkChannel):
        yield from channel.send_each(parcels)
        return
    for parcel in parcels:
        try:
            yield channel.send(Letter("", "", parcel.data), Recipient(parcel.address, parcel.id), parcel.key)
        except (NotDeliveredError, UnclearError) as fault:
            yield fault
