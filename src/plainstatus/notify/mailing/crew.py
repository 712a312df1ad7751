"""Several workers who share the shards of a mailing, each with a connection of its own.

Where a receiver takes nothing more on a connection, its worker waits for a while and tries another one; when
that does not help either, the rest is left to the others, or to the next run.
"""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from plainstatus.notify.channels.channel import OpenChannel
from plainstatus.notify.mailing.mailing import Mailing
from plainstatus.notify.mailing.shard import Post, ShardOutcome, send_shard

#: Seconds between one connection that came to nothing and the next.
PAUSES = (1.0, 5.0, 20.0)


@dataclass(frozen=True)
class Crew:
    """`parallel` workers, who open channels by `open`; `sleep` waits for some seconds."""

    open: Callable[[], OpenChannel]
    parallel: int
    sleep: Callable[[float], None]

    def send(self, mailing: Mailing, post: Post, shards: Mapping[int, frozenset[str]]) -> Iterator[ShardOutcome]:
        """Send `shards` of a mailing, each with the ids that have to wait; gives what became of each, in any order.

        One that is taken up again is told of again, with what came to it since. Raises LedgerFault and StoreFault,
        once all workers have come to an end.
        """
        work = _Work(mailing, shards, deque(shards), queue.SimpleQueue())
        run_is_over = post.is_over
        post = replace(post, is_over=lambda: run_is_over() or work.is_broken.is_set())
        with ThreadPoolExecutor(self.parallel) as pool:
            workers = [pool.submit(self._work, work, post) for _ in range(min(self.parallel, len(shards)))]
            try:
                yield from work.outcomes(workers)
            finally:
                work.is_broken.set()
        for worker in workers:
            worker.result()

    def _work(self, work: "_Work", post: Post) -> None:
        channel, tries = self.open(), 0
        try:
            while (shard := work.next()) is not None and not post.is_over():
                outcome = send_shard(work.mailing, shard, channel, post, work.shards[shard])
                work.told.put(outcome)
                if outcome.sent:
                    tries = 0
                if not outcome.is_worn_out:
                    continue
                work.left.append(shard)
                if tries == len(PAUSES):
                    return
                channel.close()
                self.sleep(PAUSES[tries])
                channel, tries = self.open(), tries + 1
        except BaseException:
            work.is_broken.set()
            raise
        finally:
            channel.close()
            work.told.put(None)


@dataclass(frozen=True)
class _Work:
    mailing: Mailing
    shards: Mapping[int, frozenset[str]]
    left: deque[int]
    told: "queue.SimpleQueue[ShardOutcome | None]"
    is_broken: threading.Event = field(default_factory=threading.Event)

    def next(self) -> int | None:
        try:
            return self.left.popleft()
        except IndexError:
            return None

    def outcomes(self, workers: "list[Future[None]]") -> Iterator[ShardOutcome]:
        """What became of every shard that somebody was at, until the last worker has gone."""
        at_work = len(workers)
        while at_work:
            outcome = self.told.get()
            if outcome is None:
                at_work -= 1
            else:
                yield outcome
