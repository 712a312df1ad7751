import pytest

from plainstatus.timeline.course import course_of

from .building import at, incident, maintenance, notice, said, told, window

NIGHT = window("2026-11-24 22:00", "2026-11-24 23:00")
UP = {"api": "operational"}
WORKS = {"api": "under_maintenance"}
DOWN = {"api": "partial_outage"}


def test_each_update_changes_the_components_it_names_and_leaves_the_others():
    course = course_of(
        incident(
            said("2026-11-24 10:00", "investigating", {"web": "degraded_performance"}),
            said("2026-11-24 10:30", "identified", {"api": "major_outage"}),
            said("2026-11-24 11:00", "monitoring"),
        )
    )

    assert told(course) == [
        ("11-24 10:00", "investigating", {"api": "partial_outage", "web": "degraded_performance"}),
        ("11-24 10:30", "identified", {"api": "major_outage", "web": "degraded_performance"}),
        ("11-24 11:00", "monitoring", {"api": "major_outage", "web": "degraded_performance"}),
    ]


def test_a_resolved_incident_sets_every_component_back_to_operational():
    course = course_of(
        incident(
            said("2026-11-24 10:00", "investigating"),
            said("2026-11-24 10:30", "update", {"web": "major_outage"}),
            said("2026-11-24 11:00", "resolved", {"db": "operational"}),
        )
    )

    assert course.steps[-1].components == {"api": "operational", "web": "operational", "db": "operational"}


def test_a_resolved_update_may_leave_a_component_in_trouble():
    course = course_of(
        incident(
            said("2026-11-24 10:00", "investigating", {"web": "major_outage"}),
            said("2026-11-24 11:00", "resolved", {"web": "degraded_performance"}),
        )
    )

    assert course.steps[-1].components == {"api": "operational", "web": "degraded_performance"}


@pytest.mark.parametrize("status", ["update", "postmortem"])
def test_updates_and_postmortems_keep_the_state_before_them(status):
    course = course_of(
        incident(
            said("2026-11-24 10:00", "investigating"),
            said("2026-11-24 10:30", status),
            said("2026-11-24 11:00", "resolved"),
            said("2026-11-24 12:00", status),
        )
    )

    assert [step.status for step in course.steps] == ["investigating", "investigating", "resolved", "resolved"]


@pytest.mark.parametrize("status", ["investigating", "identified"])
def test_reopening_puts_the_components_back_to_what_they_were_before_the_resolution(status):
    course = course_of(
        incident(
            said("2026-11-24 10:00", "investigating"),
            said("2026-11-24 10:30", "identified", {"api": "major_outage"}),
            said("2026-11-24 11:00", "resolved"),
            said("2026-11-24 11:30", "resolved"),
            said("2026-11-24 12:00", status),
        )
    )

    assert told(course)[-1] == ("11-24 12:00", status, {"api": "major_outage"})


def test_reopening_with_components_leaves_the_others_operational():
    course = course_of(
        incident(
            said("2026-11-24 10:00", "investigating", {"web": "major_outage"}),
            said("2026-11-24 11:00", "resolved"),
            said("2026-11-24 12:00", "investigating", {"web": "degraded_performance"}),
        )
    )

    assert course.steps[-1].components == {"api": "operational", "web": "degraded_performance"}


def test_what_began_before_the_first_words_begins_at_started():
    course = course_of(
        incident(said("2026-11-24 10:00", "investigating", {"web": "major_outage"}), started=at("2026-11-24 09:15"))
    )

    both = {"api": "partial_outage", "web": "major_outage"}
    assert told(course) == [("11-24 09:15", "investigating", both), ("11-24 10:00", "investigating", both)]
    assert course.steps[0].update is None
    assert (course.began, course.first_update) == (at("2026-11-24 09:15"), at("2026-11-24 10:00"))


def test_an_incident_told_when_it_is_over_was_in_trouble_from_started_to_its_resolution():
    course = course_of(incident(said("2026-11-24 10:00", "resolved"), started=at("2026-11-24 09:15")))

    assert told(course) == [("11-24 09:15", "investigating", DOWN), ("11-24 10:00", "resolved", UP)]


def test_started_after_the_first_words_says_nothing():
    course = course_of(incident(said("2026-11-24 10:00", "investigating"), started=at("2026-11-24 10:00")))

    assert told(course) == [("11-24 10:00", "investigating", DOWN)]


def test_an_incident_of_which_only_the_postmortem_may_be_read_is_over():
    course = course_of(incident(said("2026-11-27 09:00", "postmortem"), started=at("2026-11-24 09:15")))

    assert told(course) == [("11-27 09:00", "resolved", UP)]


def test_an_incident_without_words_has_no_course():
    course = course_of(incident())

    assert course.steps == ()
    assert course.step_at(at("2026-11-24 10:00")) is None


