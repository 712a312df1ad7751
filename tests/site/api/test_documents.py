"""The API of built sites, read as its clients do."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from .. import rich_site
from ..built import build, built, contents, write_files
from .v2_rules import DOCUMENTS, assert_follows_the_reference, assert_follows_the_rules, read, singles

COMPONENTS = """\
groups:
  - id: europe
    name: Europe
    components:
      - {id: eu-api, name: API, since: 2026-01-01}
      - {id: eu-web, name: Web, description: Pages and forms, external_id: 8l4ygp009s5s}
components:
  - {id: mail, name: Mail, uptime: false}
  - {id: docs, name: Docs}
retired:
  - {id: fax, name: Fax}
"""

BROKEN = """\
---
title: The API fails
components: {eu-api: partial_outage}
started: 2026-11-24 09:40 UTC
external_id: nf7s6933tnn8
---

## Investigating — 2026-11-24 10:00:02.345 UTC
external_id: bhp6v5pb9fk8

One request *in five* fails, see [the list](/list/).

## Update — 2026-11-24 10:10 UTC
components: {eu-web: degraded_performance}

- Pages are slow.
- Forms work.

## Monitoring — 2026-11-24 10:40 UTC
components: {eu-api: degraded_performance}
notify: false

Better.
"""

OVER = """\
---
title: Mail was late
components: {mail: degraded_performance}
---

## Investigating — 2026-07-01 10:00 Europe/Rome

Mail is late.

## Resolved — 2026-07-01 11:00 Europe/Rome

Mail is on time.

## Postmortem — 2026-07-03 11:00 Europe/Rome

A queue was full.
"""

WORK = """\
---
title: New disks
kind: maintenance
components: [mail]
scheduled: {start: 2026-11-24 10:30 UTC, end: 2026-11-24 12:00 UTC}
---

## Scheduled — 2026-11-20 09:00 UTC

Mail waits for an hour.
"""

CANCELLED = """\
---
title: New cables
kind: maintenance
components: [docs]
scheduled: {start: 2026-11-23 10:30 UTC, end: 2026-11-23 12:00 UTC}
---

## Scheduled — 2026-11-19 09:00 UTC

Docs rest.

## Cancelled — 2026-11-22 09:00 UTC

They do not.
"""

NOTICE = """\
---
title: Winter hours
kind: notice
components: {}
---

## Notice — 2026-11-01 09:00 UTC

