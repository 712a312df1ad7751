"""Findings as code scanning reads them. The form is that of SARIF 2.1.0, sections 3.13 to 3.57."""

import json

import pytest
from jsonschema import Draft202012Validator

from plainstatus.commands.sarif import as_sarif
from plainstatus.model.finding import Finding

FOUND = Finding("incidents/a b.md", 3, 5, "“DB” is jargon", "Say database.", "jargon", "notice", 3, 7, "database")

REGION = {
    "type": "object",
    "required": ["startLine"],
    "properties": {
        name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine", "endColumn")
    },
    "additionalProperties": False,
}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
ARTIFACT = {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri-reference"}}}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
    },
    "additionalProperties": False,
}
FIX = {
    "type": "object",
    "required": ["artifactChanges"],
    "properties": {
        "description": MESSAGE,
        "artifactChanges": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["artifactLocation", "replacements"],
                "properties": {
                    "artifactLocation": ARTIFACT,
                    "replacements": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["deletedRegion"],
                            "properties": {"deletedRegion": REGION, "insertedContent": MESSAGE},
                        },
                    },
                },
            },
        },
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "level", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "physicalLocation": {
                        "type": "object",
                        "required": ["artifactLocation"],
                        "properties": {"artifactLocation": ARTIFACT, "region": REGION},
                    }
                },
            },
        },
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
        "fixes": {"type": "array", "minItems": 1, "items": FIX},
    },
    "additionalProperties": False,
}
#: What a reader of the format may count on, of the parts that are written.
SHAPE = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {"rules": {"type": "array", "uniqueItems": True, "items": RULE}},
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}


def run_of(*findings):
    log = json.loads(as_sarif(findings))
    Draft202012Validator(SHAPE).validate(log)
    return log["runs"][0]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / "a b.md").write_text("one\ntwo\nthe DB is slow\n")
    return tmp_path


def test_a_finding_says_where_it_is_and_what_to_write():
    (result,) = run_of(FOUND)["results"]

    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "incidents/a%20b.md"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 7}
    assert (result["level"], result["message"]["text"]) == ("note", "“DB” is jargon\nSay database.")


def test_a_replacement_is_a_fix():
    (result,) = run_of(FOUND)["results"]

    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"] == {"text": "database"}
    assert replacement["deletedRegion"] == result["locations"][0]["physicalLocation"]["region"]


def test_every_finding_points_at_its_rule_and_every_rule_is_explained():
    run = run_of(FOUND, Finding("b.md", 1, 1, "no field", "", "unknown-field"))

    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == ["jargon", "unknown-field"]
    explained = next(rule for rule in rules if rule["id"] == "jargon")
    assert explained["help"]["markdown"].startswith("# jargon\n")
    assert explained["fullDescription"]["text"]


def test_a_finding_about_a_whole_file_has_no_region():
    (result,) = run_of(Finding("gone.md", 0, 0, "gone"))["results"]

    assert "region" not in result["locations"][0]["physicalLocation"]


def test_a_finding_is_the_same_one_when_its_line_moves_and_another_when_its_words_change(place):
    (before,) = run_of(FOUND)["results"]
    moved = Finding(FOUND.path, 5, 5, "“DB” is jargon still", "", "jargon", "notice", 5, 7)
    (place / "incidents" / "a b.md").write_text("one\ntwo\nand\nmore\nthe DB is slow\n")
    (after,) = run_of(moved)["results"]
    (place / "incidents" / "a b.md").write_text("one\ntwo\nand\nmore\nour DB is slow\n")
    (other,) = run_of(moved)["results"]

    assert before["partialFingerprints"] == after["partialFingerprints"] != other["partialFingerprints"]


def test_two_findings_of_one_line_are_two():
    first, second = run_of(FOUND, FOUND)["results"]

    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_without_findings_there_is_a_run_without_results():
    assert run_of()["results"] == []
