"""The last fifteen days: `plainstatus.site.lately`."""

from plainstatus.model.incident import Incident
from plainstatus.site.lately import Quiet, lately

from ..timeline.building import incident, maintenance, notice, said, window
from .in_memory import site_of

NOW = "2026-11-24 12:00"


def short(first: str, last: str, id: str) -> Incident:
    return incident(said(first, "investigating"), said(last, "resolved"), id=id)


def listed(*incidents: Incident, now: str = NOW, timezone: str = "UTC") -> list[str]:
    """The lines from the top: the ids of what happened, and the runs of quiet days."""
    site = site_of(*incidents, now=now, timezone=timezone)
    return [line.when if isinstance(line, Quiet) else line.id for line in lately(site, site.editions[0], "./")]


def test_a_quiet_fortnight_is_one_line() -> None:
    assert listed() == ["10–24 Nov"]


def test_quiet_days_between_two_incidents_are_one_line() -> None:
    newer = short("2026-11-20 10:00", "2026-11-20 11:00", "newer")
    older = short("2026-11-15 10:00", "2026-11-15 11:00", "older")

    assert listed(newer, older) == ["21–24 Nov", "newer", "16–19 Nov", "older", "10–14 Nov"]


def test_incidents_on_neighbouring_days_have_no_line_between_them() -> None:
    first = short("2026-11-24 08:00", "2026-11-24 09:00", "first")
    second = short("2026-11-23 08:00", "2026-11-23 09:00", "second")
    third = short("2026-11-23 06:00", "2026-11-23 07:00", "third")

    assert listed(third, first, second) == ["first", "second", "third", "10–22 Nov"]


def test_days_on_which_something_still_went_on_are_not_called_quiet() -> None:
    long = short("2026-11-18 10:00", "2026-11-21 00:30", "long")

    assert listed(long) == ["22–24 Nov", "long", "10–17 Nov"]


def test_something_open_keeps_every_day_since_from_being_quiet() -> None:
    still = incident(said("2026-11-20 10:00", "investigating"), id="still")

    assert listed(still) == ["still", "10–19 Nov"]


def test_what_began_before_keeps_its_days_from_being_quiet_without_a_line_of_its_own() -> None:
    old = short("2026-10-01 10:00", "2026-11-12 10:00", "old")

    assert listed(old) == ["13–24 Nov"]


def test_the_fifteenth_day_is_shown_and_the_sixteenth_is_not() -> None:
    shown = short("2026-11-10 00:00", "2026-11-10 01:00", "shown")
    gone = short("2026-11-09 22:00", "2026-11-09 23:00", "gone")

    assert listed(shown, gone) == ["11–24 Nov", "shown"]


def test_days_are_those_of_the_zone() -> None:
    late = short("2026-11-20 23:30", "2026-11-20 23:40", "late")

    assert listed(late) == ["21–24 Nov", "late", "10–19 Nov"]
    assert listed(late, timezone="Europe/Rome") == ["22–24 Nov", "late", "10–20 Nov"]


def test_a_maintenance_stands_on_the_day_of_its_window_and_not_on_that_of_its_notice() -> None:
    done = maintenance(
        said("2026-11-12 10:00", "scheduled"), window=window("2026-11-20 10:00", "2026-11-20 11:00"), id="done"
    )

    assert listed(done) == ["21–24 Nov", "done", "10–19 Nov"]


def test_what_is_only_planned_or_was_called_off_makes_no_day_busy() -> None:
    planned = maintenance(
        said("2026-11-20 10:00", "scheduled"), window=window("2026-11-25 10:00", "2026-11-25 11:00"), id="planned"
    )

    assert listed(planned) == ["10–24 Nov"]

    long = window("2026-11-18 10:00", "2026-11-21 10:00")
    called_off = maintenance(
        said("2026-11-12 10:00", "scheduled"), said("2026-11-17 10:00", "cancelled"), window=long, id="off"
    )
    waiting = maintenance(said("2026-11-12 10:00", "scheduled"), window=long, auto=False, id="waiting")

    assert listed(called_off) == ["19–24 Nov", "off", "10–17 Nov"]
    assert listed(waiting) == ["10–24 Nov"]


def test_a_notice_is_listed_and_makes_no_later_day_busy() -> None:
    holiday = notice(said("2026-11-15 10:00", "notice"), id="holiday")

    assert listed(holiday) == ["16–24 Nov", "holiday", "10–14 Nov"]
