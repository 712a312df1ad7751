"""Lines of JSON: whoever reads them back has all that readers of the site were told."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from plainstatus.exporters.jsonl import jsonl
from plainstatus.exporters.jsonl_schema import jsonl_schema
from plainstatus.model.incident import Incident, Schedule, Update, Window
from plainstatus.model.settings import Settings
from plainstatus.timeline.timeline import timeline_of

from ..timeline.building import at, catalog, incident, maintenance, said, window
from ..writing.incidents import CATALOG, incidents

VALIDATOR = Draft202012Validator(jsonl_schema(), format_checker=FormatChecker())
SETTINGS = Settings(site_url="https://status.example/")
AFTER_ALL = datetime(2150, 1, 1, tzinfo=UTC)


def lines(*incidents: Incident, now: datetime = AFTER_ALL, catalog=CATALOG) -> list[dict[str, Any]]:
    text = jsonl(incidents, timeline_of(catalog, incidents, SETTINGS, now)).decode()
    assert text == "" or text.endswith("\n")
    read = [json.loads(line) for line in text.removesuffix("\n").split("\n") if line]
    for each in read:
        VALIDATOR.validate(each)
    return read


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def a_window(line: Mapping[str, Any]) -> Window:
    return Window(datetime.fromisoformat(line["start"]), datetime.fromisoformat(line["end"]))


def update_of(line: Mapping[str, Any]) -> Update:
    recovery = line["expected_recovery"]
    return Update(
        at=datetime.fromisoformat(line["at"]),
        status=line["status"],
        text=line["text"],
        components=line["components"],
        next_update=moment(line["next_update"]),
        expected_recovery=recovery if recovery == "unknown" else moment(recovery),
        scheduled=a_window(line["scheduled"]) if line["scheduled"] else None,
        audience=line["audience"],
        notify=line["notify"],
        translations=line["translations"],
        edited=date.fromisoformat(line["edited"]) if line["edited"] else None,
        external_id=line["external_id"],
    )


def schedule_of(line: Mapping[str, Any]) -> Schedule:
    skipped = tuple(date.fromisoformat(day) for day in line["except"])
    return Schedule(a_window(line), line["auto"], line["repeat"], line["zone"], skipped)


def incident_of(line: Mapping[str, Any]) -> Incident:
    """The incident as the model had it: what a program needs that reads an export."""
    remind = line["remind_seconds"]
    return Incident(
        id=line["id"],
        path=line["path"],
        title=line["title"],
        kind=line["kind"],
        components=line["components"],
        impact=line["impact"],
        started=moment(line["started"]),
        schedule=schedule_of(line["scheduled"]) if line["scheduled"] else None,
        remind=None if remind is None else tuple(timedelta(seconds=each) for each in remind),
        publish_at=moment(line["publish_at"]),
        until=moment(line["until"]),
        audience=line["audience"],
        notify=line["notify"],
        external_id=line["external_id"],
        summary=line["summary"],
        updates=tuple(update_of(each) for each in line["updates"]),
        titles=line["titles"],
        summaries=line["summaries"],
    )


@given(incidents())
def test_what_went_out_comes_back_in(written):
    if written.schedule is not None:
        # Laying out a rule over a century is the matter of other tests.
        written = replace(written, schedule=replace(written.schedule, repeat=None))

    (line,) = lines(written)

    assert incident_of(line) == replace(written, template=None)


def test_a_maintenance_that_repeats_is_one_line_with_its_rule():
    weekly = maintenance(
        said("2026-11-01 09:00", "scheduled"), window=window("2026-11-03 22:00", "2026-11-04 00:00"), id="weekly"
    )
    weekly = replace(weekly, schedule=replace(weekly.schedule, repeat="FREQ=WEEKLY", skipped=(date(2026, 11, 10),)))

    (line,) = lines(weekly, now=at("2026-11-24 12:00"), catalog=catalog("api"))

    assert incident_of(line) == weekly
    assert line["now"] is None
    assert line["url"] == "https://status.example/incidents/weekly/"


def test_words_in_every_language_and_the_day_of_a_mend_are_there():
    translated = replace(
        incident(
            said("2026-11-24 14:00", "investigating", translations={"it": "Parole."}, edited=date(2026, 11, 25)),
        ),
        titles={"it": "Errori"},
        summaries={"it": "In breve."},
    )

    (line,) = lines(translated, catalog=catalog("api"))

    assert incident_of(line) == translated


def test_what_follows_at_this_moment_is_there_too():
    outage = incident(
        said("2026-11-24 14:00", "investigating"), said("2026-11-24 15:00", "resolved"), started=at("2026-11-24 13:30")
    )

    (line,) = lines(outage, now=at("2026-11-24 16:00"), catalog=catalog("api"))

    assert line["now"] == {
        "state": "resolved",
        "components": {"api": "operational"},
        "impact": "major",
        "started": "2026-11-24T13:30:00Z",
        "ended": "2026-11-24T15:00:00Z",
    }


def test_the_oldest_first_words_are_on_the_first_line():
    late = incident(said("2026-11-24 14:00", "investigating"), id="late")
    early = incident(said("2026-11-23 14:00", "investigating"), id="early")

    assert [line["id"] for line in lines(late, early, catalog=catalog("api"))] == ["early", "late"]


def test_words_to_come_are_left_out():
    planned = incident(said("2026-11-24 14:00", "investigating"), publish_at=at("2026-11-26 00:00"), id="planned")
    ahead = incident(said("2026-11-24 14:00", "investigating"), said("2026-11-24 18:00", "resolved"), id="ahead")

    (line,) = lines(planned, ahead, now=at("2026-11-24 15:00"), catalog=catalog("api"))

    assert (line["id"], len(line["updates"]), line["now"]["state"]) == ("ahead", 1, "investigating")


def test_comments_of_authors_are_left_out():
    outage = incident(Update(at("2026-11-24 14:00"), "investigating", "Late. <!-- Ask Imogen. -->"))

    assert lines(outage, catalog=catalog("api"))[0]["updates"][0]["text"] == "Late. "


def test_a_site_without_incidents_has_no_line():
    assert lines() == []
