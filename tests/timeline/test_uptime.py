from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.model.component import Component
from plainstatus.timeline.uptime import (
    Uptime,
    calendar_until,
    days_of,
    epoch,
    uptime_of,
    worst_of_each_moment,
)

from .building import SECOND, around, at, incident, maintenance, said, site, window

DAY = 86_400
HOUR = 3_600
WEIGHTS = {"major_outage": 1.0, "partial_outage": 0.3}


def outage(start, end, status="major_outage", id="outage", **fields):
    return incident(said(start, "investigating"), said(end, "resolved"), components={"api": status}, id=id, **fields)


def by_date(timeline, component="api"):
    return {day.date.isoformat(): day for day in timeline.days(component)}


def test_there_are_365_whole_days_and_today_up_to_now():
    days = site(now="2026-11-25 06:00").days("api")

    assert (len(days), days[0].date, days[-1].date) == (366, date(2025, 11, 25), date(2026, 11, 25))
    assert {day.worst for day in days} == {"operational"}
    assert (days[-1].seconds, days[-2].seconds) == (6 * HOUR, DAY)


@pytest.mark.parametrize(
    ("status", "downtime"),
    [
        ("major_outage", Fraction(HOUR)),
        ("partial_outage", Fraction(3 * HOUR, 10)),
        ("degraded_performance", Fraction(0)),
        ("under_maintenance", Fraction(0)),
    ],
)
def test_a_second_of_trouble_costs_what_its_status_weighs(status, downtime):
    timeline = site(outage("2026-11-24 10:00", "2026-11-24 11:00", status), now="2026-11-25 00:00")

    day = by_date(timeline)["2026-11-24"]

    assert (day.worst, day.downtime, day.seconds) == (status, downtime, DAY)


def test_the_weights_are_the_site_owners():
    timeline = site(
        outage("2026-11-24 10:00", "2026-11-24 11:00", "degraded_performance"),
        now="2026-11-25 00:00",
        uptime_weights={"degraded_performance": 0.05},
    )

    assert by_date(timeline)["2026-11-24"].downtime == 180