def test_the_clock_begins_and_completes_a_maintenance():
    course = course_of(maintenance(said("2026-11-20 10:00", "scheduled"), window=NIGHT))

    assert told(course) == [
        ("11-20 10:00", "scheduled", UP),
        ("11-24 22:00", "in_progress", WORKS),
        ("11-24 23:00", "completed", UP),
    ]
    assert [step.update is None for step in course.steps] == [False, True, True]


def test_without_auto_only_words_change_the_state():
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-24 22:10", "in_progress"),
            said("2026-11-24 23:40", "completed"),
            window=NIGHT,
            auto=False,
        )
    )

    assert told(course) == [
        ("11-20 10:00", "scheduled", UP),
        ("11-24 22:10", "in_progress", WORKS),
        ("11-24 23:40", "completed", UP),
    ]


def test_in_progress_before_the_window_begins_early_and_the_clock_still_completes():
    course = course_of(
        maintenance(said("2026-11-20 10:00", "scheduled"), said("2026-11-24 21:30", "in_progress"), window=NIGHT)
    )

    assert told(course)[1:] == [("11-24 21:30", "in_progress", WORKS), ("11-24 23:00", "completed", UP)]


@pytest.mark.parametrize("moment", ["2026-11-24 22:30", "2026-11-24 22:59:59"])
def test_completed_before_the_end_of_the_window_ends_it_early(moment):
    course = course_of(maintenance(said("2026-11-20 10:00", "scheduled"), said(moment, "completed"), window=NIGHT))

    assert [step.status for step in course.steps] == ["scheduled", "in_progress", "completed"]
    assert course.steps[-1].at == at(moment)


def test_words_at_the_very_moment_of_the_clock_are_not_doubled():
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-24 22:00", "in_progress"),
            said("2026-11-24 23:00", "completed"),
            window=NIGHT,
        )
    )

    assert [step.status for step in course.steps] == ["scheduled", "in_progress", "completed"]
    assert all(step.update for step in course.steps)


def test_an_update_at_the_start_of_the_window_does_not_keep_the_clock_from_beginning():
    course = course_of(
        maintenance(said("2026-11-20 10:00", "scheduled"), said("2026-11-24 22:00", "update"), window=NIGHT)
    )

    assert told(course)[1:] == [
        ("11-24 22:00", "scheduled", UP),
        ("11-24 22:00", "in_progress", WORKS),
        ("11-24 23:00", "completed", UP),
    ]
    assert course.step_at(NIGHT.start).status == "in_progress"


@pytest.mark.parametrize("moment", ["2026-11-24 21:00", "2026-11-24 22:00", "2026-11-24 22:30"])
def test_after_cancelled_the_clock_does_nothing_more(moment):
    course = course_of(maintenance(said("2026-11-20 10:00", "scheduled"), said(moment, "cancelled"), window=NIGHT))

    assert course.steps[-1].status == "cancelled"
    assert course.steps[-1].components == UP


@pytest.mark.parametrize("status", ["in_progress", "verifying"])
@pytest.mark.parametrize("moment", ["2026-11-24 23:00", "2026-11-24 23:20"])
def test_words_at_or_after_the_end_keep_it_open_until_someone_completes_it(status, moment):
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said(moment, status),
            said("2026-11-25 02:00", "update"),
            said("2026-11-25 03:00", "completed"),
            window=NIGHT,
        )
    )

    assert [step.status for step in course.steps if step.at >= at(moment)] == [status, status, "completed"]
    assert course.step_at(at("2026-11-25 02:59:59")).components == WORKS


def test_verifying_before_the_end_lets_the_clock_complete_it():
    course = course_of(
        maintenance(said("2026-11-20 10:00", "scheduled"), said("2026-11-24 22:59:59", "verifying"), window=NIGHT)
    )

    assert told(course)[-1] == ("11-24 23:00", "completed", UP)


def test_a_rescheduled_maintenance_never_begins_at_the_old_start():
    later = window("2026-11-26 22:00", "2026-11-26 23:00")
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-24 12:00", "rescheduled", scheduled=later),
            window=NIGHT,
        )
    )

    assert told(course) == [
        ("11-20 10:00", "scheduled", UP),
        ("11-24 12:00", "scheduled", UP),
        ("11-26 22:00", "in_progress", WORKS),
        ("11-26 23:00", "completed", UP),
    ]
    assert [step.window for step in course.steps] == [NIGHT, later, later, later]


def test_rescheduled_at_the_very_start_takes_the_place_of_the_start():
    later = window("2026-11-26 22:00", "2026-11-26 23:00")
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-24 22:00", "rescheduled", scheduled=later),
            window=NIGHT,
        )
    )

    assert [step.at for step in course.steps if step.status == "in_progress"] == [later.start]


