"""What it costs to tell many subscribers, beside a bare loop that sends the same mail over one connection."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts.benchmark import sink
from scripts.benchmark.measure import Cost, Program, Spread, peak_together, run, spread
from scripts.benchmark.report import Bar

SIZES = (1_000, 100_000, 1_000_000)
#: Of those, where ours and the bare loop take turns; and how many mails of each where every answer takes long.
COMPARED, OURS_FROM_AFAR, LOOP_FROM_AFAR = 100_000, 5_000, 150
#: Seconds.
LATENCY = 0.02
MANAGE = (sys.executable, "-m", "plainstatus")
BEFORE, NOW = "2026-11-24 14:10", "2026-11-24 14:30"
_FIRST = """---
title: Mail is late
components: {sending: degraded_performance, web: partial_outage}
---

## Investigating — 2026-11-24 14:05 UTC

One in five messages arrives an hour late.
"""
_SECOND = """
## Identified — 2026-11-24 14:25 UTC
expected_recovery: 2026-11-24 16:00 UTC

A disk is full, and we are making room. Nothing is lost: *every* message arrives, in its order.
"""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with a site that has something to tell to `number` subscribers on one channel."""

    folder: Path
    number: int

    @property
    def notify(self) -> Program:
        return Program((*MANAGE, "notify", "--now", NOW), self.folder)

    def renew(self) -> None:
        """Nobody has heard of it yet."""
        for name in (".plainstatus/ledger", "outbox"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.folder / "begun", self.folder / ".plainstatus" / "ledger")


def measured(work: Path, rounds: int, sizes: tuple[int, ...], compared: int, say: Say) -> dict[str, Any]:
    """Every figure of telling subscribers, as it is stored. Each mail has a signed link by which its reader leaves."""
    os.environ["PLAINSTATUS_SIGNUP_KEY"] = "of no use to anybody outside of this benchmark"
    stores = {size: _seeded(work / f"{size}.db", size, say) for size in sorted({*sizes, compared, OURS_FROM_AFAR})}
    told = {str(size): _told(work, size, stores[size], say) for size in sizes}
    near = _compared(work, compared, stores[compared], compared, 0, rounds, say)
    far = _compared(work, OURS_FROM_AFAR, stores[OURS_FROM_AFAR], LOOP_FROM_AFAR, LATENCY, rounds, say)
    most = max(sizes)
    peak = max(each["peak"] for each in told[str(most)].values())
    bars = [
        Bar(f"`notify` to {compared:,} subscribers by SMTP against a bare loop, wall time", 1.0, " ×", _ratio(near)),
        Bar("the same, with 20 ms on the way of every answer", 0.1, " ×", _ratio(far)),
        Bar(f"`notify` to {most:,} subscribers, peak memory", 150, " MiB", Spread(peak, peak, peak)),
    ]
    return {
        "rounds": rounds,
        "compared": compared,
        "sizes": told,
        "rates": {
            name: asdict(spread([1 / each for each in seconds]))
            for name, seconds in (("near", near[0]), ("near, bare", near[1]), ("far", far[0]), ("far, bare", far[1]))
        },
        "bars": [bar.as_data() for bar in bars],
    }


#: Seconds for each mail, of ours and of the bare loop, round by round.
Pairs = tuple[list[float], list[float]]


def _ratio(pairs: Pairs) -> Spread:
    return spread([ours / bare for ours, bare in zip(*pairs, strict=True)])


def _seeded(path: Path, size: int, say: Say) -> Path:
    """A store of so many, who differ in language, zone and wishes; all of them wish for what is told here."""
    from plainstatus.model.subscriber import Subscriber, Wishes
    from plainstatus.subscribers.sqlite import SubscribersInSqlite

    say(f"a store of {size:,} subscribers")
    came = datetime(2026, 1, 1, tzinfo=UTC)
    wishes = (Wishes(), Wishes(("web",)), Wishes(("mail",)), Wishes(kinds=("incident",)))
    store = SubscribersInSqlite(path)
    with store.at_once():
        for number in range(size):
            store.add(
                Subscriber(
                    sha256(str(number).encode()).hexdigest()[:32],
                    "mail",
                    f"reader{number}@list{number % 97}.example",
                    wishes[number % 4],
                    language="it" if number % 5 == 0 else None,
                    zone=("Europe/Rome", "Asia/Tokyo", "America/New_York")[number % 3] if number % 7 == 0 else None,
                    since=came,
                )
            )
    store.close()
    return path


