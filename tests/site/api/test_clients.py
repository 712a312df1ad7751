"""Programs by other people, unchanged, that read a built site over loopback: what they are is in `tests/clients`."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ...browser import Served, Visits
from ...installed import missing
from .. import rich_site
from ..built import build, write_files
from .v2_rules import read

CLIENTS = Path(__file__).parents[2] / "clients"


@pytest.fixture(scope="module")
def libraries() -> Path:
    """Where the programs are. Without them tests are skipped, or fail with PLAINSTATUS_REQUIRE_CLIENTS=1."""
    modules = CLIENTS / "node_modules"
    if not modules.is_dir() or shutil.which("node") is None:
        missing(f"{modules} is not there: run `npm ci` in {CLIENTS}, with Node.js", "PLAINSTATUS_REQUIRE_CLIENTS")
    return modules


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


@pytest.fixture
def told(libraries: Path, site: Path, served: Callable[..., Served]) -> Any:
    """What each library made of the site."""
    root = served(site).url.rstrip("/")
    done = subprocess.run(["node", CLIENTS / "read.js", root], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_statuspage_io_for_node_reads_every_document(told: Any, site: Path) -> None:
    assert told["statuspage.io"] == {
        "summary": read(site, "summary"),
        "status": read(site, "status"),
        "components": read(site, "components"),
        "incidents": read(site, "incidents"),
        "unresolved": read(site, "incidents/unresolved"),
        "upcoming": read(site, "scheduled-maintenances/upcoming"),
    }


def test_aero_statuspage_for_node_builds_its_own_objects(told: Any) -> None:
    aero = told["aero"]

    assert aero["status"]["status"]["indicator"] == "major"
    assert [(group["name"], group["children"]) for group in aero["components"] if group["children"]] == [
        ("On shore", ["Booking", "API"]),
        ("At sea", ["Radio", 'Café & "bar" <deck 2>']),
    ]
    (unresolved,) = aero["unresolved"]
    assert unresolved["url"] == "https://status.example/incidents/2026-11-24-groups/"
    assert [update["status"] for update in unresolved["updates"]] == ["identified", "investigating"]
    assert [each["name"] for each in aero["active"]] == ["New cables for the website"]
    assert None not in [each["updated"] for each in aero["incidents"]], "no time that it cannot read"


@pytest.mark.browser
def test_the_status_widget_shows_the_state_on_a_page_of_another_host(
    libraries: Path, site: Path, tmp_path: Path, served: Callable[..., Served], visits: Visits
) -> None:
    status = served(site, {"Access-Control-Allow-Origin": "*"})
    shutil.copytree(libraries / "@statuspage/status-widget/dist", tmp_path / "dist")
    (tmp_path / "index.html").write_text(
        f'<!doctype html><title>Shop</title><script src="dist/index.js"></script>'
        f'<statuspage-widget src="{status.url.rstrip("/")}"></statuspage-widget>'
    )
    page = visits.page()
    page.goto(served(tmp_path).url)

    page.get_by_text("Partial System Outage").wait_for()
    assert "/api/v2/summary.json" in status.requests
    # A slip in its own bundle, which shows on every page.
    assert set(visits.complaints) <= {"parcelRequire is not defined"}
    visits.complaints.clear()
