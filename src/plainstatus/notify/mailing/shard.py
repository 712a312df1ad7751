"""Sends one shard of a mailing in batches, and keeps its journal in the ledger.

Whoever was overtaken stops at once. Nobody hears twice but those of whom it was unclear, where the channel, or
a person, wants them sent again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal, Protocol

from plainstatus.model.subscriber import AddressKind, Subscriber
from plainstatus.notify.channels.channel import (
    Answer,
    NotDeliveredError,
    OpenChannel,
    Parcel,
    UnclearError,
    sent_in_turn,
)
from plainstatus.notify.ledger.ledger import AGAIN, Entry, Ledger, LedgerFault, OvertakenError, State
from plainstatus.notify.mailing.journal import Journal, journal_from
from plainstatus.notify.mailing.mailing import Mailing
from plainstatus.notify.pace import Pace
from plainstatus.notify.recipients import without_address
from plainstatus.subscribers.store import StoreFault

#: So long a claim counts; it is renewed with every batch, and when a third of it is over.
LEASE = timedelta(minutes=10)
#: So many are in flight at a time, on each connection.
BATCH = 50
#: After so many in a row that did not get through for now, the receiver is left in peace.
PATIENCE = 20
#: A shard with more than so many left to send again, or unclear, goes no further.
MOST_LEFT = 500

#: `elsewhere`: another run is at it. `waits`: the message before it has to get through first.
Result = Literal["done", "unclear", "left", "elsewhere", "waits", "empty"]


class Hearers(Protocol):
    """What a mailing asks a store of subscribers for."""

    def shard(self, number: int, kind: AddressKind, audience: str, after: str = "") -> Iterator[Subscriber]:
        """The active ones of one shard, in the order of their ids, those behind the id `after`; as a stream."""

    def by_id(self, id: str) -> Subscriber | None:
        """The one of an id, whatever its state."""


@dataclass(frozen=True)
class Post:
    """What all shards of a run share: whom to ask, and where to write down what became of it.

    `refused` is told of subscribers to whom nothing can be sent for good, and why; `is_over` tells whether the run
    has to end; `progress` is told of every batch to how many of it was sent.
    """

    ledger: Ledger
    store: Hearers
    owner: str
    clock: Callable[[], datetime]
    pace: Pace
    retry: bool = False
    refused: Callable[[Subscriber, NotDeliveredError], None] = lambda subscriber, fault: None
    is_over: Callable[[], bool] = lambda: False
    progress: Callable[[int], None] = lambda sent: None


@dataclass(frozen=True)
class ShardOutcome:
    """How far a shard came, and how many of it this run sent and had refused."""

    shard: int
    result: Result
    journal: Journal = field(default_factory=Journal)
    sent: int = 0
    refused: int = 0
    #: whether the receiver took nothing more on this connection
    is_worn_out: bool = False


def send_shard(
    mailing: Mailing, shard: int, channel: OpenChannel, post: Post, waiting: frozenset[str] = frozenset()
) -> ShardOutcome:
    """Send a shard as far as it goes. Those of the ids `waiting` have to hear of something else first.

    Raises LedgerFault and StoreFault; of whom was in flight then, nobody can tell from then on.
    """
    key = mailing.key_of(shard)
    before = post.ledger.get(key)
    if before is None and _is_empty(mailing, shard, post):
        return ShardOutcome(shard, "empty")
    if before is not None and before.state == "sent":
        return ShardOutcome(shard, "done", journal_of(before))
    resend = post.retry or not channel.holds_unclear
    over: tuple[State, ...] = (*AGAIN, "claimed", "unknown") if resend else (*AGAIN, "claimed")
    won, entry = post.ledger.claim(key, post.owner, post.clock(), LEASE, over=over, detail=None)
    if not won:
        results: dict[State, Result] = {"unknown": "unclear", "sent": "done"}
        return ShardOutcome(shard, results.get(entry.state, "elsewhere"), journal_of(entry))
    return _Sending(mailing, shard, channel, post, entry, waiting, journal_of(entry).landed(resend=resend)).outcome()


def journal_of(entry: Entry) -> Journal:
    """The journal of a shard. Raises LedgerFault where there is none."""
    try:
        return journal_from(entry.detail)
    except ValueError:
        raise LedgerFault(f"the entry {entry.key.path} tells nothing of its shard: move it out of the way") from None


def _is_empty(mailing: Mailing, shard: int, post: Post) -> bool:
    return not any(map(mailing.interest.is_shared_by, post.store.shard(shard, mailing.kind, mailing.audience)))


class _Sending:
    """A shard that is ours for now."""

    def __init__(
        self,
        mailing: Mailing,
        shard: int,
        channel: OpenChannel,
        post: Post,
        entry: Entry,
        waiting: frozenset[str],
        found: Journal,
    ) -> None:
        self._mailing, self._shard, self._channel, self._post = mailing, shard, channel, post
        self._entry, self._waiting, self._found = entry, waiting, found
        self._kept_at = entry.since
        self._after, self._is_whole, self._reason = found.after, found.is_whole, found.reason
        # Those left by earlier runs, which are tried first; and what becomes of all in this run.
        self._late = list(found.again)
        # These may stand behind `after`, where a run was killed: they are not met in order too.
        self._apart = frozenset((*found.again, *found.unclear))
        self._again: list[str] = []
        self._unclear = list(found.unclear)
        self._sent = self._refused = self._put_off = 0

    def outcome(self) -> ShardOutcome:
        """Send it, as far as it goes."""
        try:
            try:
                self._send_late_ones()
                self._send_in_order()
            except StoreFault:
                self._settle()
                raise
            result = self._settle()
        except OvertakenError:
            result = "elsewhere"
        worn_out = self._put_off >= PATIENCE
        return ShardOutcome(self._shard, result, self._journal(()), self._sent, self._refused, worn_out)

    def _send_late_ones(self) -> None:
        while self._late and not self._must_stop():
            ids, self._late = self._late[:BATCH], self._late[BATCH:]
            batch = [each for each in map(self._post.store.by_id, ids) if each is not None and self._wants(each)]
            tried = self._send(batch)
            self._late[:0] = [each.id for each in batch[tried:]]

    def _send_in_order(self) -> None:
        kind, audience = self._mailing.kind, self._mailing.audience
        everybody = self._post.store.shard(self._shard, kind, audience, self._after)
        those = (each for each in everybody if each.id not in self._apart and self._mailing.interest.is_shared_by(each))
        while not (self._is_whole or self._must_stop()):
            batch = list(islice(those, BATCH))
            tried = self._send(batch, in_order=True)
            self._is_whole = tried == len(batch) < BATCH

    def _wants(self, subscriber: Subscriber) -> bool:
        """Whether one who was left can still be sent to."""
        is_there = subscriber.state == "active" and subscriber.audience == self._mailing.audience
        return is_there and self._mailing.interest.is_shared_by(subscriber)

    def _send(self, batch: Sequence[Subscriber], *, in_order: bool = False) -> int:
        """Send to a batch; gives to how many of it, from its beginning."""
        if not batch:
            return 0
        ids = [each.id for each in batch]
        self._keep(ids)
        sent_before = self._sent
        answers = self._answers([each for each in batch if self._can_be_sent(each)])
        tried = 0
        for subscriber in batch:
            if self._can_be_sent(subscriber):
                answer = next(answers, None)
                if answer is None:
                    break
                self._note(subscriber, answer)
            elif subscriber.id in self._waiting:
                self._again.append(subscriber.id)
            else:
                self._refused += 1
                self._reason = "an address is written so that nothing can be sent to it"
            tried += 1
            if in_order:
                self._after = subscriber.id
            if self._post.clock() - self._kept_at > LEASE / 3:
                self._keep(ids[tried:])
        self._post.progress(self._sent - sent_before)
        return tried

    def _can_be_sent(self, subscriber: Subscriber) -> bool:
        return subscriber.id not in self._waiting and self._mailing.reaches(subscriber)

    def _answers(self, batch: Sequence[Subscriber]) -> Iterator[Answer]:
        parcels = self._parcels(batch)
        if self._post.pace.rate is None:
            yield from sent_in_turn(self._channel, parcels)
        else:
            # No server is to wait in the middle of a message until the pace allows for the next one.
            for parcel in parcels:
                yield from sent_in_turn(self._channel, (parcel,))

    def _parcels(self, batch: Sequence[Subscriber]) -> Iterator[Parcel]:
        for subscriber in batch:
            self._post.pace.wait()
            if self._must_stop():
                return
            data = self._mailing.mail_to(subscriber, self._post.clock())
            yield Parcel(subscriber.address, subscriber.id, self._mailing.update, data, subscriber.id in self._apart)

    def _note(self, subscriber: Subscriber, answer: Answer) -> None:
        if isinstance(answer, str):
            self._sent += 1
            self._put_off = 0
            return
        self._reason = without_address(subscriber.address, str(answer))
        if isinstance(answer, NotDeliveredError) and answer.lasting:
            self._refused += 1
            self._put_off = 0
            self._post.refused(subscriber, answer)
            return
        self._put_off += 1
        is_held = isinstance(answer, UnclearError) and self._channel.holds_unclear
        (self._unclear if is_held else self._again).append(subscriber.id)

    def _must_stop(self) -> bool:
        if self._put_off >= PATIENCE or len(self._again) + len(self._unclear) >= MOST_LEFT or self._post.is_over():
            return True
        # Once the claim has run out, somebody else may be at it.
        return self._entry.until is not None and self._post.clock() >= self._entry.until

    def _journal(self, flight: Sequence[str]) -> Journal:
        return Journal(
            self._after,
            self._is_whole,
            tuple(flight),
            (*self._late, *self._again),
            tuple(self._unclear),
            self._found.sent + self._sent,
            self._found.refused + self._refused,
            self._reason,
        )

    def _keep(self, flight: Sequence[str]) -> None:
        """Write the journal, and hold the shard for longer."""
        now = self._post.clock()
        self._entry = self._post.ledger.renew(self._entry, now, LEASE, self._journal(flight).as_text())
        self._kept_at = now

    def _settle(self) -> Result:
        """Let go of the shard."""
        journal = self._journal(())
        state: State = "failed"
        result: Result = "left"
        if journal.is_done:
            state, result = ("unknown", "unclear") if journal.unclear else ("sent", "done")
        self._entry = self._post.ledger.advance(self._entry, state, self._post.clock(), journal.as_text())
        return result
