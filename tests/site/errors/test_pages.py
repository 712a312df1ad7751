"""The error pages of built sites: complete in one file, true to the incidents, readable without JavaScript."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ...browser import Served, Visits
from .. import rich_site
from ..built import SITE_URL, build, built, contents, write_files
from ..test_accessibility import violations

NAMES = ("500", "502", "503", "504", "maintenance", "error")
COMPONENTS = "components: [{id: api, name: API}, {id: web, name: Web}]\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("quiet"), rich_site.quiet()), now=rich_site.NOW)


def page_of(site: Path, name: str = "503") -> str:
    return (site / f"errors/{name}.html").read_text("utf-8")


def problem_of(site: Path, name: str = "503") -> Any:
    return json.loads((site / f"errors/{name}.json").read_bytes())


def words_of(page: str) -> str:
    return " ".join(
        re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>|</?time[^>]*>", "", page, flags=re.DOTALL)).split()
    )


def test_there_is_a_page_and_a_problem_for_each_error(site: Path) -> None:
    made = {path for path in contents(site) if path.startswith("errors/")}
    assert made == {f"errors/{name}.{form}" for name in NAMES for form in ("html", "json")}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_for_nothing_else(site: Path, name: str) -> None:
    before, icon, after = page_of(site, name).partition('<link rel="icon" href="data:,">')
    page = before + after

    assert icon, "without one, browsers ask the host for /favicon.ico"
    assert not re.search(r"<(?:script|link|img|iframe|base|form)\b|@import|url\(|\ssrc=|\son\w+=|style=", page)


def test_pages_stay_small_with_many_incidents_and_languages(tmp_path: Path) -> None:
    words = "long words and more of them " * 30
    incident = f"""\
---
title: {"A long title that goes on " * 4}
components: {{api: major_outage, web: partial_outage}}
---

## Investigating — 2026-11-24 10:00 UTC
next_update: 30m
expected_recovery: 3h

