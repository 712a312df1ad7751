"""Rows of CSV, one for each update."""

import csv
import io
from dataclasses import replace
from datetime import datetime

from plainstatus.exporters.table import COLUMNS, table
from plainstatus.model.incident import Incident, Update
from plainstatus.model.settings import Settings
from plainstatus.timeline.timeline import timeline_of

from ..timeline.building import at, catalog, incident, maintenance, said, window

NOW = at("2026-11-24 18:00")


def rows(*incidents: Incident, now: datetime = NOW) -> list[dict[str, str]]:
    settings = Settings(site_url="https://status.example/")
    document = table(incidents, timeline_of(catalog("api", "web"), incidents, settings, now))
    reader = csv.DictReader(io.StringIO(document.decode(), newline=""))
    read = list(reader)
    assert tuple(reader.fieldnames or ()) == tuple(COLUMNS)
    return read


def test_there_is_a_row_for_each_update_with_the_facts_of_its_incident():
    outage = incident(
        said("2026-11-24 14:00", "investigating", next_update=at("2026-11-24 14:30"), expected_recovery="unknown"),
        said("2026-11-24 15:00", "update", {"web": "degraded_performance"}),
        said("2026-11-24 16:00", "resolved"),
        started=at("2026-11-24 13:30"),
        external_id="kx81",
    )
    whole = {
        "incident": "outage",
        "kind": "incident",
        "title": "Errors",
        "url": "https://status.example/incidents/outage/",
        "external_id": "kx81",
        "impact": "major",
        "started": "2026-11-24T13:30:00Z",
        "ended": "2026-11-24T16:00:00Z",
        "scheduled_start": "",
        "scheduled_end": "",
        "audience": "public",
        "edited": "",
        "text": "Words.",
    }

    assert rows(outage) == [
        {
            **whole,
            "at": "2026-11-24T14:00:00Z",
            "status": "investigating",
            "components": "api=partial_outage",
            "next_update": "2026-11-24T14:30:00Z",
            "expected_recovery": "unknown",
        },
        {
            **whole,
            "at": "2026-11-24T15:00:00Z",
            "status": "update",
            "components": "api=partial_outage web=degraded_performance",
            "next_update": "",
            "expected_recovery": "",
        },
        {
            **whole,
            "at": "2026-11-24T16:00:00Z",
            "status": "resolved",
            "components": "api=operational web=operational",
            "next_update": "",
            "expected_recovery": "",
        },
    ]


def test_a_row_of_a_maintenance_has_the_window_that_counts_from_there_on():
    move = maintenance(
        said("2026-11-20 09:00", "scheduled"),
        said("2026-11-21 09:00", "rescheduled", scheduled=window("2026-11-27 22:00", "2026-11-28 00:00")),
        window=window("2026-11-26 22:00", "2026-11-27 00:00"),
    )

    assert [(row["scheduled_start"], row["impact"], row["ended"]) for row in rows(move)] == [
        ("2026-11-26T22:00:00Z", "maintenance", ""),
        ("2026-11-27T22:00:00Z", "maintenance", ""),
    ]


def test_a_maintenance_that_repeats_has_its_rows_once():
    weekly = maintenance(said("2026-11-01 09:00", "scheduled"), window=window("2026-11-03 22:00", "2026-11-04 00:00"))
    weekly = replace(weekly, schedule=replace(weekly.schedule, repeat="FREQ=WEEKLY"))

    (row,) = rows(weekly)

    assert (row["incident"], row["components"], row["started"]) == ("upgrade", "api=under_maintenance", "")


def test_words_that_a_spreadsheet_would_run_are_words():
    said_so = Update(at("2026-11-24 14:00"), "investigating", '=HYPERLINK("https://bad.example/")\nand "more", too')
    formula = replace(incident(said_so), title="+1 for us")

    (row,) = rows(formula)

    assert row["title"] == "'+1 for us"
    assert row["text"] == '\'=HYPERLINK("https://bad.example/")\nand "more", too'


def test_words_to_come_and_comments_have_no_row():
    outage = incident(
        Update(at("2026-11-24 14:00"), "investigating", "Late.<!-- Imogen -->"), said("2026-11-24 19:00", "resolved")
    )

    assert [(row["status"], row["text"], row["ended"]) for row in rows(outage)] == [("investigating", "Late.", "")]
