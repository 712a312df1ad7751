"""Runs of mailings in processes that are killed, over a ledger and a store that fail: for the test of chaos.

`python -m tests.notify.chaos FOLDER` reads runs as lines of JSON, and forks a process for each. What a receiver was
handed stands in FOLDER, a line for each mail, written by whichever process handed it over.
"""

import json
import os
import random
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from plainstatus.notify.channels.channel import Answer, NotDeliveredError, Parcel, UnclearError
from plainstatus.notify.ledger.directory import LedgerInDirectory
from plainstatus.notify.ledger.ledger import Entry, LedgerFault
from plainstatus.notify.mailing import shard as shards
from plainstatus.notify.mailing.crew import Crew
from plainstatus.notify.mailing.sending import send_mailings
from plainstatus.notify.mailing.shard import Post
from plainstatus.notify.pace import Pace

from ..timeline.building import at
from .mailing.people import NOW, Receiver, Store, mailing, people

#: All subscribers are in a few shards, so that each shard has several batches.
READERS, SHARDS_USED, BATCH = 90, (3, 17, 42), 6
UPDATES = ("late/1", "late/2")
#: These have an address that nobody has.
GONE = frozenset(each.id for each in people(READERS, *SHARDS_USED)[::19])


@dataclass(frozen=True)
class Order:
    """One run: what it draws its luck from, at which step it is killed, and how many minutes after the first.

    `trouble` is how likely a fault is at each step. `holds` is the policy of the channel.
    """

    seed: int
    holds: bool
    kill_at: int = 0
    minute: int = 0
    trouble: float = 0.0
    retry: bool = False


class Luck:
    """Draws faults, counts steps, and kills the process at one of them."""

    def __init__(self, order: Order) -> None:
        self._random, self._order = random.Random(order.seed), order
        self._lock, self._step = threading.Lock(), 0

    def step(self) -> None:
        """A moment at which a process may die."""
        with self._lock:
            self._step += 1
            if self._step == self._order.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def strikes(self) -> bool:
        with self._lock:
            return self._random.random() < self._order.trouble


class Ledger(LedgerInDirectory):
    """One whose answers get lost, and which is out of reach at times."""

    def __init__(self, folder: Path, luck: Luck) -> None:
        super().__init__(folder)
        self._luck = luck

    def _write(self, entry: Entry, before: Entry | None) -> Entry | None:
        self._luck.step()
        if self._luck.strikes():
            raise LedgerFault("503")
        written = super()._write(entry, before)
        self._luck.step()
        if self._luck.strikes():
            raise LedgerFault("the answer was lost")
        return written


class Channel(Receiver):
    """A receiver in a file, which several processes may hand mails to at the same time."""

    def __init__(self, path: Path, luck: Luck, *, holds: bool) -> None:
        super().__init__(holds_unclear=holds)
        self._path, self._luck = path, luck

    def send_each(self, parcels: Iterable[Parcel]) -> Iterator[Answer]:
        for parcel in parcels:
            self._luck.step()
            yield self._answer(parcel)

    def _answer(self, parcel: Parcel) -> Answer:
        if parcel.id in GONE:
            return NotDeliveredError("550 nobody of that name", lasting=True)
        if self._luck.strikes():
            return NotDeliveredError("451 later")
        if self._luck.strikes():
            return UnclearError("the text was lost")
        with self._path.open("ab", buffering=0) as heard:
            heard.write(f"{parcel.key} {parcel.id}\n".encode())
        self._luck.step()
        return UnclearError("the answer was lost") if self._luck.strikes() else "taken"


def carry_out(order: Order, folder: Path) -> dict[str, Any]:
    """One run, and how it ends."""
    luck = Luck(order)
    now = at(NOW) + timedelta(minutes=order.minute)
    ledger, store = Ledger(folder / "ledger", luck), Store(people(READERS, *SHARDS_USED))
    pace = Pace(None, lambda: 0.0, lambda _: None)
    post = Post(ledger, store, f"run {os.getpid()} {order.seed}", lambda: now, pace, order.retry)
    crew = Crew(Channel(folder / "heard", luck, holds=order.holds).open, 2, lambda _: None)
    try:
        outcomes = list(send_mailings([mailing(update) for update in UPDATES], crew, post))
    except LedgerFault as fault:
        return {"fault": str(fault)}
    return {"results": [outcome.result for outcome in outcomes], "unclear": sum(each.unclear for each in outcomes)}


def main(folder: Path) -> None:
    # Whoever is killed leaves what was written to the system: it need not be safe on a disk.
    os.fsync = lambda _: None
    shards.BATCH = BATCH
    for line in sys.stdin:
        work = json.loads(line)
        place = folder / work["place"]
        place.mkdir(exist_ok=True)
        children = [_forked(Order(**order), place) for order in work["orders"]]
        told = []
        for process, reading in children:
            with os.fdopen(reading, "rb") as report:
                said = report.read()
            os.waitpid(process, 0)
            told.append(json.loads(said) if said else None)
        print(json.dumps(told), flush=True)


def _forked(order: Order, place: Path) -> tuple[int, int]:
    """A process with a run, and where it reports."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        said = json.dumps(carry_out(order, place)).encode()
        os.write(writing, said)
    finally:
        os._exit(0)


class Runners:
    """The process that forks runs; `count` is how many there were, and `killed` how many of them were killed."""

    def __init__(self, folder: Path, process: Any) -> None:
        self.folder, self._process = folder, process
        self.count = self.killed = 0

    def run(self, place: str, *orders: Order) -> list[dict[str, Any] | None]:
        """What runs that are started at the same time report; None of one that was killed."""
        self._process.stdin.write(json.dumps({"place": place, "orders": [asdict(each) for each in orders]}) + "\n")
        self._process.stdin.flush()
        told: list[dict[str, Any] | None] = json.loads(self._process.stdout.readline())
        self.count += len(orders)
        self.killed += told.count(None)
        return told

    def heard(self, place: str) -> list[tuple[str, str]]:
        """What the receiver was handed, in its order."""
        path = self.folder / place / "heard"
        lines = path.read_text().splitlines() if path.exists() else []
        return [(key, id) for key, id in (line.split() for line in lines)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
