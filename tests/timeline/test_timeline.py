from datetime import date, timedelta

import pytest

from plainstatus.model.component import Component, Group
from plainstatus.timeline.timeline import Affected

from .building import around, at, ids, incident, maintenance, notice, said, site, transitions, window

NIGHT = window("2026-11-24 22:00", "2026-11-24 23:00")
ANNOUNCED = said("2026-11-20 10:00", "scheduled")


def states(incidents, moments):
    """What the one incident is at each moment."""
    return [site(*incidents, now=now).state(site(*incidents, now=now).courses[0]).status for now in moments]


def test_nothing_going_on_is_all_operational():
    timeline = site(now="2026-11-25 00:00")

    assert timeline.components == {"api": "operational", "web": "operational"}
    assert timeline.overall == "operational"
    assert (timeline.open, timeline.under_way, timeline.coming, timeline.notices) == ((), (), (), ())


def test_an_incident_is_open_from_its_first_words_to_its_resolution():
    outage = incident(said("2026-11-24 10:00", "investigating"), said("2026-11-24 11:00", "resolved"))

    assert [ids(site(outage, now=now).open) for now in around("2026-11-24 10:00")] == [[], ["outage"], ["outage"]]
    assert [ids(site(outage, now=now).open) for now in around("2026-11-24 11:00")] == [["outage"], [], []]


def test_nothing_is_known_of_an_incident_before_its_first_words():
    outage = incident(said("2026-11-24 10:00", "investigating"), started=at("2026-11-24 09:00"))

    before, then, _ = (site(outage, now=now) for now in around("2026-11-24 10:00"))

    assert before.courses == ()
    assert before.incidents_of("api") == ()
    assert before.days("api")[-1].worst == "operational"
    with pytest.raises(KeyError):
        before.course("outage")
    assert then.started(then.course("outage")) == at("2026-11-24 09:00")


def test_nothing_of_a_file_is_public_before_publish_at():
    outage = incident(said("2026-11-24 09:00", "investigating"), publish_at=at("2026-11-24 10:00"))
    works = maintenance(said("2026-11-24 09:00", "scheduled"), window=NIGHT, publish_at=at("2026-11-24 10:00"))

    for hidden in (outage, works):
        assert [len(site(hidden, now=now).courses) for now in around("2026-11-24 10:00")] == [0, 1, 1]
    assert [site(outage, now=now).overall for now in around("2026-11-24 10:00")] == [
        "operational",
        "partial_outage",
        "partial_outage",
    ]


def test_maintenance_begins_and_ends_by_the_clock_at_the_very_minute():
    works = maintenance(ANNOUNCED, window=NIGHT)

    assert states([works], around("2026-11-24 22:00")) == ["scheduled", "in_progress", "in_progress"]
    assert states([works], around("2026-11-24 23:00")) == ["in_progress", "completed", "completed"]
    assert [site(works, now=now).status_of("api") for now in around("2026-11-24 22:00")] == [
        "operational",
        "under_maintenance",
        "under_maintenance",
    ]
    assert [site(works, now=now).status_of("api") for now in around("2026-11-24 23:00")] == [
        "under_maintenance",
        "operational",
        "operational",
    ]


def test_maintenance_is_coming_then_under_way_then_over():
    works = maintenance(ANNOUNCED, window=NIGHT)

    lists = [
        (ids(site(works, now=now).coming), ids(site(works, now=now).under_way))
        for now in ("2026-11-24 21:59:59", "2026-11-24 22:00", "2026-11-24 22:59:59", "2026-11-24 23:00")
    ]

    assert lists == [(["upgrade"], []), ([], ["upgrade"]), ([], ["upgrade"]), ([], [])]


def test_without_auto_a_maintenance_whose_start_has_passed_is_still_coming():
    works = maintenance(ANNOUNCED, window=NIGHT, auto=False)

    timeline = site(works, now="2026-11-25 10:00")

    assert ids(timeline.coming) == ["upgrade"]
    assert timeline.overall == "operational"


def test_maintenances_are_listed_by_the_start_of_their_window():
    late = maintenance(ANNOUNCED, window=window("2026-12-02 22:00", "2026-12-02 23:00"), id="late")
    soon = maintenance(said("2026-11-21 10:00", "scheduled"), window=NIGHT, id="soon")
    moved = maintenance(
        ANNOUNCED,
        said("2026-11-22 10:00", "rescheduled", scheduled=window("2026-12-03 22:00", "2026-12-03 23:00")),
        window=window("2026-11-23 22:00", "2026-11-23 23:00"),
        id="moved",
    )

    assert ids(site(late, moved, soon, now="2026-11-22 12:00").coming) == ["soon", "late", "moved"]


