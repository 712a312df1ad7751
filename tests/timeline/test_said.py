"""What was said, and the id of each update: `plainstatus.timeline.said`."""

from dataclasses import replace

from plainstatus.timeline.said import as_it_was, said_in, update_key

from .building import at, incident, maintenance, said, site, window

NOW = "2026-11-25 12:00"


def keys(*incidents: object, now: str = NOW) -> list[str]:
    timeline = site(*incidents, now=now)  # type: ignore[arg-type]
    return [update_key(each) for each in said_in(timeline.courses, timeline)]


def test_an_update_is_known_by_its_incident_and_its_time() -> None:
    assert keys(incident(said("2026-11-24 14:05", "investigating"))) == ["outage/2026-11-24T14:05:00Z"]


def test_new_words_and_a_new_title_leave_the_key_alone() -> None:
    first = incident(said("2026-11-24 14:05", "investigating"))
    mended = replace(first, title="Other", updates=(replace(first.updates[0], text="Mended.", status="identified"),))

    assert keys(first) == keys(mended)


def test_an_id_from_elsewhere_outlives_a_new_file_name() -> None:
    told = said("2026-11-24 14:05", "investigating")

    assert keys(incident(told, id="old", external_id="x1")) == keys(incident(told, id="new", external_id="x1"))


def test_the_announcement_of_a_series_is_said_once_and_words_of_one_date_have_a_key_of_their_own() -> None:
    weekly = maintenance(said("2026-11-20 10:00", "scheduled"), window=window("2026-11-24 02:00", "2026-11-24 03:00"))
    assert weekly.schedule is not None
    weekly = replace(weekly, schedule=replace(weekly.schedule, repeat="FREQ=DAILY;COUNT=9"))

    assert keys(weekly) == ["upgrade/2026-11-20T10:00:00Z"]


def test_a_planned_announcement_is_public_from_the_moment_that_it_waits_for() -> None:
    planned = incident(said("2026-11-20 10:00", "investigating"), publish_at=at("2026-11-25 09:00"))
    timeline = site(planned, now=NOW)

    assert [each.public_from for each in said_in(timeline.courses, timeline)] == [at("2026-11-25 09:00")]


def test_what_came_later_is_not_known_at_the_moment_of_an_update() -> None:
    timeline = site(
        incident(
            said("2026-11-24 14:05", "investigating"),
            said("2026-11-24 15:00", "resolved"),
            publish_at=at("2026-11-24 14:30"),
        ),
        now=NOW,
    )
    first = next(said_in(timeline.courses, timeline))

    then = as_it_was(first.course, first.at, timeline)

    assert then.state(then.course("outage")).status == "investigating"
    assert then.ended(then.course("outage")) is None
