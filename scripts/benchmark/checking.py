"""What it costs to read all the words of a long history: `plainstatus check` as a whole process."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.benchmark import ours
from scripts.benchmark.corpus import NOW, stories
from scripts.benchmark.measure import Program, run, spread
from scripts.benchmark.report import Bar

INCIDENTS = 5000
CHECK = (sys.executable, "-m", "plainstatus", "check", "--now", NOW.isoformat())


def measured(work: Path, rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Every figure of checks, as it is stored."""
    say(f"{INCIDENTS:,} incidents checked, and one of them")
    site = work / "checked"
    ours.write_site(site, stories(INCIDENTS))
    newest = f"incidents/{list(stories(INCIDENTS))[-10].path}.md"
    whole, one = Program(CHECK, site), Program((*CHECK, newest), site)
    run(whole)
    at_once = [(run(whole).wall, run(one).wall) for _ in range(rounds)]
    bars = [
        Bar("`check` of 5,000 incidents, whole", 5.0, " s", spread([all for all, _ in at_once])),
        Bar("`check` of one of them, whole", 0.3, " s", spread([single for _, single in at_once])),
    ]
    return {"bars": [bar.as_data() for bar in bars]}