def test_future_dated_words_have_no_effect_yet():
    outage = incident(
        said("2026-11-24 10:00", "investigating"),
        said("2026-11-24 11:00", "resolved", expected_recovery=at("2026-11-25 00:00")),
    )

    before, then, _ = (site(outage, now=now) for now in around("2026-11-24 11:00"))

    assert [update.status for update in before.updates(before.course("outage"))] == ["investigating"]
    assert before.status_of("api") == "partial_outage"
    assert [update.status for update in then.updates(then.course("outage"))] == ["investigating", "resolved"]


def test_what_is_told_changes_with_words_with_the_clock_and_with_publication():
    works = maintenance(ANNOUNCED, window=NIGHT)
    held = incident(said("2026-11-24 10:00", "investigating"), id="held", publish_at=at("2026-11-24 12:00"))
    timeline = site(works, held, now="2026-11-24 22:30")
    before = site(works, held, now="2026-11-24 11:00")

    assert timeline.changed(timeline.course("upgrade")) == NIGHT.start
    assert timeline.changed(timeline.course("held")) == at("2026-11-24 12:00")
    assert before.changed(before.course("upgrade")) == ANNOUNCED.at
    assert timeline.last_change(timeline.courses) == NIGHT.start
    assert timeline.last_change(()) is None


def test_a_notice_is_current_until_its_until():
    holiday = notice(said("2026-11-20 10:00", "notice"), until=at("2026-11-24 00:00"))

    assert [ids(site(holiday, now=now).notices) for now in around("2026-11-20 10:00")] == [[], ["holiday"], ["holiday"]]
    assert [ids(site(holiday, now=now).notices) for now in around("2026-11-24 00:00")] == [["holiday"], [], []]


def test_the_worst_of_several_incidents_wins_over_a_maintenance_too():
    works = maintenance(ANNOUNCED, window=NIGHT)
    slow = incident(said("2026-11-24 22:10", "investigating"), id="slow", components={"api": "degraded_performance"})
    down = incident(said("2026-11-24 22:20", "investigating"), id="down", components={"api": "major_outage"})

    assert site(works, now="2026-11-24 22:30").overall == "under_maintenance"
    assert site(works, slow, now="2026-11-24 22:30").overall == "degraded_performance"
    assert site(down, works, slow, now="2026-11-24 22:30").components == {
        "api": "major_outage",
        "web": "operational",
    }


def test_a_group_has_the_worst_status_of_its_components():
    outage = incident(said("2026-11-24 10:00", "investigating"))
    timeline = site(outage, now="2026-11-24 11:00")

    assert timeline.group_status(Group("all", {"": "All"}, ("web", "api"))) == "partial_outage"
    assert timeline.group_status(Group("none", {"": "None"})) == "operational"


def test_a_retired_component_stands_in_history_only():
    outage = incident(said("2026-11-24 10:00", "investigating"), components={"old": "major_outage"})
    timeline = site(outage, now="2026-11-24 11:00", components=["api", Component("old", {"": "Old"}, retired=True)])

    assert timeline.components == {"api": "operational"}
    assert timeline.overall == timeline.status_of("old") == "operational"
    assert timeline.days("old") is timeline.uptime("old") is None
    assert ids(timeline.incidents_of("old")) == ["outage"]
    assert timeline.affected(timeline.course("outage"))[0].component == "old"


@pytest.mark.parametrize(
    ("statuses", "impact"),
    [
        ({}, "none"),
        ({"api": "under_maintenance"}, "none"),
        ({"api": "degraded_performance"}, "minor"),
        ({"api": "degraded_performance", "web": "partial_outage"}, "major"),
        ({"api": "major_outage"}, "critical"),
    ],
)
def test_impact_follows_from_the_worst_status_it_ever_had(statuses, impact):
    outage = incident(
        said("2026-11-24 10:00", "investigating"), said("2026-11-24 11:00", "resolved"), components=statuses
    )
    timeline = site(outage, now="2026-11-25 00:00")

    assert timeline.impact(timeline.course("outage")) == impact


def test_impact_does_not_know_the_future_and_does_not_overrule_the_author():
    growing = incident(
        said("2026-11-24 10:00", "investigating"), said("2026-11-24 11:00", "update", {"api": "major_outage"})
    )
    given = incident(said("2026-11-24 10:00", "investigating"), id="given", impact="none")

    impacts = [(t := site(growing, now=now)).impact(t.courses[0]) for now in around("2026-11-24 11:00")]
    timeline = site(given, maintenance(ANNOUNCED, window=NIGHT), now="2026-11-24 12:00")

    assert impacts == ["major", "critical", "critical"]
    assert timeline.impact(timeline.course("given")) == "none"
    assert timeline.impact(timeline.course("upgrade")) == "maintenance"