{words}
"""
    site = built(
        tmp_path / "site",
        now="2026-11-24 10:10",
        components=COMPONENTS,
        incidents={f"incident-{number}": incident for number in range(6)},
        languages=["en", "it", "de"],
    )
    for name in NAMES:
        assert len((site / f"errors/{name}.html").read_bytes()) <= 10_000
    assert "more on our status page" in page_of(site)


def test_a_page_says_what_is_wrong_until_when_and_where_to_look(site: Path) -> None:
    words = words_of(page_of(site))

    for part in (
        "We cannot answer right now",
        "Bookings fail for &#34;group&#34; tickets &amp; &lt;families&gt;",
        "Booking and API",
        "Expected back 24 Nov, 19:00 CET",
        "Next update 24 Nov, 18:30 CET",
        "The price list of the last maintenance is the cause.",
        "Try again in a few minutes.",
        SITE_URL,
        "Last change: 24 Nov 2026, 16:30 CET.",
        "Non possiamo rispondere in questo momento",
        "Le prenotazioni di gruppo falliscono",
    ):
        assert part.replace("Booking and API", "Booking, API") in words


def test_without_an_incident_a_page_says_so(quiet: Path) -> None:
    words = words_of(page_of(quiet, "500"))

    assert "Something went wrong on our side" in words
    assert "No incident is known yet" in words
    assert "Expected back" not in words
    assert "Last change" not in words


def test_the_page_of_maintenance_has_the_window_of_what_is_under_way_or_of_the_next(site: Path, quiet: Path) -> None:
    assert "New cables for the website" in words_of(page_of(site, "maintenance"))
    assert "24 Nov, 16:30 – 18:00 CET" in words_of(page_of(site, "maintenance"))
    assert "The next planned work that we have told of: Sunday upkeep" in words_of(page_of(quiet, "maintenance"))


def test_the_page_of_maintenance_claims_nothing_that_time_makes_untrue(quiet: Path, tmp_path: Path) -> None:
    """It may be shown before the window begins, within it, and where nobody told of any."""
    assert "Under maintenance" not in words_of(page_of(quiet, "maintenance"))
    site = built(tmp_path / "site", now="2026-11-24 10:10", components=COMPONENTS, incidents={})
    assert "How long it takes is not known yet" in words_of(page_of(site, "maintenance"))


def test_an_unknown_recovery_is_said_plainly(tmp_path: Path) -> None:
    text = "---\ntitle: Down\ncomponents: {api: major_outage}\n---\n\n## Investigating — 2026-11-24 10:00 UTC\n\nHm.\n"
    site = built(tmp_path / "site", now="2026-11-24 10:10", components=COMPONENTS, incidents={"down": text})

    assert "Expected back Not known yet" in words_of(page_of(site))


def test_a_problem_tells_programs_the_same(site: Path) -> None:
    told = problem_of(site, "504")

    incidents = told.pop("incidents")
    assert told == {
        "type": f"{SITE_URL}errors/504.html",
        "title": "The answer takes too long",
        "status": 504,
        "detail": f'Bookings fail for "group" tickets & <families> and New cables for the website. More at {SITE_URL}',
        "instance": f"{SITE_URL}incidents/2026-11-24-groups/",
        "status_page": SITE_URL,
        "as_of": "2026-11-24T15:30:00Z",
        "retry_after": 300,
        "expected_recovery": "2026-11-24T18:00:00Z",
        "next_update": "2026-11-24T17:30:00Z",
    }
    assert [each["kind"] for each in incidents] == ["incident", "maintenance"]
    assert incidents[0]["components"] == {"booking": "major_outage", "api": "degraded_performance"}


def test_without_an_incident_a_problem_has_no_instance_and_the_usual_advice(quiet: Path) -> None:
    told = problem_of(quiet)

    assert "instance" not in told
    assert (told["retry_after"], told["incidents"], told["expected_recovery"]) == (60, [], None)
    assert told["as_of"] is None


@pytest.mark.parametrize(("promise", "advice"), [("10:03", 180), ("10:00:10", 30), ("13:00", 300), (None, 60)])
def test_a_problem_advises_to_wait_for_what_was_promised_but_never_for_long(
    tmp_path: Path, promise: str | None, advice: int
) -> None:
    """It does not depend on the time of the build, so that nothing changes where nothing is new."""
    field = f"next_update: 2026-11-24 {promise} UTC\n" if promise else ""
    front = "---\ntitle: Down\ncomponents: {api: major_outage}\n---\n"
    text = f"{front}\n## Investigating — 2026-11-24 10:00 UTC\n{field}\nHm.\n"
    site = built(tmp_path / "site", now="2026-11-24 10:02", components=COMPONENTS, incidents={"down": text})

    assert problem_of(site)["retry_after"] == advice


def test_an_owner_may_replace_the_template(tmp_path: Path) -> None:
    files = {
        **rich_site.FILES,
        "own/errors/page.html": "<!DOCTYPE html><title>{{ first.title }}</title>{{ first.troubles[0].title }}",
    }
    text = files["mkdocs.yml"]
    assert isinstance(text, str)
    settings = json.loads(text)
    settings["theme"] = {"name": "plainstatus", "custom_dir": "own"}
    files["mkdocs.yml"] = json.dumps(settings)
    site = build(write_files(tmp_path, files), now=rich_site.NOW)

    assert page_of(site).startswith("<!DOCTYPE html><title>We cannot answer right now</title>Bookings fail for &#34;")
    assert "errors/page.html" not in contents(site)


@pytest.mark.browser
def test_the_language_is_changed_by_keyboard_without_javascript(
    site: Path, served: Callable[..., Served], visits: Visits
) -> None:
    status = served(site)
    page = visits.page(java_script_enabled=False)
    page.goto(f"{status.url}errors/503.html")
    italian = page.get_by_role("heading", name="Non possiamo rispondere in questo momento")
    english = page.get_by_role("heading", name="We cannot answer right now")
    assert (english.is_visible(), italian.is_visible()) == (True, False)

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    italian.wait_for()
    assert not english.is_visible()

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    english.wait_for()
    assert not italian.is_visible()
    assert status.requests == ["/errors/503.html"]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_everybody_can_read_the_pages(
    site: Path, quiet: Path, served: Callable[..., Served], visits: Visits, scheme: str, width: int
) -> None:
    page = visits.page(color_scheme=scheme, viewport={"width": width, "height": 800})
    for folder, name in ((site, "503"), (site, "maintenance"), (quiet, "500")):
        page.goto(f"{served(folder).url}errors/{name}.html")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
