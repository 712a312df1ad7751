from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from plainstatus.model.incident import Schedule, Window
from plainstatus.timeline.occurrences import MOST_OCCURRENCES, expand

from .building import at, ids, incident, maintenance, said, site, window

ROME = "Europe/Rome"


def rome(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ROME)).astimezone(UTC)


def repeating(start, end, rule, *updates, zone=ROME, skipped=()):
    read = rome if zone == ROME else at
    schedule = Schedule(Window(read(start), read(end)), repeat=rule, zone=zone, skipped=skipped)
    said_first = updates or (said("2026-01-01 10:00", "scheduled"),)
    return replace(maintenance(*said_first, window=schedule.window), schedule=schedule)


def starts(occurrences):
    return [f"{each.schedule.window.start.astimezone(ZoneInfo(ROME)):%m-%d %H:%M}" for each in occurrences]


def lengths(occurrences):
    return [(each.schedule.window.end - each.schedule.window.start).total_seconds() / 3600 for each in occurrences]


def test_what_does_not_repeat_is_returned_as_it_is():
    once = maintenance(said("2026-01-01 10:00", "scheduled"), window=window("2026-01-02 10:00", "2026-01-02 11:00"))
    outage = incident(said("2026-01-01 10:00", "investigating"))

    assert expand(once, at("2026-02-01")) == (once,)
    assert expand(outage, at("2026-02-01")) == (outage,)


def test_each_occurrence_is_a_maintenance_with_its_own_address_and_window():
    weekly = repeating("2026-01-07 22:00", "2026-01-07 23:30", "FREQ=WEEKLY;COUNT=2")

    first, second = expand(weekly, at("2026-03-01"))

    assert (first.id, second.id) == ("upgrade/2026-01-07", "upgrade/2026-01-14")
    assert second.schedule == Schedule(Window(rome("2026-01-14 22:00"), rome("2026-01-14 23:30")), zone=ROME)
    assert second.updates == weekly.updates


def test_the_address_has_the_local_date():
    night = repeating("2026-07-01 00:30", "2026-07-01 01:30", "FREQ=DAILY;COUNT=1")

    assert ids_of(night, "2026-09-01") == ["upgrade/2026-07-01"]


def ids_of(each, until):
    return [occurrence.id for occurrence in expand(each, at(until))]


@pytest.mark.parametrize(
    ("until", "days"),
    [
        ("2026-01-13 20:59:59", ["07", "14"]),
        ("2026-01-14 20:59:59", ["07", "14"]),
        ("2026-01-14 21:00:00", ["07", "14", "21"]),
    ],
)
def test_they_go_up_to_until_and_one_further(until, days):
    weekly = repeating("2026-01-07 22:00", "2026-01-07 23:30", "FREQ=WEEKLY")

    assert ids_of(weekly, until) == [f"upgrade/2026-01-{day}" for day in days]


def test_skipped_dates_fall_out():
    weekly = repeating("2026-01-07 22:00", "2026-01-07 23:30", "FREQ=WEEKLY;COUNT=4", skipped=(date(2026, 1, 14),))

    assert ids_of(weekly, "2026-03-01") == [f"upgrade/2026-01-{day}" for day in ("07", "21", "28")]


@pytest.mark.parametrize("last", ["20260121", "20260121T210000Z", "20260121T220000", "20260121T235959"])
def test_the_last_day_of_a_rule_belongs_to_it(last):
    weekly = repeating("2026-01-07 22:00", "2026-01-07 23:30", f"FREQ=WEEKLY;UNTIL={last}")

    assert ids_of(weekly, "2026-03-01")[-1] == "upgrade/2026-01-21"


@pytest.mark.parametrize("last", ["20260120", "20260121T205959Z", "20260121T215959"])
def test_what_lies_after_the_end_of_a_rule_does_not(last):
    weekly = repeating("2026-01-07 22:00", "2026-01-07 23:30", f"FREQ=WEEKLY;UNTIL={last}")

    assert ids_of(weekly, "2026-03-01")[-1] == "upgrade/2026-01-14"


@pytest.mark.parametrize("first", ["2026-03-22", "2026-10-18"])
def test_wall_time_is_kept_across_clock_changes(first):
    weekly = repeating(f"{first} 22:00", f"{first} 23:30", "FREQ=WEEKLY;COUNT=3")

    occurrences = expand(weekly, at("2026-12-31"))

    assert {start[-5:] for start in starts(occurrences)} == {"22:00"}
    assert lengths(occurrences) == [1.5, 1.5, 1.5]


def test_a_window_across_a_clock_change_keeps_both_its_wall_times():
    spring = repeating("2026-03-28 23:00", "2026-03-29 05:00", "FREQ=DAILY;COUNT=1")
    autumn = repeating("2026-10-24 23:00", "2026-10-25 05:00", "FREQ=DAILY;COUNT=1")
    common = repeating("2026-03-21 23:00", "2026-03-22 05:00", "FREQ=WEEKLY;COUNT=2")

    assert lengths(expand(spring, at("2026-12-31"))) == [5]
    assert lengths(expand(autumn, at("2026-12-31"))) == [7]
    assert lengths(expand(common, at("2026-12-31"))) == [6, 5]


