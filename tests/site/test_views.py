"""What several pages say about one incident: `plainstatus.site.views`."""

from typing import Any

import pytest

from plainstatus.model.component import Component
from plainstatus.model.incident import Incident, Schedule
from plainstatus.site import views
from plainstatus.site.site import Site
from plainstatus.timeline.course import Course

from ..timeline.building import incident, maintenance, notice, said, window
from .in_memory import COMPONENTS, site_of

NOW = "2026-11-24 12:00"
PLANNED = window("2026-11-24 22:00", "2026-11-24 23:30")


def only(told: Incident, now: str = NOW, **fields: Any) -> tuple[Course, Site, Any]:
    """The one course of the site of `told`, the site, its first edition."""
    site = site_of(told, now=now, **fields)
    (course,) = site.timeline.courses
    return course, site, site.editions[0]


OPEN = incident(said("2026-11-24 10:25", "investigating"))
CLOSED = incident(said("2026-11-24 10:25", "investigating"), said("2026-11-24 11:05", "resolved"))


@pytest.mark.parametrize(
    ("told", "now", "state", "line", "text"),
    [
        (OPEN, NOW, "Investigating", "Investigating since 10:25 UTC", "Since 24 Nov, 10:25 UTC"),
        (CLOSED, NOW, "Resolved", "resolved after 40 min", "24 Nov, 10:25 – 11:05 UTC (40 min)"),
        (
            maintenance(said("2026-11-20 10:00", "scheduled"), window=PLANNED),
            NOW,
            "Scheduled",
            "Scheduled",
            "24 Nov, 22:00 – 23:30 UTC",
        ),
        (
            maintenance(said("2026-11-20 10:00", "scheduled"), window=PLANNED),
            "2026-11-24 22:00",
            "In progress",
            "In progress",
            "Since 24 Nov, 22:00 UTC",
        ),
        (
            maintenance(said("2026-11-20 10:00", "scheduled"), window=PLANNED),
            "2026-11-24 23:30",
            "Completed",
            "Completed",
            "24 Nov, 22:00 – 23:30 UTC (1 h 30 min)",
        ),
        (
            maintenance(said("2026-11-20 10:00", "scheduled"), said("2026-11-21 10:00", "cancelled"), window=PLANNED),
            NOW,
            "Cancelled",
            "Cancelled",
            "24 Nov, 22:00 – 23:30 UTC",
        ),
        (notice(said("2026-11-24 09:00", "notice")), NOW, "Notice", None, "24 Nov, 09:00 UTC"),
    ],
)
def test_a_course_is_told_by_its_state_its_outcome_and_its_time(
    told: Incident, now: str, state: str, line: str | None, text: str
) -> None:
    course, site, edition = only(told, now)

    assert views.state_word(course, site, edition) == state
    outcome = views.outcome(course, site, edition)
    assert (outcome and outcome.striptags()) == line
    assert views.span(course, site, edition).striptags() == text


def test_a_notice_after_its_time_has_ended() -> None:
    course, site, edition = only(notice(said("2026-11-20 09:00", "notice"), until=window(NOW, NOW).start))

    assert views.state_word(course, site, edition) == "Ended"
    assert views.is_over(course, site)


def test_the_colour_of_an_incident_is_the_worst_it_ever_was() -> None:
    better = incident(
        said("2026-11-24 10:00", "investigating", {"api": "major_outage"}),
        said("2026-11-24 11:00", "monitoring", {"api": "degraded_performance"}),
    )
    course, site, _ = only(better)

    assert views.worst_status(course, site) == "major_outage"
    assert views.present_status(course, site) == "degraded_performance"


@pytest.mark.parametrize(
    ("impact", "status"),
    [
        ("none", "operational"),
        ("minor", "degraded_performance"),
        ("major", "partial_outage"),
        ("critical", "major_outage"),
    ],
)
def test_the_impact_that_the_author_gave_decides_the_colour(impact: str, status: str) -> None:
    course, site, _ = only(incident(said("2026-11-24 10:00", "investigating"), components={}, impact=impact))

    assert views.worst_status(course, site) == status


def test_a_maintenance_and_a_notice_have_colours_of_their_own() -> None:
    course, site, _ = only(maintenance(said("2026-11-20 10:00", "scheduled"), window=PLANNED))
    assert views.worst_status(course, site) == "under_maintenance"

    course, site, _ = only(notice(said("2026-11-20 10:00", "notice")))
    assert views.worst_status(course, site) == "notice"


