"""The turns that are worth a text message: `plainstatus.notify.turning`."""

from plainstatus.notify.turning import turn_of

from ..timeline.building import incident, maintenance, notice, said, window
from .desk import messages_of

LATE = "2026-11-25 09:00"


def test_an_incident_has_two_turns_and_each_reopening_one_more() -> None:
    outage = incident(
        said("2026-11-24 14:05", "investigating"),
        said("2026-11-24 14:25", "identified"),
        said("2026-11-24 15:00", "resolved"),
        said("2026-11-24 16:00", "investigating"),
        said("2026-11-24 17:00", "postmortem"),
    )

    assert [turn_of(each.tags) for each in messages_of(outage, now=LATE)] == [
        "opened",
        "update",
        "resolved",
        "opened",
        "update",
    ]


def test_of_a_maintenance_only_its_beginning_is_one() -> None:
    works = maintenance(
        said("2026-11-20 10:00", "scheduled"),
        said("2026-11-24 22:00", "in_progress"),
        said("2026-11-24 23:00", "completed"),
        window=window("2026-11-24 22:00", "2026-11-24 23:30"),
    )

    assert [turn_of(each.tags) for each in messages_of(works, now=LATE)] == ["update", "begins", "update"]


def test_a_notice_has_none() -> None:
    assert [turn_of(each.tags) for each in messages_of(notice(said("2026-11-24 10:00", "notice")), now=LATE)] == [
        "update"
    ]
