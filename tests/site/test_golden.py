"""Whole outputs of small sites, compared letter by letter with those that were looked at and kept.

`pytest tests/site/test_golden.py --refresh-golden` writes them anew; the difference is then for review.
"""

import re
import shutil
from pathlib import Path

import pytest

from .built import build

CASES = Path(__file__).parent / "cases"
#: Case → the moment at which it is built (UTC), and the outputs that are kept.
KEPT = {
    "bakery": (
        "2026-05-09 07:20",
        (
            "index.html",
            "incidents/2026-05-03-card-reader/index.html",
            "incidents/2026-05-10-new-oven/history.rss",
            "history/2026-05/index.html",
            "history.atom",
            "updates.atom",
            "feed.json",
            "maintenance.ics",
            "uptime/uptime.json",
            "embed.json",
            "badge.svg",
            "search.json",
            "live.json",
        ),
    ),
    "laundry": ("2026-05-09 07:20", ("report/index.html", "it/report/index.html")),
}
#: A new stylesheet or script is no new page.
_DIGEST = re.compile(r"\.[0-9a-f]{8}\.(?=css|js|svg)")


@pytest.fixture(scope="module", params=sorted(KEPT))
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of a case, and that of its site."""
    now, _ = KEPT[request.param]
    source = CASES / request.param
    copy = tmp_path_factory.mktemp("golden") / request.param
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("expected"))
    return source, build(copy, now=now)


def test_what_a_site_is_made_of_is_what_was_kept(case: tuple[Path, Path], request: pytest.FixtureRequest) -> None:
    source, site = case
    made = {path: _DIGEST.sub(".DIGEST.", (site / path).read_text("utf-8")) for path in KEPT[source.name][1]}
    if request.config.getoption("--refresh-golden"):
        shutil.rmtree(source / "expected", ignore_errors=True)
        for path, text in made.items():
            (source / "expected" / path).parent.mkdir(parents=True, exist_ok=True)
            (source / "expected" / path).write_text(text, "utf-8")

    kept = source / "expected"
    assert {path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()} == made.keys()
    for path, text in made.items():
        assert text == (kept / path).read_text("utf-8"), path