def _made(folder: Path, number: int, store: Path, channel: str) -> Site:
    (folder / "incidents").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        f"site_name: Otter Mail\nsite_url: https://status.otter.example/\ndocs_dir: incidents\n"
        f"plugins:\n  - plainstatus:\n      languages: [en, it]\n"
        "      signup: https://signup.otter.example/\n"
        f"      subscribers: {{sqlite: {store}}}\n      channels:\n        mail: {{{channel}, to: subscribers}}\n",
        encoding="utf-8",
    )
    (folder / "components.yml").write_text(
        "groups:\n  - id: mail\n    name: Mail\n    components:\n"
        "      - {id: sending, name: Sending}\n      - {id: web, name: Web mail}\n",
        encoding="utf-8",
    )
    incident = folder / "incidents" / "2026-11-24-mail-late.md"
    incident.write_text(_FIRST, encoding="utf-8")
    run(Program((*MANAGE, "notify", "--now", BEFORE), folder))
    incident.write_text(_FIRST + _SECOND, encoding="utf-8")
    (folder / ".plainstatus" / "ledger").rename(folder / "begun")
    return Site(folder, number)


def _told(work: Path, size: int, store: Path, say: Say) -> dict[str, Any]:
    """The rate and the peak of memory at one size, into an outbox and to a server that answers at once."""
    outbox = _made(work / f"outbox-{size}", size, store, "outbox: outbox")
    found = {}
    with sink.running() as server:
        smtp = _made(work / f"smtp-{size}", size, store, _to(server))
        for name, site in (("outbox", outbox), ("smtp", smtp)):
            site.renew()
            began = time.perf_counter()
            peak = peak_together(site.notify, every=0.1)
            wall = time.perf_counter() - began
            taken = server.taken() if name == "smtp" else sum(1 for _ in _mails(site))
            if taken != size:
                raise RuntimeError(f"{taken:,} of {size:,} mails arrived by {name}")
            say(f"  {size:,} by {name}: {wall:.1f} s, {peak:.0f} MiB")
            found[name] = {"rate": size / wall, "peak": peak}
        shutil.rmtree(outbox.folder)
    return found


def _mails(site: Site) -> Iterator[Path]:
    return (site.folder / "outbox" / "new").iterdir()


def _to(server: sink.Sink) -> str:
    return f"smtp: '127.0.0.1:{server.port}', from: {sink.SENDER}"


def _compared(work: Path, ours: int, store: Path, theirs: int, latency: float, rounds: int, say: Say) -> Pairs:
    """Seconds for each mail of `ours` and `theirs`, which take turns."""
    folder = work / f"compared-{latency}"
    pairs: Pairs = ([], [])
    with sink.running(latency) as server:
        site = _made(folder, ours, store, _to(server))
        loop = _bare(folder, server, theirs)
        for turn in range(rounds):
            site.renew()
            before = server.taken()
            for costs, number, cost in ((pairs[0], ours, run(site.notify)), (pairs[1], theirs, run(loop))):
                costs.append(_each(cost, number))
            if (taken := server.taken() - before) != ours + theirs:
                raise RuntimeError(f"{taken:,} of {ours + theirs:,} mails arrived")
            rates = f"{1 / pairs[0][-1]:,.0f} a second, bare loop {1 / pairs[1][-1]:,.0f}"
            say(f"  {latency * 1000:.0f} ms, round {turn + 1} of {rounds}: {rates}")
    return pairs


def _each(cost: Cost, number: int) -> float:
    return cost.wall / number


def _bare(folder: Path, server: sink.Sink, number: int) -> Program:
    """The loop, with a mail of ours."""
    readers, mail = folder / "readers.txt", folder / "mail.eml"
    readers.write_text("".join(f"reader{each}@list{each % 97}.example\n" for each in range(number)), encoding="ascii")
    mail.write_bytes(_example(folder.with_name(f"{folder.name}-example")))
    command = (sys.executable, "-m", "scripts.benchmark.sink", "loop", str(server.port), str(mail), str(readers))
    return Program(command, Path(__file__).parents[2])


def _example(folder: Path) -> bytes:
    """A mail of ours to the one reader of a store of its own."""
    from plainstatus.model.subscriber import Subscriber
    from plainstatus.subscribers.sqlite import SubscribersInSqlite

    store = SubscribersInSqlite(folder / "one.db")
    store.save(Subscriber("0" * 32, "mail", sink.READER.decode()))
    store.close()
    site = _made(folder / "site", 1, folder / "one.db", f"outbox: outbox, from: {sink.SENDER}")
    site.renew()
    run(site.notify)
    (mail,) = _mails(site)
    return mail.read_bytes()