We sleep longer.
"""

NOW = "2026-11-24 11:00"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(
        tmp_path_factory.mktemp("api") / "site",
        now=NOW,
        components=COMPONENTS,
        incidents={"api": BROKEN, "mail": OVER, "disks": WORK, "cables": CANCELLED, "winter": NOTICE},
        timezone="Europe/Rome",
    )


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


def incident(site: Path, name: str = "The API fails") -> dict[str, Any]:
    return next(each for each in read(site, "incidents")["incidents"] if each["name"] == name)


def test_every_document_follows_the_rules_that_readers_rely_on(site: Path, rich: Path) -> None:
    assert_follows_the_rules(site)
    assert_follows_the_rules(rich)


def test_every_document_follows_the_description_by_other_people(site: Path, rich: Path) -> None:
    assert_follows_the_reference(site)
    assert_follows_the_reference(rich)


def test_a_site_without_incidents_or_components_answers_with_empty_lists(tmp_path: Path) -> None:
    empty = built(tmp_path / "site", now=NOW, components="components: []\n", incidents={})

    assert_follows_the_rules(empty)
    assert read(empty, "summary")["status"] == {"indicator": "none", "description": "All Systems Operational"}


def test_times_have_milliseconds_and_the_offset_of_the_page_at_that_moment(site: Path) -> None:
    first = incident(site)["incident_updates"][-1]
    assert first["display_at"] == "2026-11-24T11:00:02.345+01:00"
    assert incident(site, "Mail was late")["created_at"] == "2026-07-01T10:00:00.000+02:00"


def test_ids_that_were_brought_are_kept_and_others_follow_from_the_file(site: Path, tmp_path: Path) -> None:
    assert incident(site)["id"] == "nf7s6933tnn8"
    assert [update["id"] for update in incident(site)["incident_updates"]][-1] == "bhp6v5pb9fk8"
    named = {component["name"]: component["id"] for component in read(site, "components")["components"]}
    assert named["Web"] == "8l4ygp009s5s"

    renamed = built(
        tmp_path / "site",
        now="2026-11-25 11:00",
        components=COMPONENTS.replace("name: Mail", "name: Post"),
        incidents={"mail": OVER.replace("Mail was late", "Post was late").replace("is on time", "is here")},
        timezone="Europe/Rome",
    )
    before, after = incident(site, "Mail was late"), incident(renamed, "Post was late")
    assert before["id"] == after["id"]
    assert [u["id"] for u in before["incident_updates"]] == [u["id"] for u in after["incident_updates"]]
    assert before["components"][0]["id"] == after["components"][0]["id"]


def test_an_update_says_what_each_component_was_before_and_after(site: Path) -> None:
    europe = {component["name"]: component["id"] for component in read(site, "components")["components"]}
    told = [update["affected_components"] for update in reversed(incident(site)["incident_updates"])]

    def change(name: str, old: str, new: str) -> dict[str, str]:
        return {"code": europe[name], "name": f"Europe - {name}", "old_status": old, "new_status": new}

    assert told == [
        [change("API", "operational", "partial_outage")],
        [change("Web", "operational", "degraded_performance")],
        [change("API", "partial_outage", "degraded_performance")],
    ]


def test_an_update_that_touches_no_component_says_null(site: Path) -> None:
    resolved, *_ = [
        update for update in incident(site, "Mail was late")["incident_updates"] if update["status"] == "postmortem"
    ]
    assert resolved["affected_components"] is None


def test_an_update_that_is_called_update_has_the_state_that_holds(site: Path) -> None:
    states = [update["status"] for update in incident(site)["incident_updates"]]
    assert states == ["monitoring", "investigating", "investigating"]


def test_words_are_plain_text_in_lines_with_their_addresses(site: Path) -> None:
    bodies = [update["body"] for update in reversed(incident(site)["incident_updates"])]
    assert bodies == [
        "One request in five fails, see the list (https://status.example/list/).",
        "- Pages are slow.\n- Forms work.",
        "Better.",
    ]


def test_moments_of_an_incident_are_those_of_its_states(site: Path) -> None:
    open_, over = incident(site), incident(site, "Mail was late")
    assert (open_["started_at"], open_["created_at"]) == (
        "2026-11-24T10:40:00.000+01:00",
        "2026-11-24T11:00:02.345+01:00",
    )
    assert (open_["monitoring_at"], open_["resolved_at"]) == ("2026-11-24T11:40:00.000+01:00", None)
    assert (over["status"], over["resolved_at"]) == ("postmortem", "2026-07-01T11:00:00.000+02:00")


def test_only_what_subscribers_hear_is_delivered(site: Path) -> None:
    assert [update["deliver_notifications"] for update in incident(site)["incident_updates"]] == [False, True, True]


def test_a_maintenance_begins_by_the_clock_and_a_cancelled_one_is_completed(site: Path) -> None:
    (active,) = read(site, "scheduled-maintenances/active")["scheduled_maintenances"]
    assert (active["name"], active["status"], active["started_at"]) == (
        "New disks",
        "in_progress",
        "2026-11-20T10:00:00.000+01:00",
    )
    assert (active["scheduled_for"], active["scheduled_until"]) == (
        "2026-11-24T11:30:00.000+01:00",
        "2026-11-24T13:00:00.000+01:00",
    )
    every = {each["name"]: each for each in read(site, "scheduled-maintenances")["scheduled_maintenances"]}
    assert every["New cables"]["status"] == "completed"
    assert [update["status"] for update in every["New cables"]["incident_updates"]] == ["completed", "scheduled"]


def test_groups_and_components_stand_in_one_list_by_position_and_a_group_is_as_its_worst(site: Path) -> None:
    listed = read(site, "components")["components"]
    places = [(each["position"], each["name"], each["group"]) for each in listed]
    assert places == [
        (1, "Europe", True),
        (1, "API", False),
        (2, "Web", False),
        (2, "Mail", False),
        (3, "Docs", False),
    ]
    assert listed[0]["status"] == "degraded_performance"
    assert listed[0]["components"] == [each["id"] for each in listed if each["group_id"] == listed[0]["id"]]
    mail = next(each for each in listed if each["name"] == "Mail")
    assert (mail["status"], mail["showcase"], mail["start_date"]) == ("under_maintenance", False, None)


def test_the_summary_has_what_is_current_and_notices_have_no_place(site: Path) -> None:
    summary = read(site, "summary")
    assert [each["name"] for each in summary["incidents"]] == ["The API fails"]
    assert [each["name"] for each in summary["scheduled_maintenances"]] == ["New disks"]
    assert "Winter" not in (site / "api/v2/incidents.json").read_text()


def test_each_incident_has_its_document_which_later_builds_leave_alone(site: Path, tmp_path: Path) -> None:
    over = incident(site, "Mail was late")
    single = read(site, f"incidents/{over['id']}")["incident"]
    assert single["incident_updates"] == over["incident_updates"]

    worse = OVER.replace("title: Mail was late", "title: Mail is gone").replace("2026-07-0", "2026-12-0")
    later = built(
        tmp_path / "site",
        now="2026-12-01 12:00",
        components=COMPONENTS,
        incidents={"api": BROKEN, "mail": OVER, "gone": worse, "disks": WORK, "cables": CANCELLED},
        timezone="Europe/Rome",
    )
    assert read(later, f"incidents/{over['id']}") == read(site, f"incidents/{over['id']}")
    assert incident(later, "Mail was late")["components"] != over["components"], "the list shows them as they are now"


def test_the_page_in_a_document_is_of_when_that_last_changed_of_which_it_tells(site: Path) -> None:
    changed = {name: read(site, name)["page"]["updated_at"] for name in DOCUMENTS}

    begun_by_the_clock, monitoring = "2026-11-24T11:30:00.000+01:00", "2026-11-24T11:40:00.000+01:00"
    assert changed == {
        "summary": monitoring,
        "status": monitoring,
        "components": monitoring,
        "incidents": monitoring,
        "incidents/unresolved": monitoring,
        "scheduled-maintenances": begun_by_the_clock,
        "scheduled-maintenances/upcoming": begun_by_the_clock,
        "scheduled-maintenances/active": begun_by_the_clock,
    }


def test_an_empty_list_is_of_when_it_became_empty(tmp_path: Path) -> None:
    site = built(tmp_path / "site", now=NOW, components=COMPONENTS, incidents={"mail": OVER}, timezone="Europe/Rome")

    assert read(site, "incidents/unresolved")["page"]["updated_at"] == "2026-07-03T11:00:00.000+02:00"
    assert read(site, "status")["page"]["updated_at"] == "2026-07-01T11:00:00.000+02:00"


def test_lists_hold_the_newest_fifty(tmp_path: Path) -> None:
    many = {
        f"day-{day:03}": OVER.replace("2026-07-01", f"2026-{day // 28 + 1:02}-{day % 28 + 1:02}").partition("## Post")[
            0
        ]
        for day in range(60)
    }
    site = built(tmp_path / "site", now=NOW, components=COMPONENTS, incidents=many, timezone="Europe/Rome")

    listed = read(site, "incidents")["incidents"]
    created = [datetime.fromisoformat(each["created_at"]) for each in listed]
    assert len(listed) == 50
    assert created == sorted(created, reverse=True)
    assert len(singles(site)) == 60


@pytest.mark.parametrize(
    ("statuses", "indicator", "description"),
    [
        ({}, "none", "All Systems Operational"),
        ({"mail": "degraded_performance"}, "minor", "Partially Degraded Service"),
        (
            dict.fromkeys(("eu-api", "eu-web", "mail", "docs"), "degraded_performance"),
            "minor",
            "Degraded System Service",
        ),
        ({"mail": "partial_outage", "docs": "degraded_performance"}, "minor", "Minor Service Outage"),
        (dict.fromkeys(("eu-api", "eu-web", "mail", "docs"), "partial_outage"), "major", "Partial System Outage"),
        ({"mail": "major_outage"}, "major", "Partial System Outage"),
        (dict.fromkeys(("eu-api", "eu-web", "mail", "docs"), "major_outage"), "critical", "Major System Outage"),
        ({"mail": "under_maintenance"}, "maintenance", "Service Under Maintenance"),
    ],
)
def test_the_overall_status_follows_from_the_components(
    tmp_path: Path, statuses: dict[str, str], indicator: str, description: str
) -> None:
    written = ", ".join(f"{id}: {status}" for id, status in statuses.items())
    front = f"---\ntitle: Trouble\ncomponents: {{{written}}}\nimpact: none\n---\n"
    text = f"{front}\n## Investigating — 2026-11-24 10:00 UTC\n"
    site = built(tmp_path / "site", now=NOW, components=COMPONENTS, incidents={"trouble": text})

    assert read(site, "status")["status"] == {"indicator": indicator, "description": description}


def test_a_site_may_do_without_what_other_programs_read(tmp_path: Path) -> None:
    site = built(tmp_path / "site", now=NOW, components=COMPONENTS, incidents={"api": BROKEN}, for_programs=False)

    assert not [path for path in contents(site) if path.startswith(("api/", "errors/", "badge", "embed", "uptime/"))]
