from datetime import timedelta

from plainstatus.model.incident import Incident
from plainstatus.report.works import Work, work_of

from ..timeline.building import at, maintenance, said, site, window

WINDOW = window("2026-11-24 22:00", "2026-11-24 23:00")
MINUTE = timedelta(minutes=1)
SCHEDULED = said("2026-11-20 22:00", "scheduled")


def work(told: Incident, now: str = "2026-11-25 12:00") -> Work | None:
    timeline = site(told, now=now)
    return work_of(timeline.course(told.id), timeline)


def figures(found: Work | None) -> tuple[object, ...]:
    assert found is not None
    return found.notice, found.began, found.ended, found.within


def test_what_the_clock_does_is_on_time() -> None:
    assert figures(work(maintenance(SCHEDULED, window=WINDOW))) == (
        timedelta(days=4),
        timedelta(0),
        timedelta(0),
        True,
    )


def test_to_begin_early_or_end_late_is_out_of_the_window() -> None:
    early = maintenance(SCHEDULED, said("2026-11-24 21:50", "in_progress"), window=WINDOW)
    late = maintenance(SCHEDULED, said("2026-11-24 23:00:01", "completed"), window=WINDOW, auto=False)
    late = maintenance(
        SCHEDULED,
        said("2026-11-24 22:05", "in_progress"),
        said("2026-11-24 23:10", "completed"),
        window=WINDOW,
        auto=False,
    )

    assert figures(work(early)) == (timedelta(days=4) - 10 * MINUTE, -10 * MINUTE, timedelta(0), False)
    assert figures(work(late)) == (timedelta(days=4) + 5 * MINUTE, 5 * MINUTE, 10 * MINUTE, False)


def test_notice_counts_from_the_words_that_named_the_window_that_was_kept() -> None:
    moved = maintenance(
        said("2026-11-10 22:00", "scheduled"),
        said("2026-11-23 22:00", "rescheduled", scheduled=WINDOW),
        window=window("2026-11-20 22:00", "2026-11-20 23:00"),
        auto=False,
    )
    # It has to be begun by hand: nothing is known before.
    assert work(moved) is None

    begun = maintenance(
        *moved.updates,
        said("2026-11-24 22:00", "in_progress"),
        window=moved.schedule.window,
        auto=False,  # type: ignore[union-attr]
    )
    assert figures(work(begun)) == (timedelta(days=1), timedelta(0), None, None)


def test_work_that_was_broken_off_counts_when_it_begins_again() -> None:
    told = maintenance(
        SCHEDULED,
        said("2026-11-24 22:10", "in_progress"),
        said("2026-11-24 22:20", "rescheduled", scheduled=window("2026-11-25 08:00", "2026-11-25 09:00")),
        window=WINDOW,
        auto=False,
    )
    again = maintenance(*told.updates, said("2026-11-25 08:05", "in_progress"), window=WINDOW, auto=False)

    assert work(told) is None
    assert figures(work(again))[:2] == (9 * 60 * MINUTE + 45 * MINUTE, 5 * MINUTE)


def test_work_that_nobody_announced_had_no_notice() -> None:
    told = maintenance(said("2026-11-24 22:00", "in_progress"), window=WINDOW)

    assert figures(work(told))[0] == timedelta(0)


def test_notice_counts_from_when_it_became_public() -> None:
    told = maintenance(SCHEDULED, window=WINDOW, publish_at=at("2026-11-24 20:00"))

    assert figures(work(told))[0] == timedelta(hours=2)


def test_an_end_that_was_put_off_under_way_is_held_against_the_window_of_its_beginning() -> None:
    told = maintenance(
        SCHEDULED,
        said("2026-11-24 22:50", "rescheduled", scheduled=window("2026-11-24 22:00", "2026-11-24 23:30")),
        window=WINDOW,
    )

    assert figures(work(told)) == (timedelta(days=4), timedelta(0), 30 * MINUTE, False)


def test_what_is_to_come_is_not_counted_and_what_was_cancelled_has_no_figures() -> None:
    cancelled = maintenance(SCHEDULED, said("2026-11-22 10:00", "cancelled"), window=WINDOW)

    assert work(maintenance(SCHEDULED, window=WINDOW), now="2026-11-24 21:59:59") is None
    assert figures(work(cancelled)) == (None, None, None, None)
