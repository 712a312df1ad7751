from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.model.component import Component
from plainstatus.model.incident import Incident
from plainstatus.timeline.timeline import Timeline
from plainstatus.timeline.uptime import Uptime
from plainstatus.timeline.uptime_months import UptimeMonth, uptime_months

from .building import around, at, incident, maintenance, said, site, window

DAY = 86_400
HOUR = 3_600
MINUTE = 60
NOW = "2026-11-25 06:00"


def outage(start: str, end: str, status: str = "major_outage", id: str = "outage", **fields: Any) -> Incident:
    return incident(said(start, "investigating"), said(end, "resolved"), components={"api": status}, id=id, **fields)


def by_month(timeline: Timeline, component: str = "api") -> dict[str, UptimeMonth]:
    return {f"{month.uptime.start:%Y-%m}": month for month in uptime_months(timeline)[component]}


def shares(month: UptimeMonth) -> dict[str, dict[str, int]]:
    return {share.course.id: dict(share.seconds) for share in month.shares}


def test_there_are_twelve_months_and_the_first_has_the_days_that_are_over() -> None:
    months = uptime_months(site(now=NOW))["api"]

    assert [f"{month.uptime.start}" for month in months] == [
        *(f"2026-{month:02}-01" for month in range(11, 0, -1)),
        "2025-12-01",
    ]
    assert months[0].uptime.seconds == 24 * DAY
    assert months[1].uptime.seconds == 31 * DAY
    assert {month.uptime.percent_text for month in months} == {"100"}


def test_a_month_says_how_long_each_status_held_and_which_incident_took_it() -> None:
    timeline = site(
        outage("2026-10-05 10:00", "2026-10-05 11:00", id="first"),
        outage("2026-10-09 10:00", "2026-10-09 10:30", "partial_outage", id="second"),
        now=NOW,
    )
    month = by_month(timeline)["2026-10"]

    assert month.uptime == Uptime(date(2026, 10, 1), 31 * DAY, Fraction(HOUR) + Fraction(3, 10) * 30 * MINUTE)
    assert month.seconds == {"major_outage": HOUR, "partial_outage": 30 * MINUTE}
    assert shares(month) == {"second": {"partial_outage": 30 * MINUTE}, "first": {"major_outage": HOUR}}


def test_overlap_counts_once_at_the_worst_while_each_incident_keeps_its_own_time() -> None:
    timeline = site(
        outage("2026-10-05 10:00", "2026-10-05 12:00", "partial_outage", id="long"),
        outage("2026-10-05 11:00", "2026-10-05 11:30", "major_outage", id="short"),
        now=NOW,
    )
    month = by_month(timeline)["2026-10"]

    assert month.seconds == {"major_outage": 30 * MINUTE, "partial_outage": 90 * MINUTE}
    assert shares(month) == {"long": {"partial_outage": 2 * HOUR}, "short": {"major_outage": 30 * MINUTE}}


def test_trouble_over_the_end_of_a_month_is_parted_at_midnight_of_the_site_zone() -> None:
    months = by_month(site(outage("2026-10-31 22:00", "2026-11-01 01:00"), now=NOW, timezone="Europe/Rome"))

    assert shares(months["2026-10"]) == {"outage": {"major_outage": HOUR}}
    assert shares(months["2026-11"]) == {"outage": {"major_outage": 2 * HOUR}}


def test_months_are_as_long_as_the_clock_changes_make_them() -> None:
    months = by_month(site(now=NOW, timezone="Europe/Rome"))

    assert months["2026-03"].uptime.seconds == 31 * DAY - HOUR
    assert months["2026-10"].uptime.seconds == 31 * DAY + HOUR


def test_what_costs_nothing_is_told_all_the_same() -> None:
    works = maintenance(said("2026-10-01 00:00", "scheduled"), window=window("2026-10-02 00:00", "2026-10-02 01:00"))
    month = by_month(site(works, now=NOW))["2026-10"]

    assert (month.seconds, month.uptime.percent_text) == ({"under_maintenance": HOUR}, "100")


def test_what_goes_on_is_counted_up_to_the_last_midnight() -> None:
    going_on = incident(said("2026-11-24 23:00", "investigating"), components={"api": "major_outage"})

    assert shares(by_month(site(going_on, now=NOW))["2026-11"]) == {"outage": {"major_outage": HOUR}}


@pytest.mark.parametrize("began", ["2026-11-25 00:00", NOW])
def test_what_begins_today_has_taken_nothing_yet(began: str) -> None:
    begun = incident(said(began, "investigating"), components={"api": "major_outage"})

    month = by_month(site(begun, now=NOW))["2026-11"]

    assert (month.shares, month.seconds) == ((), {})


