"""Whoever imports a hosted page and builds it gives the same answers to the same clients."""

import html
import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from plainstatus.importers.statuspage import import_statuspage

from ..site.api.v2_rules import assert_follows_the_rules, read
from ..site.built import build
from .statuspage_page import INCIDENTS, MAINTENANCES, documents, write_page

NOW = "2026-05-04 08:00"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moved")
    report = import_statuspage([write_page(folder / "old")], folder / "new")
    assert report.skipped == []
    return build(folder / "new", now=NOW)


def listed(site: Path) -> dict[str, Any]:
    entries = [
        *read(site, "incidents")["incidents"],
        *read(site, "scheduled-maintenances")["scheduled_maintenances"],
    ]
    return {entry["id"]: entry for entry in entries}


def words(body: str) -> str:
    """The words of a body, without tags, addresses of links, and the way in which lines are broken."""
    text = html.unescape(re.sub(r"</?(?:br|a|p|strong)\b[^>]*>", " ", body))
    return " ".join(re.sub(r" \(https?://[^)]*\)", "", text).split()).replace(" .", ".")


def told(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What has to come back."""
    return {
        "name": entry["name"],
        "status": entry["status"],
        "impact": entry["impact"],
        "created_at": entry["created_at"],
        "started_at": entry["started_at"],
        "window": (entry.get("scheduled_for"), entry.get("scheduled_until")),
        "components": sorted(component["id"] for component in entry["components"]),
        "updates": [
            (each["id"], each["status"], each["display_at"], words(each["body"])) for each in entry["incident_updates"]
        ],
    }


@pytest.mark.parametrize("entry", [*INCIDENTS, *MAINTENANCES], ids=lambda entry: entry["name"])
def test_an_incident_comes_back_as_it_was(site: Path, entry: Mapping[str, Any]) -> None:
    assert told(listed(site)[entry["id"]]) == told(entry)


@pytest.mark.parametrize("entry", [*INCIDENTS, *MAINTENANCES], ids=lambda entry: entry["name"])
def test_what_updates_did_to_components_comes_back(site: Path, entry: Mapping[str, Any]) -> None:
    """Those that only mention a component may be told as touching none."""

    def changes(entry: Mapping[str, Any]) -> list[list[tuple[str, ...]]]:
        return [
            sorted(
                (each["code"], each["name"], each["old_status"], each["new_status"])
                for each in update["affected_components"] or ()
                if each["old_status"] != each["new_status"]
            )
            for update in entry["incident_updates"]
        ]

    if entry["name"] != "An old outage":
        assert changes(listed(site)[entry["id"]]) == changes(entry)


def test_order_ids_names_and_groups_of_components_come_back(site: Path) -> None:
    def order(components: Any) -> Any:
        kept = ("id", "name", "position", "description", "showcase", "start_date", "group_id", "group")
        return sorted([each[key] for key in kept] for each in components)

    assert order(read(site, "components")["components"]) == order(documents()["components.json"]["components"])


def test_the_page_keeps_its_name_its_address_and_its_zone(site: Path) -> None:
    page, was = read(site, "summary")["page"], documents()["components.json"]["page"]
    assert {key: page[key] for key in ("name", "url", "time_zone")} == {
        key: was[key] for key in ("name", "url", "time_zone")
    }


def test_the_new_page_follows_the_rules_that_clients_rely_on(site: Path) -> None:
    assert_follows_the_rules(site)


def test_an_export_of_ours_can_be_imported_again(site: Path, tmp_path: Path) -> None:
    """The documents of the new page, imported once more, build the same answers."""
    report = import_statuspage([site / "api/v2/components.json", *sorted((site / "api/v2").glob("*s.json"))], tmp_path)
    assert report.skipped == []
    again = listed(build(tmp_path, now=NOW))
    assert {id: told(entry) for id, entry in again.items()} == {id: told(entry) for id, entry in listed(site).items()}


@pytest.mark.corpus
def test_the_incidents_of_real_summaries_come_back(corpus: Path, tmp_path: Path) -> None:
    for file in sorted((corpus / "github-status-history/statuspage-v2").glob("*.json")):
        document = json.loads(file.read_bytes())
        report = import_statuspage([file], tmp_path / file.stem)
        assert report.skipped == []
        moment = max(datetime.fromisoformat(each["updated_at"]) for each in [document["page"], *document["components"]])
        site = build(tmp_path / file.stem, now=f"{moment:%Y-%m-%d} 23:59")
        back = listed(site)
        for entry in document["incidents"]:
            was, now = told(entry), told(back[entry["id"]])
            # Two clocks of theirs differ by thousandths of a second.
            assert [now.pop(key)[:19] for key in ("created_at", "started_at")] == [
                was.pop(key)[:19] for key in ("created_at", "started_at")
            ]
            assert now == was
        assert {each["id"] for each in read(site, "components")["components"]} == {
            each["id"] for each in document["components"]
        }
