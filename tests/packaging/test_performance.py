import json
from pathlib import Path

from scripts.benchmark.report import with_tables

CHECKOUT = Path(__file__).parents[2]


def test_the_readme_shows_the_last_results_of_the_benchmark() -> None:
    """`scripts/bench --readme` brings it up to date."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    results = json.loads((CHECKOUT / "scripts" / "benchmark" / "results.json").read_text(encoding="utf-8"))

    assert with_tables(readme, results) == readme
