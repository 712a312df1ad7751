"""What a publish costs, beside a bare loop that puts the same files one by one."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from scripts.benchmark import ours
from scripts.benchmark.corpus import MAINTENANCES, NOW, Story, stories
from scripts.benchmark.measure import Program, Spread, peak_together, run, spread
from scripts.benchmark.report import Bar
from scripts.benchmark.store import BUCKET, REGION, Store, running

SIZE = 5000
LATER = NOW + timedelta(minutes=10)
#: Seconds that a request to a store takes that is far away.
LATENCY = 0.020
#: With such a store, the bare loop puts one file in so many, and its time counts as many times.
ONE_IN = 10
MANAGE = (sys.executable, "-m", "plainstatus")
TARGETS = "targets: {bench: {bucket: %s, region: %s, endpoint_url: '%s'}}"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with a site that is built twice: before one more update, and with it, ten minutes later.

    `every` are the files of the first build, `changed` those of the second that differ.
    """

    folder: Path
    every: list[str]
    changed: list[str]

    @property
    def before(self) -> Path:
        return self.folder / "before"

    @property
    def after(self) -> Path:
        return self.folder / "after"

    def publish(self, store: Store, build: Path, *more: str) -> Program:
        config = self.folder / "bench.yml"
        config.write_text(ours.MKDOCS % (TARGETS % (BUCKET, REGION, store.url)), encoding="utf-8")
        return Program((*MANAGE, "publish", "-f", config.name, "--site-dir", str(build), *more), self.folder)

    def bare(self, store: Store, build: Path, paths: list[str], *more: str) -> Program:
        """The loop that puts `paths` of `build` one by one."""
        names = self.folder / f"{len(paths)}.txt"
        names.write_text("\n".join(paths), encoding="utf-8")
        loop = (sys.executable, "-m", "scripts.benchmark.store", store.url, str(build), str(names), *more)
        return Program(loop, Path(__file__).parents[2])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Wall times of ours and of the bare loop, and what the server worked in ours, in seconds, round by round."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    def ratio(self) -> Spread:
        return spread([a / b for a, b in zip(self.ours, self.bare, strict=True)])

    def against_server(self) -> Spread:
        return spread([a / b for a, b in zip(self.ours, self.busy, strict=True)])

    def as_data(self) -> dict[str, Any]:
        return {"ours": asdict(spread(self.ours)), "bare": asdict(spread(self.bare)), "busy": asdict(spread(self.busy))}


def measured(work: Path, rounds: int, first_rounds: int, say: Say) -> dict[str, Any]:
    """Every figure of publishing, as it is stored; `first_rounds` are those in which the bucket is empty."""
    say(f"publishing {SIZE:,} incidents")
    site = _made(work / "published")
    with running() as near:
        first_peak = peak_together(site.publish(near, site.before))
        first = _first(site, near, first_rounds, say)
        change_peak = peak_together(site.publish(near, site.after))
        change = _change(site, near, rounds, say)
    with running(LATENCY) as far:
        from_far = _first(site, far, first_rounds, say, one_in=ONE_IN)
    peak = max(first_peak, change_peak)
    bars = [
        Bar("`publish` after one more update, files sent", 40, "", _exactly(len(site.changed))),
        Bar(
            "`publish` after one more update, wall time against a bare loop that lists once", 1.5, " ×", change.ratio()
        ),
        Bar(
            f"first `publish`, store {_ms(LATENCY)} away, wall time against a bare loop", 0.333, " ×", from_far.ratio()
        ),
        # Beside us, the store alone takes most of what the bare loop takes: the row after it says how much.
        Bar("first `publish`, store beside, wall time against a bare loop", 0.333, " ×", first.ratio()),
        Bar(
            "first `publish`, store beside, wall time against the store's processor time",
            2,
            " ×",
            first.against_server(),
        ),
        Bar("`publish`, peak memory", 300, " MiB", _exactly(peak)),
    ]
    return {
        "incidents": SIZE,
        "files": len(site.every),
        "changed": dict(sorted(Counter(map(_kind, site.changed)).items())),
        "rounds": rounds,
        "first_rounds": first_rounds,
        "latency": _ms(LATENCY),
        "one_in": ONE_IN,
        "seconds": {"change": change.as_data(), "first": first.as_data(), "from far": from_far.as_data()},
        "bars": [bar.as_data() for bar in bars],
    }


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _exactly(figure: float) -> Spread:
    return Spread(figure, figure, figure)


