import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plainstatus.model.component import Component
from plainstatus.model.incident import Schedule, Window
from plainstatus.timeline.live import live_data, live_part, state_at
from plainstatus.timeline.timeline import HORIZON, timeline_of
from plainstatus.timeline.uptime import epoch

from .building import around, at, catalog, ids, incident, maintenance, notice, said, site, transitions, window

NIGHT = window("2026-11-24 22:00", "2026-11-24 23:00")
NOW = "2026-11-24 12:00"


def later(moment, *incidents, now=NOW, **settings):
    """What a page built at `now` says at `moment`."""
    data = json.loads(json.dumps(live_data(site(*incidents, now=now, **settings))))
    return state_at(data, epoch(moment if not isinstance(moment, str) else at(moment)))


def test_the_data_of_a_page_is_small_and_plain():
    works = maintenance(said("2026-11-20 10:00", "scheduled"), window=NIGHT)
    outage = incident(
        said("2026-11-24 10:00", "investigating"),
        said("2026-11-24 11:00", "monitoring", next_update=at("2026-11-24 13:00")),
    )
    left = incident(
        said("2026-11-23 10:00", "investigating"),
        said("2026-11-23 11:00", "resolved", {"web": "degraded_performance"}),
        id="left",
    )

    assert live_data(site(works, outage, left, now=NOW)) == {
        "as_of": epoch(at(NOW)),
        "stale_at": epoch(at("2026-11-24 13:00")),
        "components": ["api", "web"],
        "base": {"web": "degraded_performance"},
        "incidents": [
            {
                "id": "outage",
                "kind": "incident",
                "title": "Errors",
                "promise": epoch(at("2026-11-24 13:00")),
                "steps": [[epoch(at("2026-11-24 11:00")), "monitoring", {"api": "partial_outage"}]],
            },
            {
                "id": "upgrade",
                "kind": "maintenance",
                "title": "Upgrade",
                "promise": None,
                "steps": [
                    [epoch(at("2026-11-20 10:00")), "scheduled", {}],
                    [epoch(NIGHT.start), "in_progress", {"api": "under_maintenance"}],
                    [epoch(NIGHT.end), "completed", {}],
                ],
            },
        ],
    }


def test_a_maintenance_begins_and_ends_on_the_page_at_the_very_second():
    works = maintenance(said("2026-11-20 10:00", "scheduled"), window=NIGHT)

    begin = [later(moment, works) for moment in around("2026-11-24 22:00")]
    end = [later(moment, works) for moment in around("2026-11-24 23:00")]

    assert [said["coming"] for said in begin] == [["upgrade"], [], []]
    assert [said["under_way"] for said in begin] == [[], ["upgrade"], ["upgrade"]]
    assert [said["overall"] for said in begin] == ["operational", "under_maintenance", "under_maintenance"]
    assert [said["components"]["api"] for said in end] == ["under_maintenance", "operational", "operational"]
    assert [said["under_way"] for said in end] == [["upgrade"], [], []]


def test_a_promise_falls_due_on_the_page_at_the_very_second():
    outage = incident(said("2026-11-24 11:00", "investigating", next_update=at("2026-11-24 13:00")))

    assert [later(moment, outage)["overdue"] for moment in around("2026-11-24 13:00")] == [[], ["outage"], ["outage"]]


def test_a_promise_is_not_due_once_the_clock_has_completed_the_maintenance():
    works = maintenance(said("2026-11-20 10:00", "scheduled", next_update=at("2026-11-24 23:00")), window=NIGHT)

    assert [later(moment, works)["overdue"] for moment in around("2026-11-24 23:00")] == [[], [], []]


def test_a_notice_leaves_the_page_at_the_very_second():
    holiday = notice(said("2026-11-20 10:00", "notice"), until=at("2026-11-25 00:00"))

    assert [later(moment, holiday)["notices"] for moment in around("2026-11-25 00:00")] == [["holiday"], [], []]


def test_a_page_is_stale_at_the_very_second():
    stale = [later(moment, stale_after=timedelta(minutes=90))["stale"] for moment in around("2026-11-24 13:30")]

    assert stale == [False, True, True]


