from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from plainstatus.model.incident import Incident
from plainstatus.site.updates import newest_updates

from ..timeline.building import at, incident, maintenance, said, window
from .in_memory import site_of

NOW = "2026-11-25 12:00"
MOMENTS = st.lists(st.integers(0, 23 * 60), min_size=1, max_size=4).map(sorted)


def test_the_newest_updates_come_first_whenever_their_incident_began() -> None:
    old = incident(said("2026-11-01 10:00", "resolved"), said("2026-11-24 10:00", "postmortem"), id="old")
    new = incident(said("2026-11-23 10:00", "investigating"), id="new")
    site = site_of(old, new, now=NOW)

    assert [each.id for each in newest_updates(site.timeline.courses, site, 2)] == ["old", "new"]


def test_words_of_the_future_are_not_there() -> None:
    site = site_of(incident(said("2026-11-24 10:00", "investigating"), said("2026-12-24 10:00", "resolved")), now=NOW)

    assert [each.update.status for each in newest_updates(site.timeline.courses, site, 9)] == ["investigating"]


@given(st.lists(MOMENTS, max_size=12), st.integers(1, 6), st.booleans())
def test_the_newest_are_those_of_all_sorted(told: list[list[int]], number: int, with_series: bool) -> None:
    incidents: list[Incident] = [
        incident(
            *(said(f"2026-11-24 {minute // 60:02}:{minute % 60:02}", "investigating") for minute in minutes),
            id=f"n{place}",
        )
        for place, minutes in enumerate(told)
    ]
    if with_series:
        weekly = maintenance(
            said("2026-11-24 12:00", "scheduled"), window=window("2026-11-25 02:00", "2026-11-25 03:00"), id="daily"
        )
        assert weekly.schedule is not None
        incidents.append(replace(weekly, schedule=replace(weekly.schedule, repeat="FREQ=DAILY;COUNT=9")))
    site = site_of(*incidents, now=NOW)

    everything = [(update.at, each.id) for each in incidents for update in each.updates]

    found = newest_updates(site.timeline.courses, site, number)
    assert [each.at for each in found] == [moment for moment, _ in sorted(everything, reverse=True)[:number]]
    assert all(each.step.at == each.update.at <= at(NOW) for each in found)
    assert sum(each.id.startswith("daily/") for each in found) <= 1
