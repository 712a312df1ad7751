"""Maintenances at the same time."""

from tests.check.course.conftest import Ask

FILE = """\
---
title: {title}
kind: maintenance
components: [{components}]
scheduled:
  start: 2026-11-28 {start} UTC
  end: 2026-11-28 {end} UTC
---

## Scheduled — 2026-11-{told} 10:00 UTC

Out of reach.
"""


def work(start: str, end: str, told: int = 20, components: str = "api", title: str = "Work") -> str:
    return FILE.format(start=start, end=end, told=told, components=components, title=title)


def test_two_windows_on_one_component_meet_by_a_second(ask: Ask) -> None:
    """A window ends before its `end`."""
    first = work("10:00", "11:00")

    assert ask("overlapping-maintenance", {"a.md": first, "b.md": work("11:00", "12:00", 21)}) == []
    assert ask("overlapping-maintenance", {"a.md": first, "b.md": work("10:59:59", "12:00", 21)}) == [("b.md", 6)]


def test_it_is_said_where_it_was_announced_later(ask: Ask) -> None:
    files = {"a.md": work("10:00", "11:00", 22), "b.md": work("10:30", "11:30", 21)}

    assert ask("overlapping-maintenance", files) == [("a.md", 6)]


def test_other_components_and_other_times_do_not_meet(ask: Ask) -> None:
    assert (
        ask("overlapping-maintenance", {"a.md": work("10:00", "11:00"), "b.md": work("10:00", "11:00", 21, "web")})
        == []
    )


def test_two_components_in_common_are_one_finding(ask: Ask) -> None:
    files = {"a.md": work("10:00", "11:00", 20, "api, web"), "b.md": work("10:00", "11:00", 21, "web, api")}

    assert ask("overlapping-maintenance", files) == [("b.md", 6)]


def test_a_short_window_inside_a_long_one_does_not_hide_it_from_a_third(ask: Ask) -> None:
    files = {"a.md": work("10:00", "14:00"), "b.md": work("10:30", "10:40", 21), "c.md": work("13:00", "15:00", 22)}

    assert ask("overlapping-maintenance", files) == [("b.md", 6), ("c.md", 6)]


def test_an_occurrence_of_a_series_meets_once_for_all(ask: Ask) -> None:
    series = work("10:00", "11:00").replace("  end:", "  repeat: FREQ=DAILY\n  end:")
    long = work("10:30", "10:50", 21).replace("end: 2026-11-28", "end: 2026-12-05")

    assert ask("overlapping-maintenance", {"a.md": series}) == []
    assert ask("overlapping-maintenance", {"a.md": series, "b.md": long}) == [("b.md", 6)]


def test_what_is_over_or_called_off_meets_nothing(ask: Ask) -> None:
    first = work("10:00", "11:00")
    cancelled = work("10:00", "11:00", 21) + "\n## Cancelled — 2026-11-22 10:00 UTC\n\nNot needed.\n"

    assert ask("overlapping-maintenance", {"a.md": first, "b.md": cancelled}) == []
    other = {"a.md": first, "b.md": work("10:30", "12:00", 21)}
    assert ask("overlapping-maintenance", other, "2026-11-28 11:00:00 UTC") == []
    assert ask("overlapping-maintenance", other, "2026-11-28 10:59:59 UTC") == [("b.md", 6)]
