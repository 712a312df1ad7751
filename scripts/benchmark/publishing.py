"""What a publish costs, beside a bare loop that puts the same files one by one."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from scripts.benchmark import ours
from scripts.benchmark.corpus import MAINTENANCES, NOW, Story, stories
from scripts.benchmark.measure import Cost, Program, Spread, peak_together, ratio, run, spread
from scripts.benchmark.report import Bar
from scripts.benchmark.store import BUCKET, REGION, Store, running

SIZE = 5000
LATER = NOW + timedelta(minutes=10)
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

    def publish(self, build: Path, *more: str) -> Program:
        return Program((*MANAGE, "publish", "--site-dir", str(build), *more), self.folder)

    def bare(self, store: Store, build: Path, paths: list[str], *more: str) -> Program:
        """The loop that puts `paths` of `build` one by one."""
        names = self.folder / f"{len(paths)}.txt"
        names.write_text("\n".join(paths), encoding="utf-8")
        loop = (sys.executable, "-m", "scripts.benchmark.store", store.url, str(build), str(names), *more)
        return Program(loop, Path(__file__).parents[2])


def measured(work: Path, rounds: int, first_rounds: int, say: Say) -> dict[str, Any]:
    """Every figure of publishing, as it is stored; `first_rounds` are those in which the bucket is empty."""
    say(f"publishing {SIZE:,} incidents")
    with running() as store:
        site = _made(work / "published", store)
        first, first_peak = _first(site, store, first_rounds, say)
        change, change_peak = _change(site, store, rounds, say)
    bars = _bars(len(site.changed), change, first, max(first_peak, change_peak))
    return {
        "incidents": SIZE,
        "files": len(site.every),
        "changed": dict(sorted(Counter(map(_kind, site.changed)).items())),
        "rounds": rounds,
        "first_rounds": first_rounds,
        "walls": {
            name: asdict(spread([cost.wall for cost in costs]))
            for name, costs in (("change", change), ("first", first))
            for name, costs in ((name, costs[0]), (f"{name}, bare", costs[1]))
        },
        "bars": [bar.as_data() for bar in bars],
    }


Costs = tuple[list[Cost], list[Cost]]


def _bars(changed: int, change: Costs, first: Costs, peak: float) -> list[Bar]:
    return [
        Bar("`publish` after one more update, files sent", 40, "", _exactly(changed)),
        Bar("`publish` after one more update against a bare loop that lists once", 1.5, " ×", ratio(*change, "wall")),
        Bar("first `publish` against a bare loop", 0.333, " ×", ratio(*first, "wall")),
        Bar("`publish`, peak memory", 300, " MiB", _exactly(peak)),
    ]


def _exactly(figure: float) -> Spread:
    return Spread(figure, figure, figure)


def _made(folder: Path, store: Store) -> Site:
    """The site with both builds, in a repository as everybody's is."""
    told = list(stories(SIZE))
    ours.write_site(folder, told, TARGETS % (BUCKET, REGION, store.url))
    (folder / ".gitignore").write_text("/before/\n/after/\n/*.txt\n", encoding="utf-8")
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


def _first(site: Site, store: Store, rounds: int, say: Say) -> tuple[Costs, float]:
    """The costs of the first publish and of the loop, each into an empty bucket; and the memory of ours."""
    publish, loop = site.publish(site.before), site.bare(store, site.before, site.every)
    peak = peak_together(publish)
    costs: Costs = ([], [])
    for turn in range(rounds):
        for program, into in zip((loop, publish), reversed(costs), strict=True):
            store.empty()
            into.append(run(program))
            store.hold(site.before, site.every)
        say(f"  first publish, round {turn + 1} of {rounds}")
    return costs, peak


def _change(site: Site, store: Store, rounds: int, say: Say) -> tuple[Costs, float]:
    """The same of one change, where all else is there from an earlier publish."""
    publish, back = site.publish(site.after), site.publish(site.before, "--allow", "older", "--prune-now")
    loop = site.bare(store, site.after, site.changed, "--list")
    loop_back = site.bare(store, site.before, [path for path in site.changed if path in set(site.every)])
    peak = peak_together(publish)
    run(back)
    costs: Costs = ([], [])
    for turn in range(rounds):
        for program, undo, into in zip((publish, loop), (back, loop_back), costs, strict=True):
            into.append(run(program))
            store.hold(site.after, site.changed)
            run(undo)
        say(f"  one change, round {turn + 1} of {rounds}")
    return costs, peak


def _kind(path: str) -> str:
    """What a file is, in a word or two."""
    first, slash, _ = path.partition("/")
    suffix = path.rpartition(".")[2]
    if not slash:
        return "front page and its data" if suffix in ("html", "json") else "feeds and calendars"
    return f"{first}: {'pages' if suffix == 'html' else suffix}"
