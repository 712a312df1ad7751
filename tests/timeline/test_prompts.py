"""When a team is reminded of a promise: `plainstatus.timeline.prompts`."""

from dataclasses import replace
from datetime import timedelta

from plainstatus.model.incident import UNKNOWN, Incident
from plainstatus.model.promises import Promises
from plainstatus.timeline.course import course_of
from plainstatus.timeline.prompts import Prompt, prompts_of

from .building import at, incident, maintenance, notice, said, window

SHORT = Promises(near=timedelta(minutes=10), missed=(timedelta(minutes=15), timedelta(hours=1)))
FIRST = said("2026-11-24 14:05", "investigating", next_update=at("2026-11-24 14:35"))
NIGHT = window("2026-11-24 22:00", "2026-11-24 23:00")


def prompts(of: Incident, promises: Promises = SHORT) -> list[Prompt]:
    return list(prompts_of(course_of(of), promises))


def told(of: Incident, promises: Promises = SHORT) -> list[str]:
    """What is told, and when on that day."""
    return [f"{each.at:%H:%M} {each.kind}" for each in prompts(of, promises)]


def test_a_promise_is_told_of_when_it_is_near_when_it_is_due_and_so_long_after_it() -> None:
    assert told(incident(FIRST)) == [
        "14:25 update_near",
        "14:35 update_due",
        "14:50 update_missed",
        "15:35 update_missed",
    ]


def test_each_takes_the_place_of_the_one_before_and_the_last_one_holds() -> None:
    assert [each.until for each in prompts(incident(FIRST))] == [
        at("2026-11-24 14:35"),
        at("2026-11-24 14:50"),
        at("2026-11-24 15:35"),
        None,
    ]


def test_any_words_keep_a_promise_and_make_what_was_told_void() -> None:
    kept = incident(FIRST, said("2026-11-24 14:40", "update"))

    assert told(kept) == ["14:25 update_near", "14:35 update_due"]
    assert prompts(kept)[-1].until == at("2026-11-24 14:40")


def test_words_at_the_very_moment_keep_it() -> None:
    assert told(incident(FIRST, said("2026-11-24 14:35", "update"))) == ["14:25 update_near"]


def test_a_new_promise_takes_the_place_of_the_old_one() -> None:
    renewed = said("2026-11-24 14:20", "update", next_update=at("2026-11-24 15:00"))

    assert told(incident(FIRST, renewed)) == [
        "14:50 update_near",
        "15:00 update_due",
        "15:15 update_missed",
        "16:00 update_missed",
    ]


def test_a_promise_for_so_soon_that_near_has_passed_is_told_of_when_it_is_due() -> None:
    soon = said("2026-11-24 14:05", "investigating", next_update=at("2026-11-24 14:10"))

    assert told(incident(soon))[0] == "14:10 update_due"


def test_what_is_over_promises_nothing() -> None:
    assert told(incident(FIRST, said("2026-11-24 14:30", "resolved", next_update=at("2026-11-24 18:00")))) == [
        "14:25 update_near"
    ]


def test_a_recovery_that_did_not_come_is_told_of_until_words_speak_of_it() -> None:
    expecting = said("2026-11-24 14:05", "identified", expected_recovery=at("2026-11-24 16:00"))
    silent = said("2026-11-24 16:20", "update")

    assert told(incident(expecting, silent)) == ["16:15 recovery_missed", "17:00 recovery_missed"]
    unknown = said("2026-11-24 16:20", "update", expected_recovery=UNKNOWN)
    assert told(incident(expecting, unknown)) == ["16:15 recovery_missed"]
    assert told(incident(expecting, said("2026-11-24 15:50", "resolved"))) == []


def test_a_maintenance_that_people_begin_is_told_of_when_nobody_does() -> None:
    announced = said("2026-11-24 10:00", "scheduled")

    assert told(maintenance(announced, window=NIGHT, auto=False)) == ["22:15 start_missed", "23:00 start_missed"]
    begun = said("2026-11-24 22:05", "in_progress")
    assert told(maintenance(announced, begun, window=NIGHT, auto=False)) == ["23:15 end_missed", "00:00 end_missed"]
    ended = said("2026-11-24 23:10", "completed")
    assert told(maintenance(announced, begun, ended, window=NIGHT, auto=False)) == []


def test_words_after_the_end_that_say_that_it_goes_on_are_an_answer() -> None:
    words = (said("2026-11-24 10:00", "scheduled"), said("2026-11-24 22:05", "in_progress"))
    goes_on = said("2026-11-24 23:20", "update")

    assert told(maintenance(*words, goes_on, window=NIGHT, auto=False)) == ["23:15 end_missed"]


def test_the_clock_keeps_what_it_begins_and_ends_itself() -> None:
    assert told(maintenance(said("2026-11-24 10:00", "scheduled"), window=NIGHT)) == []


def test_a_promise_waits_until_its_words_are_public() -> None:
    planned = replace(incident(FIRST), publish_at=at("2026-11-24 14:40"))

    assert told(planned) == ["14:50 update_missed", "15:35 update_missed"]


def test_a_notice_that_promises_nothing_prompts_nobody() -> None:
    assert told(notice(said("2026-11-24 14:05", "notice"))) == []


def test_without_lengths_nobody_is_told_of_what_was_missed() -> None:
    assert told(incident(FIRST), Promises(missed=())) == ["14:25 update_near", "14:35 update_due"]
