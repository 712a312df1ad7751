"""What is kept of a drill, and when the next one is due."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plainstatus.drill.due import standing
from plainstatus.drill.record import Record, as_data, cleaned, keep
from plainstatus.drill.step import Step, Verdict
from plainstatus.drill.told import as_markdown, line_of

from .conftest import Site

BEGAN = datetime(2026, 11, 25, 12, tzinfo=UTC)


def record(*verdicts: Verdict, said: str = "", began: datetime = BEGAN) -> Record:
    steps = tuple(Step("Resolved", f"Step {number}", verdict, 1.25, 5, said) for number, verdict in enumerate(verdicts))
    return Record("third-party", began, 3.2, steps, {"whole": 900}, ("en",), {"targets": "this machine"})


@pytest.mark.parametrize(
    ("verdicts", "good"),
    [
        (["passed"], True),
        (["passed", "unverified"], True),
        (["passed", "late"], False),
        (["failed"], False),
        (["passed", "untried"], False),
        ([], False),
    ],
)
def test_a_drill_is_good_where_nothing_failed_was_late_or_left_out(verdicts: list[Verdict], good: bool) -> None:
    assert record(*verdicts).is_good is good


def test_a_record_has_no_address_no_path_and_no_secret() -> None:
    said = (
        "to Lin <lin@kestrel.example>, by +390511234567 or +39 (051) 123-45.67, from /home/lin/site/x.md: s3cret; "
        "in ../../lin/theme/base.html:4; see /api/v2/summary.json"
    )

    assert cleaned(said, ["s3cret", ""]) == ("to Lin <…@…>, by +… or +…, from …: …; in …:4; see /api/v2/summary.json")


def test_a_second_drill_of_a_day_has_a_file_of_its_own(tmp_path: Path) -> None:
    first, second = keep(record("passed"), "one", tmp_path), keep(record("failed"), "two", tmp_path)

    assert (first.name, second.name) == ("2026-11-25-third-party.md", "2026-11-25-third-party-2.md")
    assert (first.read_text(encoding="utf-8"), second.read_text(encoding="utf-8")) == ("one", "two")
    assert json.loads((tmp_path / "2026-11-25-third-party-2.json").read_bytes())["good"] is False


def test_the_report_says_first_what_did_not_go_well_and_what_nobody_can_tell() -> None:
    text = as_markdown(record("passed", "failed", "unverified", said="First line.\nSecond ```line```."))

    assert text.splitlines()[:14] == [
        "# Drill of 2026-11-25 12:00 UTC: third-party",
        "",
        "The drill did not go well: of 3 steps, 1 passed, 1 failed, 1 could not be verified, in 3.2 s.",
        "",
        "Played in en. Where: targets: this machine.",
        "",
        "## What did not go well",
        "",
        "- **Resolved: Step 1** (failed). First line.",
        "",
        "  ```text",
        "  Second '''line'''.",
        "  ```",
        "",
    ]
    assert "| Step 1 | 1.2 | 5 | failed | First line. |" in text


def test_a_step_that_took_too_long_is_told_with_its_objective() -> None:
    (step,) = record("late").steps

    assert line_of(step) == "late       Resolved: Step 0, 1.2 s\n           It took longer than 5 s."


def test_a_drill_is_due_from_the_very_day_on() -> None:
    every = timedelta(days=182)
    folder = Path("nowhere")

    assert standing(folder, every, BEGAN).is_due


def test_only_good_records_of_the_past_count(tmp_path: Path) -> None:
    every = timedelta(days=10)
    for began, verdict in ((1, "passed"), (5, "failed"), (20, "passed")):
        keep(record(verdict, began=datetime(2026, 11, began, 12, tzinfo=UTC)), "", tmp_path)  # type: ignore[arg-type]
    (tmp_path / "notes.json").write_text("[]", encoding="utf-8")

    before = standing(tmp_path, every, datetime(2026, 11, 11, 11, 59, tzinfo=UTC))
    then = standing(tmp_path, every, datetime(2026, 11, 11, 12, tzinfo=UTC))

    assert (before.is_due, then.is_due) == (False, True)
    assert (
        str(then) == "The last drill that went well was on 2026-11-01, 10 days ago; the next one was due on 2026-11-11."
    )
    assert then.damaged == ("notes.json",)


def test_due_is_told_with_what_to_run(site: Site) -> None:
    said, code = site.run("drill", "--due", "--now", "2026-11-25 12:00 UTC")
    assert (said, code) == ("There is no record of a drill that went well.\nRun `plainstatus drill`.\n", 1)

    keep(record("passed"), "", site.root / "incidents/_drills")
    said, code = site.run("drill", "--due", "--now", "2027-05-25 12:00 UTC")
    assert code == 0
    assert said == "The last drill that went well was on 2026-11-25, 181 days ago; the next one is due on 2027-05-26.\n"

    said, code = site.run("drill", "--due", "--now", "2027-05-26 12:00 UTC", "--format", "json")
    assert code == 1
    assert json.loads(said) == {"due": True, "last": "2026-11-25T12:00:00Z", "until": "2027-05-26T12:00:00Z"}


def test_the_doctor_says_when_a_drill_is_overdue(site: Site) -> None:
    keep(record("passed"), "", site.root / "incidents/_drills")

    said, _ = site.run("doctor", "--offline", "--now", "2026-11-26 12:00 UTC")
    assert "drills\n  ok       the last drill that went well was on 2026-11-25, yesterday; " in said

    said, _ = site.run("doctor", "--offline", "--now", "2027-06-26 12:00 UTC")
    assert "drills\n  warning  the last drill that went well was on 2026-11-25, 213 days ago; " in said


def test_programs_find_in_it_what_the_manual_promises() -> None:
    assert as_data(record("passed")) == {
        "version": 1,
        "scenario": "third-party",
        "began": "2026-11-25T12:00:00Z",
        "seconds": 3.2,
        "good": True,
        "languages": ["en"],
        "places": {"targets": "this machine"},
        "objectives": {"whole": 900},
        "steps": [
            {
                "part": "Resolved",
                "name": "Step 0",
                "verdict": "passed",
                "seconds": 1.25,
                "objective": 5,
                "said": "",
            }
        ],
    }
