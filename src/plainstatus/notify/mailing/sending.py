"""Sends mailings one after another, and tells how far each came. What one incident says arrives in its order."""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from plainstatus.notify.ledger.ledger import AGAIN, OvertakenError
from plainstatus.notify.mailing.crew import Crew
from plainstatus.notify.mailing.mailing import Mailing
from plainstatus.notify.mailing.shard import LEASE, Post, Result, ShardOutcome
from plainstatus.subscribers.store import SHARDS


@dataclass
class MailingOutcome:
    """How far a mailing came: what this run sent and had refused, and what is left of it, by shards."""

    mailing: Mailing
    sent: int = 0
    refused: int = 0
    shards: dict[int, ShardOutcome] = field(default_factory=dict)

    def add(self, outcome: ShardOutcome) -> None:
        """Count what became of a shard."""
        self.sent += outcome.sent
        self.refused += outcome.refused
        self.shards[outcome.shard] = outcome

    @property
    def unclear(self) -> int:
        """Of how many nobody can tell whether they heard."""
        return sum(len(each.journal.unclear) for each in self.shards.values())

    @property
    def left(self) -> int:
        """To how many, of those who had their turn, it is to be sent again."""
        return sum(len(each.journal.again) for each in self.shards.values())

    @property
    def reason(self) -> str:
        """The last fault of those that keep it from an end."""
        return next((each.journal.reason for each in self.shards.values() if each.journal.reason), "")

    @property
    def result(self) -> Literal["done", "unclear", "left", "elsewhere", "waits"]:
        """The worst of its shards; `left` where one had no turn."""
        found = {each.result for each in self.shards.values()}
        if "left" in found or len(self.shards) < SHARDS:
            return "left"
        worst: Sequence[Literal["waits", "elsewhere", "unclear"]] = ("waits", "elsewhere", "unclear")
        return next((each for each in worst if each in found), "done")


def send_mailings(
    mailings: Sequence[Mailing], crew: Crew, post: Post, is_over: Callable[[], bool] = lambda: False
) -> Iterator[MailingOutcome]:
    """Send `mailings` of one channel, the oldest first. Raises LedgerFault and StoreFault."""
    run_is_over = post.is_over
    post = replace(post, is_over=lambda: run_is_over() or is_over())
    #: By incident and shard: how far the message before came.
    earlier: dict[str, dict[int, ShardOutcome]] = defaultdict(dict)
    for mailing in mailings:
        outcome = MailingOutcome(mailing)
        before = earlier[mailing.thread]
        shards = {}
        for shard in _in_turn(post.owner):
            if (past := before.get(shard)) is None or past.journal.is_whole or past.result in _OVER:
                shards[shard] = frozenset((*past.journal.again, *past.journal.flight)) if past else frozenset()
            else:
                outcome.add(ShardOutcome(shard, "waits", past.journal))
        for each in crew.send(mailing, post, shards):
            outcome.add(each)
        for shard in range(SHARDS):
            before[shard] = outcome.shards.get(shard, ShardOutcome(shard, "left"))
        if outcome.result == "done":
            _write_down(mailing, post)
        yield outcome


_OVER: frozenset[Result] = frozenset({"done", "unclear", "empty"})


def _in_turn(owner: str) -> list[int]:
    """All shards, from another one on for each run: so several runs at once rarely meet."""
    first = sum(owner.encode()) % SHARDS
    return [(first + number) % SHARDS for number in range(SHARDS)]


def _write_down(mailing: Mailing, post: Post) -> None:
    """Tell later runs that nothing is left to do."""
    claim = post.ledger.claim(mailing.key, post.owner, post.clock(), LEASE, over=(*AGAIN, "claimed"))
    if claim.won:
        # Whatever is written there, nobody sends by it.
        with contextlib.suppress(OvertakenError):
            post.ledger.advance(claim.entry, "sent", post.clock())