def test_what_is_affected_is_named_escaped_and_counted_past_four() -> None:
    four = [Component(f"c{n}", {"": f"C{n}"}) for n in range(3)]

    def affected(*ids: str) -> str:
        told = incident(said("2026-11-24 10:00", "investigating"), components=dict.fromkeys(ids, "partial_outage"))
        course, site, edition = only(told, components=(*COMPONENTS, *four))
        return str(views.affected(course, site, edition))

    assert affected("web") == "Website &amp; app"
    assert affected("api", "web", "c0", "c1") == "API, Website &amp; app, C0, C1"
    assert affected("api", "web", "c0", "c1", "c2") == "5 components"


def test_a_line_of_a_list_says_what_when_and_how() -> None:
    course, site, edition = only(CLOSED)
    line = views.entry(course, site, edition, "../")

    assert (line.id, line.href, line.title, line.lang) == ("outage", "../incidents/outage/", "Errors", None)
    assert line.when == '<time datetime="2026-11-24T10:25:00Z">24 Nov</time>'
    assert (line.status, line.state, line.lasted, line.affected, line.words) == (
        "partial_outage",
        "Partial outage",
        "resolved after 40 min",
        "API",
        "Words.",
    )
    assert views.entry(course, site, edition, "../", with_words=False).words == ""


def test_a_maintenance_is_listed_on_the_day_it_began_and_until_then_on_that_of_its_window() -> None:
    late = maintenance(
        said("2026-11-20 10:00", "scheduled"), said("2026-11-25 01:00", "in_progress"), window=PLANNED, auto=False
    )

    for now, day in (("2026-11-24 23:00", "24 Nov"), ("2026-11-25 01:00", "25 Nov")):
        course, site, edition = only(late, now)
        assert views.entry(course, site, edition, "").when.striptags() == day


def test_a_line_in_another_language_says_which_language_its_title_has() -> None:
    course, site, _ = only(CLOSED, languages=("en", "it"))
    line = views.entry(course, site, site.editions[1], "../")

    assert (line.lang, line.state, line.lasted) == ("en", "Interruzione parziale", "risolto dopo 40 min")


def test_the_words_of_a_list_are_the_newest_but_no_postmortem() -> None:
    told = incident(
        said("2026-11-24 10:00", "investigating"),
        said("2026-11-24 11:00", "resolved"),
        said("2026-11-25 11:00", "postmortem"),
    )
    course, site, edition = only(told, "2026-11-26 00:00")

    assert len(site.words(course, edition).updates) == 3
    assert views.entry(course, site, edition, "").words == "Words."


def test_of_a_series_one_date_stands_for_all() -> None:
    weekly = Incident(
        "weekly",
        "weekly.md",
        "Upkeep",
        "maintenance",
        {"api": "under_maintenance"},
        schedule=Schedule(window("2026-11-29 02:00", "2026-11-29 03:00"), repeat="FREQ=WEEKLY;COUNT=5"),
        updates=(said("2026-11-20 10:00", "scheduled"),),
    )
    other = maintenance(said("2026-11-20 10:00", "scheduled"), window=window("2026-12-02 02:00", "2026-12-02 03:00"))
    coming = site_of(weekly, other, now=NOW).timeline.coming

    shown = [course.id for course in views.one_of_each_series(coming)]

    assert len(coming) > 2
    assert shown == ["weekly/2026-11-29", "upgrade"]


def test_a_promise_is_shown_counted_and_late_after_its_minute() -> None:
    due = window("2026-11-24 12:30", NOW).start
    told = incident(said("2026-11-24 10:00", "investigating", next_update=due))

    course, site, edition = only(told)
    shown, seconds, late = views.promise(course, site, edition)
    assert shown is not None
    assert (shown.striptags(), seconds, late) == ("24 Nov, 12:30 UTC", int(due.timestamp()), False)

    course, site, edition = only(told, "2026-11-24 12:45")
    assert views.promise(course, site, edition)[2]


def test_nothing_is_promised_where_nothing_was_said() -> None:
    course, site, edition = only(OPEN)

    assert views.promise(course, site, edition) == (None, None, False)
    assert views.expected(course, site, edition) is None


def test_an_expected_recovery_is_shown_and_unknown_is_not_a_time() -> None:
    known = incident(said("2026-11-24 10:00", "investigating", expected_recovery=PLANNED.start))
    course, site, edition = only(known)
    shown = views.expected(course, site, edition)
    assert shown is not None
    assert shown.striptags() == "24 Nov, 22:00 UTC"

    course, site, edition = only(incident(said("2026-11-24 10:00", "investigating", expected_recovery="unknown")))
    assert views.expected(course, site, edition) is None