def test_rescheduled_while_in_progress_to_a_later_start_is_scheduled_again():
    later = window("2026-11-26 22:00", "2026-11-26 23:00")
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-24 22:20", "rescheduled", scheduled=later),
            window=NIGHT,
        )
    )

    assert told(course)[1:] == [
        ("11-24 22:00", "in_progress", WORKS),
        ("11-24 22:20", "scheduled", UP),
        ("11-26 22:00", "in_progress", WORKS),
        ("11-26 23:00", "completed", UP),
    ]


@pytest.mark.parametrize("end", ["2026-11-24 22:40", "2026-11-25 01:00"])
def test_rescheduled_with_another_end_goes_on_until_then(end):
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-24 22:20", "rescheduled", scheduled=window("2026-11-24 22:00", end)),
            window=NIGHT,
        )
    )

    assert [(step.at, step.status) for step in course.steps[1:]] == [
        (NIGHT.start, "in_progress"),
        (at("2026-11-24 22:20"), "in_progress"),
        (at(end), "completed"),
    ]


def test_a_new_window_after_an_overrun_gives_the_end_back_to_the_clock():
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-24 23:10", "in_progress"),
            said("2026-11-24 23:20", "rescheduled", scheduled=window("2026-11-24 22:00", "2026-11-25 01:00")),
            window=NIGHT,
        )
    )

    assert told(course)[-2:] == [("11-24 23:20", "in_progress", WORKS), ("11-25 01:00", "completed", UP)]


def test_a_cancelled_maintenance_may_be_scheduled_anew():
    later = window("2026-11-26 22:00", "2026-11-26 23:00")
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-21 10:00", "cancelled"),
            said("2026-11-22 10:00", "rescheduled", scheduled=later),
            window=NIGHT,
        )
    )

    assert [step.status for step in course.steps][1:] == ["cancelled", "scheduled", "in_progress", "completed"]


def test_a_window_that_is_announced_late_begins_with_the_announcement():
    course = course_of(maintenance(said("2026-11-24 22:30", "scheduled"), window=NIGHT))

    assert [(step.at, step.status) for step in course.steps] == [
        (at("2026-11-24 22:30"), "scheduled"),
        (at("2026-11-24 22:30"), "in_progress"),
        (NIGHT.end, "completed"),
    ]


def test_components_said_before_the_start_are_what_the_start_puts_in_force():
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-21 10:00", "update", {"web": "partial_outage"}),
            window=NIGHT,
        )
    )

    assert course.steps[1].components == {"api": "operational", "web": "operational"}
    assert course.steps[2].components == {"api": "under_maintenance", "web": "partial_outage"}


def test_a_completed_maintenance_may_leave_a_component_in_trouble():
    course = course_of(
        maintenance(
            said("2026-11-20 10:00", "scheduled"),
            said("2026-11-24 22:30", "completed", {"api": "degraded_performance"}),
            said("2026-11-24 22:45", "update", {"web": "degraded_performance"}),
            window=NIGHT,
        )
    )

    assert course.steps[-1].status == "completed"
    assert course.steps[-1].components == {"api": "degraded_performance", "web": "degraded_performance"}


def test_an_unannounced_maintenance_counts_from_started():
    course = course_of(
        maintenance(said("2026-11-24 22:30", "in_progress"), window=NIGHT, started=at("2026-11-24 22:05"))
    )

    assert told(course)[0] == ("11-24 22:05", "in_progress", WORKS)


def test_a_notice_holds_from_its_first_words_to_its_until():
    course = course_of(
        notice(
            said("2026-11-20 10:00", "notice"),
            said("2026-11-21 10:00", "update"),
            components={"api": "degraded_performance"},
            until=at("2026-11-24 00:00"),
        )
    )

    assert told(course) == [
        ("11-20 10:00", "notice", {"api": "degraded_performance"}),
        ("11-21 10:00", "notice", {"api": "degraded_performance"}),
        ("11-24 00:00", "ended", UP),
    ]


@pytest.mark.parametrize("moment", ["2026-11-24 00:00", "2026-11-25 00:00"])
def test_words_after_the_until_of_a_notice_do_not_bring_it_back(moment):
    course = course_of(notice(said("2026-11-20 10:00", "notice"), said(moment, "update"), until=at("2026-11-24 00:00")))

    assert course.step_at(at("2026-11-23 23:59:59")).status == "notice"
    assert course.step_at(at("2026-11-24 00:00")).status == "ended"
    assert course.steps[-1].status == "ended"


def test_a_notice_without_until_does_not_end():
    assert [step.status for step in course_of(notice(said("2026-11-20 10:00", "notice"))).steps] == ["notice"]
