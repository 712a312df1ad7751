"""The data of the banner, from sites without files."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from plainstatus.look import theme_folder
from plainstatus.model.incident import Incident
from plainstatus.site.product.banner import banner_data
from plainstatus.site.product.files import product_files

from ...timeline.building import incident, maintenance, notice, said, window
from ..in_memory import site_of

NOW = "2026-11-24 12:00"


def data(*incidents: Incident, now: str = NOW, language: str = "en") -> dict[str, Any]:
    site = site_of(*incidents, now=now, languages=("en", "it"))
    (edition,) = (each for each in site.editions if each.language == language)
    return banner_data(site, edition, "")


def works(*updates: Any, start: str = "2026-11-25 10:00", end: str = "2026-11-25 11:00", **fields: Any) -> Incident:
    return maintenance(said("2026-11-01 10:00", "scheduled"), *updates, window=window(start, end), **fields)


def test_every_language_has_its_own_and_the_first_one_stands_without_its_name_too() -> None:
    site = site_of(now=NOW, languages=("en", "it"))
    files = dict(product_files(site, theme_folder()))

    assert {path for path in files if path.startswith("embed")} == {
        *("embed.js", "embed.json", "embed.en.json", "embed.it.json")
    }
    assert files["embed.json"] == files["embed.en.json"] != files["embed.it.json"]


def test_on_a_quiet_day_there_is_nothing_in_it() -> None:
    over = incident(said("2026-11-20 10:00", "investigating"), said("2026-11-20 11:00", "resolved"))
    made = data(over, notice(said("2026-11-20 10:00", "notice")))

    assert (made["incidents"], made["maintenances"]) == ([], [])
    assert made["sentence"] == "All systems operational"


def test_an_incident_says_what_it_touches_and_what_was_promised() -> None:
    outage = incident(
        said("2026-11-24 11:00", "investigating", {"web": "major_outage"}),
        said("2026-11-24 11:30", "identified", {"api": "operational"}, next_update=None),
    )
    (made,) = data(outage)["incidents"]

    assert (made["status"], made["label"], made["state"]) == ("major_outage", "Major outage", "identified")
    assert made["components"] == ["web"]
    assert made["started"] == "2026-11-24T11:00:00Z"
    assert made["url"] == "https://status.example/incidents/outage/"
    assert (made["next_update"], made["expected_recovery"]) == (None, None)


def test_an_incident_that_is_only_watched_says_how_far_it_is() -> None:
    watched = incident(
        said("2026-11-24 11:00", "investigating"), said("2026-11-24 11:30", "monitoring", {"api": "operational"})
    )
    (made,) = data(watched, language="it")["incidents"]

    assert (made["label"], made["components"]) == ("Sotto osservazione", ["api"])


def test_words_that_are_still_to_come_change_nothing() -> None:
    outage = incident(said("2026-11-24 11:00", "investigating"))
    planned = replace(outage, updates=(*outage.updates, said("2026-11-24 13:00", "resolved")))

    assert data(planned) == data(outage)


def test_a_recovery_that_nobody_knows_is_called_so() -> None:
    outage = incident(said("2026-11-24 11:00", "investigating", expected_recovery="unknown"))

    assert data(outage)["incidents"][0]["expected_recovery"] == "unknown"


@pytest.mark.parametrize(
    ("now", "auto", "begins", "ends"),
    [
        pytest.param(NOW, True, "2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z", id="the clock will begin and end it"),
        pytest.param("2026-11-25 10:30", True, "2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z", id="the clock began it"),
        pytest.param(NOW, False, None, "2026-11-25T11:00:00Z", id="a person begins it, or its time passes"),
        pytest.param("2026-11-25 10:30", False, None, "2026-11-25T11:00:00Z", id="nobody began it yet"),
    ],
)
def test_a_maintenance_says_what_the_clock_will_do(now: str, auto: bool, begins: str | None, ends: str | None) -> None:
    (made,) = data(works(auto=auto), now=now)["maintenances"]

    assert made["window"] == {"start": "2026-11-25T10:00:00Z", "end": "2026-11-25T11:00:00Z"}
    assert (made["begins"], made["ends"]) == (begins, ends)


def test_a_maintenance_that_a_person_began_lasts_until_a_person_ends_it() -> None:
    begun = works(said("2026-11-25 10:05", "in_progress"), auto=False)
    (made,) = data(begun, now="2026-11-25 12:00")["maintenances"]

    assert (made["begins"], made["ends"]) == ("2026-11-25T10:05:00Z", None)


def test_a_maintenance_that_goes_on_began_when_it_began() -> None:
    long = works(said("2026-11-25 10:40", "verifying"))
    (made,) = data(long, now="2026-11-25 10:50")["maintenances"]

    assert (made["begins"], made["started"]) == ("2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z")


def test_maintenance_is_in_it_two_weeks_ahead() -> None:
    start = window("2026-12-08 12:00", "2026-12-08 13:00")
    near = maintenance(said("2026-11-01 10:00", "scheduled"), window=start)
    far = replace(
        near, schedule=replace(near.schedule, window=replace(start, start=start.start + timedelta(seconds=1)))
    )

    assert [len(data(each)["maintenances"]) for each in (near, far)] == [1, 0]


def test_what_is_over_or_called_off_is_not_in_it() -> None:
    off = works(said("2026-11-20 10:00", "cancelled"), id="off")

    assert data(off, works(), now="2026-11-25 11:00")["maintenances"] == []