def test_overlapping_incidents_count_once_at_the_worst_status_of_each_moment():
    timeline = site(
        outage("2026-11-24 10:00", "2026-11-24 13:00", "partial_outage", id="long"),
        outage("2026-11-24 11:00", "2026-11-24 12:00", "major_outage", id="short"),
        outage("2026-11-24 11:30", "2026-11-24 12:30", "major_outage", id="other"),
        now="2026-11-25 00:00",
    )

    assert by_date(timeline)["2026-11-24"].downtime == Fraction(3, 10) * (HOUR + HOUR // 2) + HOUR + HOUR // 2


def test_downtime_over_midnight_is_cut_at_midnight_of_the_site_zone():
    night = outage("2026-11-23 22:00", "2026-11-24 01:00")

    in_utc = by_date(site(night, now="2026-11-25 00:00"))
    in_rome = by_date(site(night, now="2026-11-25 00:00", timezone="Europe/Rome"))

    assert [in_utc[f"2026-11-{day}"].downtime for day in (23, 24)] == [2 * HOUR, HOUR]
    assert [in_rome[f"2026-11-{day}"].downtime for day in (23, 24)] == [HOUR, 2 * HOUR]


def test_an_outage_up_to_midnight_leaves_the_next_day_alone():
    timeline = site(outage("2026-11-23 23:00", "2026-11-24 00:00"), now="2026-11-25 00:00")

    assert [by_date(timeline)[f"2026-11-{day}"].worst for day in (23, 24)] == ["major_outage", "operational"]


def test_days_are_as_long_as_the_clock_changes_make_them():
    spring = by_date(
        site(outage("2026-03-28 22:00", "2026-03-30 00:00"), now="2026-05-01 12:00", timezone="Europe/Rome")
    )
    autumn = by_date(
        site(outage("2026-10-24 21:00", "2026-10-26 00:00"), now="2026-11-01 12:00", timezone="Europe/Rome")
    )

    assert spring["2026-03-29"].seconds == spring["2026-03-29"].downtime == 23 * HOUR
    assert autumn["2026-10-25"].seconds == autumn["2026-10-25"].downtime == 25 * HOUR
    assert (spring["2026-03-28"].downtime, spring["2026-03-30"].downtime) == (HOUR, 2 * HOUR)
    assert (autumn["2026-10-24"].downtime, autumn["2026-10-26"].downtime) == (HOUR, HOUR)


def test_what_goes_on_counts_up_to_now_and_no_further():
    going_on = incident(said("2026-11-25 05:00", "investigating"), components={"api": "major_outage"})
    works = maintenance(
        said("2026-11-20 10:00", "scheduled"),
        window=window("2026-11-25 05:30", "2026-11-25 09:00"),
        components={"web": "major_outage"},
    )
    timeline = site(going_on, works, now="2026-11-25 06:00")

    assert timeline.days("api")[-1].downtime == HOUR
    assert timeline.days("web")[-1].downtime == HOUR // 2


@pytest.mark.parametrize("now", ["2026-11-25 05:00", "2026-11-25 00:00"])
def test_what_begins_just_now_is_seen_today_before_it_has_lasted(now):
    going_on = incident(said(now, "investigating"), components={"api": "major_outage"})
    today = site(going_on, now=now).days("api")[-1]

    assert (today.worst, today.downtime) == ("major_outage", 0)


def test_what_ends_just_now_or_begins_a_second_later_is_not_more_than_that():
    ended = site(outage("2026-11-24 23:00", "2026-11-25 00:00"), now="2026-11-25 00:00")
    later = site(outage("2026-11-24 10:00", "2026-11-24 11:00"), now=at("2026-11-24 10:00") - SECOND)

    assert ended.days("api")[-1].worst == "operational"
    assert later.days("api")[-1].worst == "operational"


def test_uptime_counts_from_started_where_that_was_before_the_first_words():
    timeline = site(
        outage("2026-11-24 10:00", "2026-11-24 11:00", started=at("2026-11-24 09:00")), now="2026-11-25 00:00"
    )

    assert by_date(timeline)["2026-11-24"].downtime == 2 * HOUR


def test_trouble_that_began_before_the_first_day_counts_from_that_day():
    days = site(outage("2025-01-01 00:00", "2025-11-26 01:00"), now="2026-11-25 12:00").days("api")

    assert [day.downtime for day in days[:3]] == [DAY, HOUR, 0]


def test_days_before_since_do_not_count():
    api = Component("api", {"": "API"}, since=date(2026, 11, 24))
    timeline = site(
        outage("2026-11-23 00:00", "2026-11-24 12:00"),
        now="2026-11-25 00:00",
        components=[api],
        timezone="Europe/Rome",
    )
    before, first, today = timeline.days("api")[-3:]

    assert (before.worst, before.downtime, before.seconds) == (None, 0, 0)
    assert (first.worst, first.downtime, first.seconds) == ("major_outage", 13 * HOUR, DAY)
    assert (today.worst, today.seconds) == ("operational", HOUR)
    assert timeline.uptime("api", 90) == Uptime(date(2026, 11, 24), DAY, Fraction(13 * HOUR))


@pytest.mark.parametrize("since", [date(2026, 11, 25), date(2026, 12, 1)])
def test_a_component_whose_first_day_is_not_over_has_no_figure(since):
    api = Component("api", {"": "API"}, since=since)

    assert site(now="2026-11-25 06:00", components=[api]).uptime("api") is None


def test_a_day_counts_from_the_second_on_in_which_it_is_over():
    going_on = incident(said("2026-11-24 12:00", "investigating"), components={"api": "major_outage"})

    figures = [site(going_on, now=now).uptime("api", 30) for now in around("2026-11-25 00:00")]

    assert [figure.downtime for figure in figures] == [0, 12 * HOUR, 12 * HOUR]
    assert {figure.seconds for figure in figures} == {30 * DAY}


def test_a_component_without_uptime_has_neither_days_nor_figure():
    timeline = site(now="2026-11-25 00:00", components=[Component("api", {"": "API"}, uptime=False)])

    assert timeline.days("api") is timeline.uptime("api") is None


def test_each_window_has_its_whole_days_before_today():
    timeline = site(
        outage("2026-11-25 00:00", "2026-11-25 05:00", id="today"),
        outage("2026-10-26 00:00", "2026-10-26 01:00", id="in 30"),
        outage("2026-10-25 00:00", "2026-10-25 01:00", id="in 90"),
        outage("2026-08-26 00:00", "2026-08-26 01:00", id="in 365"),
        now="2026-11-25 06:00",
    )

    assert [timeline.uptime("api", days).downtime for days in (30, 90, 365)] == [HOUR, 2 * HOUR, 3 * HOUR]
    assert [timeline.uptime("api", days).start for days in (30, 90)] == [date(2026, 10, 26), date(2026, 8, 27)]
    assert timeline.uptime("api", 30).seconds == 30 * DAY


@pytest.mark.parametrize(
    ("seconds", "downtime", "text"),
    [
        (100_000, Fraction(0), "100"),
        (100_000, Fraction(1), "99.99"),
        (100_000, Fraction(1, 10**9), "99.99"),
        (100_000, Fraction(10), "99.99"),
        (100_000, Fraction(11), "99.98"),
        (1_000, Fraction(1), "99.90"),
        (1_000, Fraction(500), "50.00"),
        (1_000, Fraction(999), "0.10"),
        (1_000, Fraction(1_000), "0.00"),
    ],
)
def test_percentages_are_cut_and_100_only_where_nothing_is_missing(seconds, downtime, text):
    assert Uptime(date(2026, 1, 1), seconds, downtime).percent_text == text


def test_a_midnight_that_does_not_exist_starts_the_day_when_the_clocks_allow():
    calendar = calendar_until(at("2018-11-05 12:00"), ZoneInfo("America/Sao_Paulo"), 3)

    assert [b - a for a, b in zip(calendar.starts, calendar.starts[1:], strict=False)][:2] == [DAY, 23 * HOUR]


SPANS = st.lists(
    st.tuples(st.integers(-50, 150), st.integers(0, 80), st.integers(0, 4)).map(lambda s: (s[0], s[0] + s[1], s[2])),
    max_size=12,
)


@given(SPANS)
def test_the_sweep_finds_the_worst_of_each_second(spans):
    swept = worst_of_each_moment(spans, 0, 100)

    for second in range(100):
        naive = max((heavy for begin, end, heavy in spans if begin <= second < end), default=0)
        assert [heavy for begin, end, heavy in swept if begin <= second < end] == ([naive] if naive else [])
    assert all(0 <= begin <= end <= 100 for begin, end, _ in swept)


@given(SPANS, st.tuples(st.integers(-50, 150), st.integers(0, 80), st.integers(0, 4)), st.randoms())
def test_uptime_lies_between_0_and_1_and_more_trouble_never_raises_it(spans, more, random):
    calendar = calendar_until(at("2026-11-25 06:00"), ZoneInfo("Europe/Rome"), 3)

    def ratio(of):
        in_hours = [(calendar.starts[0] + b * HOUR, calendar.starts[0] + e * HOUR, heavy) for b, e, heavy in of]
        random.shuffle(in_hours)
        return uptime_of(days_of(in_hours, calendar, WEIGHTS)).ratio

    before = ratio(spans)
    assert 0 <= ratio([*spans, (more[0], more[0] + more[1], more[2])]) <= before <= 1
    assert ratio(spans) == before


def test_a_moment_counts_from_the_first_whole_second():
    assert epoch(at("1970-01-01 00:00:01")) == 1
    assert epoch(at("1970-01-01 00:00:01.000001")) == 2
