"""The command line of the benchmark."""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts.benchmark import checking, hugo, notifying, ours, publishing
from scripts.benchmark.corpus import NOW, Story, stories
from scripts.benchmark.measure import Cost, Program, Spread, exponent, in_turn, more, peak_together, ratio, run, spread
from scripts.benchmark.report import Bar, bars_of, tables, with_tables
from scripts.benchmark.serving import seconds_until_served
from scripts.benchmark.writer import Packed, pack, writer_command

RESULTS = Path(__file__).with_name("results.json")
README = Path(__file__).parents[2] / "README.md"
MEMORY = Path("/dev/shm")
SIZES = (20, 1000, 5000, 10_000)
BUILD = (sys.executable, "-m", "plainstatus", "build", "--now", NOW.isoformat())
CHECK = (sys.executable, "-m", "plainstatus", "check")
BELOW = "plainstatus at 5,000"
LEAN = "plainstatus, for people alone"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the sites of one size lie."""

    ours: Path
    lean: Path
    hugo: Path
    packed: Path

    @classmethod
    def of(cls, work: Path, size: int) -> "Places":
        return cls(work / f"plainstatus-{size}", work / f"lean-{size}", work / f"hugo-{size}", work / f"packed-{size}")


def main() -> int:
    options = _options()
    if options.table:
        print(tables(json.loads(RESULTS.read_text(encoding="utf-8"))), end="")
        return 0
    if options.readme:
        readme = README.read_text(encoding="utf-8")
        README.write_text(with_tables(readme, json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")
        return 0
    if options.make:
        ours.write_site(options.make, stories(options.size))
        return 0
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    if memory is None:
        _say(f"No memory file system at {MEMORY}: a disk's noise is in these figures.")
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if options.only else {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=memory) as folder:
        if options.only in (None, "builds"):
            results |= measured(Path(folder), "a memory file system" if memory else "a disk", quick=options.quick)
        if options.only in (None, "publishing"):
            results["publishing"] = _publishing(Path(folder), quick=options.quick)
        if options.only in (None, "notify"):
            results["notify"] = _notifying(Path(folder), quick=options.quick)
        if options.only in (None, "check"):
            results["check"] = checking.measured(Path(folder), 2 if options.quick else 7, _say)
    print(tables(results), end="")
    if not options.quick:
        RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(bar["verdict"] == "met" for bar in bars_of(results)) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds of each; results.json stays as it is")
    parser.add_argument(
        "--only", choices=("builds", "publishing", "notify", "check"), help="measure only these, keep the other results"
    )
    parser.add_argument("--table", action="store_true", help="print the last results and measure nothing")
    parser.add_argument("--readme", action="store_true", help="set the last results into README.md, measure nothing")
    parser.add_argument("--make", type=Path, metavar="DIR", help="only write a site into DIR")
    parser.add_argument("--size", type=int, default=1000, help="how many incidents --make writes (1000)")
    return parser.parse_args()


def _publishing(work: Path, *, quick: bool) -> dict[str, Any]:
    rounds, first_rounds = (2, 1) if quick else (7, 3)
    return publishing.measured(work, rounds, first_rounds, _say)


def _notifying(work: Path, *, quick: bool) -> dict[str, Any]:
    sizes, compared, rounds = ((1_000, 20_000), 20_000, 1) if quick else (notifying.SIZES, notifying.COMPARED, 5)
    return notifying.measured(work, rounds, sizes, compared, _say)


def measured(work: Path, file_system: str, *, quick: bool) -> dict[str, Any]:
    """Every figure of builds, as it is stored."""
    rounds, rounds_at_largest = (2, 2) if quick else (7, 5)
    language, writer = writer_command(work)
    costs: dict[int, dict[str, list[Cost]]] = {}
    sizes: dict[str, Any] = {}
    for size in SIZES:
        largest = size == SIZES[-1]
        costs[size], sizes[str(size)] = _measure_size(work, size, writer, rounds_at_largest if largest else rounds)
    _say("one file checked, one change served")
    thousand = Places.of(work, 1000).ours
    newest = list(stories(1000))[-10]
    check = Program((*CHECK, f"incidents/{newest.path}.md"), thousand)
    checks = [run(check).wall for _ in range(rounds + 1)][1:]
    served = _served(thousand, newest, changes=rounds)
    peak = Spread(**sizes[str(SIZES[-1])]["peak"])
    return {
        "command": "plainstatus build",
        "pairs": rounds,
        "pairs_at_largest": rounds_at_largest,
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "hugo": _hugo_version(),
            "writer": language,
            "file_system": file_system,
        },
        "bars": [bar.as_data() for bar in _bars(costs, peak, checks, served)],
        "sizes": sizes,
    }


def _measure_size(
    work: Path, size: int, writer: list[str], rounds: int
) -> tuple[dict[str, list[Cost]], dict[str, Any]]:
    """The costs of every program at one size, and what is stored of them."""
    _say(f"{size:,} incidents")
    places = Places.of(work, size)
    packed = _prepare(places, size)
    programs = _programs(places, writer)
    if size == SIZES[-1]:
        # In the same rounds, so that growth is told by runs side by side.
        programs[BELOW] = _programs(Places.of(work, SIZES[-2]), writer)["plainstatus"]
    costs = in_turn(programs, rounds, _say)
    peak = spread([peak_together(programs["plainstatus"]) for _ in range(3)])
    return costs, {
        "files": packed.files,
        "bytes": packed.bytes,
        "peak": asdict(peak),
        "programs": {name: _spreads(made) for name, made in costs.items() if name != BELOW},
    }


def _prepare(places: Places, size: int) -> Packed:
    ours.write_site(places.ours, stories(size))
    ours.write_site(places.lean, stories(size), "for_programs: false")
    hugo.write_site(places.hugo, stories(size))
    run(Program(BUILD, places.ours, places.ours / "site"))
    return pack(places.ours / "site", places.packed)


def _programs(places: Places, writer: list[str]) -> dict[str, Program]:
    made = {
        "plainstatus": Program(BUILD, places.ours, places.ours / "site"),
        LEAN: Program(BUILD, places.lean, places.lean / "site"),
    }
    if shutil.which("hugo"):
        output = places.hugo / "public"
        made["Hugo, minimal"] = Program(("hugo", "--quiet"), places.hugo, output)
        made["Hugo, with a feed per incident"] = Program(
            ("hugo", "--quiet", "--config", "config.yaml,feeds.yaml"), places.hugo, output
        )
    written = places.packed.with_name("written")
    made["bare writer"] = Program((*writer, str(places.packed), str(written)), places.packed.parent, written)
    return made


def _bars(costs: dict[int, dict[str, list[Cost]]], peak: Spread, checks: list[float], served: list[float]) -> list[Bar]:
    at_5000, at_10000, mine = costs[5000], costs[10_000], "plainstatus"
    # Hugo makes pages and feeds: with that is compared what is made for people.
    against_hugo = ratio(at_5000[LEAN], at_5000["Hugo, minimal"], "wall") if "Hugo, minimal" in at_5000 else None
    against_writer = ratio(at_5000[mine], at_5000["bare writer"], "cpu")
    for_programs = more(at_5000[mine], at_5000[LEAN], "wall")
    return [
        Bar("20 incidents, whole build", 0.7, " s", spread([cost.wall for cost in costs[20][mine]])),
        Bar("5,000 incidents, pages and feeds, wall time against Hugo", 2.0, " ×", against_hugo),
        Bar(
            "5,000 incidents, what API, calendars, badges, error pages and the like cost besides",
            33.3,
            " %",
            for_programs,
        ),
        Bar("5,000 incidents, processor time against the bare writer", 40, " ×", against_writer),
        Bar("growth from 5,000 to 10,000, exponent", 1.1, "", exponent(at_10000[BELOW], at_10000[mine], 2)),
        Bar("10,000 incidents, peak memory", 200, " MiB", peak),
        Bar("`serve` at 1,000, from saving to the new page", 0.5, " s", spread(served)),
        Bar("`check` of one file, whole", 0.3, " s", spread(checks)),
    ]


def _served(site: Path, story: Story, changes: int) -> list[float]:
    source = site / "incidents" / f"{story.path}.md"
    return seconds_until_served(site, source, f"/incidents/{story.id}/", changes)


def _spreads(costs: list[Cost]) -> dict[str, dict[str, float]]:
    return {what: asdict(spread([getattr(cost, what) for cost in costs])) for what in ("wall", "cpu")}


def _hugo_version() -> str | None:
    if not shutil.which("hugo"):
        return None
    said = subprocess.run(["hugo", "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    return found[1] if found else "of an unknown version"


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
