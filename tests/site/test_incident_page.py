"""What the page of one incident says: `plainstatus.site.incident_page`."""

import re

import pytest

from plainstatus.model.incident import Incident
from plainstatus.site.incident_page import IncidentView, incident_view

from ..timeline.building import incident, said
from .in_memory import site_of

SLOW_THEN_DOWN = (
    said("2026-11-24 10:00", "investigating", {"api": "degraded_performance"}),
    said("2026-11-24 11:00", "identified", {"api": "major_outage"}),
)


def view(told: Incident, now: str) -> IncidentView:
    site = site_of(told, now=now)
    return incident_view(site.timeline.course(told.id), site, site.editions[0], "../../", "../../")


def blocks(shown: IncidentView) -> list[tuple[str, int, int]]:
    """State, beginning and length of each block of the chart, in thousandths of its width."""
    (line,) = shown.chart
    found = re.findall(r'class="is-(\w+)" x="(\d+)" width="(\d+)"', line.drawing)
    return [(state, int(x), int(width)) for state, x, width in found]


def test_what_is_over_is_drawn_to_scale() -> None:
    told = incident(*SLOW_THEN_DOWN, said("2026-11-24 12:00", "resolved"), components={})

    assert blocks(view(told, "2026-11-24 13:00")) == [("degraded_performance", 0, 500), ("major_outage", 500, 500)]


def test_what_goes_on_takes_the_last_part_of_the_drawing() -> None:
    told = incident(*SLOW_THEN_DOWN, components={})

    assert blocks(view(told, "2026-11-24 13:00")) == [("degraded_performance", 0, 800), ("major_outage", 800, 200)]


def test_what_has_gone_on_in_one_state_from_the_beginning_takes_all_of_it() -> None:
    told = incident(SLOW_THEN_DOWN[0], components={})

    assert blocks(view(told, "2026-11-24 13:00")) == [("degraded_performance", 0, 1000)]


@pytest.mark.parametrize("now", ["2026-11-24 11:00", "2026-11-25 11:10"])
def test_the_page_of_what_goes_on_says_the_same_however_long_it_lasts(now: str) -> None:
    told = incident(*SLOW_THEN_DOWN, components={})

    assert view(told, now) == view(told, "2026-11-24 13:00")