def _made(folder: Path) -> Site:
    """The site with both builds, in a repository as everybody's is."""
    told = list(stories(SIZE))
    ours.write_site(folder, told)
    (folder / ".gitignore").write_text("/before/\n/after/\n/bench.yml\n/*.txt\n", encoding="utf-8")
    _commit(folder)
    build = (*MANAGE, "build", "--now")
    run(Program((*build, NOW.isoformat(), "--site-dir", "before"), folder))
    story = _open(told)
    update = (*MANAGE, "update", story.id, "monitoring", "-m", "It works again.", "--now", LATER.isoformat())
    run(Program(update, folder))
    _commit(folder)
    run(Program((*build, LATER.isoformat(), "--site-dir", "after"), folder))
    before, after = (_read(folder / name) for name in ("before", "after"))
    return Site(folder, list(before), [path for path, body in after.items() if before.get(path) != body])


def _open(told: list[Story]) -> Story:
    """The newest incident that is open."""
    return told[-len(MAINTENANCES) - 1]


def _commit(folder: Path) -> None:
    who = ("-c", "user.name=Bench", "-c", "user.email=bench@example.com")
    for command in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "-m", "Bench")):
        subprocess.run(["git", *command], cwd=folder, check=True)


def _read(build: Path) -> dict[str, bytes]:
    """The files that are published, by path."""
    files = (path for path in sorted(build.rglob("*")) if path.is_file() and path != build / "build.json")
    return {path.relative_to(build).as_posix(): path.read_bytes() for path in files}


def _first(site: Site, store: Store, rounds: int, say: Say, *, one_in: int = 1) -> Pairs:
    """Publishes into an empty bucket. The loop puts one file in `one_in`."""
    some = site.every[::one_in]
    publish, loop = site.publish(store, site.before), site.bare(store, site.before, some)
    pairs = Pairs()
    for turn in range(rounds):
        store.empty()
        pairs.bare.append(run(loop).wall * one_in)
        store.hold(site.before, some)
        store.empty()
        _published(publish, store, pairs)
        store.hold(site.before, site.every)
        say(f"  first publish, round {turn + 1} of {rounds}")
    return pairs


def _change(site: Site, store: Store, rounds: int, say: Say) -> Pairs:
    """Publishes one change into a bucket where the rest is, and takes it back each time."""
    there = set(site.every)
    publish = site.publish(store, site.after)
    back = site.publish(store, site.before, "--allow", "older", "--prune-now")
    loop = site.bare(store, site.after, site.changed, "--list")
    loop_back = site.bare(store, site.before, [path for path in site.changed if path in there])
    pairs = Pairs()
    for turn in range(rounds):
        run(back)
        _published(publish, store, pairs)
        store.hold(site.after, site.changed)
        run(back)
        pairs.bare.append(run(loop).wall)
        store.hold(site.after, site.changed)
        run(loop_back)
        say(f"  one change, round {turn + 1} of {rounds}")
    return pairs


def _published(publish: Program, store: Store, pairs: Pairs) -> None:
    before = store.busy()
    pairs.ours.append(run(publish).wall)
    pairs.busy.append(store.busy() - before)


def _kind(path: str) -> str:
    """What a file is, in a word or two."""
    first, slash, _ = path.partition("/")
    suffix = path.rpartition(".")[2]
    if not slash:
        return "front page and its data" if suffix in ("html", "json") else "feeds and calendars"
    return f"{first}: {'pages' if suffix == 'html' else suffix}"
