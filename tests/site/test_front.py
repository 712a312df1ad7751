"""What the head of the front page and of an incident's page says: `site.front` and `site.incident_page`."""

from plainstatus.model.incident import Incident
from plainstatus.site.front import front
from plainstatus.site.incident_page import incident_view

from ..timeline.building import at, incident, said
from .in_memory import site_of

NOW = "2026-11-24 12:00"
DOWN = {"api": "major_outage"}


def promised(*incidents: Incident) -> str | None:
    site = site_of(*incidents, now=NOW)
    shown = front(site, site.editions[0], "./", "./").next_update
    return None if shown is None else shown.striptags()


def told(id: str, next_update: str) -> Incident:
    return incident(said("2026-11-24 10:00", "investigating", DOWN, next_update=at(next_update)), id=id)


def test_the_next_of_all_promises_stands_below_the_sentence() -> None:
    assert promised(told("one", "2026-11-24 14:00"), told("two", "2026-11-24 13:00")) == "24 Nov, 13:00 UTC"


def test_a_promise_that_was_not_kept_is_no_next_update() -> None:
    assert promised(told("late", "2026-11-24 11:00"), told("two", "2026-11-24 13:00")) == "24 Nov, 13:00 UTC"
    assert promised(told("late", "2026-11-24 11:00")) is None


def test_an_incident_has_the_shape_of_what_it_is_now_and_once_resolved_is_well() -> None:
    shapes = []
    for updates in ([], [said("2026-11-24 11:00", "resolved")]):
        site = site_of(incident(said("2026-11-24 10:00", "investigating", DOWN), *updates), now=NOW)
        shapes.append(incident_view(site.timeline.courses[0], site, site.editions[0], "./", "./").status)

    assert shapes == ["major_outage", "operational"]
