"""Carries out a plan. Before a message leaves, it is claimed in the ledger: of several runs, one sends it.

What was claimed and sent, and could not be written down as sent, is held as unknown from then on. So nobody
hears anything twice, whenever a run is killed.

Channels send side by side, each one its messages in their order.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Literal

from plainstatus.notify.channels.channel import (
    FollowingChannel,
    NoMoreError,
    NotDeliveredError,
    OpenChannel,
    UnclearError,
)
from plainstatus.notify.ledger.ledger import AGAIN, Entry, Ledger, LedgerFault, OvertakenError, State
from plainstatus.notify.plan import Beginning, Delivery, Plan
from plainstatus.notify.recipients import without_address
from plainstatus.notify.side_by_side import side_by_side

#: So long a claim counts. Longer than all answers together may take that a message waits for.
LEASE = timedelta(minutes=10)

_LEFT = "the run that sent it ended before it could tell"

#: `elsewhere`: another run takes care of it. `waits`: the update before it has to arrive first.
#: `refused`: whoever should have it wants nothing any more.
Result = Literal["sent", "failed", "unknown", "refused", "held", "elsewhere", "waits"]


@dataclass(frozen=True)
class Outcome:
    """What became of one message, with the answer or the reason."""

    delivery: Delivery
    result: Result
    detail: str = ""
    #: whether the next run tries again by itself
    again: bool = False
    #: whether what comes after it in the same incident has to wait
    stops: bool = False


@dataclass(frozen=True)
class Run:
    """One run: `owner` is a name that no other run has, and `clock` gives the time as it passes."""

    ledger: Ledger
    channels: Mapping[str, OpenChannel]
    owner: str
    clock: Callable[[], datetime]


def begin(plan: Plan, run: Run) -> Iterator[Beginning]:
    """Write down what was there before each new recipient was. Gives those that no other run was faster with."""
    for beginning in plan.beginnings:
        claim = run.ledger.claim(beginning.key, run.owner, run.clock(), LEASE, detail="\n".join(beginning.kept))
        if claim.won:
            # The claim holds all that counts already, whatever becomes of this.
            with contextlib.suppress(OvertakenError):
                run.ledger.advance(claim.entry, "known", claim.entry.since, claim.entry.detail)
            yield beginning


def send_all(plan: Plan, run: Run, *, retry: bool = False) -> Iterator[Outcome]:
    """Send every message of `plan`, and tell what became of each, channel by channel.

    Raises LedgerFault before it sends unclaimed.
    """
    for delivery in plan.held:
        yield _held(delivery, run)
    by_channel = groupby(plan.deliveries, lambda delivery: delivery.channel.name)
    yield from side_by_side([partial(_sent_in_turn, list(deliveries), run, retry) for _, deliveries in by_channel])


def _sent_in_turn(deliveries: list[Delivery], run: Run, retry: bool, is_over: Callable[[], bool]) -> Iterator[Outcome]:
    """Send the messages of one channel."""
    stuck: set[tuple[str, str]] = set()
    for delivery in deliveries:
        if is_over():
            return
        line = (delivery.recipient.hash, delivery.message.thread)
        outcome = Outcome(delivery, "waits") if line in stuck else _sent(delivery, run, retry)
        if outcome.stops:
            stuck.add(line)
        yield outcome


def _held(delivery: Delivery, run: Run) -> Outcome:
    entry = delivery.before
    assert entry is not None
    if entry.state == "claimed":
        try:
            entry = run.ledger.advance(entry, "unknown", run.clock(), _LEFT)
        except OvertakenError:
            return Outcome(delivery, "elsewhere")
    return Outcome(delivery, "held", entry.detail)


def _sent(delivery: Delivery, run: Run, retry: bool) -> Outcome:
    channel = run.channels[delivery.channel.name]
    over: tuple[State, ...] = AGAIN
    if retry or not channel.holds_unclear:
        over = (*over, "claimed", "unknown")
    if retry:
        over = (*over, "refused")
    won, entry = run.ledger.claim(delivery.key, run.owner, run.clock(), LEASE, over=over)
    if not won:
        return Outcome(delivery, "elsewhere")
    try:
        answer = _handed_over(delivery, channel, run)
    except NoMoreError as fault:
        return _written(delivery, entry, "refused", str(fault), run)
    except NotDeliveredError as fault:
        # What fails for now is tried again, and must not arrive after the update that follows it.
        return replace(_written(delivery, entry, "failed", str(fault), run), again=True, stops=not fault.lasting)
    except UnclearError as fault:
        again = not channel.holds_unclear
        return replace(_written(delivery, entry, "unknown", str(fault), run), again=again, stops=again)
    return _written(delivery, entry, "sent", answer, run)


def _handed_over(delivery: Delivery, channel: OpenChannel, run: Run) -> str:
    """The answer of the receiver."""
    letter, recipient, key = delivery.letter, delivery.recipient, delivery.key
    if not isinstance(channel, FollowingChannel):
        return channel.send(letter, recipient, key.update)
    entries = (run.ledger.get(key._replace(update=earlier)) for earlier in reversed(delivery.earlier))
    before = next((entry.detail for entry in entries if entry is not None and entry.state == "sent"), None)
    return channel.send_after(letter, recipient, key.update, before)


def _written(
    delivery: Delivery,
    entry: Entry,
    state: Literal["sent", "failed", "unknown", "refused"],
    detail: str,
    run: Run,
) -> Outcome:
    """Write down what became of a message that was claimed."""
    detail = without_address(delivery.recipient.mailbox, detail)
    try:
        run.ledger.advance(entry, state, run.clock(), detail)
    except (LedgerFault, OvertakenError) as fault:
        told = f"{state}, but the ledger does not know it: {fault}" if state == "sent" else f"{detail}; {fault}"
        return Outcome(delivery, "unknown", told)
    return Outcome(delivery, state, detail)