def test_a_promise_is_due_at_its_very_minute():
    outage = incident(said("2026-11-24 10:00", "investigating", next_update=at("2026-11-24 10:30")))

    due = [(t := site(outage, now=now)).overdue(t.courses[0]) for now in around("2026-11-24 10:30")]

    assert due == [False, True, True]


def test_only_the_latest_words_promise_and_nothing_once_it_is_over():
    promising = said("2026-11-24 10:00", "investigating", next_update=at("2026-11-24 10:30"))
    silent = incident(promising, said("2026-11-24 10:20", "update"), id="silent")
    over = incident(promising, said("2026-11-24 10:20", "resolved", next_update=at("2026-11-24 10:40")), id="over")
    timeline = site(silent, over, now="2026-11-24 12:00")

    for course in timeline.courses:
        assert timeline.next_update(course) is None
        assert not timeline.overdue(course)


def test_expected_recovery_is_that_of_the_latest_words_that_speak_of_it():
    def expected(*updates):
        timeline = site(incident(*updates), now="2026-11-24 12:00")
        return timeline.expected_recovery(timeline.courses[0])

    told = said("2026-11-24 10:00", "investigating", expected_recovery=at("2026-11-24 16:00"))

    assert expected(told, said("2026-11-24 10:10", "update")) == at("2026-11-24 16:00")
    assert expected(told, said("2026-11-24 10:10", "update", expected_recovery="unknown")) == "unknown"
    assert expected(said("2026-11-24 10:10", "update")) is None
    assert expected(told, said("2026-11-24 10:10", "resolved")) is None
    assert expected(told, said("2026-11-24 10:10", "resolved"), said("2026-11-24 11:10", "investigating")) is None


def test_when_it_started_ended_and_how_long_it_took():
    outage = incident(
        said("2026-11-24 10:00", "investigating"),
        said("2026-11-24 11:00", "resolved"),
        said("2026-11-24 12:00", "postmortem"),
        started=at("2026-11-24 09:30"),
    )

    before, then, later = (site(outage, now=f"2026-11-24 {time}") for time in ("10:45", "11:00", "13:00"))

    assert before.ended(before.courses[0]) is None
    assert before.duration(before.courses[0]) == timedelta(minutes=75)
    for timeline in (then, later):
        assert timeline.ended(timeline.courses[0]) == at("2026-11-24 11:00")
        assert timeline.duration(timeline.courses[0]) == timedelta(minutes=90)


def test_a_reopened_incident_ends_with_its_last_resolution():
    outage = incident(
        said("2026-11-24 10:00", "investigating"),
        said("2026-11-24 11:00", "resolved"),
        said("2026-11-24 12:00", "investigating"),
        said("2026-11-24 13:00", "resolved"),
    )

    assert [
        (t := site(outage, now=f"2026-11-24 {time}")).ended(t.courses[0]) for time in ("11:30", "12:30", "13:30")
    ] == [at("2026-11-24 11:00"), None, at("2026-11-24 13:00")]


def test_a_maintenance_starts_when_it_really_begins():
    coming = site(maintenance(ANNOUNCED, window=NIGHT), now="2026-11-24 12:00")
    early = site(maintenance(ANNOUNCED, said("2026-11-24 21:30", "in_progress"), window=NIGHT), now="2026-11-25 12:00")
    cancelled = site(
        maintenance(ANNOUNCED, said("2026-11-24 21:30", "cancelled"), window=NIGHT), now="2026-11-25 12:00"
    )

    assert coming.started(coming.courses[0]) == NIGHT.start
    assert coming.duration(coming.courses[0]) == timedelta(hours=1)
    assert early.started(early.courses[0]) == at("2026-11-24 21:30")
    assert early.duration(early.courses[0]) == timedelta(minutes=90)
    assert cancelled.duration(cancelled.courses[0]) == timedelta(0)


def test_what_was_affected_when_is_told_by_component():
    outage = incident(
        said("2026-11-24 10:00", "investigating", {"web": "degraded_performance"}),
        said("2026-11-24 10:20", "update"),
        said("2026-11-24 10:40", "identified", {"api": "major_outage"}),
        said("2026-11-24 11:00", "monitoring", {"api": "operational"}),
        started=at("2026-11-24 09:30"),
    )
    timeline = site(outage, now="2026-11-24 11:30")
    course = timeline.courses[0]

    assert timeline.affected(course) == (
        Affected("api", at("2026-11-24 09:30"), at("2026-11-24 10:40"), "partial_outage"),
        Affected("api", at("2026-11-24 10:40"), at("2026-11-24 11:00"), "major_outage"),
        Affected("web", at("2026-11-24 09:30"), None, "degraded_performance"),
    )
    assert timeline.components_of(course) == ("api", "web")