def test_a_start_that_the_clocks_skip_comes_later_by_the_gap():
    weekly = repeating("2026-03-22 02:30", "2026-03-22 03:15", "FREQ=WEEKLY;COUNT=3")

    occurrences = expand(weekly, at("2026-12-31"))

    assert starts(occurrences) == ["03-22 02:30", "03-29 03:30", "04-05 02:30"]
    assert lengths(occurrences) == [0.75, 0.75, 0.75]
    assert occurrences[1].id == "upgrade/2026-03-29"


def test_a_start_that_exists_twice_is_the_first():
    weekly = repeating("2026-10-18 02:30", "2026-10-18 02:45", "FREQ=WEEKLY;COUNT=2")

    assert expand(weekly, at("2026-12-31"))[1].schedule.window.start == at("2026-10-25 00:30")


def test_two_occurrences_of_one_day_have_different_addresses():
    twice = repeating("2026-01-07 06:00", "2026-01-07 07:00", "FREQ=DAILY;BYHOUR=6,18;COUNT=3")

    assert ids_of(twice, "2026-03-01") == ["upgrade/2026-01-07", "upgrade/2026-01-07-1800", "upgrade/2026-01-08"]


WEEKS = ("2026-01-07 22:00", "2026-01-07 23:00", "FREQ=WEEKLY;COUNT=3")  # 7, 14 and 21 January, 21:00 UTC


def owner(moment, status):
    """The day whose occurrence has the update."""
    weekly = repeating(*WEEKS, said("2026-01-01 10:00", "scheduled"), said(moment, status))
    owners = [each.id[-2:] for each in expand(weekly, at("2026-03-01")) if each.updates[-1].status == status]
    assert len(owners) == 1
    return owners[0]


@pytest.mark.parametrize(
    ("moment", "status", "day"),
    [
        ("2026-01-02 10:00", "cancelled", "07"),
        ("2026-01-14 20:59:59", "in_progress", "14"),
        ("2026-01-14 21:00:00", "in_progress", "14"),
        ("2026-01-14 21:59:59", "update", "14"),
        ("2026-01-14 22:00:00", "update", "21"),
        ("2026-01-14 22:00:00", "completed", "14"),
        ("2026-01-15 10:00", "verifying", "14"),
        ("2026-01-15 10:00", "cancelled", "21"),
        ("2026-01-02 10:00", "completed", "07"),
        ("2026-02-02 10:00", "update", "21"),
    ],
)
def test_an_update_belongs_to_the_occurrence_it_speaks_of(moment, status, day):
    assert owner(moment, status) == day


def test_an_announcement_belongs_to_every_occurrence_still_to_come():
    again = said("2026-01-10 10:00", "scheduled")
    weekly = repeating(*WEEKS, said("2026-01-01 10:00", "scheduled"), again)

    assert [again in each.updates for each in expand(weekly, at("2026-03-01"))] == [False, True, True]


@pytest.mark.parametrize(
    ("announced", "days"),
    [("2026-01-07 21:59:59", ["07", "14", "21"]), ("2026-01-07 22:00:00", ["14", "21"])],
)
def test_what_was_over_before_it_was_announced_is_left_out(announced, days):
    weekly = repeating(*WEEKS, said(announced, "scheduled"))

    assert [each.id[-2:] for each in expand(weekly, at("2026-03-01"))] == days


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYHOUR=25", "weekly", ""])
def test_a_rule_that_is_none_is_a_value_error(rule):
    with pytest.raises(ValueError):
        expand(repeating("2026-01-07 22:00", "2026-01-07 23:00", rule), at("2026-03-01"))


def test_however_long_a_rule_runs_the_latest_occurrences_are_kept():
    daily = repeating("1990-01-01 22:00", "1990-01-01 23:00", "RRULE:FREQ=DAILY", said("1990-01-01 10:00", "scheduled"))

    occurrences = ids_of(daily, "2026-03-01")

    assert len(occurrences) == MOST_OCCURRENCES
    assert occurrences[-1] == "upgrade/2026-03-01"


def test_a_timeline_has_the_occurrences_of_the_next_sixty_days_and_always_the_next():
    weekly = repeating(*WEEKS)
    yearly = replace(repeating("2025-06-03 22:00", "2025-06-03 23:00", "FREQ=YEARLY"), id="yearly")

    timeline = site(weekly, yearly, now="2026-01-14 21:30")

    assert ids(timeline.under_way) == ["upgrade/2026-01-14"]
    assert ids(timeline.coming) == ["upgrade/2026-01-21", "yearly/2026-06-03"]
    assert timeline.state(timeline.course("upgrade/2026-01-07")).status == "completed"