def test_what_is_not_public_yet_is_not_in_the_data():
    secret = [
        incident(said("2026-11-24 10:00", "investigating"), id="secret", publish_at=at("2026-11-24 13:00")),
        incident(said("2026-11-24 13:00", "investigating"), id="secret-too"),
    ]
    outage = incident(
        said("2026-11-24 10:00", "investigating"),
        said("2026-11-24 13:00", "resolved", next_update=at("2026-11-24 14:00")),
    )
    works = maintenance(said("2026-11-20 10:00", "scheduled"), said("2026-11-24 21:00", "cancelled"), window=NIGHT)

    data = live_data(site(*secret, outage, works, now=NOW))

    assert [each["id"] for each in data["incidents"]] == ["outage", "upgrade"]
    assert [len(each["steps"]) for each in data["incidents"]] == [1, 3]
    assert state_at(data, epoch(at("2026-11-24 22:30")))["under_way"] == ["upgrade"]


def test_what_is_under_way_keeps_its_place_when_another_begins():
    early = maintenance(
        said("2026-11-20 10:00", "scheduled"),
        said("2026-11-24 11:00", "in_progress"),
        window=window("2026-11-24 20:00", "2026-11-24 21:00"),
        id="early",
    )
    other = maintenance(
        said("2026-11-20 10:00", "scheduled"), window=window("2026-11-24 18:00", "2026-11-24 21:00"), id="other"
    )

    assert later("2026-11-24 19:00", early, other)["under_way"] == ["other", "early"]


def test_a_retired_component_is_not_in_the_data():
    outage = incident(said("2026-11-24 11:00", "investigating"), components={"old": "major_outage"})

    told = later(NOW, outage, components=["api", Component("old", {"": "Old"}, retired=True)])

    assert (told["components"], told["overall"]) == ({"api": "operational"}, "operational")


# A law: a page that recomputes says what a page built at that moment would say.

MINUTES = st.integers(-3_000, 3_000).map(lambda minutes: at(NOW) + timedelta(minutes=minutes))
PAST = st.integers(-3_000, 0).map(lambda minutes: at(NOW) + timedelta(minutes=minutes))
STATUSES = st.dictionaries(
    st.sampled_from(["api", "web", "old"]),
    st.sampled_from(["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"]),
)
WINDOWS = st.tuples(MINUTES, st.integers(1, 2_000)).map(lambda w: Window(w[0], w[0] + timedelta(minutes=w[1])))


NO_WINDOW = st.none()


@st.composite
def updates(draw, *statuses, windows=NO_WINDOW):
    moments = sorted(draw(st.lists(PAST, min_size=1, max_size=5, unique=True)))
    found = []
    for moment in moments:
        status = draw(st.sampled_from(statuses))
        # Only `Rescheduled` carries a window; for a repeating maintenance it moves one occurrence.
        moved = draw(windows) if status == "rescheduled" else None
        words = said(NOW, status, draw(STATUSES), next_update=draw(st.none() | MINUTES), scheduled=moved)
        found.append(replace(words, at=moment))
    return tuple(found)


@st.composite
def any_incident(draw, id):
    kind = draw(st.sampled_from(["incident", "maintenance", "repeating", "notice"]))
    if kind == "incident":
        said = draw(updates("investigating", "identified", "monitoring", "update", "resolved", "postmortem"))
        return incident(*said, id=id, components=draw(STATUSES), started=draw(st.none() | PAST))
    if kind == "notice":
        return notice(*draw(updates("notice", "update")), id=id, components=draw(STATUSES), until=draw(MINUTES))
    states = ("scheduled", "rescheduled", "in_progress", "update", "verifying", "completed", "cancelled")
    said = draw(updates(*states, windows=st.none() | WINDOWS))
    works = maintenance(*said, window=draw(WINDOWS), auto=draw(st.booleans()), id=id, components=draw(STATUSES))
    if kind == "repeating":
        rule = draw(st.sampled_from(["FREQ=DAILY", "FREQ=DAILY;INTERVAL=3;COUNT=4", "FREQ=WEEKLY"]))
        works = replace(works, schedule=Schedule(works.schedule.window, works.schedule.auto, rule, "Europe/Rome"))
    return works


SITES = st.lists(st.sampled_from("abcdef"), unique=True, max_size=5).flatmap(
    lambda names: st.tuples(*(any_incident(name) for name in names))
)