def test_a_coming_maintenance_names_what_it_will_touch_and_affects_nothing():
    timeline = site(maintenance(ANNOUNCED, window=NIGHT), now="2026-11-24 12:00")
    course = timeline.courses[0]

    assert timeline.affected(course) == ()
    assert timeline.components_of(course) == ("api",)
    assert ids(timeline.incidents_of("api")) == ["upgrade"]


def test_courses_and_the_incidents_of_a_component_stand_newest_first():
    first = incident(said("2026-11-22 10:00", "investigating"), id="first")
    second = incident(said("2026-11-23 10:00", "investigating"), id="second", components={"web": "partial_outage"})
    third = incident(said("2026-11-24 10:00", "investigating"), id="third")
    timeline = site(second, first, third, now="2026-11-25 00:00")

    assert ids(timeline.courses) == ["third", "second", "first"]
    assert ids(timeline.open) == ["third", "second", "first"]
    assert ids(timeline.incidents_of("api")) == ["third", "first"]
    assert timeline.incidents_of("unheard-of") == ()


def test_an_incident_stands_under_the_local_day_on_which_it_began():
    late = incident(said("2026-10-31 23:30", "investigating"), id="late")
    early = incident(said("2026-11-01 00:30", "investigating"), id="early", started=at("2026-10-31 22:30"))
    works = maintenance(said("2026-10-20 10:00", "scheduled"), window=NIGHT)

    in_utc = site(late, early, works, now="2026-11-25 00:00")
    in_rome = site(late, early, works, now="2026-11-25 00:00", timezone="Europe/Rome")

    assert [(m.year, m.month, ids(m.courses)) for m in in_utc.months()] == [
        (2026, 11, ["upgrade"]),
        (2026, 10, ["late", "early"]),
    ]
    assert [(m.year, m.month, ids(m.courses)) for m in in_rome.months()] == [
        (2026, 11, ["upgrade", "late"]),
        (2026, 10, ["early"]),
    ]


def test_the_last_days_have_quiet_ones_and_nothing_that_is_still_to_come():
    outage = incident(said("2026-11-23 10:00", "investigating"))
    older = incident(said("2026-11-10 23:59:59", "investigating"), id="older")
    coming = maintenance(ANNOUNCED, window=NIGHT)

    recent = site(outage, older, coming, now="2026-11-24 12:00").recent(days=14)

    assert [day.date for day in recent] == [date(2026, 11, 24) - timedelta(days=back) for back in range(14)]
    assert [(day.date.day, ids(day.courses)) for day in recent if day.courses] == [(23, ["outage"])]


def test_transitions_are_the_next_moments_at_which_anything_changes():
    incidents = [
        maintenance(ANNOUNCED, window=NIGHT),
        incident(
            said("2026-11-24 10:00", "investigating", next_update=at("2026-11-24 20:00")),
            said("2026-11-24 20:30", "resolved"),
        ),
        notice(said("2026-11-20 10:00", "notice"), until=at("2026-11-26 00:00")),
        incident(said("2026-11-01 10:00", "resolved"), id="secret", publish_at=at("2026-11-27 08:00")),
    ]
    timeline = site(*incidents, now="2026-11-24 12:00", timezone="Europe/Rome")

    assert transitions(timeline) == (
        at("2026-11-24 20:00"),
        at("2026-11-24 20:30"),
        NIGHT.start,
        NIGHT.end,
        at("2026-11-26 00:00"),
        at("2026-11-27 08:00"),
    )
    assert transitions(timeline, 2) == (at("2026-11-24 20:00"), at("2026-11-24 20:30"))


def test_midnight_of_the_site_zone_is_a_transition():
    assert transitions(site(now="2026-11-24 12:00")) == (at("2026-11-25 00:00"),)
    assert transitions(site(now="2026-11-24 23:00", timezone="Europe/Rome")) == (at("2026-11-25 23:00"),)
    assert transitions(site(now="2026-11-24 22:59:59", timezone="Europe/Rome")) == (at("2026-11-24 23:00"),)


def test_a_note_to_some_readers_leaves_the_promise_to_all_of_them():
    promising = said("2026-11-24 10:00", "investigating", next_update=at("2026-11-24 10:30"))
    note = said("2026-11-24 10:20", "update", audience="internal")
    newer = said("2026-11-24 10:25", "update", audience="internal", next_update=at("2026-11-24 10:45"))

    def promised(*updates):
        timeline = site(incident(*updates), now="2026-11-24 10:28")
        return timeline.next_update(timeline.courses[0])

    assert promised(promising, note) == at("2026-11-24 10:30")
    assert promised(promising, newer) == at("2026-11-24 10:45")
    assert promised(promising, note, said("2026-11-24 10:22", "update")) is None
