import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from plainstatus.model.component import Component
from plainstatus.model.incident import Incident
from plainstatus.site.site import Site
from plainstatus.site.uptime_data import uptime_files
from plainstatus.timeline.uptime import uptime_of

from ..timeline.building import incident, said
from .in_memory import COMPONENTS, site_of

NOW = "2026-11-25 06:00"
LONG = incident(
    said("2026-10-05 10:00", "investigating"),
    said("2026-10-05 12:00", "resolved"),
    components={"api": "partial_outage"},
    id="long",
)
SHORT = incident(
    said("2026-10-05 11:00", "investigating"),
    said("2026-10-05 11:30:01", "resolved"),
    components={"api": "major_outage"},
    id="short",
)


def document(site: Site) -> Any:
    return json.loads(dict(uptime_files(site))["uptime/uptime.json"])


def table(site: Site, name: str) -> list[Mapping[str, str]]:
    text = dict(uptime_files(site))[f"uptime/{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def month_of(site: Site, month: str = "2026-10", component: str = "api") -> Any:
    (found,) = (each for each in document(site)["components"] if each["id"] == component)
    return next(each for each in found["months"] if each["month"] == month)


def test_a_month_has_its_figure_the_seconds_behind_it_and_the_incidents_behind_those() -> None:
    assert month_of(site_of(LONG, SHORT, now=NOW)) == {
        "month": "2026-10",
        "from": "2026-10-01",
        "percent": "99.87",
        "counted_seconds": 31 * 86_400,
        "downtime_seconds": 3420.7,
        "seconds": {"major_outage": 1801, "partial_outage": 5399},
        "incidents": [
            {"id": "short", "url": "https://status.example/incidents/short/", "seconds": {"major_outage": 1801}},
            {"id": "long", "url": "https://status.example/incidents/long/", "seconds": {"partial_outage": 7200}},
        ],
    }


def test_the_document_says_up_to_when_in_which_zone_and_by_which_weights() -> None:
    found = document(site_of(now=NOW, timezone="Europe/Rome"))

    assert (found["as_of"], found["time_zone"]) == ("2026-11-24T23:00:00Z", "Europe/Rome")
    assert found["weights"] == {
        "major_outage": 1.0,
        "partial_outage": 0.3,
        "degraded_performance": 0,
        "under_maintenance": 0,
    }


def test_the_tables_say_the_same_as_the_document() -> None:
    site = site_of(LONG, SHORT, now=NOW)

    months, behind = table(site, "uptime"), table(site, "incidents")

    assert [(row["component"], row["month"], row["percent"], float(row["downtime_seconds"])) for row in months] == [
        (component["id"], month["month"], month["percent"], month["downtime_seconds"])
        for component in document(site)["components"]
        for month in component["months"]
    ]
    october = next(row for row in months if row["month"] == "2026-10")
    assert (october["major_outage_seconds"], october["partial_outage_seconds"]) == ("1801", "5399")
    assert (october["under_maintenance_seconds"], october["incidents"]) == ("0", "short long")
    assert [(row["month"], row["incident"], row["partial_outage_seconds"], row["url"]) for row in behind] == [
        ("2026-10", "short", "0", "https://status.example/incidents/short/"),
        ("2026-10", "long", "7200", "https://status.example/incidents/long/"),
    ]


def test_the_percentage_is_that_of_the_days_of_the_month() -> None:
    site = site_of(LONG, SHORT, now=NOW)
    days = site.timeline.days("api")
    assert days is not None

    uptime = uptime_of([day for day in days[:-1] if f"{day.date:%Y-%m}" == "2026-10"])

    assert uptime is not None
    assert month_of(site)["percent"] == uptime.percent_text


def test_every_component_that_counts_is_there_and_no_other() -> None:
    components = (*COMPONENTS, Component("pier", {"": "Pier"}, uptime=False))
    found = document(site_of(now=NOW, components=components))["components"]

    assert [(each["id"], each["name"], len(each["months"])) for each in found] == [
        ("api", "API", 12),
        ("web", "Website & app", 12),
    ]


def test_a_title_is_no_formula_to_a_spreadsheet() -> None:
    trap = Incident("trap", "trap.md", "=HYPERLINK(1)", components={"api": "major_outage"}, updates=LONG.updates)

    (row,) = table(site_of(trap, now=NOW), "incidents")

    assert row["title"] == "'=HYPERLINK(1)"
