"""What the clock has to say of a maintenance: `plainstatus.timeline.clock`."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.model.incident import Incident, Update
from plainstatus.timeline.clock import strokes_of
from plainstatus.timeline.course import course_of
from plainstatus.timeline.occurrences import expand

from .building import at, incident, maintenance, notice, said, window

DAY_AND_HOUR = (timedelta(days=1), timedelta(hours=1))
WINDOW = window("2026-11-24 22:00", "2026-11-24 23:30")
ANNOUNCED = said("2026-11-20 10:00", "scheduled")


def works(*updates: Update, **fields: object) -> Incident:
    return replace(maintenance(ANNOUNCED, *updates, window=WINDOW), **fields)  # type: ignore[arg-type]


def struck(of: Incident, *remind: timedelta) -> list[str]:
    """The strokes in short: `MM-DD HH:MM kind`, and the moment from which on each makes no sense."""
    return [
        f"{each.at:%m-%d %H:%M} {each.kind}" + (f" before {each.until:%m-%d %H:%M}" if each.until else "")
        for each in strokes_of(course_of(of), remind)
    ]


def test_reminders_come_before_the_start_and_then_start_and_end() -> None:
    assert struck(works(), *DAY_AND_HOUR) == [
        "11-23 22:00 reminder before 11-24 21:00",
        "11-24 21:00 reminder before 11-24 22:00",
        "11-24 22:00 start before 11-24 23:30",
        "11-24 23:30 end",
    ]


def test_the_file_says_how_long_before_where_it_says_anything() -> None:
    lengths = (timedelta(hours=2), timedelta(hours=2))

    assert struck(works(remind=lengths), *DAY_AND_HOUR)[:1] == ["11-24 20:00 reminder before 11-24 22:00"]
    assert len(struck(works(remind=lengths), *DAY_AND_HOUR)) == 3
    assert struck(works(remind=()), *DAY_AND_HOUR) == struck(works())


def test_nothing_is_called_to_mind_that_was_announced_a_moment_before() -> None:
    late = maintenance(said("2026-11-24 21:00", "scheduled"), window=WINDOW)

    assert struck(late, *DAY_AND_HOUR) == ["11-24 22:00 start before 11-24 23:30", "11-24 23:30 end"]


def test_a_maintenance_that_the_clock_does_not_begin_has_reminders_alone() -> None:
    by_hand = maintenance(ANNOUNCED, window=WINDOW, auto=False)

    assert struck(by_hand, timedelta(hours=1)) == ["11-24 21:00 reminder before 11-24 22:00"]


def test_what_words_say_the_clock_does_not_say() -> None:
    by_words = works(said("2026-11-24 22:00", "in_progress"), said("2026-11-24 23:10", "completed"))

    assert struck(by_words) == []


def test_words_that_come_later_take_the_place_of_what_the_clock_said() -> None:
    late = works(said("2026-11-24 22:05", "in_progress"), said("2026-11-24 23:31", "completed"))

    assert struck(late) == ["11-24 22:00 start before 11-24 22:05", "11-24 23:30 end before 11-24 23:31"]


def test_words_that_change_no_state_leave_it_standing() -> None:
    assert struck(works(said("2026-11-24 22:05", "update"))) == [
        "11-24 22:00 start before 11-24 23:30",
        "11-24 23:30 end",
    ]


def test_a_start_before_its_time_and_a_cancellation_end_the_reminders() -> None:
    early = works(said("2026-11-24 20:30", "in_progress"))
    cancelled = works(said("2026-11-24 20:30", "cancelled"))

    assert struck(early, *DAY_AND_HOUR) == ["11-23 22:00 reminder before 11-24 20:30", "11-24 23:30 end"]
    assert struck(cancelled, *DAY_AND_HOUR) == ["11-23 22:00 reminder before 11-24 20:30"]


def test_a_new_date_has_reminders_of_its_own() -> None:
    moved = works(said("2026-11-24 12:00", "rescheduled", scheduled=window("2026-11-26 22:00", "2026-11-26 23:00")))

    assert struck(moved, timedelta(days=1)) == [
        "11-23 22:00 reminder before 11-24 12:00",
        "11-25 22:00 reminder before 11-26 22:00",
        "11-26 22:00 start before 11-26 23:00",
        "11-26 23:00 end",
    ]


def test_what_is_announced_while_it_goes_on_is_told_by_the_announcement() -> None:
    late = maintenance(said("2026-11-24 22:10", "scheduled"), window=WINDOW)

    assert struck(late, *DAY_AND_HOUR) == ["11-24 23:30 end"]


def test_what_was_before_its_publication_is_told_by_the_announcement() -> None:
    assert struck(works(publish_at=at("2026-11-24 21:30")), *DAY_AND_HOUR) == [
        "11-24 22:00 start before 11-24 23:30",
        "11-24 23:30 end",
    ]
    assert struck(works(publish_at=at("2026-11-24 22:00")), *DAY_AND_HOUR) == ["11-24 23:30 end"]


def test_what_began_before_its_first_words_was_not_begun_by_the_clock() -> None:
    begun = maintenance(said("2026-11-24 22:30", "in_progress"), window=WINDOW, started=at("2026-11-24 22:00"))

    assert struck(begun) == ["11-24 23:30 end"]


def test_each_date_of_a_maintenance_that_repeats_has_its_own() -> None:
    assert works().schedule is not None
    weekly = works(schedule=replace(works().schedule, repeat="FREQ=WEEKLY;COUNT=2"))  # type: ignore[type-var]

    assert [struck(each, timedelta(days=1))[0] for each in expand(weekly, at("2026-12-31 00:00"))] == [
        "11-23 22:00 reminder before 11-24 22:00",
        "11-30 22:00 reminder before 12-01 22:00",
    ]


@pytest.mark.parametrize(
    "other",
    [
        incident(said("2026-11-24 10:00", "investigating"), remind=DAY_AND_HOUR),
        notice(said("2026-11-24 10:00", "notice"), until=at("2026-11-25 10:00")),
    ],
    ids=["incident", "notice"],
)
def test_only_a_maintenance_is_told_by_the_clock(other: Incident) -> None:
    assert struck(other, *DAY_AND_HOUR) == []


MINUTES = st.integers(0, 4_000)
LATER = st.sampled_from(["update", "in_progress", "verifying", "completed", "cancelled", "rescheduled"])


@given(
    st.lists(st.tuples(MINUTES, LATER), max_size=5, unique_by=lambda pair: pair[0]),
    st.lists(st.integers(1, 3_000), max_size=4),
)
def test_nothing_is_said_twice_or_at_a_moment_at_which_it_makes_no_sense(
    later: list[tuple[int, str]], remind: list[int]
) -> None:
    updates = [
        said(f"{ANNOUNCED.at + timedelta(minutes=1 + minutes):%Y-%m-%d %H:%M}", status) for minutes, status in later
    ]
    of = maintenance(
        ANNOUNCED, *sorted(updates, key=lambda each: each.at), window=window("2026-11-22 01:00", "2026-11-22 03:00")
    )

    strokes = strokes_of(course_of(of), [timedelta(minutes=each) for each in remind])

    assert len({(each.kind, each.at, each.ahead) for each in strokes}) == len(strokes)
    assert not {each.at for each in strokes} & {each.at for each in of.updates}
    for each in strokes:
        state = course_of(of).step_at(each.at)
        assert state is not None
        assert state.status == {"reminder": "scheduled", "start": "in_progress", "end": "completed"}[each.kind]
        assert each.until is None or each.at < each.until