@given(SITES, MINUTES.map(lambda moment: abs(moment - at(NOW))), st.randoms())
@example((), timedelta(hours=1), None)
def test_a_page_says_later_what_a_page_built_then_would_say(incidents, passed, random):
    components = ["web", "api", Component("old", {"": "Old"}, retired=True)]
    now, moment = at(NOW), at(NOW) + passed
    shuffled = list(incidents)
    if random:
        random.shuffle(shuffled)
    fresh = site(*shuffled, now=moment, components=components)

    told = state_at(live_data(site(*incidents, now=now, components=components)), epoch(moment))

    # Occurrences beyond the horizon of the older page are not known to it.
    beyond = {course.id for course in fresh.courses} - {course.id for course in site(*incidents, now=now).courses}
    assert all(fresh.course(id).incident.schedule.window.start > now + HORIZON for id in beyond)
    assert set(told.pop("overdue")) == {course.id for course in fresh.courses if fresh.overdue(course)} - beyond
    assert told == {
        "components": dict(fresh.components),
        "overall": fresh.overall,
        "open": ids(fresh.open),
        "under_way": ids(fresh.under_way),
        "coming": [id for id in ids(fresh.coming) if id not in beyond],
        "notices": ids(fresh.notices),
        "stale": passed >= timedelta(hours=1),
    }


@given(SITES, MINUTES.map(lambda moment: abs(moment - at(NOW))))
def test_a_part_of_the_data_says_of_its_own_what_the_whole_says(incidents, passed):
    data = live_data(site(*incidents, now=NOW))
    moment, every = epoch(at(NOW) + passed), [each["id"] for each in data["incidents"]]
    whole = state_at(data, moment)

    for id in data["components"]:
        part = live_part(data, 0, components=(id,), incidents=every)
        assert state_at(part, moment)["components"] == {id: whole["components"][id]}
    for id in every:
        alone = state_at(live_part(data, 0, incidents=(id,)), moment)
        for list_of in ("open", "under_way", "coming", "notices", "overdue"):
            assert alone[list_of] == [each for each in whole[list_of] if each == id]
        assert alone["components"] == {}


@given(SITES)
def test_a_part_of_the_data_is_the_same_in_each_build_between_two_changes(incidents):
    timeline = site(*incidents, now=NOW)
    later = site(*incidents, now=transitions(timeline, 1)[0] - timedelta(seconds=1))
    every = [each["id"] for each in live_data(timeline)["incidents"]]

    parts = [live_part(live_data(each), 0, components=("api",), incidents=every) for each in (timeline, later)]

    assert parts[0] == parts[1]


@given(SITES, st.randoms())
def test_the_order_of_files_does_not_matter(incidents, random):
    shuffled = list(incidents)
    random.shuffle(shuffled)
    one, other = (
        timeline_of(catalog("api", "web"), each, site(now=NOW).settings, at(NOW)) for each in (incidents, shuffled)
    )

    assert live_data(one) == live_data(other)
    assert one.courses == other.courses
    assert one.months() == other.months()
    assert [one.days(id) for id in ("api", "web")] == [other.days(id) for id in ("api", "web")]
    assert transitions(one, 99) == transitions(other, 99)


@given(SITES, any_incident("more"))
def test_one_more_incident_never_raises_the_uptime(incidents, more):
    before, after = site(*incidents, now=NOW), site(*incidents, more, now=NOW)

    for id in ("api", "web"):
        assert 0 <= after.uptime(id, 30).ratio <= before.uptime(id, 30).ratio <= 1


@given(SITES)
def test_every_question_has_an_answer(incidents):
    timeline = site(*incidents, now=NOW)

    for course in timeline.courses:
        ended, started = timeline.ended(course), timeline.started(course)
        assert timeline.duration(course) >= timedelta(0)
        assert (ended is not None) == (timeline.state(course).status in ("resolved", "completed", "cancelled", "ended"))
        assert timeline.date_of(course) == started.date()
        assert timeline.impact(course) in ("none", "minor", "major", "critical", "maintenance")
        assert timeline.updates(course)
        for affected in timeline.affected(course):
            assert affected.end is None or affected.start < affected.end <= timeline.now


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_transitions_name_every_moment_at_which_the_page_changes(seconds):
    works = maintenance(said("2026-11-20 10:00", "scheduled"), window=NIGHT)
    timeline = site(works, now=NOW)
    states = [later(moment + timedelta(seconds=seconds), works) for moment in transitions(timeline)]

    assert transitions(timeline) == (NIGHT.start, NIGHT.end, at("2026-11-25 00:00"))
    assert [state["overall"] for state in states[:2]] == (
        ["operational", "under_maintenance"] if seconds < 0 else ["under_maintenance", "operational"]
    )
