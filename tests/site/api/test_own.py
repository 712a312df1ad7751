"""`/api/plainstatus.json`, read with the schema that is published beside it."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from .. import rich_site
from ..built import SITE_URL, build, built, write_files


def document(site: Path) -> Any:
    return json.loads((site / "api/plainstatus.json").read_bytes())


def assert_valid(site: Path) -> None:
    """The document is as the schema beside it says, and holds nothing that the schema does not name."""
    schema = json.loads((site / "api/plainstatus.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    strict = json.loads(json.dumps(schema), object_hook=_closed)
    faults = [
        f"{fault.json_path}: {fault.message}"
        for fault in Draft202012Validator(strict, format_checker=FormatChecker()).iter_errors(document(site))
    ]
    assert faults == []


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    return {"additionalProperties": False, **schema} if "properties" in schema and "type" in schema else schema


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write_files(tmp_path_factory.mktemp("rich"), rich_site.FILES), now=rich_site.NOW)


def test_it_follows_the_schema_that_is_published_with_it(rich: Path, tmp_path: Path) -> None:
    assert_valid(rich)
    assert document(rich)["$schema"] == SITE_URL + "api/plainstatus.schema.json"
    assert_valid(built(tmp_path / "site", now="2026-11-24 12:00", components="components: []\n", incidents={}))


def test_it_tells_of_promises_and_recovery_in_every_language(rich: Path) -> None:
    (incident,) = document(rich)["incidents"]

    assert (incident["next_update"], incident["expected_recovery"], incident["overdue"]) == (
        "2026-11-24T18:30:00.000+01:00",
        "2026-11-24T19:00:00.000+01:00",
        False,
    )
    assert incident["title"]["it"] == "Le prenotazioni di gruppo falliscono"
    assert incident["latest"]["text"]["en"].startswith(
        "The price list of the last maintenance (https://status.example/"
    )


def test_unknown_recovery_is_not_the_same_as_nothing_said(tmp_path: Path) -> None:
    def recovery(field: str) -> Any:
        front = "---\ntitle: Slow\ncomponents: {api: degraded_performance}\n---\n"
        words = f"{front}\n## Investigating — 2026-11-24 10:00 UTC\n{field}\n\nSlow.\n"
        site = built(
            tmp_path / (field or "none").partition(":")[0],
            now="2026-11-24 12:00",
            components="components: [{id: api, name: API}]\n",
            incidents={"slow": words},
        )
        return document(site)["incidents"][0]["expected_recovery"]

    assert (recovery("expected_recovery: unknown"), recovery("")) == ("unknown", None)


def test_uptime_is_told_by_day_and_only_days_with_trouble_are_named(rich: Path) -> None:
    radio = next(each for each in document(rich)["components"] if each["id"] == "radio")

    assert radio["uptime"]["days"] == [{"date": "2026-10-03", "worst": "major_outage", "downtime_seconds": 2400.0}]
    assert set(radio["uptime"]["percent"]) == {"30", "90", "365"}
    cafe = next(each for each in document(rich)["components"] if each["id"] == "cafe")
    assert cafe["uptime"] is None
