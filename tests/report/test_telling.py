from datetime import timedelta
from typing import Any

import pytest

from plainstatus.model.incident import Incident
from plainstatus.report.telling import Telling, telling_of

from ..timeline.building import around, at, incident, said, site

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
NOW = "2026-11-25 12:00"


def telling(told: Incident, now: str = NOW) -> Telling:
    timeline = site(told, now=now)
    return telling_of(timeline.course(told.id), timeline, timeline.now)


def outage(*updates: Any, **fields: Any) -> Incident:
    """Words at 10:00 and the all-clear at 11:00, with `updates` between."""
    return incident(said("2026-11-24 10:00", "investigating"), *updates, said("2026-11-24 11:00", "resolved"), **fields)


# First words


def test_first_words_count_from_the_start_that_the_file_names() -> None:
    assert telling(outage(started=at("2026-11-24 09:48:30"))).first_words == timedelta(minutes=11, seconds=30)


def test_without_a_written_start_nobody_knows_how_long_first_words_took() -> None:
    assert telling(outage()).first_words is None


def test_words_before_the_start_took_no_time() -> None:
    assert telling(outage(started=at("2026-11-24 10:05"))).first_words == timedelta(0)


def test_first_words_count_when_they_became_public() -> None:
    planned = outage(started=at("2026-11-24 09:50"), publish_at=at("2026-11-24 10:20"))

    assert telling(planned).first_words == 30 * MINUTE


# Between updates


def test_silence_counts_from_words_to_words_up_to_the_all_clear() -> None:
    told = outage(said("2026-11-24 10:10", "identified"), said("2026-11-24 10:40", "monitoring"))

    assert telling(told).gaps == (10 * MINUTE, 30 * MINUTE, 20 * MINUTE)


def test_silence_after_the_all_clear_is_none() -> None:
    told = incident(
        said("2026-11-20 10:00", "investigating"),
        said("2026-11-20 11:00", "resolved"),
        said("2026-11-21 11:00", "investigating"),
        said("2026-11-21 11:30", "resolved"),
        said("2026-11-23 11:00", "postmortem"),
    )

    assert telling(told).gaps == (60 * MINUTE, 30 * MINUTE)


def test_silence_that_lasts_is_not_counted_before_it_ends() -> None:
    assert telling(incident(said("2026-11-24 10:00", "investigating"))).gaps == ()


def test_words_that_were_published_together_have_no_silence_between_them() -> None:
    told = outage(
        said("2026-11-24 10:10", "identified", next_update=at("2026-11-24 10:15")),
        said("2026-11-24 10:40", "monitoring"),
        publish_at=at("2026-11-24 10:50"),
    )

    assert telling(told).gaps == (10 * MINUTE,)
    assert telling(told).promises == ()


# Promises


@pytest.mark.parametrize(
    ("words", "late"), list(zip(around("2026-11-24 10:30"), (timedelta(0), timedelta(0), SECOND), strict=True))
)
def test_a_promise_is_kept_up_to_its_very_second(words: Any, late: timedelta) -> None:
    told = incident(
        said("2026-11-24 10:00", "investigating", next_update=at("2026-11-24 10:30")),
        said(words.isoformat()[:19], "identified"),
        said("2026-11-24 11:00", "resolved"),
    )
    (promise,) = telling(told).promises

    assert (promise.late, promise.kept, promise.judged) == (late, not late, True)


def test_the_all_clear_keeps_a_promise() -> None:
    told = incident(
        said("2026-11-24 10:00", "investigating", next_update=at("2026-11-24 11:00")),
        said("2026-11-24 10:20", "resolved"),
    )

    assert [promise.kept for promise in telling(told).promises] == [True]


@pytest.mark.parametrize(("now", "overdue"), list(zip(around("2026-11-24 10:30"), (False, True, True), strict=True)))
def test_a_promise_without_words_is_judged_once_its_moment_has_come(now: Any, overdue: bool) -> None:
    told = incident(said("2026-11-24 10:00", "investigating", next_update=at("2026-11-24 10:30")))
    (promise,) = telling(told, now.isoformat()[:19]).promises

    assert (promise.overdue, promise.judged, promise.kept, promise.late) == (overdue, overdue, False, None)


def test_what_the_all_clear_promises_is_no_promise_of_an_update() -> None:
    told = incident(
        said("2026-11-24 10:00", "investigating"),
        said("2026-11-24 10:20", "resolved", next_update=at("2026-11-25 09:00")),
        said("2026-11-25 10:00", "postmortem"),
    )

    assert telling(told).promises == ()


# Estimates


def estimate(back: str, *, expected: str = "2026-11-24 10:40") -> Any:
    told = incident(
        said("2026-11-24 10:00", "investigating", expected_recovery=at(expected)),
        said(back, "monitoring", {"api": "operational"}),
        said("2026-11-24 14:00", "resolved"),
    )
    (found,) = telling(told).estimates
    return found


