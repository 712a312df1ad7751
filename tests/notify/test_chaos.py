"""Two hundred runs of mailings that are killed, meet each other, and find ledger and server out of order."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plainstatus.notify.ledger.directory import LedgerInDirectory
from plainstatus.notify.mailing.shard import journal_of
from plainstatus.subscribers.store import SHARDS

from .chaos import GONE, READERS, SHARDS_USED, UPDATES, Order, Runners
from .mailing.people import mailing, people

CHECKOUT = Path(__file__).parents[2]
SITES, RUNS = 20, 200
#: The first steps of a run, at one of which most runs are killed.
STEPS = 60


@pytest.fixture(scope="module")
def runners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runners]:
    folder = tmp_path_factory.mktemp("chaos")
    command = [sys.executable, "-m", "tests.notify.chaos", str(folder)]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield Runners(folder, process)
        assert process.stdin is not None
        process.stdin.close()


def bad_days(runners: Runners, place: str, luck: random.Random, runs: int, *, holds: bool) -> int:
    """So many runs under bad luck, one at a time or two at once; gives the minute at which they end."""
    minute = 0
    done = 0
    while done < runs:
        at_once = min(luck.choice((1, 1, 2)), runs - done)
        orders = [
            Order(
                seed=luck.randrange(2**32),
                holds=holds,
                kill_at=luck.choice((0, *(luck.randint(1, STEPS) for _ in range(4)))),
                minute=minute,
                trouble=luck.choice((0.0, 0.0, 0.01, 0.04)),
            )
            for _ in range(at_once)
        ]
        runners.run(place, *orders)
        done += at_once
        # Mostly the leases of those who were killed have ended by then.
        minute += luck.choice((1, 11, 11))
    return minute + 11


def quiet_days(runners: Runners, place: str, minute: int, *, holds: bool, retry: bool = False) -> None:
    """Runs without bad luck, until nothing is left to do."""
    for number in range(6):
        order = Order(seed=number, holds=holds, minute=minute + 11 * number, retry=retry and number == 0)
        (told,) = runners.run(place, order)
        assert told is not None
        if set(told["results"]) <= {"done", "unclear"}:
            return
    raise AssertionError(f"{place} never comes to an end: {told}")


def held(runners: Runners, place: str) -> set[tuple[str, str]]:
    """Of whom the ledger says that nobody can tell whether they heard, by update; not those whom nobody can reach."""
    ledger = LedgerInDirectory(runners.folder / place / "ledger")
    entries = {(key, shard): ledger.get(mailing(key).key_of(shard)) for key in UPDATES for shard in range(SHARDS)}
    return {
        (key, id) for (key, _), entry in entries.items() if entry for id in journal_of(entry).unclear if id not in GONE
    }


def wanted() -> set[tuple[str, str]]:
    return {(key, each.id) for key in UPDATES for each in people(READERS, *SHARDS_USED) if each.id not in GONE}


def test_whatever_happens_nobody_is_forgotten_and_nobody_hears_twice(
    runners: Runners, record_property: Callable[[str, object], None]
) -> None:
    luck = random.Random(5)
    mails = in_doubt = sent_again = 0
    for number in range(SITES):
        place, holds = f"site {number}", number % 4 != 3
        minute = bad_days(runners, place, luck, RUNS // SITES, holds=holds)
        quiet_days(runners, place, minute, holds=holds)

        heard = runners.heard(place)
        doubtful = held(runners, place)
        counts = Counter(heard)
        assert set(counts) | doubtful == wanted(), place
        first_at = {mail: at for at, mail in reversed(list(enumerate(heard)))}
        for key, id in counts:
            before = first_at.get((UPDATES[0], id))
            assert key == UPDATES[0] or before is None or before < first_at[key, id], (place, id)
        if holds:
            assert set(counts.values()) == {1}, place
        else:
            assert doubtful == set(), place
            sent_again += len(heard) - len(counts)
        mails += len(heard)
        in_doubt += len(doubtful)

        quiet_days(runners, place, minute + 100, holds=holds, retry=True)
        assert set(runners.heard(place)) == wanted(), place
        assert held(runners, place) == set(), place
    assert runners.killed > RUNS // 5
    assert in_doubt > 0
    record_property(
        "chaos",
        f"{runners.count} runs, {runners.killed} of them killed: {mails:,} mails arrived, none was forgotten; where "
        f"mail in doubt is held, none arrived twice and {in_doubt} were held; where it is sent again, {sent_again} did",
    )
