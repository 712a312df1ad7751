"""What pages of the present carry, and what they ask for: `plainstatus.site.live`."""

import json
from datetime import timedelta
from typing import Any

import pytest

from plainstatus.model.incident import Incident, Schedule
from plainstatus.site.live import component_data, front_data, incident_data, live_file
from plainstatus.site.site import Site
from plainstatus.timeline.uptime import epoch

from ..timeline.building import around, at, incident, maintenance, said, window
from .in_memory import site_of

NOW = "2026-11-24 12:00"
OUTAGE = incident(
    said("2026-11-24 10:00", "investigating"),
    said("2026-11-24 11:00", "identified", {"web": "degraded_performance"}, next_update=at("2026-11-24 13:00")),
    components={"api": "major_outage"},
)
WORKS = maintenance(
    said("2026-11-20 10:00", "scheduled"),
    window=window("2026-11-24 22:00", "2026-11-24 23:00"),
    components={"web": "under_maintenance"},
)
WEEKLY = Incident(
    "weekly",
    "weekly.md",
    "Upkeep",
    "maintenance",
    {"api": "under_maintenance"},
    schedule=Schedule(window("2026-11-24 02:00", "2026-11-24 03:00"), repeat="FREQ=WEEKLY;COUNT=2"),
    updates=(said("2026-11-01 10:00", "scheduled"),),
)


def seconds(moment: str) -> int:
    return epoch(at(moment))


def asked(site: Site) -> Any:
    return json.loads(live_file(site))


def ids(data: dict[str, Any]) -> list[str]:
    return [each["id"] for each in data["incidents"]]


def test_the_front_page_carries_everything_with_names_in_its_language() -> None:
    site = site_of(OUTAGE, WORKS, now=NOW, languages=("en", "it"))

    data = front_data(site, site.editions[1])

    assert (data["as_of"], ids(data)) == (seconds(NOW), ["outage", "upgrade"])
    assert data["names"] == {"api": "API", "web": "Sito"}


def test_the_page_of_a_component_carries_itself_and_what_touches_it() -> None:
    site = site_of(OUTAGE, WORKS, now=NOW)

    api, web = component_data("api", site), component_data("web", site)

    assert (api["address"], api["components"], ids(api)) == ("components/api/", ["api"], ["outage"])
    assert api["incidents"][0]["steps"] == [[seconds("2026-11-24 11:00"), "identified", {"api": "major_outage"}]]
    assert (web["components"], ids(web)) == (["web"], ["outage", "upgrade"])


def test_the_page_of_an_incident_carries_its_own_course_and_no_component() -> None:
    site = site_of(OUTAGE, WORKS, now=NOW)

    data = incident_data([site.timeline.course("outage")], "incidents/outage/", site)

    assert (data["address"], data["components"], data["base"], ids(data)) == ("incidents/outage/", [], {}, ["outage"])
    assert data["incidents"][0]["promise"] == seconds("2026-11-24 13:00")


def test_a_page_is_as_old_as_its_last_change_whenever_it_is_built() -> None:
    for now in (NOW, "2026-11-24 12:10"):
        site = site_of(OUTAGE, WORKS, now=now)
        for data in (
            component_data("api", site),
            incident_data([site.timeline.course("outage")], "incidents/outage/", site),
        ):
            assert (data["as_of"], data["stale_at"]) == (seconds("2026-11-24 11:00"), seconds("2026-11-24 12:00"))


def test_the_page_of_a_component_that_nothing_ever_touched_is_older_than_all() -> None:
    assert component_data("web", site_of(now=NOW))["as_of"] == 0


def test_a_page_learns_of_every_change_of_the_last_day_the_newest_first() -> None:
    site = site_of(OUTAGE, WORKS, WEEKLY, now=NOW)

    assert asked(site) == {
        "built_at": seconds(NOW),
        "changed": {
            "incidents/outage/": seconds("2026-11-24 11:00"),
            "components/api/": seconds("2026-11-24 11:00"),
            "components/web/": seconds("2026-11-24 11:00"),
            "incidents/weekly/2026-11-24/": seconds("2026-11-24 03:00"),
            "incidents/weekly/": seconds("2026-11-24 03:00"),
        },
    }
    assert list(asked(site)["changed"].values()) == sorted(asked(site)["changed"].values(), reverse=True)


def test_a_page_learns_that_its_incident_was_closed() -> None:
    closed = incident(said("2026-11-24 10:00", "investigating"), said("2026-11-24 11:30", "resolved"))

    assert asked(site_of(closed, now=NOW))["changed"] == dict.fromkeys(
        ["incidents/outage/", "components/api/"], seconds("2026-11-24 11:30")
    )


def test_a_change_is_named_for_a_day() -> None:
    now = at("2026-11-24 11:00") + timedelta(days=1)
    named = [
        bool(asked(site_of(OUTAGE, now=f"{moment:%Y-%m-%d %H:%M:%S}"))["changed"])
        for moment in around(f"{now:%Y-%m-%d %H:%M}")
    ]

    assert named == [True, False, False]


def test_the_publication_of_older_words_is_a_change() -> None:
    held = incident(said("2026-11-24 10:00", "investigating"), publish_at=at("2026-11-24 11:45"))

    assert asked(site_of(held, now=NOW))["changed"]["incidents/outage/"] == seconds("2026-11-24 11:45")


def test_what_a_page_asks_for_stays_small() -> None:
    many = [
        incident(said(f"2026-11-24 {number // 60:02}:{number % 60:02}", "resolved"), id=f"n{number}", components={})
        for number in range(400)
    ]

    changed = asked(site_of(*many, now=NOW))["changed"]

    assert len(changed) == 200
    assert next(iter(changed)) == "incidents/n399/"


@pytest.mark.parametrize("now", [NOW, "2026-11-24 22:30", "2026-11-24 23:30"])
def test_a_page_is_never_told_that_it_is_newer_than_itself(now: str) -> None:
    site = site_of(OUTAGE, WORKS, now=now)
    changed = asked(site)["changed"]

    for id in site.timeline.components:
        assert changed[f"components/{id}/"] == component_data(id, site)["as_of"]
    for course in site.timeline.courses:
        address = f"incidents/{course.id}/"
        assert changed.get(address, 0) in (0, incident_data([course], address, site)["as_of"])
