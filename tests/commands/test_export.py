"""`plainstatus export`."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from plainstatus.importers.statuspage import import_statuspage

from ..site.api.v2_rules import OURS
from ..site.built import write_files
from ..site.test_audience_wall import FILES, NARROW, NOT_YET
from ..site.test_audience_wall import NOW as NOW_AT_THE_WALL
from .conftest import INCIDENT, Site

FORMS = ("statuspage", "csv", "jsonl")


def test_a_table_has_a_row_for_each_update(site):
    rows = list(csv.DictReader(io.StringIO(site.run("export", "csv").stdout, newline="")))

    assert [(row["incident"], row["status"]) for row in rows] == [
        ("2026-11-20-office-closed", "notice"),
        ("2026-12-06-disks-move", "scheduled"),
        ("2026-11-24-mail-late", "investigating"),
    ]


def test_every_line_is_as_the_schema_says_that_is_printed(site):
    schema = json.loads(site.run("schema", "export").stdout)
    lines = site.run("export", "jsonl").stdout.splitlines()

    assert [Draft202012Validator(schema).is_valid(json.loads(line)) for line in lines] == [True] * 3


def test_a_file_is_written_whole_in_the_place_of_an_older_one(site):
    site.write("out/incidents.csv", "old")

    result = site.run("export", "csv", "--output", "out/incidents.csv")

    assert result.output == "Wrote out/incidents.csv.\n"
    assert site.files()["out/incidents.csv"] == site.run("export", "csv").stdout_bytes
    assert site.files()["out/incidents.csv"].startswith(b"incident,kind,title,")


def test_the_documents_of_statuspage_go_into_a_folder(site):
    result = site.run("export", "statuspage", "-o", "old-page/v2")

    assert result.stderr == "Left out, as Statuspage knows none: 1 notice.\n"
    assert result.stdout == (
        "Wrote old-page/v2/components.json.\n"
        "Wrote old-page/v2/incidents.json.\n"
        "Wrote old-page/v2/scheduled-maintenances.json.\n"
    )
    files = site.files()
    for name in ("components", "incidents", "scheduled-maintenances"):
        Draft202012Validator(OURS[name]).validate(json.loads(files[f"old-page/v2/{name}.json"]))


def test_the_documents_are_those_of_the_site_but_for_what_is_older_than_its_lists(site):
    for number in range(60):
        site.write(f"incidents/2025/2025-01-01-{number}.md", INCIDENT.replace("2026-11-24", "2025-01-01"))
    site.run("export", "statuspage", "-o", "given")
    site.run("build")

    files = {path: data for path, data in site.files().items() if path.endswith(".json")}
    given, listed = (json.loads(files[f"{folder}/incidents.json"]) for folder in ("given", "site/api/v2"))
    assert (len(given["incidents"]), len(listed["incidents"])) == (61, 50)
    assert given["incidents"][:50] == listed["incidents"]
    for name in ("components", "scheduled-maintenances"):
        assert files[f"given/{name}.json"] == files[f"site/api/v2/{name}.json"]


@pytest.mark.parametrize("whole", [False, True], ids=["a folder", "standard output"])
def test_what_was_given_out_for_statuspage_can_be_taken_in_again(site, whole):
    site.run("export", "statuspage", "-o", "given")
    one = site.write("one.json", site.run("export", "statuspage").stdout)

    report = import_statuspage([one if whole else site.folder / "given"], site.folder / "again")

    assert report.skipped == []
    again = site.run("export", "statuspage", "-f", "again", "-o", "given again")
    assert again.exit_code == 0, again.output
    files = site.files()
    for name, field in (("incidents", "incidents"), ("scheduled-maintenances", "scheduled_maintenances")):
        first, second = (json.loads(files[f"{folder}/{name}.json"])[field] for folder in ("given", "given again"))
        assert [(each["id"], each["name"], each["status"], each["created_at"]) for each in first] == [
            (each["id"], each["name"], each["status"], each["created_at"]) for each in second
        ]
        assert [[update["body"] for update in each["incident_updates"]] for each in first] == [
            [update["body"] for update in each["incident_updates"]] for each in second
        ]


@pytest.fixture
def wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(write_files(tmp_path, FILES))
    return Site(tmp_path)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_narrower_is_given_out_to_its_own_audience_alone(wall, form):
    public = wall.run("export", form, "--now", NOW_AT_THE_WALL).stdout
    internal = wall.run("export", form, "--now", NOW_AT_THE_WALL, "-f", "mkdocs.internal.yml").stdout

    planted = {place: word for place, word in NARROW.items() if word.lower() in internal.lower()}
    assert len(planted) > 5
    assert [place for place, word in NARROW.items() if word.lower() in public.lower()] == []
    assert [place for place, word in NOT_YET.items() if word.lower() in (public + internal).lower()] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_files_at_the_same_moment_give_the_same_bytes(site, form):
    assert site.run("export", form).stdout_bytes == site.run("export", form).stdout_bytes


def test_the_moment_may_be_set(site):
    assert "mail-late" not in site.run("export", "jsonl", "--now", "2026-11-24 14:00 UTC").stdout


@pytest.mark.parametrize("form", FORMS)
def test_with_a_fault_in_any_file_nothing_is_given_out(site, form):
    site.late.write_text(site.late.read_text().replace("api:", "apu:"))
    before = site.files()

    result = site.run("export", form, "-o", "out")

    assert result.exit_code == 1
    assert "mail-late.md:4:14: error: there is no component “apu”" in result.stderr
    assert result.stderr.endswith("The site has faults. Nothing was given out: it would not be whole.\n")
    assert site.files() == before


def test_a_folder_is_no_place_for_a_single_file(site):
    result = site.run("export", "csv", "-o", "incidents")

    assert result.exit_code == 2
    assert "Error: --output: incidents is a folder; this form is one file." in result.output


def test_days_of_mends_are_known_from_git(site):
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Otter", "-c", "user.email=otter@otter.example")
        subprocess.run(["git", *who, *arguments], cwd=site.folder, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "First")
    site.late.write_text(site.late.read_text().replace("an hour", "two hours"))
    git("commit", "-qam", "Mend")

    edited = {
        line["id"]: line["updates"][0]["edited"]
        for line in map(json.loads, site.run("export", "jsonl").stdout.splitlines())
    }

    assert [id for id, day in edited.items() if day is not None] == ["2026-11-24-mail-late"]
