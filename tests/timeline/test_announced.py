from typing import Any

import pytest

from plainstatus.model.incident import Incident, Update
from plainstatus.timeline.announced import Announced, announced
from plainstatus.timeline.course import course_of

from .building import at, incident, maintenance, said, window

WINDOW = window("2026-11-25 10:00", "2026-11-25 12:00")
FIRST = said("2026-11-20 09:00", "scheduled")


def told(*updates: Update, now: str = "2026-12-31 00:00", **fields: Any) -> Announced | None:
    return announced(course_of(maintenance(FIRST, *updates, window=WINDOW, **fields)), at(now))


def test_what_was_announced_stands_as_it_was_said() -> None:
    assert told(now="2026-11-20 09:00") == Announced(WINDOW, False, 0)


@pytest.mark.parametrize("now", ["2026-11-25 09:59", "2026-11-25 10:00", "2026-11-25 12:00", "2027-06-01 00:00"])
def test_what_the_clock_does_changes_nothing(now: str) -> None:
    assert told(now=now) == Announced(WINDOW, False, 0)


@pytest.mark.parametrize("status", ["update", "verifying", "in_progress"])
def test_words_that_move_no_edge_change_nothing(status: str) -> None:
    assert told(said("2026-11-25 11:00", status)) == Announced(WINDOW, False, 0)


def test_each_move_is_a_revision() -> None:
    once = window("2026-11-26 10:00", "2026-11-26 12:00")
    twice = window("2026-11-26 10:00", "2026-11-26 11:00")
    moves = (
        said("2026-11-21 09:00", "rescheduled", scheduled=once),
        said("2026-11-22 09:00", "update"),
        said("2026-11-23 09:00", "rescheduled", scheduled=twice),
    )

    assert told(*moves, now="2026-11-20 10:00") == Announced(WINDOW, False, 0)
    assert told(*moves, now="2026-11-22 10:00") == Announced(once, False, 1)
    assert told(*moves) == Announced(twice, False, 2)


def test_a_move_to_the_same_window_is_none() -> None:
    assert told(said("2026-11-21 09:00", "rescheduled", scheduled=WINDOW)) == Announced(WINDOW, False, 0)


def test_a_cancellation_is_a_revision_of_the_same_window() -> None:
    assert told(said("2026-11-21 09:00", "cancelled")) == Announced(WINDOW, True, 1)


def test_a_cancellation_half_way_keeps_the_window() -> None:
    assert told(said("2026-11-25 11:00", "cancelled")) == Announced(WINDOW, True, 1)


def test_what_was_cancelled_and_is_scheduled_again_is_revised_twice() -> None:
    again = window("2026-12-01 10:00", "2026-12-01 12:00")
    updates = (said("2026-11-21 09:00", "cancelled"), said("2026-11-22 09:00", "rescheduled", scheduled=again))

    assert told(*updates) == Announced(again, False, 2)


@pytest.mark.parametrize("auto", [True, False])
def test_an_early_end_shortens_the_window(auto: bool) -> None:
    updates = (said("2026-11-25 10:00", "in_progress"), said("2026-11-25 11:15", "completed"))

    assert told(*updates, auto=auto) == Announced(window("2026-11-25 10:00", "2026-11-25 11:15"), False, 1)


def test_a_late_end_lengthens_the_window_when_it_is_said() -> None:
    updates = (said("2026-11-25 12:00", "in_progress"), said("2026-11-25 13:00", "completed"))

    assert told(*updates, now="2026-11-25 12:30") == Announced(WINDOW, False, 0)
    assert told(*updates) == Announced(window("2026-11-25 10:00", "2026-11-25 13:00"), False, 1)


def test_words_after_the_clock_ended_it_do_not_lengthen_it() -> None:
    assert told(said("2026-11-25 12:40", "completed")) == Announced(WINDOW, False, 0)


def test_an_early_begin_moves_the_start_and_a_late_one_does_not() -> None:
    early = (said("2026-11-25 09:30", "in_progress"),)
    late = (said("2026-11-25 10:30", "in_progress"),)

    assert told(*early, auto=False) == Announced(window("2026-11-25 09:30", "2026-11-25 12:00"), False, 1)
    assert told(*late, auto=False) == Announced(WINDOW, False, 0)


def test_what_was_done_before_its_window_leaves_the_window_free() -> None:
    assert told(said("2026-11-24 09:00", "completed")) == Announced(WINDOW, True, 1)


def test_what_began_and_ended_early_took_place_then() -> None:
    updates = (said("2026-11-24 09:00", "in_progress"), said("2026-11-24 09:40", "completed"))

    assert told(*updates) == Announced(window("2026-11-24 09:00", "2026-11-24 09:40"), False, 2)


def test_what_is_taken_up_again_is_as_long_as_was_announced_until_it_ends_again() -> None:
    updates = (
        said("2026-11-25 10:30", "completed"),
        said("2026-11-25 11:00", "in_progress"),
        said("2026-11-25 11:30", "completed"),
    )

    assert told(*updates, now="2026-11-25 11:00") == Announced(WINDOW, False, 2)
    assert told(*updates) == Announced(window("2026-11-25 10:00", "2026-11-25 11:30"), False, 3)


def test_a_begin_before_the_first_words_is_told_by_them() -> None:
    begun = maintenance(said("2026-11-25 10:20", "in_progress"), window=WINDOW, started=at("2026-11-25 09:50"))

    found = announced(course_of(begun), at("2026-11-25 10:30"))

    assert found == Announced(window("2026-11-25 09:50", "2026-11-25 12:00"), False, 0)


def test_words_of_the_future_are_not_known() -> None:
    assert told(said("2026-11-21 09:00", "cancelled"), now="2026-11-21 08:59") == Announced(WINDOW, False, 0)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(incident(said("2026-11-20 09:00", "investigating")), id="an incident"),
        pytest.param(Incident("x", "x.md", "X", "maintenance", updates=(FIRST,)), id="a maintenance without one"),
    ],
)
def test_what_has_no_window_is_not_announced(other: Incident) -> None:
    assert announced(course_of(other), at("2026-12-31 00:00")) is None