@pytest.mark.parametrize(
    ("back", "close"),
    [
        ("2026-11-24 10:29:59", False),
        ("2026-11-24 10:30:00", True),
        ("2026-11-24 10:50:00", True),
        ("2026-11-24 10:50:01", False),
    ],
)
def test_an_estimate_is_right_within_a_quarter_of_the_time_it_gave(back: str, close: bool) -> None:
    assert estimate(back).close is close


def test_an_estimate_is_held_against_the_moment_at_which_the_components_were_back() -> None:
    assert estimate("2026-11-24 10:55").error == 15 * MINUTE
    assert estimate("2026-11-24 10:25").error == -15 * MINUTE


def test_trouble_that_comes_back_puts_off_when_service_was_back() -> None:
    told = incident(
        said("2026-11-24 10:00", "investigating", expected_recovery=at("2026-11-24 10:40")),
        said("2026-11-24 10:40", "monitoring", {"api": "operational"}),
        said("2026-11-24 10:50", "identified", {"api": "partial_outage"}),
        said("2026-11-24 11:10", "resolved"),
    )

    assert [each.error for each in telling(told).estimates] == [30 * MINUTE]


def test_without_components_the_all_clear_says_when_service_was_back() -> None:
    told = incident(
        said("2026-11-24 10:00", "investigating", expected_recovery=at("2026-11-24 10:40")),
        said("2026-11-24 10:45", "resolved"),
        components={},
    )

    assert [each.error for each in telling(told).estimates] == [5 * MINUTE]


def test_an_estimate_said_again_is_one_and_a_new_one_another() -> None:
    told = outage(
        said("2026-11-24 10:10", "identified", expected_recovery=at("2026-11-24 10:30")),
        said("2026-11-24 10:20", "update", expected_recovery=at("2026-11-24 10:30")),
        said("2026-11-24 10:30", "update", expected_recovery=at("2026-11-24 11:00")),
    )

    assert [each.error for each in telling(told).estimates] == [30 * MINUTE, timedelta(0)]


def test_an_estimate_waits_while_service_is_not_back() -> None:
    told = incident(said("2026-11-24 10:00", "investigating", expected_recovery=at("2026-11-24 10:40")))

    assert [(each.error, each.close) for each in telling(told).estimates] == [(None, False)]


def test_an_estimate_speaks_of_the_outage_in_which_it_was_said() -> None:
    told = incident(
        said("2026-11-24 10:00", "investigating", expected_recovery=at("2026-11-24 10:30")),
        said("2026-11-24 10:30", "resolved"),
        said("2026-11-24 12:00", "investigating"),
        said("2026-11-24 15:00", "resolved"),
    )

    assert [each.error for each in telling(told).estimates] == [timedelta(0)]


def test_to_say_that_nobody_knows_is_no_estimate() -> None:
    told = telling(outage(said("2026-11-24 10:10", "identified", expected_recovery="unknown")))

    assert (told.estimates, told.said_unknown) == ((), True)


# The end


def test_the_all_clear_counts_from_the_beginning_to_the_last_closing() -> None:
    told = incident(
        said("2026-11-24 10:00", "investigating"),
        said("2026-11-24 10:30", "resolved"),
        said("2026-11-24 11:00", "investigating"),
        said("2026-11-24 12:00", "resolved"),
        started=at("2026-11-24 09:30"),
    )

    assert telling(told).all_clear == 150 * MINUTE


@pytest.mark.parametrize("status", ["resolved", "postmortem"])
def test_of_what_is_told_when_it_is_over_nobody_knows_how_long_it_was(status: str) -> None:
    told = telling(incident(said("2026-11-24 10:00", status)))

    assert (told.all_clear, told.accompanied, told.open) == (None, False, False)


def test_an_open_incident_has_no_all_clear() -> None:
    told = telling(incident(said("2026-11-24 10:00", "investigating")))

    assert (told.all_clear, told.open, told.owes_postmortem) == (None, True, False)


def test_a_postmortem_counts_from_the_all_clear_before_it() -> None:
    told = telling(
        incident(
            said("2026-11-20 10:00", "investigating"),
            said("2026-11-20 11:00", "resolved"),
            said("2026-11-20 12:00", "update"),
            said("2026-11-23 11:00", "postmortem"),
            said("2026-11-24 11:00", "postmortem"),
        )
    )

    assert (told.postmortem, told.has_postmortem, told.owes_postmortem) == (timedelta(days=3), True, False)


@pytest.mark.parametrize(
    ("status", "owes"),
    [("major_outage", True), ("partial_outage", True), ("degraded_performance", False)],
)
def test_a_postmortem_is_owed_after_what_was_major_or_critical(status: str, owes: bool) -> None:
    assert telling(outage(components={"api": status})).owes_postmortem is owes
