"""Maintenance: announced in time, and completed."""

from collections.abc import Callable

import pytest

from tests.check.course.conftest import Ask

FILE = """\
---
title: The API moves
kind: maintenance
components: [api]
scheduled:
  start: 2026-11-26 14:00 UTC
  end: 2026-11-26 15:00 UTC
---

## Scheduled — 2026-11-24 {at} UTC

The API does not answer for an hour.
"""
RESCHEDULED = (
    "\n## Rescheduled — 2026-11-24 14:30 UTC\nscheduled: {{start: 2026-11-{}, end: 2026-11-30 16:00}}\n\nMoved.\n"
)


def test_a_maintenance_is_announced_as_long_before_as_the_site_wishes(ask: Ask) -> None:
    assert ask("announced-late", FILE.format(at="14:00:00")) == []
    assert ask("announced-late", FILE.format(at="14:00:01")) == [("a.md", 10)]
    assert ask("announced-late", FILE.format(at="14:00:01"), checks="{announce_before: 1d}") == []


def test_an_announcement_that_is_held_back_counts_from_when_it_is_public(ask: Ask) -> None:
    held = FILE.format(at="10:00").replace("kind:", "publish_at: 2026-11-24 14:00:01 UTC\nkind:")

    assert ask("announced-late", held) == [("a.md", 11)]


def test_a_start_that_moves_forward_is_a_new_announcement_and_a_later_one_is_not(ask: Ask) -> None:
    file = FILE.format(at="10:00")

    assert ask("announced-late", file + RESCHEDULED.format("26 13:00")) == [("a.md", 14)]
    assert ask("announced-late", file + RESCHEDULED.format("26 14:20")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind:", "template: emergency-maintenance\nkind:"),
        ("The API moves", "Emergency maintenance of the API"),
        ("for an hour.", "for an hour. It is urgent: a disk is failing."),
        ("The API moves", "Manutenzione straordinaria dell'API"),
        ("The API moves", "Intervento urgente sull'API"),
    ],
)
def test_what_says_that_it_cannot_wait_may_be_late(ask: Ask, old: str, new: str) -> None:
    assert ask("announced-late", FILE.format(at="14:30").replace(old, new)) == []


@pytest.mark.parametrize("now", ["2026-11-26 14:00:00 UTC", "2026-12-26 15:00 UTC"])
def test_what_has_begun_cannot_be_announced_any_earlier(ask: Ask, now: str) -> None:
    assert ask("announced-late", FILE.format(at="14:30"), "2026-11-26 13:59:59 UTC") == [("a.md", 10)]
    assert ask("announced-late", FILE.format(at="14:30"), now) == []


def test_a_series_is_announced_before_its_first_occurrence(ask: Ask) -> None:
    series = FILE.replace("  end:", "  repeat: FREQ=DAILY\n  end:")

    assert ask("announced-late", series.format(at="14:00:00")) == []
    assert ask("announced-late", series.format(at="14:00:01")) == [("a.md", 11)]


BY_HAND = FILE.format(at="10:00").replace("  end:", "  auto: false\n  end:")


def test_a_series_is_mended_by_the_name_of_its_file(findings: Callable[..., list[dict[str, str]]]) -> None:
    """An occurrence has an address of its own, and no command knows it."""
    series = BY_HAND.replace("  end:", "  repeat: FREQ=DAILY\n  end:")

    (finding,) = findings({"2026-11-24-move.md": series}, "2026-11-28 15:00 UTC")

    assert finding["message"] == (
        "the maintenance was to end by 2026-11-28 15:00 UTC, and the page calls it still to come"
    )
    assert finding["hint"] == (
        "Is it done? `plainstatus resolve 2026-11-24-move`. If not, give it a new window: "
        "`plainstatus update 2026-11-24-move rescheduled --start … --end …`."
    )


def test_without_the_clock_somebody_completes_it(ask: Ask) -> None:
    assert ask("never-completed", BY_HAND, "2026-11-26 14:59:59 UTC") == []
    assert ask("never-completed", BY_HAND, "2026-11-26 15:00:00 UTC") == [("a.md", 11)]
    begun = BY_HAND + "\n## In progress — 2026-11-26 14:00 UTC\n\nBegun.\n"
    assert ask("never-completed", begun, "2026-11-26 15:00:00 UTC") == [("a.md", 15)]
    assert ask("never-completed", begun + "\n## Completed — 2026-11-26 14:50 UTC\n", "2026-11-27 00:00 UTC") == []
    assert ask("never-completed", BY_HAND + "\n## Cancelled — 2026-11-26 10:00 UTC\n", "2026-11-27 00:00 UTC") == []


def test_the_clock_completes_by_itself_unless_words_hold_it(ask: Ask) -> None:
    file = FILE.format(at="10:00")
    held = file + "\n## In progress — 2026-11-26 15:00 UTC\n\nIt takes longer.\n"

    assert ask("never-completed", file, "2026-11-27 00:00 UTC") == []
    assert ask("never-completed", held, "2026-11-26 15:30 UTC") == [("a.md", 14)]
