from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.model.component import Component
from plainstatus.model.incident import Incident, Update
from plainstatus.report.figures import Share, spread_of
from plainstatus.report.period import days_between, period_named
from plainstatus.report.report import Report, joined, report_on, reports_on
from plainstatus.timeline.timeline import Timeline

from ..timeline.building import incident, maintenance, notice, said, site, window

NOW = "2026-11-25 12:00"
DAY = timedelta(days=1)


def report(timeline: Timeline, name: str) -> Report:
    return report_on(timeline, period_named(name, timeline.today))


def outage(day: str, id: str | None = None, **fields: Any) -> Incident:
    updates = (said(f"{day} 10:00", "investigating"), said(f"{day} 10:30", "resolved"))
    return incident(*updates, id=id or day, **fields)


# What counts


def test_an_incident_counts_in_the_period_in_which_it_began_in_the_zone_of_the_site() -> None:
    late = incident(said("2026-09-30 22:30", "investigating"), said("2026-10-03 10:00", "resolved"), id="late")
    rome, utc = (site(late, now=NOW, timezone=zone) for zone in ("Europe/Rome", "UTC"))

    assert [len(report(rome, quarter).incidents) for quarter in ("2026-Q3", "2026-Q4")] == [0, 1]
    assert [len(report(utc, quarter).incidents) for quarter in ("2026-Q3", "2026-Q4")] == [1, 0]


def test_notices_and_what_is_to_come_are_not_counted() -> None:
    coming = maintenance(said("2026-11-20 09:00", "scheduled"), window=window("2026-11-28 22:00", "2026-11-28 23:00"))

    assert report(site(notice(said("2026-11-20 09:00", "notice")), coming, now=NOW), "2026-11").is_empty


def test_incidents_are_counted_by_impact() -> None:
    figures = report(
        site(outage("2026-11-01", components={"api": "major_outage"}), outage("2026-11-02", impact="none"), now=NOW),
        "2026-11",
    ).figures

    assert (figures.impacts, figures.incidents) == ({"critical": 1, "major": 0, "minor": 0, "none": 1}, 2)


def test_an_incident_that_promised_and_expected_nothing_is_counted_as_such() -> None:
    told_late = incident(said("2026-11-03 10:00", "resolved"), id="told-late")
    figures = report(site(outage("2026-11-01"), told_late, now=NOW), "2026-11").figures

    assert figures.promises.silent == figures.recovery.never == Share(1, 1)
    assert figures.promises.kept.ratio is None


def test_a_period_without_anything_has_no_figure() -> None:
    figures = report(site(now=NOW), "2026-Q2").figures

    assert figures.incidents == 0
    assert figures.first_words.median is figures.all_clear.worst is figures.postmortems.ratio is None


@pytest.mark.parametrize(
    ("minutes", "median", "worst"),
    [((), None, None), ((5,), 5, 5), ((9, 1, 4), 4, 9), ((1, 4), 2.5, 4), ((-9, 1), -4, -9)],
)
def test_the_median_is_the_middle_and_the_worst_is_furthest_from_nothing(
    minutes: tuple[int, ...], median: float | None, worst: int | None
) -> None:
    spread = spread_of(timedelta(minutes=each) for each in minutes)

    assert spread.median == (None if median is None else timedelta(minutes=median))
    assert spread.worst == (None if worst is None else timedelta(minutes=worst))


# Uptime


def test_uptime_is_that_of_the_whole_days_of_the_period() -> None:
    half = outage("2026-10-15", components={"api": "major_outage"})
    uptime = report(site(half, now=NOW), "2026-Q4").uptime["api"]

    assert uptime is not None
    assert (uptime.start, uptime.downtime) == (date(2026, 10, 15), 30 * 60)
    assert uptime.seconds == (date(2026, 11, 25) - date(2026, 10, 15)).days * 86_400


def test_uptime_agrees_with_that_of_the_site() -> None:
    timeline = site(
        outage("2026-10-15", components={"api": "partial_outage"}),
        components=[Component("api", {"": "API"}, since=date(2020, 1, 1))],
        now=NOW,
    )
    whole = days_between(date(2026, 8, 27), date(2026, 11, 25))

    assert report_on(timeline, whole).uptime["api"] == timeline.uptime("api", 90)


def test_before_anything_was_told_there_is_no_uptime() -> None:
    assert report(site(outage("2026-11-02"), now=NOW), "2026-10").uptime == {"api": None, "web": None}


# Laws

_moments = st.integers(0, 90 * 24 * 3600 - 1).map(
    lambda second: datetime(2026, 7, 1, tzinfo=UTC) + timedelta(seconds=second)
)
_statuses = st.sampled_from(["investigating", "identified", "monitoring", "update", "resolved", "postmortem"])
_later = st.none() | st.integers(60, 40_000)


@st.composite
def incidents(draw: st.DrawFn) -> list[Incident]:
    made = []
    for number in range(draw(st.integers(0, 5))):
        moments = sorted(draw(st.sets(_moments, min_size=1, max_size=5)))
        updates = []
        for moment in moments:
            promised, expected = draw(_later), draw(_later)
            updates.append(
                Update(
                    moment,
                    draw(_statuses) if updates else "investigating",
                    components=draw(st.sampled_from([{}, {"api": "operational"}, {"api": "major_outage"}])),
                    next_update=moment + timedelta(seconds=promised) if promised else None,
                    expected_recovery=moment + timedelta(seconds=expected) if expected else None,
                )
            )
        started = draw(_later)
        made.append(
            incident(
                *updates, id=f"number-{number}", started=moments[0] - timedelta(seconds=started) if started else None
            )
        )
    return made


@given(incidents(), st.integers(1, 90))
def test_the_figures_of_two_periods_add_up_to_those_of_both(told: list[Incident], cut: int) -> None:
    timeline = site(*told, now=NOW)
    first, after = date(2026, 6, 30), date(2026, 10, 1)
    between = first + cut * DAY
    one, other = reports_on(timeline, (days_between(first, between), days_between(between, after)))
    whole = report_on(timeline, days_between(first, after))

    assert joined((one, other)) == whole
    a, b, both = one.figures, other.figures, whole.figures
    assert a.incidents + b.incidents == both.incidents == len(told)
    assert a.gaps.measured + b.gaps.measured == both.gaps.measured
    assert a.promises.kept.whole + b.promises.kept.whole == both.promises.kept.whole
    assert a.promises.kept.part + b.promises.kept.part == both.promises.kept.part
    lost = [each.uptime["api"].downtime if each.uptime["api"] else Fraction(0) for each in (one, other, whole)]
    assert lost[0] + lost[1] == lost[2]


@given(incidents(), st.randoms())
def test_the_order_of_the_files_changes_nothing(told: list[Incident], order: Any) -> None:
    shuffled = list(told)
    order.shuffle(shuffled)
    period = days_between(date(2026, 6, 30), date(2026, 10, 1))

    assert report_on(site(*shuffled, now=NOW), period) == report_on(site(*told, now=NOW), period)


@given(incidents())
def test_words_that_are_still_to_come_move_no_figure(told: list[Incident]) -> None:
    period = days_between(date(2026, 6, 30), date(2026, 10, 1))
    future = [replace(each, updates=(*each.updates, said("2027-01-01 00:00", "resolved"))) for each in told]

    assert report_on(site(*future, now=NOW), period).figures == report_on(site(*told, now=NOW), period).figures