def test_what_a_closed_incident_left_out_of_order_goes_on() -> None:
    left = incident(
        said("2025-01-01 00:00", "investigating"),
        said("2025-01-02 00:00", "resolved", {"api": "degraded_performance"}),
    )
    months = by_month(site(left, now=NOW))

    assert {tuple(month.seconds) for month in months.values()} == {("degraded_performance",)}
    assert months["2026-10"].seconds["degraded_performance"] == 31 * DAY


def test_days_before_since_do_not_count() -> None:
    api = Component("api", {"": "API"}, since=date(2026, 10, 11))
    months = by_month(site(outage("2026-10-10 00:00", "2026-10-11 02:00"), now=NOW, components=[api]))

    assert list(months) == ["2026-11", "2026-10"]
    assert months["2026-10"].uptime == Uptime(date(2026, 10, 11), 21 * DAY, Fraction(2 * HOUR))
    assert shares(months["2026-10"]) == {"outage": {"major_outage": 2 * HOUR}}


def test_a_month_of_which_no_day_is_over_is_not_told() -> None:
    before, then, _ = (by_month(site(now=now)) for now in around("2026-11-02 00:00"))

    assert ("2026-11" in before, len(before)) == (False, 12)
    assert (then["2026-11"].uptime.seconds, len(then)) == (DAY, 12)


@pytest.mark.parametrize(
    ("now", "oldest"),
    [("2028-02-29 12:00", "2027-03-01"), ("2028-12-31 23:59", "2028-01-01"), ("2026-12-31 23:59", "2026-01-01")],
)
def test_the_oldest_month_is_whole_in_years_with_a_leap_day_too(now: str, oldest: str) -> None:
    months = uptime_months(site(now=now))["api"]

    assert (len(months), str(months[-1].uptime.start)) == (12, oldest)
    assert months[-1].uptime.seconds == 31 * DAY


def test_what_does_not_count_uptime_has_no_months() -> None:
    components = [
        Component("api", {"": "API"}, uptime=False),
        Component("web", {"": "Web"}, since=date(2026, 12, 1)),
        Component("fax", {"": "Fax"}, retired=True),
    ]

    assert uptime_months(site(now=NOW, components=components)) == {"web": ()}


def test_words_of_the_future_are_not_counted() -> None:
    timeline = site(outage("2026-11-24 23:00", "2026-11-25 08:00"), now=NOW)

    assert shares(by_month(timeline)["2026-11"]) == {"outage": {"major_outage": HOUR}}


STATUSES = ("under_maintenance", "degraded_performance", "partial_outage", "major_outage")
#: Minutes before now at which it began, how many it took, what it did.
OUTAGES = st.lists(
    st.tuples(st.integers(0, 420 * 1440), st.integers(0, 60 * 1440), st.sampled_from(STATUSES)), max_size=8
)
NOWS = st.datetimes(at("2026-01-01 00:00").replace(tzinfo=None), at("2028-12-31 00:00").replace(tzinfo=None))


@given(OUTAGES, NOWS, st.sampled_from(["UTC", "Europe/Rome", "America/Santiago"]), st.integers(-5, 400))
def test_months_are_the_sum_of_their_days(outages: Any, now: Any, zone: str, age: int) -> None:
    moment = at(f"{now:%Y-%m-%d %H:%M:%S}")
    since = moment.date() - timedelta(days=age)
    found = []
    for number, (before, length, status) in enumerate(outages):
        start = moment - timedelta(minutes=before)
        end = start + timedelta(minutes=length)
        found.append(outage(f"{start:%Y-%m-%d %H:%M:%S}", f"{end:%Y-%m-%d %H:%M:%S}", status, id=f"n{number}"))
    timeline = site(*found, now=moment, timezone=zone, components=[Component("api", {"": "API"}, since=since)])
    days = timeline.days("api")
    assert days is not None

    months = uptime_months(timeline)["api"]

    expected: dict[str, tuple[int, Fraction]] = {}
    for day in days[:-1]:
        if day.worst is not None:
            seconds, downtime = expected.get(f"{day.date:%Y-%m}", (0, Fraction(0)))
            expected[f"{day.date:%Y-%m}"] = (seconds + day.seconds, downtime + day.downtime)
    expected = {month: figure for month, figure in sorted(expected.items())[-12:] if figure[0]}
    told = {f"{m.uptime.start:%Y-%m}": (m.uptime.seconds, m.uptime.downtime) for m in months}
    assert told.keys() == expected.keys()
    # The days may begin within the oldest month.
    oldest = f"{days[0].date:%Y-%m}"
    assert {m: told[m] for m in told if m != oldest} == {m: expected[m] for m in expected if m != oldest}
    for month in months:
        own: dict[str, int] = {}
        for share in month.shares:
            for status, seconds in share.seconds.items():
                own[status] = own.get(status, 0) + seconds
        assert sum(month.seconds.values()) <= min(sum(own.values()), month.uptime.seconds)
        assert month.seconds.keys() <= own.keys()
