import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from plainstatus.model.component import Component
from plainstatus.site.components import method, strip_of
from plainstatus.site.uptime_page import MonthRow, UptimeView, Working, uptime_view

from ..timeline.building import incident, maintenance, said, window
from . import rich_site
from .built import build, built, write_files
from .html_rules import Page, words_of
from .in_memory import site_of

NOW = "2026-11-25 06:00"
COMPONENTS = "components: [{id: api, name: API}, {id: web, name: Web, uptime: false}]\n"


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


def view(*incidents, **site) -> UptimeView:
    made = site_of(*incidents, **{"now": NOW, **site})
    return uptime_view(made, made.editions[-1], "../", "../")


def outage(number: int = 1, minutes: int = 30, status: str = "major_outage"):
    return incident(
        said(f"2026-10-{number:02} 10:00", "investigating"),
        said(f"2026-10-{number:02} 10:{minutes:02}", "resolved"),
        components={"api": status},
        id=f"number-{number}",
    )


def only(made: UptimeView) -> tuple[Working, MonthRow]:
    (working,) = made.trouble
    (month,) = working.months
    return working, month


def told(month: MonthRow) -> list[tuple[str, str]]:
    return [(state.status, state.lasted) for state in month.states]


def test_a_month_with_trouble_is_shown_and_the_others_are_counted() -> None:
    working, month = only(view(outage()))

    assert (working.name, working.rest, working.percent) == ("API", 11, "99.99\u202f%")
    assert (month.name, month.percent) == ("October 2026", "99.93\u202f%")
    assert (told(month), month.counted) == ([("major_outage", "30 min")], "30 min of 31 days")


def test_an_incident_stands_with_its_own_time_and_the_way_to_its_page() -> None:
    _, month = only(view(outage(3)))
    (behind,) = month.incidents

    assert (behind.when, behind.title, behind.href) == ("3 Oct", "Errors", "../incidents/number-3/")
    assert [(state.status, state.lasted) for state in behind.states] == [("major_outage", "30 min")]


def test_what_costs_nothing_is_trouble_all_the_same() -> None:
    works = maintenance(said("2026-10-01 00:00", "scheduled"), window=window("2026-10-02 00:00", "2026-10-02 01:00"))
    _, month = only(view(works))

    assert (month.percent, month.counted) == ("100\u202f%", "none of 31 days")
    assert told(month) == [("under_maintenance", "1 h")]


def test_components_without_trouble_are_named_by_themselves() -> None:
    made = view(outage())

    assert [working.name for working in made.quiet] == ["Website & app"]


def test_figures_are_written_as_the_language_writes_them() -> None:
    working, month = only(view(outage(), languages=("en", "it")))

    assert (working.percent, month.name) == ("99,99\u202f%", "Ottobre 2026")


def test_a_share_of_a_weight_is_written_as_the_language_writes_it() -> None:
    site = site_of(now=NOW, languages=("en", "it"))
    site = replace(site, settings=replace(site.settings, uptime_weights={"partial_outage": 0.125}))

    english, italian = (method(site, edition) for edition in site.editions)

    assert "Partial outage counts 12.5\u202f%;" in english
    assert "Interruzione parziale conta 12,5\u202f%;" in italian


def test_of_many_incidents_in_a_month_ten_are_named_and_the_rest_is_counted() -> None:
    _, month = only(view(*(outage(number) for number in range(1, 15))))

    assert len(month.incidents) == 10
    assert month.incidents[0].when == "14 Oct"
    assert month.more == 4


@pytest.mark.parametrize(("since", "words"), [("2026-11-24", "100\u202f% uptime, 0 days"), ("2026-11-25", "0 days")])
def test_a_component_has_a_figure_once_its_first_day_is_over(since: str, words: str) -> None:
    component = Component("api", {"": "API"}, since=date.fromisoformat(since))
    site = site_of(now=NOW, components=[component])

    label = re.search('aria-label="([^"]*)"', strip_of(component, site, site.editions[0]))

    assert label is not None
    assert label[1] == f"The last 90 days: {words} with trouble"


# In a built site


def with_id(page: Page, id: str) -> Element:
    (element,) = (each for each in page.all() if each.get("id") == id)
    return element


@pytest.mark.parametrize("prefix", ["", "it/"])
def test_the_words_on_how_uptime_is_counted_lead_to_the_working(rich: Path, prefix: str) -> None:
    front, component = Page(f"{prefix}index.html", rich), Page(f"{prefix}components/booking/index.html", rich)

    (from_front,) = (each.get("href", "") for each in front.all("a") if "uptime/" in each.get("href", ""))
    (from_component,) = (each.get("href", "") for each in component.all("a") if "uptime/" in each.get("href", ""))

    assert from_front.endswith(f"{prefix}uptime/")
    assert from_component.endswith(f"{prefix}uptime/#of-booking")
    assert with_id(Page(f"{prefix}uptime/index.html", rich), "of-booking") is not None


def test_the_page_says_how_it_is_counted_and_what_that_gave(tmp_path: Path) -> None:
    after_midnight = build(write_files(tmp_path, rich_site.FILES), now="2026-11-24 23:30")
    page = Page("uptime/index.html", after_midnight)

    for words in (
        "Major outage counts 100 %",
        "over whole days in Europe/Rome",
        "up to the end of 24 Nov",
        "where incidents overlap",
        "months as CSV",
        "November 2026",
    ):
        assert words in page.text, words
    booking = words_of(with_id(page, "of-booking"))
    assert 'Bookings fail for "group" tickets & <families> Major outage 8 h, Partial outage 1 h 20 min' in booking
    assert "Counted downtime: 8 h 24 min of 24 days" in booking


def test_what_is_wrong_today_counts_when_the_day_is_over(rich: Path) -> None:
    assert "Bookings fail" not in Page("uptime/index.html", rich).text

    bad_days = words_of(next(iter(Page("components/booking/index.html", rich).all("table"))))
    assert "24 Nov Major outage counts when the day is over 2 Nov Under maintenance none" in bad_days


@pytest.mark.parametrize(
    ("options", "components"),
    [({"for_programs": False}, COMPONENTS), ({}, "components: [{id: web, name: Web, uptime: false}]\n")],
    ids=["nothing for programs", "nothing counted"],
)
def test_where_there_is_no_working_there_is_neither_page_nor_way(
    tmp_path: Path, options: dict[str, bool], components: str
) -> None:
    site = built(tmp_path, now=NOW, components=components, incidents={}, **options)

    assert not (site / "uptime").exists()
    assert not [page for page in site.rglob("*.html") if "uptime/" in page.read_text("utf-8")]
